export const id = 844;
export const ids = [844];
export const modules = {

/***/ 2844:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openPgState: () => (/* binding */ openPgState)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
;// CONCATENATED MODULE: ./lib/backend/pg-settings.js
/** The settings of Terraform's `pg` backend, from wherever they are given. */
/** The variables that Terraform's driver reads; the same settings in a connection string win. */
const VARIABLES = {
    host: 'PGHOST',
    port: 'PGPORT',
    dbname: 'PGDATABASE',
    user: 'PGUSER',
    password: 'PGPASSWORD',
    options: 'PGOPTIONS',
    sslmode: 'PGSSLMODE',
    sslcert: 'PGSSLCERT',
    sslkey: 'PGSSLKEY',
    sslrootcert: 'PGSSLROOTCERT'
};
/**
 * @param settings of the backend, the module's own literals included; they win
 * @param variables the environment's
 * @throws Error that says what is wrong, without any part of the connection string
 * @see https://developer.hashicorp.com/terraform/language/backend/pg
 */
function pgSettingsOf(settings, variables) {
    const read = (name) => {
        if (name in settings && settings[name] === undefined)
            throw new Error(`the code does not give '${name}' as a plain value`);
        const value = settings[name] ?? variables[`PG_${name.toUpperCase()}`];
        return value === '' ? undefined : value;
    };
    const given = partsOf(read('conn_str') ?? '');
    const part = (name) => {
        const value = given[name] ?? variables[VARIABLES[name] ?? ''];
        return value === '' ? undefined : value;
    };
    const host = part('host') ?? 'localhost';
    const port = Number(part('port') ?? 5432);
    if (!Number.isInteger(port))
        throw new Error('the port of its database is not a number');
    const isTrue = (name) => /^(?:1|t|true)$/iu.test(read(name) ?? '');
    const table = read('table_name');
    return {
        host,
        port,
        user: part('user'),
        password: part('password'),
        database: part('dbname'),
        options: part('options'),
        tls: {
            // A socket of this machine has none.
            check: host.startsWith('/') ? 'off' : checkOf(part('sslmode'), part('sslrootcert')),
            authority: part('sslrootcert'),
            certificate: part('sslcert'),
            key: part('sslkey'),
            inline: part('sslinline') === 'true'
        },
        schema: read('schema_name') ?? 'terraform_remote_state',
        // OpenTofu reads PG_TABLE_NAME, Terraform does not.
        tables: [
            ...(table === undefined ? [] : [table]),
            ...(settings['table_name'] === undefined ? ['states'] : [])
        ],
        foreign: isTrue('skip_schema_creation') || isTrue('skip_table_creation')
    };
}
/** @see https://pkg.go.dev/github.com/lib/pq#hdr-Connection_String_Parameters */
function checkOf(mode, authority) {
    switch (mode) {
        case 'disable':
            return 'off';
        case undefined:
        case 'require':
            return authority === undefined ? 'nothing' : 'authority';
        case 'verify-ca':
            return 'authority';
        case 'verify-full':
            return 'name';
        default:
            throw new Error("its 'sslmode' is none that Terraform knows");
    }
}
/** A connection string in either of its two forms. */
const partsOf = (text) => /^postgres(?:ql)?:\/\//u.test(text) ? partsOfUrl(text) : partsOfWords(text);
const UNREADABLE = 'its connection string cannot be read';
function partsOfUrl(text) {
    const [address] = parted(text.slice(text.indexOf('//') + 2), '#');
    const [place, query] = parted(address, '?');
    const [authority, dbname] = parted(place, '/');
    const at = authority.lastIndexOf('@');
    const [user, password] = parted(authority.slice(0, Math.max(at, 0)), ':');
    const server = authority.slice(at + 1);
    const bracket = server.lastIndexOf(']'); // of an IPv6 address
    const [name, port] = parted(server.slice(bracket + 1), ':');
    const host = bracket < 0 ? name : server.slice(1, bracket);
    const parts = { user, password, host, port, dbname };
    try {
        const decoded = Object.entries(parts).map(([key, value]) => [key, decodeURIComponent(value)]);
        const all = [...decoded, ...new URLSearchParams(query)];
        return Object.fromEntries(all.filter(([, value]) => value !== ''));
    }
    catch {
        throw new Error(UNREADABLE);
    }
}
/** What is before and after the first mark. */
function parted(text, mark) {
    const at = text.indexOf(mark);
    return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)];
}
/** `host=db.example.com password='with blanks'`; a backslash takes what follows as it is. */
function partsOfWords(text) {
    const words = /\s*(\w+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)(?:[^\s\\]|\\.)*)?)/gsu;
    if (text.replace(words, '').trim() !== '')
        throw new Error(UNREADABLE);
    return Object.fromEntries([...text.matchAll(words)].map(([, name = '', quoted, plain = '']) => [
        name,
        (quoted ?? plain).replaceAll(/\\(.)/gsu, '$1')
    ]));
}

;// CONCATENATED MODULE: ./lib/backend/leftover/pg.js
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
    const pg = pgSettingsOf(settings, variables);
    const { host, port, user, password, database, options } = pg;
    const ssl = tlsOf(pg.tls);
    const { Client, escapeIdentifier } = await __webpack_require__.e(/* import() */ 849).then(__webpack_require__.bind(__webpack_require__, 83849));
    const socket = new external_node_net_.Socket();
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
const versionOf = (text) => (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex');
/** @throws Error where a file cannot be read: without it less would be checked than Terraform checks */
function tlsOf({ check, authority, certificate, key, inline }) {
    if (check === 'off')
        return false;
    const read = (text) => {
        try {
            return inline ? text : (0,external_node_fs_.readFileSync)(text, 'utf8');
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
