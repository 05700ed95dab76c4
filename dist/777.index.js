export const id = 777;
export const ids = [777];
export const modules = {

/***/ 55777:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openPgState: () => (/* binding */ openPgState)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(77030);
/* harmony import */ var _pg_settings_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(18349);
/** The state of a destroyed environment in a table of PostgreSQL. */




const CONNECT_MS = 10_000;
const ALL_MS = 30_000;
const LOCK_MS = 5000;
/** What PostgreSQL and the network say by code; their own words may quote what was given to them. */
const WORDS = {
    NO_TLS: 'its server offers no TLS, which its connection string asks for',
    NO_ANSWER: 'its database did not answer',
    '28P01': 'the password was refused',
    '28000': 'the user was refused',
    '3D000': 'there is no such database',
    '42501': 'the user may not do that',
    '55P03': 'somebody uses its table'
};
/** No such table; no such schema. */
const ABSENT = ['42P01', '3F000'];
/** Something else depends on it; it is somebody else's. */
const NOT_OURS = ['2BP01', '42501'];
/** @see https://developer.hashicorp.com/terraform/language/backend/pg */
const openPgState = async (settings, variables) => {
    const pg = (0,_pg_settings_js__WEBPACK_IMPORTED_MODULE_3__/* .pgSettingsOf */ .o)(settings, variables);
    const { host, port, user, password, database, options } = pg;
    const ssl = tlsOf(pg.tls);
    const { Client, escapeIdentifier, escapeLiteral } = await __webpack_require__.e(/* import() */ 849).then(__webpack_require__.bind(__webpack_require__, 83849));
    const socket = new node_net__WEBPACK_IMPORTED_MODULE_2__.Socket();
    const client = new Client({
        host,
        port,
        user,
        password,
        database,
        options,
        ssl,
        stream: () => socket,
        connectionTimeoutMillis: CONNECT_MS
    });
    client.on('error', () => undefined); // the query that is under way tells
    const deadline = setTimeout(() => socket.destroy(), ALL_MS);
    const close = async () => {
        clearTimeout(deadline);
        const gone = setTimeout(() => socket.destroy(), 1000);
        await client.end().catch(() => undefined);
        clearTimeout(gone);
        socket.destroy();
    };
    const query = async (sql) => {
        try {
            return (await client.query(sql)).rows;
        }
        catch (error) {
            throw new Refused(codeOf(error));
        }
    };
    try {
        await client.connect();
    }
    catch (error) {
        await close();
        throw new Refused(codeOf(error));
    }
    const schema = escapeIdentifier(pg.schema);
    let table = '';
    return {
        read: async () => {
            for (const name of pg.tables) {
                table = `${schema}.${escapeIdentifier(name)}`;
                const rows = await query(`select data from ${table} where name = 'default'`).catch(none);
                if (rows[0] !== undefined)
                    return { text: rows[0].data, version: versionOf(rows[0].data) };
            }
            return undefined;
        },
        remove: async (version) => {
            await query(`begin; set local lock_timeout = ${LOCK_MS}`);
            const [row] = await query(`select pg_try_advisory_xact_lock(id) as free from ${table} where name = 'default'`);
            if (row?.free === false)
                throw new Error('somebody holds its lock');
            await query(`lock table ${table} in access exclusive mode`);
            const [now] = await query(`select data from ${table} where name = 'default'`);
            if (now === undefined || versionOf(now.data) !== version)
                throw new Error('it was changed meanwhile');
            await query(`delete from ${table} where name = 'default'`);
            const others = await query(`select name from ${table} limit 1`);
            if (others.length === 0 && !pg.foreign) {
                await dropUnused(`drop table ${table}`);
                const [about] = await query(`select nspacl is null and obj_description(oid, 'pg_namespace') is null
            and pg_get_userbyid(nspowner) = current_user as free
            from pg_namespace where nspname = ${escapeLiteral(pg.schema)}`);
                // A person has made one with rights, a comment or another owner.
                if (about?.free === true)
                    await dropUnused(`drop schema ${schema}`);
            }
            await query('commit');
        },
        close
    };
    /** What others have a use for, or have made, stays. */
    async function dropUnused(sql) {
        await query('savepoint before');
        try {
            await query(sql);
        }
        catch (error) {
            if (!(error instanceof Refused) || !NOT_OURS.includes(error.code))
                throw error;
            await query('rollback to savepoint before');
        }
    }
};
class Refused extends Error {
    name = 'Refused';
    code;
    constructor(code) {
        super(WORDS[code] ?? `its database could not be used: ${code}`);
        this.code = code;
    }
}
function none(error) {
    if (error instanceof Refused && ABSENT.includes(error.code))
        return [];
    throw error;
}
/** The client's own errors have no code. */
function codeOf(error) {
    const { code, message } = error;
    if (typeof code === 'string' && /^\w+$/u.test(code))
        return code;
    return /not support SSL/u.test(String(message)) ? 'NO_TLS' : 'NO_ANSWER';
}
const versionOf = (text) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(text).digest('hex');
/** @throws Error where a file cannot be read: without it less would be checked than Terraform checks */
function tlsOf({ check, authority, certificate, key, inline }) {
    if (check === 'off')
        return false;
    const read = (text) => {
        try {
            return inline ? text : (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)(text, 'utf8');
        }
        catch {
            throw new Error("a file of its 'sslrootcert', 'sslcert' or 'sslkey' cannot be read");
        }
    };
    return {
        rejectUnauthorized: check !== 'nothing',
        ...(check === 'authority' && { checkServerIdentity: () => undefined }),
        ...(authority !== undefined && { ca: read(authority) }),
        ...(certificate !== undefined && { cert: read(certificate) }),
        ...(key !== undefined && { key: read(key) })
    };
}


/***/ })

};
