export const id = 654;
export const ids = [654];
export const modules = {

/***/ 33654:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openGcsState: () => (/* binding */ openGcsState)
});

// EXTERNAL MODULE: ./node_modules/google-auth-library/build/src/index.js
var src = __webpack_require__(492);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/terraform/hcl-shape.js
var hcl_shape = __webpack_require__(92871);
// EXTERNAL MODULE: ./lib/backend/leftover/reason.js
var reason = __webpack_require__(22808);
// EXTERNAL MODULE: ./lib/backend/leftover/setting.js
var setting = __webpack_require__(54054);
;// CONCATENATED MODULE: ./lib/backend/leftover/gcs-settings.js



/**
 * @throws StaysError for what cannot be read
 * @see https://developer.hashicorp.com/terraform/language/backend/gcs
 */
function gcsSettingsOf(settings, variables) {
    const get = (...names) => (0,setting/* settingOf */.y7)(settings, ...names);
    const prefix = get('prefix') ?? '';
    const emulator = (0,setting/* variableOf */.Qn)(variables, 'STORAGE_EMULATOR_HOST');
    const endpoint = get('storage_custom_endpoint') ??
        (0,setting/* variableOf */.Qn)(variables, 'GOOGLE_BACKEND_STORAGE_CUSTOM_ENDPOINT', 'GOOGLE_STORAGE_CUSTOM_ENDPOINT');
    return {
        bucket: get('bucket') ?? '',
        state: objectIn(prefix, 'default.tfstate'),
        lock: objectIn(prefix, 'default.tflock'),
        endpoint: endpoint ?? (emulator === undefined ? undefined : emulatorAddress(emulator)),
        login: emulator === undefined ? loginOf(settings, variables) : { kind: 'none' },
        impersonated: impersonatedOf(settings, variables),
        encryptionKey: get('encryption_key') ?? (0,setting/* variableOf */.Qn)(variables, 'GOOGLE_ENCRYPTION_KEY')
    };
}
function loginOf(settings, variables) {
    const token = (0,setting/* settingOf */.y7)(settings, 'access_token') ?? (0,setting/* variableOf */.Qn)(variables, 'GOOGLE_OAUTH_ACCESS_TOKEN');
    if (token !== undefined)
        return { kind: 'token', token };
    const key = (0,setting/* settingOf */.y7)(settings, 'credentials') ??
        (0,setting/* variableOf */.Qn)(variables, 'GOOGLE_BACKEND_CREDENTIALS', 'GOOGLE_CREDENTIALS');
    if (key !== undefined)
        return { kind: 'key', key };
    return { kind: 'default', file: (0,setting/* variableOf */.Qn)(variables, 'GOOGLE_APPLICATION_CREDENTIALS') };
}
function impersonatedOf(settings, variables) {
    const account = (0,setting/* settingOf */.y7)(settings, 'impersonate_service_account') ??
        (0,setting/* variableOf */.Qn)(variables, 'GOOGLE_BACKEND_IMPERSONATE_SERVICE_ACCOUNT', 'GOOGLE_IMPERSONATE_SERVICE_ACCOUNT');
    if (account === undefined)
        return undefined;
    const name = 'impersonate_service_account_delegates';
    const delegates = (0,hcl_shape/* textsOf */.CB)((0,hcl_shape/* shapeOf */.F5)((0,setting/* settingOf */.y7)(settings, name) ?? '[]'));
    if (delegates === undefined)
        throw new reason/* StaysError */.dw(`'${name}' is not a list of plain values`);
    return { account, delegates };
}
/** Slashes too many and `..` are taken out, as Terraform does. */
function objectIn(prefix, name) {
    const folders = [];
    for (const folder of prefix.split('/')) {
        if (folder === '..')
            folders.pop();
        else if (folder !== '' && folder !== '.')
            folders.push(folder);
    }
    return [...folders, name].join('/');
}
const emulatorAddress = (host) => `${host.includes('://') ? host : `http://${host}`}/storage/v1/`;

// EXTERNAL MODULE: ./lib/json.js
var json = __webpack_require__(16413);
// EXTERNAL MODULE: ./lib/backend/leftover/own-lock.js
var own_lock = __webpack_require__(82784);
;// CONCATENATED MODULE: ./lib/backend/leftover/gcs.js
/** The state of a destroyed environment in Terraform's `gcs` backend. */










/** Of all that is asked for one state. */
const LIMIT_MS = 30_000;
const RETRIES = 2;
const SCOPE = 'https://www.googleapis.com/auth/devstorage.read_write';
/** @see https://developer.hashicorp.com/terraform/language/backend/gcs */
const openGcsState = async (settings, variables, who) => {
    const place = gcsSettingsOf(settings, variables);
    const signal = AbortSignal.timeout(LIMIT_MS);
    const client = await (0,reason/* limitedBy */.sx)(signal)(clientFor(place)).catch((error) => {
        throw error instanceof reason/* StaysError */.dw ? error : new reason/* StaysError */.dw('no credentials were found');
    });
    const ask = askFor(client, place, signal);
    const headers = customerKeyOf(place);
    const generationNow = async () => {
        const about = await ask(place.state, { headers });
        return about && ((0,json/* textOf */.b6)((0,json/* objectOf */.Xy)((0,json/* parseJson */.qF)(about))?.['generation']) ?? '');
    };
    return {
        read: async () => {
            const generation = await generationNow();
            if (generation === undefined) {
                await requireBucket(ask);
                return undefined;
            }
            const query = { alt: 'media', generation };
            const text = await ask(place.state, { query, headers });
            return text === undefined ? undefined : { text, version: generation };
        },
        // Google removes no other generation; a server that stands in for it may, so that it is compared before, too.
        remove: async (version) => {
            const free = await takeLock(client, place, who, ask);
            await (0,own_lock/* under */.h)(free, place.lock, async () => {
                const now = await generationNow();
                if (now !== undefined && now !== version)
                    throw new reason/* StaysError */.dw(reason/* CHANGED */.Rj);
                if (now !== undefined) {
                    await ask(place.state, { method: 'DELETE', query: { ifGenerationMatch: version } });
                }
            });
        }
    };
};
/** Without its bucket an object is missing, too; but then this is not where Terraform has been. */
async function requireBucket(ask) {
    // Whoever may use Terraform may list objects, but not always ask for the bucket.
    const listed = await ask('', { query: { maxResults: '1' } });
    if (listed === undefined)
        throw new reason/* StaysError */.dw('its bucket is not there');
}
/**
 * Takes the lock as Terraform does.
 * @returns what removes it again, where it is still ours
 */
async function takeLock(client, place, who, ask) {
    const now = new Date().toISOString();
    const own = (0,own_lock/* ownLock */.A)(`gs://${place.bucket}/${place.state}`, (0,external_node_crypto_.randomUUID)(), now, who);
    let taken;
    /** What is left of it, where this fails, is known to the next run by whose it is. */
    const free = async () => {
        // The time for the rest may be over.
        const later = askFor(client, place, AbortSignal.timeout(LIMIT_MS));
        try {
            // The answer to the request that made it may be lost.
            const generation = taken ?? generationIn(await later(place.lock));
            const query = { alt: 'media', generation: generation ?? '' };
            const isOwn = generation !== undefined &&
                (taken !== undefined || (await later(place.lock, { query })) === own);
            if (isOwn)
                await later(place.lock, { method: 'DELETE', query: { ifGenerationMatch: generation } });
            return true;
        }
        catch {
            return false;
        }
    };
    try {
        const said = await ask('', {
            method: 'POST',
            query: { uploadType: 'media', name: place.lock, ifGenerationMatch: '0' },
            headers: { 'content-type': 'application/json' },
            body: own
        });
        taken = generationIn(said);
    }
    catch (error) {
        await free();
        const isHeld = error instanceof reason/* StaysError */.dw && error.message === reason/* CHANGED */.Rj;
        throw isHeld ? new reason/* StaysError */.dw('somebody holds its lock') : error;
    }
    return free;
}
const generationIn = (about) => (0,json/* textOf */.b6)((0,json/* objectOf */.Xy)((0,json/* parseJson */.qF)(about ?? ''))?.['generation']);
/** What gives the body of the answer; undefined where there is no such object. */
function askFor(client, { bucket, endpoint }, signal) {
    const base = endpoint ?? `https://storage.${client.universeDomain}/storage/v1/`;
    const within = (0,reason/* limitedBy */.sx)(signal);
    const retryConfig = { retry: RETRIES, noResponseRetries: RETRIES };
    return async (object, { method = 'GET', query = {}, headers = {}, body } = {}) => {
        const all = `b/${encodeURIComponent(bucket)}/o`;
        const path = object === '' ? all : `${all}/${encodeURIComponent(object)}`;
        try {
            const url = new URL(method === 'POST' ? `/upload/storage/v1/${path}` : path, base);
            url.search = new URLSearchParams(query).toString();
            const data = body === undefined ? {} : { body };
            const request = {
                url,
                method,
                headers,
                ...data,
                signal,
                retryConfig,
                responseType: 'text'
            };
            return (await within(client.request(request))).data;
        }
        catch (error) {
            const status = statusOf(error);
            if (status === 404)
                return undefined;
            throw (0,reason/* reasonOf */.A3)('Google Cloud Storage', error, status);
        }
    };
}
async function clientFor({ login, impersonated }) {
    const sourceClient = await firstFor(login);
    if (impersonated === undefined)
        return sourceClient;
    const { account: targetPrincipal, delegates } = impersonated;
    const target = { targetPrincipal, targetScopes: [SCOPE], delegates: [...delegates] };
    return new src.Impersonated({ sourceClient, ...target });
}
async function firstFor(login) {
    switch (login.kind) {
        case 'none':
            return new src.PassThroughClient();
        case 'token': {
            const client = new src.OAuth2Client();
            client.setCredentials({ access_token: login.token });
            return client;
        }
        case 'key': {
            const credentials = (0,json/* objectOf */.Xy)((0,json/* parseJson */.qF)(contentsOf(login.key)));
            if (credentials === undefined)
                throw new reason/* StaysError */.dw("its 'credentials' are no JSON document");
            return await new src.GoogleAuth({
                credentials: credentials,
                scopes: SCOPE
            }).getClient();
        }
        case 'default': {
            const file = login.file === undefined ? {} : { keyFilename: (0,setting/* absolutePath */.Hi)(login.file) };
            return await new src.GoogleAuth({ ...file, scopes: SCOPE }).getClient();
        }
    }
}
/** The headers with which Google finds the customer's own key. */
function customerKeyOf({ encryptionKey }) {
    if (encryptionKey === undefined)
        return {};
    const key = Buffer.from(contentsOf(encryptionKey).trim(), 'base64');
    return {
        'x-goog-encryption-algorithm': 'AES256',
        'x-goog-encryption-key': key.toString('base64'),
        'x-goog-encryption-key-sha256': (0,external_node_crypto_.createHash)('sha256').update(key).digest('base64')
    };
}
/** Terraform takes the path of a file where it takes the text of one. */
function contentsOf(pathOrText) {
    const path = pathOrText.replace(/^~(?=\/)/u, (0,external_node_os_.homedir)());
    // A relative one is no text that anybody could use: the service refuses it.
    return (0,external_node_path_.isAbsolute)(path) && (0,external_node_fs_.existsSync)(path) ? (0,external_node_fs_.readFileSync)(path, 'utf8') : pathOrText;
}
function statusOf(error) {
    const { status, response } = error;
    return [response?.status, status].find((one) => typeof one === 'number');
}


/***/ }),

/***/ 82784:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ ownLock),
/* harmony export */   h: () => (/* binding */ under)
/* harmony export */ });
/* harmony import */ var _reason_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(22808);
/** The lock that the action takes while it removes a state: what stands in it, and that it is given back. */

/**
 * @param path what is locked
 * @param id one that nothing else has
 * @param now as ISO 8601 has it
 * @param who this machine, as Terraform would name it: a lock that is left is known by that to the next run
 */
const ownLock = (path, id, now, who = 'gitops-env-action') => JSON.stringify({
    ID: id,
    Operation: 'OperationTypeInvalid',
    Info: 'removes the empty state of a destroyed environment',
    Who: who,
    Version: '',
    Created: now,
    Path: path
});
/**
 * Does something under a lock. Why that failed is told, and not that the lock could not be given back, too.
 * @param free gives it back; whether that succeeded
 * @param lock its name, for people
 */
async function under(free, lock, work) {
    let done;
    try {
        done = await work();
    }
    catch (error) {
        await free();
        throw error;
    }
    if (await free())
        return done;
    throw new _reason_js__WEBPACK_IMPORTED_MODULE_0__/* .StaysError */ .dw(`its lock '${lock}' was taken, and could not be given back`);
}


/***/ })

};
