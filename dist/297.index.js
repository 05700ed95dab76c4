export const id = 297;
export const ids = [297];
export const modules = {

/***/ 66817:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

var node_tls__WEBPACK_IMPORTED_MODULE_1___namespace_cache;
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ authoritiesFor)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_tls__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(41692);
/** Whom a connection to a backend trusts: whom Terraform trusts. */


/**
 * Node has certificates of its own; Terraform takes the machine's, or those of SSL_CERT_FILE.
 * @returns all of them, PEM
 */
function authoritiesFor(variables) {
    const { getCACertificates } = /*#__PURE__*/ (node_tls__WEBPACK_IMPORTED_MODULE_1___namespace_cache || (node_tls__WEBPACK_IMPORTED_MODULE_1___namespace_cache = __webpack_require__.t(node_tls__WEBPACK_IMPORTED_MODULE_1__, 2))); // since Node 22.15
    const named = [variables['SSL_CERT_FILE'], variables['NODE_EXTRA_CA_CERTS']];
    return [
        ...node_tls__WEBPACK_IMPORTED_MODULE_1__.rootCertificates,
        ...(getCACertificates?.('system') ?? []),
        ...named.flatMap(certificatesIn)
    ];
}
function certificatesIn(file) {
    if (file === undefined || file === '')
        return [];
    try {
        return [(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(file, 'utf8')];
    }
    catch {
        return []; // Terraform does not mind either
    }
}


/***/ }),

/***/ 66297:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openAzureState: () => (/* binding */ openAzureState)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./node_modules/@azure/storage-blob/dist/esm/index.js + 198 modules
var esm = __webpack_require__(10246);
// EXTERNAL MODULE: ./lib/json.js
var json = __webpack_require__(16413);
// EXTERNAL MODULE: ./lib/backend/authorities.js
var authorities = __webpack_require__(66817);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./lib/terraform/process-environment.js
var process_environment = __webpack_require__(19021);
// EXTERNAL MODULE: ./lib/backend/leftover/reason.js
var reason = __webpack_require__(22808);
;// CONCATENATED MODULE: ./lib/backend/leftover/azure-cli.js
/** Asks the Azure CLI, where an earlier step has logged in with it. */





const run = (0,external_node_util_.promisify)(external_node_child_process_.execFile);
/** @param signal ends it */
function askCliWith(variables, signal) {
    const env = (0,process_environment/* terraformEnvironment */.M)(variables, {});
    return async (args) => {
        const all = ['account', ...args, '--output', 'json'];
        const { stdout } = await run('az', all, { env, signal }).catch(() => {
            throw new reason/* StaysError */.dw('the Azure CLI does not answer');
        });
        return (0,json/* objectOf */.Xy)((0,json/* parseJson */.qF)(stdout)) ?? {};
    };
}

;// CONCATENATED MODULE: ./lib/backend/leftover/azure-login.js
/** Azure's clouds, and the tokens with which a client is let in. */


const CLOUDS = {
    public: {
        login: 'https://login.microsoftonline.com',
        api: 'https://management.azure.com',
        storage: 'core.windows.net'
    },
    usgovernment: {
        login: 'https://login.microsoftonline.us',
        api: 'https://management.usgovcloudapi.net',
        storage: 'core.usgovcloudapi.net'
    },
    china: {
        login: 'https://login.chinacloudapi.cn',
        api: 'https://management.chinacloudapi.cn',
        storage: 'core.chinacloudapi.cn'
    }
};
/** What a token for the blobs is asked for, in every cloud. */
const STORAGE = 'https://storage.azure.com';
/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/azure-resource-manager-endpoints */
async function findCloud({ environment, metadataHost }, ask) {
    if (metadataHost === '') {
        const cloud = Object.hasOwn(CLOUDS, environment) ? CLOUDS[environment] : undefined;
        if (cloud === undefined)
            throw new reason/* StaysError */.dw("the action does not know this 'environment'");
        return cloud;
    }
    const url = `https://${metadataHost}/metadata/endpoints?api-version=2022-09-01`;
    const said = await ask({ whom: 'the metadata host', url });
    const login = (0,json/* textOf */.b6)((0,json/* objectOf */.Xy)(said['authentication'])?.['loginEndpoint']);
    const storage = (0,json/* textOf */.b6)((0,json/* objectOf */.Xy)(said['suffixes'])?.['storage']);
    const api = (0,json/* textOf */.b6)(said['resourceManager']);
    if (login === undefined || storage === undefined || api === undefined) {
        throw new reason/* StaysError */.dw('the metadata host does not tell the endpoints');
    }
    return { login: bare(login), api: bare(api), storage };
}
const bare = (address) => address.replace(/\/+$/u, '');
/** A token for a resource, an address without a slash at the end. */
async function logIn({ tenant, client, proof }, cloud, resource, ask, askCli) {
    const asClient = async (form) => tokenIn(await ask({
        whom: 'the login',
        url: `${cloud.login}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`,
        method: 'POST',
        form: {
            grant_type: 'client_credentials',
            client_id: client,
            scope: `${resource}/.default`,
            ...form
        }
    }), 'access_token');
    switch (proof.kind) {
        case 'secret':
            return asClient({ client_secret: proof.secret });
        case 'assertion':
            return asClient(asserted(proof.assertion));
        case 'github':
            return asClient(asserted(await assertionOf(proof, ask)));
        case 'identity':
            return identityToken(proof.url, client, resource, ask);
        case 'cli':
            return tokenIn(await askCli(['get-access-token', '--scope', `${resource}/.default`]), 'accessToken');
        case 'certificate':
            throw new reason/* StaysError */.dw('the action cannot log in with a client certificate');
        case 'none':
            throw new reason/* StaysError */.dw('there is nothing to log in with');
    }
}
const asserted = (assertion) => ({
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion
});
async function assertionOf({ url, requestToken }, ask) {
    const address = new URL(url);
    address.searchParams.set('audience', 'api://AzureADTokenExchange');
    const headers = { authorization: `Bearer ${requestToken}` };
    return tokenIn(await ask({ whom: 'GitHub', url: address.href, headers }), 'value');
}
async function identityToken(url, client, resource, ask) {
    const address = new URL(url);
    address.searchParams.set('api-version', '2018-02-01');
    address.searchParams.set('resource', resource);
    if (client !== '')
        address.searchParams.set('client_id', client);
    // Azure serves it on the machine's own link, without TLS.
    const request = { whom: "the machine's identity", url: address.href, withoutTls: true };
    return tokenIn(await ask({ ...request, headers: { metadata: 'true' } }), 'access_token');
}
function tokenIn(said, name) {
    const token = (0,json/* textOf */.b6)(said[name]);
    if (token === undefined || token === '')
        throw new reason/* StaysError */.dw('the login gave no token');
    return token;
}

// EXTERNAL MODULE: ./node_modules/@azure/core-rest-pipeline/dist/esm/index.js + 32 modules
var dist_esm = __webpack_require__(15932);
;// CONCATENATED MODULE: ./lib/backend/leftover/azure-request.js
/** Asks Azure's services and GitHub for JSON, with few retries and an end. */



const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
/** @param signal ends whatever is under way */
function askWith(trust, signal) {
    const client = (0,dist_esm/* createDefaultHttpClient */.fl)();
    const pipeline = (0,dist_esm/* createPipelineFromOptions */.Fp)({
        ...trust,
        retryOptions: { maxRetries: 2, maxRetryDelayInMs: 2000 },
        userAgentOptions: { userAgentPrefix: 'gitops-env-action' }
    });
    return async ({ whom, url, method = 'GET', headers = {}, form, withoutTls = false }) => {
        const request = (0,dist_esm/* createPipelineRequest */.G6)({
            url,
            method,
            headers: (0,dist_esm/* createHttpHeaders */.Nc)({ accept: 'application/json', ...(form && FORM), ...headers }),
            ...(form && { body: new URLSearchParams(form).toString() }),
            // The pipeline's own limit, `timeout`, would keep the process alive where a connection fails.
            abortSignal: signal,
            allowInsecureConnection: withoutTls
        });
        const { status, bodyAsText } = await pipeline.sendRequest(client, request).catch((error) => {
            throw failureOf(whom, error);
        });
        const said = (0,json/* objectOf */.Xy)((0,json/* parseJson */.qF)(bodyAsText ?? ''));
        if (status === 200 && said !== undefined)
            return said;
        const code = (0,json/* objectOf */.Xy)(said?.['error'])?.['code'] ?? said?.['error'];
        throw (0,reason/* reasonOf */.A3)(whom, { code }, status);
    };
}
/** Why a request failed, in words that hold no secret: a library's own may quote an address, with its SAS token. */
function failureOf(whom, error) {
    if (error instanceof Error && error.name === 'AbortError') {
        return new reason/* StaysError */.dw('it did not answer in time');
    }
    return (0,reason/* reasonOf */.A3)(whom, error, (0,dist_esm/* isRestError */.T0)(error) ? error.statusCode : undefined);
}

// EXTERNAL MODULE: ./lib/backend/leftover/setting.js
var setting = __webpack_require__(54054);
;// CONCATENATED MODULE: ./lib/backend/leftover/azure-settings.js

/** Variables that Terraform reads in place of a setting, where they are not simply `ARM_` and its name. */
const VARIABLES = {
    lookup_blob_endpoint: ['ARM_USE_DNS_ZONE_ENDPOINT'],
    metadata_host: ['ARM_METADATA_HOSTNAME', 'ARM_METADATA_HOST'],
    oidc_request_token: ['ARM_OIDC_REQUEST_TOKEN', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'],
    oidc_request_url: ['ARM_OIDC_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_URL'],
    use_azuread_auth: ['ARM_USE_AZUREAD']
};
/** Settings that no variable stands for. */
const ALONE = ['storage_account_name', 'container_name', 'key', 'resource_group_name'];
const IDENTITY = 'http://169.254.169.254/metadata/identity/oauth2/token';
/**
 * @param read gives the content of a file; it throws where there is none
 * @throws Error where a setting cannot be known
 * @see https://developer.hashicorp.com/terraform/language/backend/azurerm
 */
function azureSettingsOf(settings, variables, read) {
    const get = (name) => {
        const standIns = ALONE.includes(name) ? [] : (VARIABLES[name] ?? [`ARM_${name.toUpperCase()}`]);
        return (0,setting/* settingOf */.y7)(settings, name) ?? (0,setting/* variableOf */.Qn)(variables, ...standIns) ?? '';
    };
    const isOn = (name, otherwise = false) => get(name) === '' ? otherwise : /^(?:1|t|true)$/iu.test(get(name));
    const inFile = (path) => (path === '' ? '' : read(path).trim());
    const given = (name) => inFile(get(`${name}_file_path`)) || get(name).trim();
    const onCluster = isOn('use_aks_workload_identity');
    const cluster = (name) => (onCluster ? (variables[name] ?? '') : '');
    const tenant = cluster('AZURE_TENANT_ID') || get('tenant_id').trim();
    const client = cluster('AZURE_CLIENT_ID') || given('client_id');
    const assertion = inFile(cluster('AZURE_FEDERATED_TOKEN_FILE')) || given('oidc_token');
    return {
        account: get('storage_account_name'),
        container: get('container_name'),
        key: get('key'),
        environment: get('environment') || 'public',
        metadataHost: get('metadata_host'),
        subscription: get('subscription_id'),
        group: get('resource_group_name'),
        looksUp: isOn('lookup_blob_endpoint'),
        tenant,
        client,
        access: accessOf(get, isOn('use_azuread_auth')),
        proof: (tenant !== '' && client !== ''
            ? clientProofOf(get, given('client_secret'), isOn('use_oidc') || onCluster, assertion)
            : undefined) ?? machineProofOf(get, isOn('use_msi'), isOn('use_cli', true))
    };
}
function accessOf(get, byToken) {
    if (get('access_key') !== '')
        return { kind: 'key', accessKey: get('access_key') };
    if (get('sas_token') !== '')
        return { kind: 'sas', token: get('sas_token').replace(/^\?/u, '') };
    return { kind: byToken ? 'token' : 'listed-key' };
}
/** In Terraform's order. */
function clientProofOf(get, secret, byOidc, assertion) {
    if (get('client_certificate') + get('client_certificate_path') !== '') {
        return { kind: 'certificate' };
    }
    if (secret !== '')
        return { kind: 'secret', secret };
    if (!byOidc)
        return undefined;
    if (assertion !== '')
        return { kind: 'assertion', assertion };
    const [url, requestToken] = [get('oidc_request_url'), get('oidc_request_token')];
    return url === '' || requestToken === '' ? undefined : { kind: 'github', url, requestToken };
}
function machineProofOf(get, byIdentity, byCli) {
    if (byIdentity)
        return { kind: 'identity', url: get('msi_endpoint') || IDENTITY };
    return { kind: byCli ? 'cli' : 'none' };
}

;// CONCATENATED MODULE: ./lib/backend/leftover/azurerm.js
/** The state of a destroyed environment in Azure's blob storage. */










/** For everything together. */
const LIMIT_MS = 30_000;
const RETRIES = {
    maxTries: 3,
    tryTimeoutInMs: 10_000,
    retryDelayInMs: 500,
    maxRetryDelayInMs: 2000
};
/** @see https://developer.hashicorp.com/terraform/language/backend/azurerm */
const openAzureState = async (settings, variables) => {
    const signal = AbortSignal.timeout(LIMIT_MS);
    const trust = { tlsOptions: { ca: (0,authorities/* authoritiesFor */.f)(variables) } };
    const azure = azureSettingsOf(settings, variables, contentOf);
    const ask = askWith(trust, signal);
    const blob = await findBlob(azure, trust, ask, askCliWith(variables, signal));
    return {
        read: async () => {
            try {
                const answer = await blob.download(0, undefined, { abortSignal: signal });
                const parts = [];
                for await (const part of answer.readableStreamBody ?? [])
                    parts.push(Buffer.from(part));
                return { text: Buffer.concat(parts).toString(), version: answer.etag ?? '' };
            }
            catch (error) {
                if (isGone(error))
                    return undefined;
                throw refusalOf(error) ?? failureOf('the storage', error);
            }
        },
        remove: async (version) => {
            try {
                await blob.delete({ conditions: { ifMatch: version }, abortSignal: signal });
            }
            catch (error) {
                if (isGone(error))
                    return;
                throw refusalOf(error) ?? failureOf('the storage', error);
            }
        }
    };
};
function contentOf(path) {
    const file = (0,setting/* absolutePath */.Hi)(path);
    try {
        return (0,external_node_fs_.readFileSync)(file, 'utf8');
    }
    catch {
        throw new reason/* StaysError */.dw('a file that the login needs cannot be read');
    }
}
/** Not so where its container is missing: then this is not where Terraform has been. */
const isGone = (error) => error instanceof esm/* RestError */.pj && error.statusCode === 404 && error.code === 'BlobNotFound';
/** Why a blob is not to be removed; undefined where the request failed otherwise. */
function refusalOf(error) {
    switch (error instanceof esm/* RestError */.pj ? error.code : '') {
        case 'ConditionNotMet':
            return new reason/* StaysError */.dw('it was changed meanwhile');
        case 'LeaseIdMissing':
            return new reason/* StaysError */.dw('somebody holds its lock');
        case 'ContainerNotFound':
            return new reason/* StaysError */.dw('its container is not there');
        case 'SnapshotsPresent':
            return new reason/* StaysError */.dw('it has snapshots');
        default:
            return undefined;
    }
}
async function findBlob(azure, trust, ask, askCli) {
    const { access, account } = azure;
    const cloud = await findCloud(azure, ask);
    const needsApi = azure.looksUp || access.kind === 'listed-key';
    const found = needsApi ? await lookUp(azure, cloud, ask, askCli) : undefined;
    const address = found?.address ?? `https://${account}.blob.${cloud.storage}`;
    const options = { ...trust, retryOptions: RETRIES };
    const clientWith = (credential, query = '') => new esm/* BlobServiceClient */.wS(`${address}${query}`, credential, options)
        .getContainerClient(azure.container)
        .getBlobClient(azure.key);
    const byKey = (key) => clientWith(new esm/* StorageSharedKeyCredential */.Z3(account, key));
    switch (access.kind) {
        case 'key':
            return byKey(access.accessKey);
        case 'sas':
            return clientWith(new esm/* AnonymousCredential */.tv(), `?${access.token}`);
        case 'listed-key':
            return byKey((await found?.key()) ?? '');
        case 'token': {
            const token = await logIn(azure, cloud, STORAGE, ask, askCli);
            return clientWith({
                getToken: async () => ({ token, expiresOnTimestamp: Date.now() + LIMIT_MS })
            });
        }
    }
}
/** Where the blobs are, and the account's key, as Azure's own API tells it. */
async function lookUp(azure, cloud, ask, askCli) {
    const token = await logIn(azure, cloud, cloud.api, ask, askCli);
    const subscription = azure.subscription || (await subscriptionOf(azure, askCli));
    const [group, account] = [azure.group, azure.account].map(encodeURIComponent);
    const path = `resourceGroups/${group}/providers/Microsoft.Storage/storageAccounts/${account}`;
    const url = `${cloud.api}/subscriptions/${encodeURIComponent(subscription)}/${path}`;
    const query = '?api-version=2023-01-01';
    const request = { whom: "Azure's API", headers: { authorization: `Bearer ${token}` } };
    const { properties } = await ask({ ...request, url: url + query });
    return {
        address: (0,json/* textOf */.b6)((0,json/* objectOf */.Xy)((0,json/* objectOf */.Xy)(properties)?.['primaryEndpoints'])?.['blob'])?.replace(/\/$/u, ''),
        key: async () => {
            const said = await ask({ ...request, url: `${url}/listKeys${query}`, method: 'POST' });
            return (0,json/* textOf */.b6)((0,json/* objectOf */.Xy)((0,json/* listOf */.c3)(said['keys'])?.[0])?.['value']);
        }
    };
}
async function subscriptionOf({ proof }, askCli) {
    const id = proof.kind === 'cli' ? (0,json/* textOf */.b6)((await askCli(['show']))['id']) : undefined;
    if (id === undefined)
        throw new reason/* StaysError */.dw("'subscription_id' is not given");
    return id;
}


/***/ })

};
