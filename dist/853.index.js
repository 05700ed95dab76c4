export const id = 853;
export const ids = [853,815];
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

/***/ 24815:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openTfeState: () => (/* binding */ openTfeState),
/* harmony export */   safeDelete: () => (/* binding */ safeDelete)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(16413);
/* harmony import */ var _tfe_token_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(69545);
/* harmony import */ var _tfe_settings_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(68907);
/* harmony import */ var _tfe_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(91858);
/** The workspace of a destroyed environment at HCP Terraform, with its states. */





/** The service looks a state through before it says that nothing is in it. */
const PAUSES_MS = [1000, 2000, 4000, 8000, 15_000];
/** @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/workspaces#safe-delete-a-workspace */
const openTfeState = async (settings, variables) => {
    const { hostname = '', organization = '', [_tfe_settings_js__WEBPACK_IMPORTED_MODULE_2__/* .WORKSPACE */ .un]: name = '' } = settings;
    const token = (0,_tfe_token_js__WEBPACK_IMPORTED_MODULE_1__/* .findToken */ .f)(hostname, variables);
    if (token === undefined)
        throw new Error('no token is found');
    const tfe = await (0,_tfe_js__WEBPACK_IMPORTED_MODULE_3__/* .openTfe */ .sw)(hostname, token, variables);
    const workspace = await (0,_tfe_js__WEBPACK_IMPORTED_MODULE_3__/* .readWorkspace */ .iF)(tfe, organization, name);
    if (workspace === undefined)
        return { read: async () => undefined, remove: async () => undefined };
    return {
        read: () => currentState(tfe, workspace.id),
        remove: async (version) => {
            if ((await currentState(tfe, workspace.id)).version !== version)
                throw new Error('it was changed meanwhile');
            if (!workspace.isOurs)
                throw new Error('the action did not create this workspace');
            await safeDelete(tfe, workspace.id);
        }
    };
};
const NONE = '{"version":4,"serial":0,"lineage":"","outputs":{},"resources":[]}';
/** A workspace without a state is one whose state is empty. */
async function currentState(tfe, id) {
    const { status, document } = await tfe.ask('GET', `workspaces/${id}/current-state-version`);
    if (status === 404)
        return { text: NONE, version: '' };
    const data = (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .objectOf */ .Xy)(document['data']);
    const address = (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textOf */ .b6)((0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .objectOf */ .Xy)(data?.['attributes'])?.['hosted-state-download-url']);
    if (status !== 200 || address === undefined)
        throw new Error((0,_tfe_js__WEBPACK_IMPORTED_MODULE_3__/* .problemOf */ .Zw)(status, document));
    return { text: await tfe.download(address), version: (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textOf */ .b6)(data?.['id']) ?? '' };
}
/**
 * Deletes a workspace in which nothing is left.
 * @throws Error where the service refuses, for it manages something, is locked, or the token may not do that
 */
async function safeDelete(tfe, id) {
    for (const pause of [...PAUSES_MS, undefined]) {
        const { status, document } = await tfe.ask('POST', `workspaces/${id}/actions/safe-delete`);
        if (status >= 200 && status < 300)
            return;
        // So it says, too, where the token may see the workspace, and not delete it.
        if (status === 404 && (await tfe.ask('GET', `workspaces/${id}`)).status === 404)
            return;
        const problem = (0,_tfe_js__WEBPACK_IMPORTED_MODULE_3__/* .problemOf */ .Zw)(status, document);
        if (!problem.includes('being processed') || pause === undefined)
            throw new Error(problem);
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(pause);
    }
}


/***/ }),

/***/ 69545:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ findToken)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(16413);
/* harmony import */ var _terraform_cli_config_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(63029);
/* harmony import */ var _terraform_hcl_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(67031);
/* harmony import */ var _tfe_settings_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(68907);
/** Finds the token for a server of HCP Terraform where Terraform finds it. */





/**
 * The token of `TF_TOKEN_…`, else of a `credentials` block of the CLI configuration, `terraform login`'s included.
 * @returns undefined where none is found; a credentials helper is not asked
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#credentials
 */
function findToken(hostname, variables) {
    const server = hostname.toLowerCase();
    const [, variable] = Object.entries(variables).find(([name, value]) => (0,_tfe_settings_js__WEBPACK_IMPORTED_MODULE_3__/* .serverOfVariable */ .x5)(name) === server && (value ?? '') !== '') ?? [];
    if (variable !== undefined)
        return variable;
    for (const file of (0,_terraform_cli_config_js__WEBPACK_IMPORTED_MODULE_1__/* .cliConfigFiles */ ._)(variables)) {
        const token = tokenIn(file, server);
        if (token !== undefined)
            return token;
    }
    return undefined;
}
function tokenIn(file, server) {
    try {
        const text = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(file, 'utf8');
        const token = text.trimStart().startsWith('{') ? inJson(text, server) : inHcl(text, server);
        return token === '' ? undefined : token;
    }
    catch {
        return undefined; // Terraform will say what is wrong with it
    }
}
function inJson(text, server) {
    const credentials = (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .objectOf */ .Xy)((0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .objectOf */ .Xy)((0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .parseJson */ .qF)(text))?.['credentials']) ?? {};
    const [, found] = Object.entries(credentials).find(([name]) => name.toLowerCase() === server) ?? [];
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textOf */ .b6)((0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .objectOf */ .Xy)(found)?.['token']);
}
function inHcl(text, server) {
    for (const item of (0,_terraform_hcl_js__WEBPACK_IMPORTED_MODULE_2__/* .scanHcl */ .J$)(text)) {
        if (item.kind !== 'block' || item.type !== 'credentials')
            continue;
        if (item.labels[0]?.toLowerCase() !== server)
            continue;
        const token = item.body.find((one) => one.kind === 'attribute' && one.name === 'token');
        const value = token?.kind === 'attribute' ? (0,_terraform_hcl_js__WEBPACK_IMPORTED_MODULE_2__/* .literalOf */ .Zc)(token.expression) : undefined;
        if (typeof value === 'string')
            return value;
    }
    return undefined;
}


/***/ }),

/***/ 91858:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  sK: () => (/* binding */ createWorkspace),
  sw: () => (/* binding */ openTfe),
  Kt: () => (/* binding */ organizationExists),
  Zw: () => (/* binding */ problemOf),
  iF: () => (/* binding */ readWorkspace)
});

// EXTERNAL MODULE: ./lib/json.js
var json = __webpack_require__(16413);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(44708);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/index.js + 1 modules
var lib = __webpack_require__(44942);
// EXTERNAL MODULE: ./lib/backend/authorities.js
var authorities = __webpack_require__(66817);
;// CONCATENATED MODULE: ./lib/backend/tfe-request.js




const LIMIT_MS = 30_000;
/** The service allows 30 requests a second, and may have a bad moment. */
const PAUSES_MS = [1000, 3000];
const REDIRECTS = 3;
const MOST_BYTES = 256 * 2 ** 20;
/**
 * @param limitMs for all attempts together, to the last byte of the answer
 * @returns what sends; it throws an Error where there is no answer
 */
function openHttps(variables, limitMs = LIMIT_MS) {
    const ca = (0,authorities/* authoritiesFor */.f)(variables);
    return async (sent) => {
        const signal = AbortSignal.timeout(limitMs);
        for (const pause of [...PAUSES_MS, undefined]) {
            const answer = await followed(sent, ca, signal, REDIRECTS).catch((cause) => asError(cause));
            const failed = answer instanceof Error;
            if (signal.aborted)
                throw new Error(`${sent.url.host} did not answer in time`);
            // What may have been done must not be done twice.
            const again = failed || answer.status >= 500 ? sent.method === 'GET' : answer.status === 429;
            if (!failed && (!again || pause === undefined))
                return answer;
            if (failed && (!again || pause === undefined))
                throw new Error(`${sent.url.host} could not be reached: ${answer.message}`, {
                    cause: answer
                });
            await (0,promises_.setTimeout)(pause);
        }
        throw new Error('no attempt was made');
    };
}
const asError = (cause) => cause instanceof Error ? cause : new Error(String(cause));
async function followed(sent, ca, signal, redirects) {
    const response = await responseTo(sent, ca, signal);
    const { location } = response.headers;
    const status = response.statusCode ?? 0;
    if (status < 300 || status >= 400 || location === undefined || sent.method !== 'GET')
        return { status, text: await textOf(response) };
    response.destroy();
    const url = new URL(location, sent.url);
    if (redirects === 0 || url.protocol !== 'https:')
        throw new Error(`it is redirected to ${url.host}`);
    const { authorization: _, ...others } = sent.headers;
    const headers = url.host === sent.url.host ? sent.headers : others; // a token is for one server
    return followed({ ...sent, url, headers }, ca, signal, redirects - 1);
}
function responseTo({ method, url, headers, body }, ca, signal) {
    const agent = new lib/* HttpClient */.Qq('gitops-env-action').getAgent(url.href);
    const options = { method, headers, agent, ca: [...ca], signal };
    return new Promise((resolve, reject) => {
        const sending = (0,external_node_https_.request)(url, options, resolve);
        sending.on('error', reject);
        sending.end(body);
    });
}
async function textOf(response) {
    const chunks = [];
    let size = 0;
    for await (const chunk of response) {
        size += chunk.length;
        if (size > MOST_BYTES)
            throw new Error('its answer is too large');
        chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString();
}

;// CONCATENATED MODULE: ./lib/backend/tfe.js


/** What the service keeps of whoever created a workspace. */
const SOURCE = 'gitops-env-action';
const JSON_API = 'application/vnd.api+json';
/** @see https://developer.hashicorp.com/terraform/internals/remote-service-discovery */
async function openTfe(hostname, token, variables) {
    const send = openHttps(variables);
    const origin = `https://${hostname}`;
    const url = new URL('/.well-known/terraform.json', origin);
    const discovered = await send({ method: 'GET', url, headers: {}, body: '' });
    const services = (0,json/* objectOf */.Xy)((0,json/* parseJson */.qF)(discovered.text)) ?? {};
    const service = (0,json/* textOf */.b6)(services['tfe.v2']);
    if (discovered.status !== 200 || service === undefined)
        throw new Error(`${hostname} does not say where its API is`);
    const base = new URL(service.endsWith('/') ? service : `${service}/`, origin);
    if (base.protocol !== 'https:')
        throw new Error('its API is not served by https');
    const headers = { authorization: `Bearer ${token}`, 'content-type': JSON_API };
    return {
        forcesLocal: (0,json/* textOf */.b6)(services['state.v2']) !== undefined,
        ask: async (method, path, data) => {
            const body = data === undefined ? '' : JSON.stringify({ data });
            const { status, text } = await send({ method, url: new URL(path, base), headers, body });
            if (status === 401)
                throw new Error('it refuses the token');
            return { status, document: (0,json/* objectOf */.Xy)((0,json/* parseJson */.qF)(text)) ?? {} };
        },
        download: async (address) => {
            const url = new URL(address, base);
            if (url.protocol !== 'https:')
                throw new Error('a state is not served by https');
            const { status, text } = await send({ method: 'GET', url, headers, body: '' });
            if (status !== 200)
                throw new Error(`the state could not be read: status ${status}`);
            return text;
        }
    };
}
/** @returns undefined where there is none, or the token may not see it */
async function readWorkspace(tfe, organization, name) {
    const path = `organizations/${encodeURIComponent(organization)}/workspaces/${encodeURIComponent(name)}?include=locked_by`;
    const { status, document } = await tfe.ask('GET', path);
    if (status === 404)
        return undefined;
    if (status !== 200)
        throw new Error(problemOf(status, document));
    return workspaceIn(document);
}
async function organizationExists(tfe, organization) {
    const path = `organizations/${encodeURIComponent(organization)}/entitlement-set`;
    const { status } = await tfe.ask('GET', path);
    return status !== 404;
}
/**
 * Creates a workspace whose runs take place where Terraform is started.
 * @param project by name; undefined for the organization's default
 */
async function createWorkspace(tfe, organization, name, project) {
    const relationships = project === undefined
        ? undefined
        : {
            project: {
                data: { type: 'projects', id: await idOfProject(tfe, organization, project) }
            }
        };
    const attributes = {
        name,
        'execution-mode': 'local',
        'setting-overwrites': { 'execution-mode': true },
        'source-name': SOURCE
    };
    const data = { type: 'workspaces', attributes, relationships };
    const path = `organizations/${encodeURIComponent(organization)}/workspaces`;
    const { status, document } = await tfe.ask('POST', path, data);
    if (status !== 201)
        throw new Error(problemOf(status, document));
    return workspaceIn(document);
}
async function idOfProject(tfe, organization, name) {
    const query = `filter%5Bnames%5D=${encodeURIComponent(name)}`;
    const path = `organizations/${encodeURIComponent(organization)}/projects?${query}`;
    const { status, document } = await tfe.ask('GET', path);
    if (status !== 200)
        throw new Error(problemOf(status, document));
    const found = ((0,json/* listOf */.c3)(document['data']) ?? [])
        .map(json/* objectOf */.Xy)
        .find((project) => (0,json/* textOf */.b6)((0,json/* objectOf */.Xy)(project?.['attributes'])?.['name']) === name);
    const id = (0,json/* textOf */.b6)(found?.['id']);
    if (id === undefined)
        throw new Error(`the project '${name}' does not exist`);
    return id;
}
function workspaceIn(document) {
    const data = (0,json/* objectOf */.Xy)(document['data']);
    const attributes = (0,json/* objectOf */.Xy)(data?.['attributes']) ?? {};
    const id = (0,json/* textOf */.b6)(data?.['id']);
    if (id === undefined)
        throw new Error('it describes no workspace');
    const [holder] = ((0,json/* listOf */.c3)(document['included']) ?? []).map((one) => (0,json/* objectOf */.Xy)(one)?.['attributes']);
    const name = (0,json/* textOf */.b6)((0,json/* objectOf */.Xy)(holder)?.['username']) ?? (0,json/* textOf */.b6)((0,json/* objectOf */.Xy)(holder)?.['name']);
    return {
        id,
        mode: (0,json/* textOf */.b6)(attributes['execution-mode']) ?? 'unknown',
        isOurs: attributes['source-name'] === SOURCE,
        lockedBy: attributes['locked'] === true ? (name ?? 'somebody') : undefined
    };
}
/** What the API says of a request that it refused. */
function problemOf(status, document) {
    const [error] = ((0,json/* listOf */.c3)(document['errors']) ?? []).map(json/* objectOf */.Xy);
    const words = (0,json/* textOf */.b6)(error?.['detail']) || (0,json/* textOf */.b6)(error?.['title']);
    return `status ${status}${words === undefined ? '' : `, ${words.slice(0, 300)}`}`;
}


/***/ }),

/***/ 15234:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   holderOfWorkspace: () => (/* binding */ holderOfWorkspace),
/* harmony export */   openWorkspace: () => (/* binding */ openWorkspace),
/* harmony export */   unlockWorkspace: () => (/* binding */ unlockWorkspace)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _backend_leftover_tfe_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24815);
/* harmony import */ var _backend_tfe_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(91858);
/* harmony import */ var _backend_tfe_settings_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(68907);
/* harmony import */ var _backend_tfe_token_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(69545);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(452);
/** Sees to it that an environment's workspace at HCP Terraform is one that Terraform runs on this machine for. */






/**
 * Looks the workspace up before Terraform does, which would make one whose runs take place at HashiCorp: with other
 * variables and credentials, and without the guards of this action.
 * @param create whether a missing workspace is made, with the execution mode `local`
 * @throws RunError `invalid-input`, `init-failed`
 */
async function openWorkspace(run, backend, create) {
    const { hostname = '', organization = '', [_backend_tfe_settings_js__WEBPACK_IMPORTED_MODULE_3__/* .WORKSPACE */ .un]: name = '' } = backend.config;
    requireToken(run, backend);
    const told = describe(backend);
    const [tfe, found] = await asked(told, () => lookUp(backend, run.variables));
    const environment = {
        ...(tfe.forcesLocal ? { TF_FORCE_LOCAL_BACKEND: '1' } : {}),
        ...chosen(backend)
    };
    if (found !== undefined) {
        refuseRemote(found, backend);
        return { environment, standIn: undefined, discard: async () => undefined };
    }
    if (!(await asked(told, () => (0,_backend_tfe_js__WEBPACK_IMPORTED_MODULE_2__/* .organizationExists */ .Kt)(tfe, organization)))) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .RunError */ .e4('invalid-input', `There is no organization '${organization}' at ${hostname}, or the token may not see it.`, "Correct 'organization' in the root module or in 'backend-config', or give the token of a team that may manage workspaces there.");
    }
    if (!create)
        return { ...standInFor(run, backend), discard: async () => undefined };
    const project = backend.config['workspaces.project'];
    const made = await createdIn(tfe, organization, name, project, told);
    run.log.say(`The workspace '${name}' was created, with the execution mode 'local'.`);
    return {
        environment,
        standIn: undefined,
        discard: () => (0,_backend_leftover_tfe_js__WEBPACK_IMPORTED_MODULE_1__.safeDelete)(tfe, made.id).catch(() => undefined)
    };
}
/** Who has locked an environment's workspace; undefined where the service does not say. */
async function holderOfWorkspace(place, variables) {
    const { organization = '', [_backend_tfe_settings_js__WEBPACK_IMPORTED_MODULE_3__/* .WORKSPACE */ .un]: name = '' } = place.config;
    const [, workspace] = (await lookUp(place, variables).catch(() => undefined)) ?? [];
    if (workspace === undefined)
        return undefined;
    if (workspace.lockedBy === undefined)
        return 'free';
    // The service keeps neither machine nor time; the name is what `force-unlock` wants.
    return { id: `${organization}/${name}`, who: workspace.lockedBy, created: '', operation: '' };
}
/** Releases a workspace's lock where it is held by whoever the token is of; never anybody else's. */
async function unlockWorkspace(place, variables) {
    try {
        const [tfe, workspace] = await lookUp(place, variables);
        if (workspace === undefined)
            return 'held';
        if (workspace.lockedBy === undefined)
            return 'free';
        const { status } = await tfe.ask('POST', `workspaces/${workspace.id}/actions/unlock`);
        return status === 200 ? 'released' : 'held';
    }
    catch {
        return 'held';
    }
}
async function lookUp({ config, environment }, variables) {
    const { hostname = '', organization = '', [_backend_tfe_settings_js__WEBPACK_IMPORTED_MODULE_3__/* .WORKSPACE */ .un]: name = '' } = config;
    const token = (0,_backend_tfe_token_js__WEBPACK_IMPORTED_MODULE_4__/* .findToken */ .f)(hostname, { ...variables, ...environment }) ?? '';
    const tfe = await (0,_backend_tfe_js__WEBPACK_IMPORTED_MODULE_2__/* .openTfe */ .sw)(hostname, token, variables);
    return [tfe, await (0,_backend_tfe_js__WEBPACK_IMPORTED_MODULE_2__/* .readWorkspace */ .iF)(tfe, organization, name)];
}
/** @throws RunError `invalid-input` where there is none; one that is found is masked */
function requireToken(run, { config, environment }) {
    const hostname = config['hostname'] ?? '';
    const token = (0,_backend_tfe_token_js__WEBPACK_IMPORTED_MODULE_4__/* .findToken */ .f)(hostname, { ...run.variables, ...environment });
    if (token !== undefined) {
        run.hide([token]);
        return;
    }
    const variable = (0,_backend_tfe_settings_js__WEBPACK_IMPORTED_MODULE_3__/* .tokenVariableOf */ .b_)(hostname);
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .RunError */ .e4('invalid-input', `No token for ${hostname} is found, neither in the environment nor in the configuration of Terraform's command line.`, `Add a repository secret and give it to the step, on a deletion in the workflow of the default branch:\n    env:\n      ${variable}: \${{ secrets.${/^\w+$/u.test(variable) ? variable : 'TF_API_TOKEN'} }}`);
}
/** With `cloud` the workspace is Terraform's too, `terraform.workspace` included; a 'default' of the job would be in its way. */
const chosen = ({ type, config }) => type === 'cloud' ? { TF_WORKSPACE: config[_backend_tfe_settings_js__WEBPACK_IMPORTED_MODULE_3__/* .WORKSPACE */ .un] ?? '' } : {};
/** An empty state that nobody sees: a plan is the same, and makes nothing. */
function standInFor(run, backend) {
    const name = backend.config[_backend_tfe_settings_js__WEBPACK_IMPORTED_MODULE_3__/* .WORKSPACE */ .un] ?? '';
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(run.directory, 'no-workspace');
    const text = `The workspace '${name}' does not exist yet: this plan is made from an empty state, and the first push creates it.`;
    if (run.operation.kind === 'plan')
        run.report.notices.push(text);
    return {
        environment: chosen(backend),
        standIn: {
            ...backend,
            type: 'local',
            override: 'local',
            config: { path: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(folder, 'terraform.tfstate'), workspace_dir: folder },
            environment: {},
            locking: {}
        }
    };
}
/** @throws RunError `invalid-input` */
function refuseRemote({ mode }, { config }) {
    if (mode === 'local')
        return;
    const { hostname = '', organization = '', [_backend_tfe_settings_js__WEBPACK_IMPORTED_MODULE_3__/* .WORKSPACE */ .un]: name = '' } = config;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .RunError */ .e4('invalid-input', `The workspace '${name}' of '${organization}' at ${hostname} has the execution mode '${mode}': Terraform would run there, with other variables and credentials, and without the guards of this action.`, `Nothing was planned. Set the execution mode to 'Local' in the workspace, under "Settings → General", so that it keeps the state only, and run this again:\n    https://${hostname}/app/${organization}/workspaces/${name}/settings/general`);
}
async function createdIn(tfe, organization, name, project, told) {
    try {
        return await (0,_backend_tfe_js__WEBPACK_IMPORTED_MODULE_2__/* .createWorkspace */ .sK)(tfe, organization, name, project);
    }
    catch (cause) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .RunError */ .e4('invalid-input', `The workspace ${told} does not exist, and could not be created: ${wordsOf(cause)}.`, "Nothing was changed. Give the token of a team that may manage workspaces, or create the workspace by hand, with the execution mode 'Local', and run this again: such a one stays after a destroy.", { cause });
    }
}
const describe = ({ config }) => `'${config[_backend_tfe_settings_js__WEBPACK_IMPORTED_MODULE_3__/* .WORKSPACE */ .un]}' of '${config['organization']}' at ${config['hostname']}`;
/** @throws RunError `init-failed` */
async function asked(told, question) {
    try {
        return await question();
    }
    catch (cause) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .RunError */ .e4('init-failed', `The workspace ${told} could not be looked up: ${wordsOf(cause)}.`, "Nothing was changed. Check the token and the setting 'hostname', and run this again.", { cause });
    }
}
const wordsOf = (error) => (error instanceof Error ? error.message : String(error));


/***/ })

};
