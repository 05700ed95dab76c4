import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 42613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 20181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 35317:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");

/***/ }),

/***/ 76982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 72250:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("dns");

/***/ }),

/***/ 24434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 79896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 58611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 65692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 73339:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("module");

/***/ }),

/***/ 69278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 34589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 16698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 31421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 37540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 77598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 53053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 40610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 78474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 73024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 51455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 37067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 32467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 44708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");

/***/ }),

/***/ 98995:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:module");

/***/ }),

/***/ 77030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 48161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 76760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 1708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:process");

/***/ }),

/***/ 41792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 57075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 46466:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises");

/***/ }),

/***/ 37830:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/web");

/***/ }),

/***/ 58500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 41692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 73136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 57975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 73429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 75919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 38522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 70857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 16928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 83480:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("querystring");

/***/ }),

/***/ 2203:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("stream");

/***/ }),

/***/ 13193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 53557:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");

/***/ }),

/***/ 64756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 52018:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tty");

/***/ }),

/***/ 87016:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("url");

/***/ }),

/***/ 39023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 98253:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util/types");

/***/ }),

/***/ 28167:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("worker_threads");

/***/ }),

/***/ 82078:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  A7: () => (/* binding */ BACKENDS),
  $2: () => (/* binding */ dependsOnVersion),
  I: () => (/* binding */ kindOf),
  g1: () => (/* binding */ secretVariableOf)
});

// UNUSED EXPORTS: KINDS

;// CONCATENATED MODULE: ./lib/backend/kind.js
/** What the table says of a type of backend. */
/** @param variables that may give it instead */
const given = (example, ...variables) => ({
    example,
    variables
});
/** Without a setting of it. */
const locks = (how) => ({ how, settings: {}, unless: [], since: '' });
/** @param otherwise what Terraform takes by itself */
const part = (otherwise = '', ...variables) => ({
    variables,
    otherwise
});
/** @param of whose it is, for a sentence */
const limit = (bytes, of) => ({ bytes, of });

;// CONCATENATED MODULE: ./lib/backend/kinds.js
/** One table of the backend types: what carries the environment, what is required, secret, locked and left behind. */

const KEY = '{project}/{environment}.tfstate';
const kind = (environmentAttribute, environmentDefault, more) => ({
    environmentAttribute,
    environmentDefault,
    environmentVariable: undefined,
    longest: undefined,
    example: environmentDefault ?? KEY,
    required: {},
    place: {},
    secrets: {},
    unwritable: {},
    removes: false,
    removalOptions: {},
    since: undefined,
    tested: undefined,
    ...more
});
/** A workspace of HCP Terraform; its name may hold no '/', and '_' is in no project's and no environment's name. */
const tfe = (...organization) => kind('workspaces.name', '{project}_{environment}', {
    longest: limit(90, 'the name of a workspace'),
    required: { organization: given('example-org', ...organization) },
    place: { hostname: part(), organization: part() },
    secrets: { token: 'TF_TOKEN_app_terraform_io' },
    locking: locks('the lock of the workspace'),
    removes: true,
    tested: 'a server of our own that speaks the API of HCP Terraform',
    // It refuses a workspace in which anything is left.
    removal: 'curl --fail -X POST -H "Authorization: Bearer $TOKEN" https://{hostname}/api/v2/organizations/{organization}/workspaces/{workspaces.name}/actions/safe-delete'
});
/** Every type a root module may declare, and `git`, which is ours. */
const KINDS = {
    git: kind('ref', 'refs/gitops-env/state/{project}/{environment}', {
        locking: locks('the lock of the action, a ref'),
        removes: true,
        removal: 'git push origin :{ref}',
        tested: "git's own HTTP server"
    }),
    local: kind('path', undefined, {
        example: '/var/lib/terraform/{project}/{environment}.tfstate',
        locking: locks('a lock on the file'),
        removes: true,
        removal: 'rm -f {path} {path}.backup',
        tested: 'files'
    }),
    http: kind('address', undefined, {
        environmentVariable: 'TF_HTTP_ADDRESS',
        example: 'https://states.example.com/{project}/{environment}',
        secrets: {
            username: 'TF_HTTP_USERNAME',
            password: 'TF_HTTP_PASSWORD',
            client_private_key_pem: 'TF_HTTP_CLIENT_PRIVATE_KEY_PEM'
        },
        unwritable: {
            headers: { part: undefined, instead: 'log in with `username` and `password`' }
        },
        locking: locks('a request to `lock_address`; none where that is not set'),
        removes: true,
        removal: 'curl --fail --globoff -X DELETE {address}',
        tested: 'a server that loses, delays and refuses answers'
    }),
    azurerm: kind('key', KEY, {
        longest: limit(1024, 'the name of a blob'),
        required: { storage_account_name: given('orgtfstates'), container_name: given('states') },
        place: {
            storage_account_name: part(),
            container_name: part(),
            environment: part('public', 'ARM_ENVIRONMENT'),
            metadata_host: part('', 'ARM_METADATA_HOSTNAME', 'ARM_METADATA_HOST')
        },
        secrets: {
            access_key: 'ARM_ACCESS_KEY',
            sas_token: 'ARM_SAS_TOKEN',
            client_secret: 'ARM_CLIENT_SECRET',
            client_certificate: 'ARM_CLIENT_CERTIFICATE',
            client_certificate_password: 'ARM_CLIENT_CERTIFICATE_PASSWORD',
            oidc_token: 'ARM_OIDC_TOKEN',
            oidc_request_token: 'ARM_OIDC_REQUEST_TOKEN',
            customer_provided_key: 'ARM_CUSTOMER_PROVIDED_KEY'
        },
        locking: locks('a lease on the blob'),
        removes: true,
        removal: 'az storage blob delete --account-name {storage_account_name} --container-name {container_name} --name {key}',
        tested: 'Azurite, with each login but the identity of a pod'
    }),
    s3: kind('key', KEY, {
        longest: limit(1017, "an object's name without the '.tflock' of its lock"),
        required: {
            bucket: given('org-tf-states'),
            region: given('eu-central-1', 'AWS_REGION', 'AWS_DEFAULT_REGION')
        },
        place: { bucket: part() },
        secrets: {
            access_key: 'AWS_ACCESS_KEY_ID',
            secret_key: 'AWS_SECRET_ACCESS_KEY',
            token: 'AWS_SESSION_TOKEN',
            sse_customer_key: 'AWS_SSE_CUSTOMER_KEY'
        },
        unwritable: {
            assume_role_with_web_identity: {
                part: 'web_identity_token',
                instead: 'write `web_identity_token_file`, the path of a file with the token'
            }
        },
        locking: {
            how: 'an object `KEY.tflock` (`use_lockfile`), unless `dynamodb_table` is set',
            settings: { use_lockfile: 'true' },
            unless: ['use_lockfile', 'dynamodb_table'],
            since: '1.10.0'
        },
        removes: true,
        removal: 'aws s3api delete-object --bucket {bucket} --key {key}',
        removalOptions: { endpoint: '--endpoint-url {endpoint}' },
        tested: 'MinIO, and s3rver, to which we add the conditional requests'
    }),
    gcs: kind('prefix', '{project}/{environment}', {
        longest: limit(1008, "an object's name without '/default.tfstate'"),
        required: { bucket: given('org-tf-states') },
        place: {
            bucket: part(),
            storage_custom_endpoint: part('', 'GOOGLE_BACKEND_STORAGE_CUSTOM_ENDPOINT', 'GOOGLE_STORAGE_CUSTOM_ENDPOINT')
        },
        secrets: {
            // The provider reads the other one, GOOGLE_CREDENTIALS, too.
            credentials: 'GOOGLE_BACKEND_CREDENTIALS',
            access_token: 'GOOGLE_OAUTH_ACCESS_TOKEN',
            encryption_key: 'GOOGLE_ENCRYPTION_KEY'
        },
        locking: locks('an object `PREFIX/default.tflock`'),
        removes: true,
        removal: 'gcloud storage rm gs://{bucket}/{prefix}/default.tfstate',
        tested: 'fake-gcs-server'
    }),
    pg: kind('schema_name', '{project}_{environment}', {
        environmentVariable: 'PG_SCHEMA_NAME',
        longest: limit(63, 'a name of PostgreSQL, which cuts off what is more,'),
        required: {
            conn_str: given('postgres://user:password@db.example.com/states', 'PG_CONN_STR', 'PGHOST')
        },
        secrets: { conn_str: 'PG_CONN_STR' },
        locking: locks('an advisory lock of the database'),
        removes: true,
        removal: `psql "$PG_CONN_STR" -c 'drop table "{schema_name}"."{table_name=states}"' -c 'drop schema "{schema_name}"'`,
        tested: 'PostgreSQL'
    }),
    // Terraform refuses a suffix that ends in a number.
    kubernetes: kind('secret_suffix', '{project}.{environment}.state', {
        longest: limit(63, 'a label of Kubernetes'),
        place: { namespace: part('default', 'KUBE_NAMESPACE') },
        secrets: {
            token: 'KUBE_TOKEN',
            password: 'KUBE_PASSWORD',
            client_key: 'KUBE_CLIENT_KEY_DATA'
        },
        locking: locks('a lease of the cluster'),
        removal: 'kubectl delete secret/tfstate-default-{secret_suffix} lease/lock-tfstate-default-{secret_suffix} --namespace {namespace=default}'
    }),
    consul: kind('path', '{project}/{environment}', {
        place: { address: part('127.0.0.1:8500', 'CONSUL_HTTP_ADDR'), datacenter: part() },
        secrets: { access_token: 'CONSUL_HTTP_TOKEN', http_auth: 'CONSUL_HTTP_AUTH' },
        locking: locks('a session of Consul'),
        removal: 'consul kv delete {path}'
    }),
    oss: kind('key', KEY, {
        longest: limit(1018, "an object's name without 'env:/'"),
        required: { bucket: given('org-tf-states') },
        place: { bucket: part(), prefix: part('env:') },
        secrets: {
            access_key: 'ALICLOUD_ACCESS_KEY',
            secret_key: 'ALICLOUD_SECRET_KEY',
            security_token: 'ALICLOUD_SECURITY_TOKEN'
        },
        locking: locks('a row of `tablestore_table`; none where that is not set'),
        removal: 'ossutil rm oss://{bucket}/{prefix=env:}/{key}'
    }),
    cos: kind('key', KEY, {
        longest: limit(850, "an object's name"),
        required: {
            bucket: given('org-tf-states-1250000000'),
            region: given('eu-frankfurt', 'TENCENTCLOUD_REGION')
        },
        place: { bucket: part(), prefix: part(), region: part('', 'TENCENTCLOUD_REGION') },
        secrets: {
            secret_id: 'TENCENTCLOUD_SECRET_ID',
            secret_key: 'TENCENTCLOUD_SECRET_KEY',
            security_token: 'TENCENTCLOUD_SECURITY_TOKEN'
        },
        locking: locks('an object `KEY.tflock` and a tag'),
        removal: 'coscli rm cos://{bucket}/{prefix=}/{key}'
    }),
    oci: kind('key', KEY, {
        longest: limit(1024, "an object's name"),
        required: { bucket: given('org-tf-states'), namespace: given('orgtenancy') },
        place: { namespace: part(), bucket: part(), region: part('', 'OCI_region') },
        secrets: {
            private_key: 'OCI_private_key',
            private_key_password: 'OCI_private_key_password',
            sse_customer_key: 'OCI_sse_customer_key'
        },
        locking: locks('an object `KEY.lock`'),
        removal: 'oci os object delete --namespace {namespace} --bucket-name {bucket} --object-name {key}',
        since: { terraform: '1.12.0', tofu: undefined }
    }),
    remote: tfe(),
    cloud: tfe('TF_CLOUD_ORGANIZATION')
};
const BACKENDS = Object.keys(KINDS);
/** The environment variable a secret setting travels by, or undefined for one that is no secret. */
const secretVariableOf = (kind, setting) => Object.hasOwn(kind.secrets, setting) ? kind.secrets[setting] : undefined;
/** The table's row for a type, or undefined for a type it does not have. */
const kindOf = (type) => Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
/** Whether what Terraform is given depends on its version, which costs a start of it to know. */
const dependsOnVersion = ({ type, locking }) => kindOf(type)?.since !== undefined || Object.keys(locking).length > 0;


/***/ }),

/***/ 62850:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ passwordsIn)
/* harmony export */ });
/** Finds the password alone in an address or a connection string, for whoever prints it alone. */
const IN_ADDRESS = /:\/\/[^\s/@:]*:([^\s/@]+)@/gu;
const AMONG_WORDS = /\bpassword\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\&]|\\.)+))/giu;
/** As it is written, and as it is meant. */
function passwordsIn(text) {
    const found = [
        ...[...text.matchAll(IN_ADDRESS)].map(([, one = '']) => one),
        ...[...text.matchAll(AMONG_WORDS)].map(([, one, other = '']) => one ?? other)
    ];
    const all = found.flatMap((one) => [one, one.replaceAll(/\\(.)/gsu, '$1'), decoded(one)]);
    return [...new Set(all)].filter((one) => one !== '');
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text; // a '%' that was meant as one
    }
}


/***/ }),

/***/ 86048:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   DO: () => (/* binding */ parseContext),
/* harmony export */   Ek: () => (/* binding */ repositoryUrl),
/* harmony export */   Vp: () => (/* binding */ runUrl),
/* harmony export */   n4: () => (/* binding */ isDefaultBranchWorkflow),
/* harmony export */   wg: () => (/* binding */ inputOf)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/** Where a run takes place: what GitHub's runner tells in environment variables. */

/** @throws RunError `invalid-input` where the runner's variables are missing */
function parseContext(variables) {
    const need = (name) => {
        const value = variables[name] ?? '';
        if (value === '') {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('invalid-input', `${name} is not set.`, "The action runs in a job of GitHub Actions, as a step's 'uses:'.");
        }
        return value;
    };
    return {
        serverUrl: need('GITHUB_SERVER_URL').replace(/\/+$/u, ''),
        repository: need('GITHUB_REPOSITORY'),
        repositoryId: variables['GITHUB_REPOSITORY_ID'] ?? need('GITHUB_REPOSITORY'),
        eventName: need('GITHUB_EVENT_NAME'),
        eventPath: need('GITHUB_EVENT_PATH'),
        ref: variables['GITHUB_REF'] ?? '',
        workspace: need('GITHUB_WORKSPACE'),
        temp: need('RUNNER_TEMP'),
        runId: variables['GITHUB_RUN_ID'] ?? '0',
        attempt: variables['GITHUB_RUN_ATTEMPT'] ?? '1',
        job: variables['GITHUB_JOB'] ?? '',
        runner: variables['RUNNER_NAME'] ?? '',
        actor: variables['GITHUB_ACTOR'] ?? '',
        hosted: variables['RUNNER_ENVIRONMENT'] === 'github-hosted',
        apiUrl: variables['GITHUB_API_URL'] ?? '',
        workflowRef: variables['GITHUB_WORKFLOW_REF'] ?? ''
    };
}
/**
 * Whether the workflow that is running is the default branch's: a pushed branch brings its own.
 * A branch's name may itself hold `@refs/heads/main`, so that only what follows the first `@` counts.
 */
function isDefaultBranchWorkflow({ workflowRef, repository }, defaultBranch) {
    if (defaultBranch === undefined || !workflowRef.startsWith(`${repository}/`))
        return false;
    return workflowRef.slice(workflowRef.indexOf('@')) === `@refs/heads/${defaultBranch}`;
}
const repositoryUrl = (context) => `${context.serverUrl}/${context.repository}`;
const runUrl = (context) => `${repositoryUrl(context)}/actions/runs/${context.runId}/attempts/${context.attempt}`;
/** An input as the runner passes it on. @see `getInput` of `@actions/core`, which is too slow for a skip */
const inputOf = (variables) => (name) => variables[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '';


/***/ }),

/***/ 58825:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ decide)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(73024);
/* harmony import */ var _context_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(86048);
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(33554);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(452);
/* harmony import */ var _event_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(48799);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(50646);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(16413);
/* harmony import */ var _operation_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(44250);
/** What a step can decide from its event and inputs alone, before any tool is loaded. */









const digest = (text) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(text).digest('hex');
/**
 * @param variables the process's environment
 * @throws RunError
 */
function decide(variables) {
    const context = (0,_context_js__WEBPACK_IMPORTED_MODULE_2__/* .parseContext */ .DO)(variables);
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_6__/* .parseInputs */ .T)((0,_context_js__WEBPACK_IMPORTED_MODULE_2__/* .inputOf */ .wg)(variables));
    const payload = readPayload(context.eventPath);
    refuseOpenStates(inputs, payload);
    const operation = (0,_operation_js__WEBPACK_IMPORTED_MODULE_7__/* .decideOperation */ .E)((0,_event_js__WEBPACK_IMPORTED_MODULE_5__/* .parseEvent */ .wj)(context.eventName, payload, context.ref), inputs.command, inputs.branch);
    const known = { context, inputs, defaultBranch: defaultBranchOf(payload) };
    if (operation.kind === 'skip')
        return { ...known, operation, names: undefined };
    const environment = (0,_environment_js__WEBPACK_IMPORTED_MODULE_3__/* .environmentOf */ .p7)(operation.branch, inputs.branches, digest);
    if (environment === undefined) {
        if (context.eventName.endsWith('_dispatch') && inputs.branch !== undefined) {
            const { why, otherwise } = notAnEnvironment(operation.branch, inputs);
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .RunError */ .e4('invalid-input', why, `Check the input 'branch'. ${otherwise}`);
        }
        return { ...known, operation: notAnEnvironment(operation.branch, inputs), names: undefined };
    }
    const project = inputs.project ?? (0,_environment_js__WEBPACK_IMPORTED_MODULE_3__/* .projectOf */ .v8)(context.repository, inputs.workingDirectory, digest);
    return { ...known, operation, names: { project, environment, branch: operation.branch } };
}
const defaultBranchOf = (payload) => (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .textOf */ .b6)((0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .objectOf */ .Xy)((0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .objectOf */ .Xy)(payload)?.['repository'])?.['default_branch']);
function readPayload(path) {
    const payload = (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .parseJson */ .qF)((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)(path, 'utf8'));
    if ((0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .objectOf */ .Xy)(payload) !== undefined)
        return payload;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .RunError */ .e4('invalid-input', 'The event payload (GITHUB_EVENT_PATH) is not a JSON object.');
}
/** A public repository's refs can be read by anybody, states in clear included. */
function refuseOpenStates(inputs, payload) {
    if (inputs.statePassphrase !== _inputs_js__WEBPACK_IMPORTED_MODULE_6__/* .NO_PASSPHRASE */ .P)
        return;
    const repository = (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .objectOf */ .Xy)((0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .objectOf */ .Xy)(payload)?.['repository']);
    if (repository?.['private'] === true && (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .textOf */ .b6)(repository['visibility']) !== 'public')
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .RunError */ .e4('invalid-input', "'state-passphrase: none' keeps states in clear in the repository, and this repository is not known to be private.", 'Add a repository secret and pass it to the action:\n    with:\n      state-passphrase: ${{ secrets.STATE_PASSPHRASE }}');
}
const notAnEnvironment = (branch, inputs) => ({
    kind: 'skip',
    reason: 'not-an-environment',
    why: `The branch '${branch}' is no environment: it does not match ${inputs.branches.map((line) => `'${line.pattern}'`).join(', ')}.`,
    otherwise: "The input 'branches' says which branches are environments."
});


/***/ }),

/***/ 33554:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $h: () => (/* binding */ NAME_RULE),
/* harmony export */   Eo: () => (/* binding */ isName),
/* harmony export */   p7: () => (/* binding */ environmentOf),
/* harmony export */   v8: () => (/* binding */ projectOf)
/* harmony export */ });
/* unused harmony export safeName */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/** Derives the environment's name from the branch's: the same branch always gives the same name. */

const NAME_RULE = "1 to 32 of a-z, 0-9 and '-', starting and ending with a letter or digit";
const LONGEST = 32;
const HASH_LENGTH = 8;
/** Terraform's own name for "no workspace": an environment of that name could be mistaken for it. */
const RESERVED = ['default'];
const isName = (text) => /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/u.test(text);
/**
 * The environment a branch stands for, or undefined where no pattern matches. The first line that
 * matches decides.
 * @throws RunError `invalid-input` for an empty or reserved name, `name-taken` where a wildcard yields
 *   a name that another line gives to one branch alone
 */
function environmentOf(branch, patterns, digest) {
    for (const pattern of patterns) {
        const matched = matchOf(pattern.pattern, branch);
        if (matched === undefined)
            continue;
        const text = pattern.name === undefined ? matched : pattern.name.replace('*', () => matched);
        const name = nameOf(branch, text, digest);
        refuseClaimed(branch, name, pattern, patterns);
        return name;
    }
    return undefined;
}
/** What `*` matched (the whole branch where the pattern has none), or undefined. */
function matchOf(pattern, branch) {
    const star = pattern.indexOf('*');
    if (star === -1)
        return pattern === branch ? branch : undefined;
    const before = pattern.slice(0, star);
    const after = pattern.slice(star + 1);
    const fits = branch.length >= before.length + after.length;
    return fits && branch.startsWith(before) && branch.endsWith(after)
        ? branch.slice(before.length, branch.length - after.length)
        : undefined;
}
function nameOf(branch, text, digest) {
    const name = text === '' ? '' : safeName(text, branch, digest);
    if (name !== '' && !RESERVED.includes(name))
        return name;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('invalid-input', `The branch '${branch}' gives the environment the name '${name}', which is ${name === '' ? 'empty' : 'reserved'}.`, `Name the branch so that the part that '*' matches is ${NAME_RULE}, and not '${RESERVED.join("' or '")}'.`);
}
/**
 * A text as a name: unchanged where it is one already; otherwise lower-cased, everything else turned
 * into '-', and a short hash of `exact` appended, so that different texts keep different names.
 */
function safeName(text, exact, digest) {
    if (isName(text))
        return text;
    const cleaned = trimHyphens(text.toLowerCase().replace(/[^a-z0-9-]/gu, '-'));
    const hash = digest(exact).slice(0, HASH_LENGTH);
    const cut = trimHyphens(cleaned.slice(0, LONGEST - HASH_LENGTH - 1));
    return cut === '' ? hash : `${cut}-${hash}`;
}
const trimHyphens = (text) => text.replace(/^-+/u, '').replace(/-+$/u, '');
function refuseClaimed(branch, name, matched, patterns) {
    if (!matched.pattern.includes('*'))
        return;
    const owner = patterns.find((other) => !other.pattern.includes('*') && (other.name ?? other.pattern) === name);
    if (owner === undefined)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('name-taken', `The branch '${branch}' would be the environment '${name}', which the input 'branches' gives to '${owner.pattern}' alone.`, 'Rename the branch.');
}
/**
 * The project's name: the repository's, and the root module's folder where it is not the top.
 * @param repository `owner/name`
 */
function projectOf(repository, workingDirectory, digest) {
    const name = repository.slice(repository.indexOf('/') + 1);
    const whole = workingDirectory === '.' ? name : `${name}-${workingDirectory.replaceAll('/', '-')}`;
    return safeName(whole, `${name}/${workingDirectory}`, digest);
}


/***/ }),

/***/ 452:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   e4: () => (/* binding */ RunError)
/* harmony export */ });
/* unused harmony exports SKIP_REASONS, FAILURE_REASONS */
/** The closed list of reasons, and the one error that carries a reason to the report. */
/** Why a run did nothing; such a run is green. */
const SKIP_REASONS = (/* unused pure expression or super */ null && ([
    'not-an-environment',
    'unsupported-event',
    'not-a-branch',
    'branch-exists',
    'already-gone',
    'protected',
    'stale-run',
    'suspended'
]));
/** Why a run failed; such a run is red. */
const FAILURE_REASONS = (/* unused pure expression or super */ null && ([
    'invalid-input',
    'name-taken',
    'wrong-passphrase',
    'destroy-budget',
    'tags-missing',
    'state-tampered',
    'state-locked',
    'state-missing',
    'state-not-saved',
    'rescue-pending',
    'tool-unavailable',
    'init-failed',
    'plan-failed',
    'apply-failed',
    'cancelled',
    'not-permitted',
    'origin-unreachable',
    'internal'
]));
/**
 * A failure that a person can act on. The message says what was found and where; `hint` says what to
 * write or do instead. Anything else that is thrown is our own defect and is reported as `internal`.
 */
class RunError extends Error {
    name = 'RunError';
    reason;
    hint;
    constructor(reason, message, hint, options) {
        super(message, options);
        this.reason = reason;
        this.hint = hint;
    }
}


/***/ }),

/***/ 48799:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Q8: () => (/* binding */ isBranchName),
/* harmony export */   WM: () => (/* binding */ isCommit),
/* harmony export */   wj: () => (/* binding */ parseEvent)
/* harmony export */ });
/* unused harmony export branchOfRef */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(16413);
/** Reads GitHub's event name and payload into the few kinds of events the product knows. */


const HEADS = 'refs/heads/';
/**
 * The event of this run.
 * @param name `GITHUB_EVENT_NAME`
 * @param payload the parsed file `GITHUB_EVENT_PATH`
 * @param ref `GITHUB_REF`: on a dispatch, the branch it was started on
 * @throws RunError `invalid-input` for a payload without the fields GitHub documents for it
 * @see https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
function parseEvent(name, payload, ref) {
    switch (name) {
        case 'push':
            return parsePush(payload);
        case 'delete':
            return parseDelete(payload);
        case 'create':
            return { kind: 'create' };
        case 'workflow_dispatch':
        case 'repository_dispatch':
            return { kind: 'dispatch', branch: branchOfRef(ref) };
        case 'pull_request_target':
            return { kind: 'pull_request_target' };
        default:
            return { kind: 'other', name };
    }
}
function parsePush(payload) {
    const ref = field(payload, 'push', 'ref');
    const branch = branchOfRef(ref);
    if (branch === undefined)
        return { kind: 'not-a-branch', name: 'push', ref };
    const deleted = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)(payload)?.['deleted'] === true;
    const commit = field(payload, 'push', 'after');
    if (!isCommit(commit))
        throw malformed('push', 'after', commit);
    return { kind: 'push', branch, commit, deleted };
}
function parseDelete(payload) {
    // Unlike push, this payload holds the short name.
    const ref = field(payload, 'delete', 'ref');
    if (field(payload, 'delete', 'ref_type') !== 'branch')
        return { kind: 'not-a-branch', name: 'delete', ref };
    if (!isBranchName(ref))
        throw malformed('delete', 'ref', ref);
    return { kind: 'delete', branch: ref };
}
/** The branch of a full ref, or undefined where the ref is a tag or something else. */
function branchOfRef(ref) {
    if (!ref.startsWith(HEADS))
        return undefined;
    const branch = ref.slice(HEADS.length);
    return isBranchName(branch) ? branch : undefined;
}
/** Longer than any server takes, and short enough for every look at it to be quick. */
const LONGEST_BRANCH = 1000;
/** Whether git accepts the text as a branch's name (`git check-ref-format`). */
function isBranchName(text) {
    return (text !== '' &&
        text.length <= LONGEST_BRANCH &&
        // Half a character has no bytes: git and the digest would see the same sign for every such half.
        !/\p{Surrogate}/u.test(text) &&
        text !== '@' &&
        !text.startsWith('/') &&
        !text.endsWith('/') &&
        !text.endsWith('.') &&
        !/[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{|\/\//u.test(text) &&
        text.split('/').every((part) => !part.startsWith('.') && !part.endsWith('.lock')));
}
/** Whether the text is a whole object name, SHA-1 or SHA-256. */
const isCommit = (text) => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u.test(text);
function field(payload, event, name) {
    const value = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6)((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)(payload)?.[name]);
    if (value === undefined)
        throw malformed(event, name, undefined);
    return value;
}
function malformed(event, name, value) {
    const found = value === undefined ? 'is missing' : `is ${JSON.stringify(value.slice(0, 100))}`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('invalid-input', `The payload of the '${event}' event is not as GitHub documents it: '${name}' ${found}.`, 'Run the action on the event itself; a payload made by hand needs the same fields.');
}


/***/ }),

/***/ 52315:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E0: () => (/* binding */ isLarger),
/* harmony export */   TF: () => (/* binding */ remove),
/* harmony export */   _W: () => (/* binding */ openUp)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(76760);
/** A folder of foreign content, out of an archive or left by a program: opened, measured, and removed. */


const PRIVATE = 0o700;
/**
 * Makes every directory in it ours to list and to write, from the top down; links are not followed. What belongs to
 * somebody else stays as it is; never throws.
 */
function openUp(folder) {
    try {
        if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(folder).isDirectory())
            return;
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.chmodSync)(folder, PRIVATE);
        for (const name of (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(folder))
            openUp((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name));
    }
    catch { }
}
/**
 * Removes a file or a folder, also one whose directories cannot be written. What has to stay does not keep the rest.
 * @returns the system's name of why some of it is still there (`EACCES`); undefined where nothing is
 */
function remove(path) {
    // Something that is still ending may write into it.
    const why = problemOf(() => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(path, { recursive: true, force: true, maxRetries: 3 }));
    if (why === undefined)
        return undefined;
    openUp(path);
    return removeEach(path);
}
/** Each by itself: `rmSync` ends at the first that it cannot remove. */
function removeEach(path) {
    let below;
    const own = problemOf(() => {
        if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(path).isDirectory())
            return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(path);
        for (const name of (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(path))
            below = removeEach((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(path, name)) ?? below;
        if (below === undefined)
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmdirSync)(path);
    });
    return below ?? own;
}
function problemOf(act) {
    try {
        act();
        return undefined;
    }
    catch (error) {
        const { code = 'unknown' } = error;
        return code === 'ENOENT' ? undefined : code; // it went by itself
    }
}
/** To make, to look at and to remove an entry takes its time, too. */
const ENTRY_BYTES = 100_000;
/**
 * Whether it holds more than so many bytes. A file counts with the size that a reader would meet, however little
 * of it is on the disk, and every entry counts 100 kB besides. What cannot be listed counts nothing.
 */
function isLarger(folder, mostBytes) {
    let left = mostBytes;
    const visit = (path) => {
        try {
            const found = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(path);
            left -= ENTRY_BYTES + (found.isFile() ? found.size : 0);
            if (!found.isDirectory())
                return;
            for (const name of (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(path)) {
                if (left < 0)
                    return;
                visit((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(path, name));
            }
        }
        catch { } // it went meanwhile, or may not be listed
    };
    visit(folder);
    return left < 0;
}


/***/ }),

/***/ 27909:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ follow),
  I: () => (/* binding */ openRun)
});

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __nccwpck_require__(31421);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(73024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(76760);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __nccwpck_require__(58500);
// EXTERNAL MODULE: ./lib/folder.js
var folder = __nccwpck_require__(52315);
// EXTERNAL MODULE: ./lib/override.js
var override = __nccwpck_require__(76879);
// EXTERNAL MODULE: ./lib/run-directory.js
var run_directory = __nccwpck_require__(4232);
// EXTERNAL MODULE: ./lib/tail.js + 1 modules
var lib_tail = __nccwpck_require__(13809);
;// CONCATENATED MODULE: ./lib/finish.js
/** The end of a run whose step or worker was killed: waits, tells the rest, and leaves nothing behind. */








/** GitHub gives a cancelled job five minutes, of which the step has used ten seconds. */
const POST_LIMIT_MS = 250_000;
/** Terraform gives up five seconds after a second interrupt; then the record is written. */
const GIVING_UP_MS = 30_000;
/** What a worker still prints after its result. */
const LAST_WORDS_MS = 2000;
const RESCUE_LIMIT_MS = 60_000;
/**
 * The post step: where the step was killed, waits for the worker and shows the rest; then cleans up.
 * @param program the action's entry
 */
async function finish(directory, program, variables) {
    if (readText(join(directory, FOLLOWED)) !== 'all' && existsSync(join(directory, LOG))) {
        await waitForWorker(directory);
        print(openTail(join(directory, LOG), Number(readText(join(directory, FOLLOWED)) ?? 0)), directory);
        addSummary(variables, readText(join(directory, 'summary.md')) ?? '');
        if (!existsSync(join(directory, RESULT))) {
            if (isAlive(pidIn(directory, WORKER_PID))) {
                process.stdout.write('::warning::The run is still under way, and GitHub ends it with this job; the next run says what it finds, and goes on.\n');
                return;
            }
            if (!(await reportDeath(directory, program, variables)))
                return;
        }
    }
    if (!existsSync(directory))
        return;
    openUp(join(directory, 'code'));
    const kept = readText(join(directory, KEEP)) ?? unsavedBelow(join(directory, 'code'));
    const left = removeBut(directory, kept);
    if (kept !== undefined)
        process.stdout.write(`::warning::Not removed, for it is the only copy: ${kept}\n`);
    if (left.length > 0)
        process.stdout.write(`::warning::Not removed from this runner; remove it by hand: ${left.join(', ')}\n`);
}
/**
 * The log names what is masked, and the outputs are secrets: only what cannot be had again stays.
 * @returns what could not be removed, and why; safe to be printed
 */
function removeBut(directory, kept) {
    const left = readdirSync(directory).flatMap((name) => {
        const path = join(directory, name);
        if (path === kept)
            return [];
        if (kept?.startsWith(`${path}/`) === true)
            return removeBut(path, kept);
        const why = remove(path);
        return why === undefined ? [] : [`${path.replaceAll(/\p{Cc}/gu, '?')} (${why})`];
    });
    if (kept === undefined)
        remove(directory);
    return left;
}
async function waitForWorker(directory) {
    const worker = pidIn(directory, WORKER_PID);
    // The result, not only the process: where nobody reaps, a dead worker stays a zombie.
    const over = () => existsSync(join(directory, RESULT)) || !isAlive(worker);
    const pass = () => void (worker !== undefined && signal(worker, 'SIGINT'));
    process.once('SIGINT', pass).once('SIGTERM', () => undefined);
    const started = Date.now();
    // A job that was not cancelled has its whole time.
    const late = () => existsSync(join(directory, INTERRUPTED)) && Date.now() - started > POST_LIMIT_MS;
    while (!over() && !late())
        await sleep(POLL_MS);
    if (!over())
        await makeTerraformGiveUp(directory, over);
    const last = Date.now() + LAST_WORDS_MS;
    let ended = false;
    while (Date.now() < last && isAlive(worker)) {
        // What it keeps for the next run is not worth this job's time.
        if (!ended && existsSync(join(directory, TOLD))) {
            pass();
            ended = true;
        }
        await sleep(POLL_MS);
    }
}
/** The machine is about to end everything: better Terraform stops and stores what it knows. */
async function makeTerraformGiveUp(directory, over) {
    const terraform = pidIn(directory, TERRAFORM_PID);
    if (terraform === undefined)
        return;
    process.stdout.write('The time after a cancellation is over: Terraform is told to give up.\n');
    signal(-terraform, 'SIGINT');
    const until = Date.now() + GIVING_UP_MS;
    while (Date.now() < until && !over())
        await sleep(POLL_MS);
}
const DEATH = 'The worker of this run ended without a result: it was killed, or this is a defect. The environment may be half-changed and its lock held; the next run says what it finds, and goes on.';
/**
 * A worker that was killed leaves Terraform without its state server: it must end, in good order, and what it
 * could not store must not lie about.
 * @param program the action's entry
 * @returns whether all of it is over
 */
async function reportDeath(directory, program, variables) {
    const terraform = (0,run_directory/* pidIn */.xi)(directory, run_directory/* TERRAFORM_PID */.lg);
    // A job that was not cancelled has its whole time.
    const limit = (0,external_node_fs_.existsSync)((0,external_node_path_.join)(directory, run_directory/* INTERRUPTED */.t)) ? Date.now() + POST_LIMIT_MS : Infinity;
    if (terraform !== undefined && (0,run_directory/* isAlive */._n)(terraform)) {
        // A second interrupt would make Terraform give up its state.
        if (limit === Infinity) {
            (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(directory, run_directory/* INTERRUPTED */.t), '');
            (0,run_directory/* signal */.vP)(-terraform, 'SIGINT');
        }
        process.stdout.write('The worker of this run was killed; waiting for Terraform to stop.\n');
        while (Date.now() < limit && (0,run_directory/* isAlive */._n)(terraform))
            await (0,promises_.setTimeout)(run_directory/* POLL_MS */.JO);
        if ((0,run_directory/* isAlive */._n)(terraform)) {
            process.stdout.write(`::error::${DEATH} Terraform is still at work.\n`);
            return false;
        }
    }
    const left = (0,external_node_path_.join)((0,run_directory/* readText */.yR)((0,external_node_path_.join)(directory, run_directory/* ROOT_NOTE */.qn)) ?? directory, 'errored.tfstate');
    if ((0,external_node_fs_.existsSync)(left))
        await rescueLeft(directory, program, left);
    (0,override/* removeOverride */.ZY)(directory);
    process.stdout.write(`::error::${DEATH}\n`);
    addSummary(variables, `## It is not known how this run ended\n\n> [!CAUTION]\n> ${DEATH}\n`);
    return true;
}
/** Has a second worker put the state into safety. */
async function rescueLeft(directory, program, left) {
    const child = (0,external_node_child_process_.spawn)(process.execPath, [program], {
        env: {
            ...process.env,
            [run_directory/* WORKER_VARIABLE */.gB]: directory,
            [run_directory/* RESCUE_VARIABLE */.n5]: left,
            [run_directory/* CACHE_VARIABLE */._$]: undefined
        },
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'], // a channel says whose child it is
        timeout: RESCUE_LIMIT_MS,
        killSignal: 'SIGKILL' // it heeds no other
    });
    const code = await new Promise((resolve) => {
        child.once('error', () => resolve(1)).once('exit', resolve);
    });
    if (code !== 0)
        process.stdout.write(`::error::${NOT_RESCUED}${left}\n`);
}
const NOT_RESCUED = 'The state that Terraform left could not be rescued, for the program that does it failed. It is only on this runner: ';
function addSummary(variables, text) {
    const file = variables['GITHUB_STEP_SUMMARY'] ?? '';
    if ((0,external_node_fs_.existsSync)(file))
        (0,external_node_fs_.appendFileSync)(file, text);
}
/** A state that Terraform could not store, in the code that was checked out beside the workspace. */
function unsavedBelow(directory) {
    if (!existsSync(directory))
        return undefined;
    const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
    const found = names.find((name) => basename(name) === 'errored.tfstate');
    return found === undefined ? undefined : join(directory, found);
}

;// CONCATENATED MODULE: ./lib/follow.js
/** The step's side of a run: starts the worker, prints what it writes, and passes one signal on. */







/** Makes the run's directory, and tells the post step of it. */
function openRun(variables) {
    const directory = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(variables['RUNNER_TEMP'] ?? (0,external_node_os_.tmpdir)(), 'gitops-env-'));
    const state = variables['GITHUB_STATE'] ?? '';
    if ((0,external_node_fs_.existsSync)(state))
        (0,external_node_fs_.appendFileSync)(state, `run=${directory}\n`);
    return directory;
}
/**
 * Starts the worker and follows it to its end. If this process is killed, the worker goes on.
 * @param program the file to run, this bundle's entry
 * @returns the exit code of the step
 */
async function follow(directory, program) {
    let worker;
    let signalled = false;
    let passed = false;
    const pass = () => {
        // Before the worker hears signals, one would kill it.
        if (!signalled || passed || !(0,external_node_fs_.existsSync)((0,external_node_path_.join)(directory, run_directory/* LISTENING */.af)))
            return;
        passed = true;
        if (worker !== undefined)
            (0,run_directory/* signal */.vP)(worker, 'SIGINT');
    };
    const cancel = () => {
        signalled = true;
        pass();
    };
    // Before the worker is started: a signal in between must not end this process.
    for (const name of ['SIGINT', 'SIGTERM'])
        process.on(name, cancel);
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(directory, run_directory/* FOLLOWED */.nz), '0');
    const file = (0,external_node_fs_.openSync)((0,external_node_path_.join)(directory, run_directory/* LOG */.$9), 'ax', 0o600);
    const child = (0,external_node_child_process_.spawn)(process.execPath, [program], {
        env: {
            ...process.env,
            [run_directory/* WORKER_VARIABLE */.gB]: directory,
            [run_directory/* RESCUE_VARIABLE */.n5]: undefined,
            [run_directory/* CACHE_VARIABLE */._$]: undefined
        },
        detached: true,
        stdio: ['ignore', file, file, 'ipc'] // a channel says whose child it is
    });
    (0,external_node_fs_.closeSync)(file);
    worker = child.pid;
    if (worker !== undefined)
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(directory, run_directory/* WORKER_PID */.hC), String(worker));
    const tail = (0,lib_tail/* openTail */.L)((0,external_node_path_.join)(directory, run_directory/* LOG */.$9));
    const timer = setInterval(() => {
        (0,run_directory/* print */.yy)(tail, directory);
        pass();
    }, run_directory/* POLL_MS */.JO);
    const ended = await new Promise((resolve) => {
        child.once('error', () => resolve(1));
        child.once('exit', resolve);
    });
    clearInterval(timer);
    (0,run_directory/* print */.yy)(tail, directory);
    const isOver = (0,external_node_fs_.existsSync)((0,external_node_path_.join)(directory, run_directory/* RESULT */.Mr)) || (await reportDeath(directory, program, process.env));
    if (isOver)
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(directory, run_directory/* FOLLOWED */.nz), 'all');
    return codeOf(directory, ended);
}
/** The exit code of a run: green only where its result was told to its end, and says so. */
function codeOf(directory, ended) {
    const told = (0,run_directory/* readText */.yR)((0,external_node_path_.join)(directory, run_directory/* TOLD */.Ev));
    if (told === undefined) {
        if ((0,external_node_fs_.existsSync)((0,external_node_path_.join)(directory, run_directory/* RESULT */.Mr)))
            process.stdout.write('::error::The result of this run could not be told to its end: outputs and summary may be missing, though what it did is remembered.\n');
        return ended === null || ended === 0 ? 1 : ended;
    }
    if (ended === null)
        process.stdout.write('The worker of this run was killed after everything was done and told; what it may have kept for the next run is not complete.\n');
    return told === '0' ? 0 : 1;
}


/***/ }),

/***/ 75691:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var node_url__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(73136);
/* harmony import */ var _follow_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(27909);
/* harmony import */ var _run_directory_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(4232);
/* harmony import */ var _step_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(33341);
/** The action's entry: the same bundle is the step, the worker that does its work, and what asks the cache for it. */




/** Only a process that this action started has a channel to it: a job may have such variables, too. */
const given = process.send === undefined ? {} : process.env;
const request = given[_run_directory_js__WEBPACK_IMPORTED_MODULE_2__/* .CACHE_VARIABLE */ ._$];
const worker = given[_run_directory_js__WEBPACK_IMPORTED_MODULE_2__/* .WORKER_VARIABLE */ .gB];
const left = given[_run_directory_js__WEBPACK_IMPORTED_MODULE_2__/* .RESCUE_VARIABLE */ .n5];
if (request !== undefined) {
    const { serveCache } = await __nccwpck_require__.e(/* import() */ 781).then(__nccwpck_require__.bind(__nccwpck_require__, 48781));
    await serveCache(request);
    process.exit();
}
else if (worker !== undefined) {
    if (left === undefined) {
        const { main } = await Promise.all(/* import() */[__nccwpck_require__.e(955), __nccwpck_require__.e(88), __nccwpck_require__.e(306), __nccwpck_require__.e(8), __nccwpck_require__.e(923), __nccwpck_require__.e(578)]).then(__nccwpck_require__.bind(__nccwpck_require__, 45578));
        await main(worker, process.env).catch((error) => {
            process.stdout.write(`The result could not be told, please report it: ${String(error)}\n`);
            process.exitCode = 1;
        });
    }
    else {
        const { rescueLeft } = await Promise.all(/* import() */[__nccwpck_require__.e(955), __nccwpck_require__.e(8), __nccwpck_require__.e(923), __nccwpck_require__.e(884)]).then(__nccwpck_require__.bind(__nccwpck_require__, 67884));
        await rescueLeft(worker, left, process.env);
    }
    process.exit();
}
else {
    const directory = (0,_follow_js__WEBPACK_IMPORTED_MODULE_1__/* .openRun */ .I)(process.env);
    if (await (0,_step_js__WEBPACK_IMPORTED_MODULE_3__/* .step */ .P)(directory, process.env)) {
        process.exitCode = await (0,_follow_js__WEBPACK_IMPORTED_MODULE_1__/* .follow */ .e)(directory, (0,node_url__WEBPACK_IMPORTED_MODULE_0__.fileURLToPath)(import.meta.url));
    }
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 50646:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ NO_PASSPHRASE),
/* harmony export */   T: () => (/* binding */ parseInputs)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(33554);
/* harmony import */ var _operation_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(44250);
/* harmony import */ var _event_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(48799);
/* harmony import */ var _backend_kinds_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(82078);
/* harmony import */ var _tool_releases_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(24270);
/** Reads every input once, into one typed value; the only defaults are those of action.yml. */






const SHORTEST_PASSPHRASE = 20;
/** Written out, it keeps states in git in clear; anything else must be long enough to be a secret. */
const NO_PASSPHRASE = 'none';
/**
 * All inputs of a run.
 * @param get answers an input's text, defaults of action.yml filled in, '' where there is none
 * @throws RunError `invalid-input` with every mistake found, a line each
 */
function parseInputs(get) {
    const mistakes = [];
    const read = (name, parse) => {
        try {
            return parse(get(name).trim(), get(name));
        }
        catch (error) {
            if (!(error instanceof Mistake))
                throw error;
            mistakes.push(`${name}: ${error.message}`);
            return undefined; // never seen: the mistakes are thrown below
        }
    };
    const inputs = {
        command: read('command', (text) => oneOf(_operation_js__WEBPACK_IMPORTED_MODULE_2__/* .COMMANDS */ .L, text)),
        branches: read('branches', parsePatterns),
        branch: read('branch', parseBranch),
        workingDirectory: read('working-directory', parseDirectory),
        project: read('project', parseProject),
        backend: read('backend', (text) => oneOf(['auto', ..._backend_kinds_js__WEBPACK_IMPORTED_MODULE_4__/* .BACKENDS */ .A7], text)),
        backendConfig: read('backend-config', parseAssignments),
        statePassphrase: read('state-passphrase', parsePassphrase),
        previousPassphrase: read('previous-passphrase', (text) => parsePrevious(text, get('state-passphrase').trim())),
        variables: read('variables', parseAssignments),
        varFiles: read('var-files', linesOf),
        tags: read('tags', parseAssignments),
        tool: read('tool', (text) => oneOf(_tool_releases_js__WEBPACK_IMPORTED_MODULE_5__/* .TOOLS */ .It, text)),
        toolVersion: read('tool-version', (text) => text),
        maxDestroy: read('max-destroy', parseCount),
        lockTimeoutMs: read('lock-timeout', parseDuration),
        cache: read('cache', parseBoolean),
        token: read('token', (text) => text)
    };
    if (mistakes.length === 0)
        return inputs;
    const list = mistakes.map((mistake) => `  - ${mistake}`).join('\n');
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('invalid-input', `Invalid inputs:\n${list}`);
}
class Mistake extends Error {
}
function oneOf(choices, text) {
    const found = choices.find((choice) => choice === text);
    if (found === undefined)
        throw new Mistake(`'${text}' is not one of ${choices.join(', ')}`);
    return found;
}
const linesOf = (text) => text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
function parsePatterns(text) {
    const lines = linesOf(text);
    if (lines.length === 0)
        throw new Mistake("is empty; write a pattern such as 'env-*'");
    return lines.map(parsePattern);
}
/** A branch's name may itself hold '=', so that only ` = ` with blanks separates. */
function parsePattern(line) {
    const [pattern = '', name, ...more] = line.split(/\s+=\s+/u);
    if (more.length > 0 || /\s/u.test(pattern)) {
        throw new Mistake(`'${line}' is neither PATTERN nor PATTERN = NAME`);
    }
    if (!(0,_event_js__WEBPACK_IMPORTED_MODULE_3__/* .isBranchName */ .Q8)(pattern.replace('*', 'x'))) {
        throw new Mistake(`'${pattern}' can match no branch; '*' stands once, for any text, '/' included`);
    }
    if (name === undefined)
        return { pattern, name };
    if (!(0,_environment_js__WEBPACK_IMPORTED_MODULE_1__/* .isName */ .Eo)(name.replace('*', 'x'))) {
        throw new Mistake(`'${name}' cannot name an environment; use ${_environment_js__WEBPACK_IMPORTED_MODULE_1__/* .NAME_RULE */ .$h}, and '*' for what '*' matched`);
    }
    if (name.includes('*') && !pattern.includes('*')) {
        throw new Mistake(`'${line}' has '*' in the name, but none in the pattern`);
    }
    return { pattern, name };
}
/**
 * One spelling for each branch: a workflow that compares the text, to choose secrets or reviewers, must not take
 * for another branch what is the same one here.
 */
function parseBranch(text, raw) {
    if (text === '')
        return undefined;
    if (text !== raw)
        throw new Mistake(`has blanks or lines around it; write '${text}'`);
    if (text.startsWith('refs/heads/')) {
        throw new Mistake(`'${text}' is a ref; write the branch's name, '${text.slice('refs/heads/'.length)}'`);
    }
    if (!(0,_event_js__WEBPACK_IMPORTED_MODULE_3__/* .isBranchName */ .Q8)(text))
        throw new Mistake(`'${text}' is not a branch's name`);
    return text;
}
function parseDirectory(text) {
    const parts = text.split(/[/\\]/u).filter((part) => part !== '' && part !== '.');
    if (/^[/\\]|^[A-Za-z]:/u.test(text) || parts.includes('..')) {
        throw new Mistake(`'${text}' leaves the repository; write a path below its top, such as 'infra'`);
    }
    return parts.length === 0 ? '.' : parts.join('/');
}
function parseProject(text) {
    if (text === '')
        return undefined;
    if (!(0,_environment_js__WEBPACK_IMPORTED_MODULE_1__/* .isName */ .Eo)(text))
        throw new Mistake(`'${text}' is not a project's name; use ${_environment_js__WEBPACK_IMPORTED_MODULE_1__/* .NAME_RULE */ .$h}`);
    return text;
}
/** Lines `key=value`; a value keeps its blanks, quotes and further '='. */
function parseAssignments(text) {
    const pairs = linesOf(text).map((line, index) => {
        const equals = line.indexOf('=');
        const key = line.slice(0, equals).trim();
        // Not quoted: it may be the second line of a secret.
        if (equals < 1 || key === '')
            throw new Mistake(`line ${index + 1} is not key=value`);
        return [key, line.slice(equals + 1).trim()];
    });
    const twice = pairs.find(([key], index) => pairs.findIndex(([other]) => other === key) !== index);
    if (twice !== undefined)
        throw new Mistake(`'${twice[0]}' is given twice`);
    return Object.fromEntries(pairs);
}
function parsePassphrase(text) {
    if (text === '')
        return undefined;
    if (text !== NO_PASSPHRASE && text.length < SHORTEST_PASSPHRASE) {
        throw new Mistake(`has ${text.length} characters and needs at least ${SHORTEST_PASSPHRASE}; make one with 'openssl rand -base64 32'`);
    }
    return text;
}
/** @param present the text of 'state-passphrase' */
function parsePrevious(text, present) {
    const previous = parsePassphrase(text);
    if (previous === undefined)
        return undefined;
    if (present === '')
        throw new Mistake("is given without the new one, 'state-passphrase'");
    if (present === previous) {
        throw new Mistake("is the same as 'state-passphrase'; give the one that was used before it");
    }
    if (present === NO_PASSPHRASE) {
        throw new Mistake("is given with 'state-passphrase: none', but what is encrypted stays so; destroy the environment with its passphrase, then create it with 'none'");
    }
    return previous;
}
/** Nine digits are more than any plan has, and stay exact. */
function parseCount(text) {
    if (text === '')
        return undefined;
    if (!/^\d{1,9}$/u.test(text)) {
        throw new Mistake(`'${text.slice(0, 40)}' is not a whole number such as 0 or 20`);
    }
    return Number(text);
}
function parseDuration(text) {
    const [, amount, unit] = /^(\d{1,5})(s|m|h)$/u.exec(text) ?? [];
    if (amount === undefined || unit === undefined) {
        throw new Mistake(`'${text}' is not a duration such as 30s, 5m or 1h`);
    }
    return Number(amount) * { s: 1000, m: 60_000, h: 3_600_000 }[unit];
}
/** The words of YAML 1.2. @see https://yaml.org/spec/1.2.2/#10212-boolean */
function parseBoolean(text) {
    if (/^(?:true|True|TRUE)$/u.test(text))
        return true;
    if (/^(?:false|False|FALSE)$/u.test(text))
        return false;
    throw new Mistake(`'${text.slice(0, 40)}' is neither true nor false`);
}


/***/ }),

/***/ 16413:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Xy: () => (/* binding */ objectOf),
/* harmony export */   b6: () => (/* binding */ textOf),
/* harmony export */   c3: () => (/* binding */ listOf),
/* harmony export */   f_: () => (/* binding */ isTooDeep),
/* harmony export */   qF: () => (/* binding */ parseJson),
/* harmony export */   rl: () => (/* binding */ numberOf)
/* harmony export */ });
/** Reads untrusted JSON: each function answers the value when it has the type, else undefined. */
const objectOf = (value) => typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
const listOf = (value) => Array.isArray(value) ? value : undefined;
const textOf = (value) => typeof value === 'string' ? value : undefined;
const numberOf = (value) => typeof value === 'number' && Number.isFinite(value) ? value : undefined;
/** What recursion, ours and JavaScript's own, can bear of values; far more than Terraform's types reach. */
const DEEPEST = 1000;
/** Whether values lie within more values than can be gone through safely. */
function isTooDeep(value, levels = DEEPEST) {
    if (typeof value !== 'object' || value === null)
        return false;
    return levels === 0 || Object.values(value).some((part) => isTooDeep(part, levels - 1));
}
/** The parsed text, or undefined where it is not JSON. */
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 44250:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ decideOperation),
/* harmony export */   L: () => (/* binding */ COMMANDS)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/** Decides from event and command what a run does: the table of docs/events.md, as a function. */

const COMMANDS = ['auto', 'plan', 'apply', 'destroy', 'resolve'];
const OTHERWISE = 'The action acts on push to an environment branch, on delete of one, and on workflow_dispatch.';
/**
 * What this run does, as far as event and inputs can tell; branch patterns, records and the origin
 * come later and can still turn it into a skip. `resolve` is decided as `auto`: it only stops sooner.
 * @param branch the input of that name
 * @throws RunError `invalid-input` where command and event contradict each other
 */
function decideOperation(event, command, branch) {
    switch (event.kind) {
        case 'push':
            return decidePush(event, command, branch);
        case 'delete':
            return decideDelete(event.branch, command, branch);
        case 'dispatch':
            return decideDispatch(event.branch, command, branch);
        case 'create':
            return skip('unsupported-event', "A 'create' event does nothing: the push that comes with it does the work.");
        case 'not-a-branch':
            return skip('not-a-branch', `The '${event.name}' event is about '${event.ref}', which is not a branch.`);
        case 'pull_request_target':
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('invalid-input', "The action does not run on 'pull_request_target': a stranger's Terraform would run with this repository's secrets.", "Use 'push', 'delete' and 'workflow_dispatch'.");
        case 'other':
            return skip('unsupported-event', `The event '${event.name}' is not supported.`);
    }
}
function decidePush(event, command, branch) {
    sameBranch('push', event.branch, branch);
    if (event.deleted) {
        return skip('unsupported-event', `The push deleted '${event.branch}': the 'delete' event does the work.`);
    }
    if (command === 'destroy') {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('invalid-input', "'command: destroy' on a push would destroy the environment that was just pushed to.", "Delete the branch, or use 'workflow_dispatch' with 'command: destroy' and 'branch'.");
    }
    const kind = command === 'plan' ? 'plan' : 'apply';
    return {
        kind,
        branch: event.branch,
        commit: event.commit,
        onPurpose: false,
        afterDeletion: false
    };
}
function decideDelete(deleted, command, branch) {
    sameBranch('delete', deleted, branch);
    if (command === 'plan' || command === 'apply') {
        return skip('unsupported-event', `'${deleted}' was deleted, so there is nothing to ${command}.`);
    }
    return {
        kind: 'destroy',
        branch: deleted,
        commit: undefined,
        onPurpose: false,
        afterDeletion: true
    };
}
function decideDispatch(startedOn, command, branch) {
    const target = branch ?? startedOn;
    if (target === undefined) {
        return skip('not-a-branch', 'The run was started on something that is not a branch.');
    }
    const kind = command === 'plan' || command === 'destroy' ? command : 'apply';
    const onPurpose = branch !== undefined && command === 'destroy';
    return { kind, branch: target, commit: undefined, onPurpose, afterDeletion: false };
}
function sameBranch(event, fromEvent, fromInput) {
    if (fromInput === undefined || fromInput === fromEvent)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('invalid-input', `The '${event}' event is about the branch '${fromEvent}', but the input 'branch' says '${fromInput}'.`, "Leave 'branch' out on push and delete; it is meant for 'workflow_dispatch'. On delete, " +
        "'github.ref_name' is the default branch, not the deleted one.");
}
const skip = (reason, why, otherwise = OTHERWISE) => ({
    kind: 'skip',
    reason,
    why,
    otherwise
});


/***/ }),

/***/ 76879:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   X5: () => (/* binding */ OVERRIDE),
/* harmony export */   ZY: () => (/* binding */ removeOverride),
/* harmony export */   fj: () => (/* binding */ openOverride),
/* harmony export */   pL: () => (/* binding */ alreadyThere)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(452);
/* harmony import */ var _run_directory_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(4232);
/** The override file: beside the module's own it supplies what they lack, for as long as the run lasts. */





/**
 * Terraform merges override files in the order of their names, and takes the last word: this one comes after most,
 * and before a `zzz_override.tf`.
 */
const OVERRIDE = 'zz_gitops_env_override.tf.json';
/**
 * Nothing is written before there is something to write. A file that is there already is left alone, and an error.
 * The file carries a token of this run, which is noted before: so whoever cleans up after a run that was killed at
 * any moment finds all of it, and takes no other run's.
 * @param directory the run's own
 */
function openOverride(root, directory) {
    const file = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(root, OVERRIDE);
    const token = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)();
    let written;
    return {
        add: (blocks) => {
            if (written === undefined)
                (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, _run_directory_js__WEBPACK_IMPORTED_MODULE_4__/* .OVERRIDE_NOTE */ .s2), `${token}\n${file}`);
            const content = { ...written, ...blocks };
            // Terraform takes "//" for a comment.
            const text = JSON.stringify({ '//': `${COMMENT} ${token}`, ...content });
            put(draftOf(file, token), file, `${text}\n`, written === undefined);
            written = content;
        },
        remove: () => removeOverride(directory)
    };
}
const COMMENT = 'Generated by gitops-env-action, and removed at the end of the run:';
/** A name that Terraform does not read. */
const draftOf = (file, token) => (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(file), `.${OVERRIDE}.${token}`);
/** In one step: there is never half a file. */
function put(draft, file, text, isFirst) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeFileSync)(draft, text);
        if (isFirst)
            create(draft, file);
        else
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.renameSync)(draft, file);
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(draft, { force: true });
    }
}
function create(draft, file) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.linkSync)(draft, file);
    }
    catch {
        copyFresh(draft, file); // some file systems know no links
    }
}
function copyFresh(draft, file) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.copyFileSync)(draft, file, node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.COPYFILE_EXCL);
    }
    catch (error) {
        if (error.code !== 'EEXIST')
            throw error;
        throw alreadyThere(OVERRIDE);
    }
}
/** @param name of the file, which no run may find */
const alreadyThere = (name) => new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .RunError */ .e4('invalid-input', `The file '${name}' is in the root module: it is the one this action generates.`, 'Remove it from the repository; if a run on this machine was killed, or another one is under way in the same checkout, wait for that and remove it then.');
/**
 * Takes away what a run has written, be it still under way or dead.
 * @param directory the run's own
 */
function removeOverride(directory) {
    const note = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, _run_directory_js__WEBPACK_IMPORTED_MODULE_4__/* .OVERRIDE_NOTE */ .s2);
    const [, token = '', file = ''] = /^([\da-f-]{36})\n(.+)$/su.exec((0,_run_directory_js__WEBPACK_IMPORTED_MODULE_4__/* .readText */ .yR)(note) ?? '') ?? [];
    if (file !== '') {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(draftOf(file, token), { force: true });
        if ((0,_run_directory_js__WEBPACK_IMPORTED_MODULE_4__/* .readText */ .yR)(file)?.includes(token) === true)
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(file, { force: true });
    }
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(note, { force: true });
}


/***/ }),

/***/ 9293:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Fg: () => (/* binding */ startReport),
/* harmony export */   fj: () => (/* binding */ noteFailure),
/* harmony export */   gD: () => (/* binding */ headlineOf),
/* harmony export */   lZ: () => (/* binding */ NO_COUNTS),
/* harmony export */   oy: () => (/* binding */ noteSkip),
/* harmony export */   rs: () => (/* binding */ urlOf),
/* harmony export */   vj: () => (/* binding */ amount)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/** What a run has found so far; summary, outputs, log and result.json are rendered from it. */

const startReport = (start) => ({
    ...start,
    operation: 'skip',
    told: false,
    applied: false,
    steps: [],
    outputs: {},
    diagnostics: [],
    notices: [],
    alteredTags: [],
    stateStays: false,
    phases: [],
    elapsedMs: 0,
    failed: false
});
function noteSkip(report, skip) {
    Object.assign(report, {
        operation: 'skip',
        reason: skip.reason,
        why: skip.why,
        hint: skip.otherwise
    });
}
/** Anything but a RunError is our own defect. */
function noteFailure(report, error) {
    const known = error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4 ? error : undefined;
    report.failed = true;
    report.reason = known?.reason ?? 'internal';
    report.why =
        known?.message ??
            `Unexpected error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    const hint = known === undefined
        ? 'Please report it, with this text, as an issue of gitops-env-action.'
        : known.hint;
    if (hint !== undefined)
        report.hint = hint;
}
const NO_COUNTS = { add: 0, change: 0, destroy: 0, replace: 0 };
/** The environment's address: the output named `url` or `application_url`, else the first `*_url`. */
function urlOf(report) {
    const names = Object.keys(report.outputs).filter((name) => /(?:^|_)url$/u.test(name));
    const name = ['url', 'application_url'].find((candidate) => names.includes(candidate)) ?? names[0];
    const output = name === undefined ? undefined : report.outputs[name];
    const value = output?.sensitive === false ? output.value : undefined;
    return typeof value === 'string' && /^https?:\/\/[^\s<>"']+$/u.test(value) ? value : undefined;
}
const NOT = {
    'init-failed': 'Terraform could not be initialised',
    'plan-failed': 'Terraform refused the plan',
    'apply-failed': 'the apply failed half-way',
    'destroy-budget': 'it would destroy more than allowed',
    'tags-missing': 'resources lack tags that the policy requires',
    'state-locked': 'it is locked',
    'state-missing': 'its state is missing',
    'state-not-saved': 'its state could not be saved',
    'rescue-pending': 'a rescued state waits for a decision',
    'tool-unavailable': 'the tool could not be installed',
    'state-tampered': 'what is stored of it cannot be trusted',
    'wrong-passphrase': 'the passphrase is not the right one',
    'name-taken': 'its name is taken',
    'not-permitted': 'the origin refuses to be written',
    'origin-unreachable': 'the origin cannot be reached',
    'invalid-input': 'the workflow or the repository must change first',
    cancelled: 'the run was cancelled',
    internal: 'the action itself failed'
};
/** The verdict, in words a manager understands; plain text. */
function headlineOf(report) {
    if (report.failed && report.environment === undefined) {
        return `Nothing was done: ${NOT[report.reason] ?? 'it failed'}`;
    }
    const name = `'${report.environment ?? ''}'`;
    // What was done stays done, though it could not be noted or told.
    if (report.failed && report.applied && report.reason !== 'apply-failed')
        return `${name} was ${report.operation === 'destroy' ? 'destroyed' : newsOf(report)}, but this could not be noted`;
    if (report.failed)
        return `${name} was not ${aimOf(report)}: ${NOT[report.reason] ?? 'it failed'}`;
    if (report.told)
        return `${name}: ${report.operation} of ${(report.commit ?? '').slice(0, 7)}, only told`;
    const count = report.plan?.changes.length ?? 0;
    switch (report.operation) {
        case 'skip':
            return 'Nothing was done';
        case 'plan':
            return report.changes === true
                ? `${name} would be ${newsOf(report)}`
                : `${name} would not change`;
        case 'destroy':
            return count === 0
                ? `${name} was destroyed: nothing was left`
                : `${name} was destroyed: ${amount(count, 'resource')}`;
        case 'apply':
            if (!report.applied && report.backTo === undefined)
                return `${name} is up to date`;
            return `${name} was ${newsOf(report)}`;
    }
}
function newsOf({ existed, previous, backTo }) {
    if (backTo === undefined || previous === undefined)
        return existed === true ? 'updated' : 'created';
    return `rolled back from ${previous.commit.slice(0, 7)} to ${backTo.slice(0, 7)}`;
}
function aimOf(report) {
    if (report.operation === 'destroy')
        return 'destroyed';
    if (report.operation === 'plan')
        return 'planned';
    if (report.existed === undefined)
        return 'applied'; // it failed before that was known
    return report.existed ? 'updated' : 'created';
}
const amount = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;


/***/ }),

/***/ 63021:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   EU: () => (/* binding */ fence),
/* harmony export */   GA: () => (/* binding */ instructions),
/* harmony export */   Jj: () => (/* binding */ cut),
/* harmony export */   TN: () => (/* binding */ oneLine),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   g$: () => (/* binding */ printable),
/* harmony export */   ih: () => (/* binding */ escape),
/* harmony export */   mG: () => (/* binding */ inline),
/* harmony export */   nf: () => (/* binding */ link),
/* harmony export */   tp: () => (/* binding */ table),
/* harmony export */   xE: () => (/* binding */ alert),
/* harmony export */   zH: () => (/* binding */ details)
/* harmony export */ });
/** Writes untrusted text into GitHub-flavoured markdown so that it stays text. */
/** Without control characters and without marks that turn the direction of writing. */
const printable = (text) => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\u061c\ufeff]/gu, (mark) => {
    if (mark === '\r')
        return '';
    return `\\u{${(mark.codePointAt(0) ?? 0).toString(16)}}`;
});
/** Text in which nothing is markup or becomes a link; a piece of a line. */
const literal = (text) => printable(text)
    .replace(/[&<>"'`*_~[\](){}#+|\\!@$^]/gu, (mark) => `&#${mark.codePointAt(0)};`)
    .replace(/:\/\//gu, '&#58;//')
    .replace(/\bwww\./giu, 'www&#46;')
    .replace(/\n/gu, '<br>');
/** Text within a line: GitHub would link names and addresses afterwards, so they are broken up. */
const inline = (text) => literal(text).replace(/&#64;/gu, '&#64;&#8203;');
/** Text that begins a line or a table's cell: it is no list, rule or block of code either. */
const escape = (text) => inline(text.replace(/^\s+/u, ''))
    .replace(/^(\d+)\./u, '$1&#46;')
    .replace(/^[-=]/u, (mark) => `&#${mark.codePointAt(0)};`);
/** Lines as one, without their indentation. No pattern does it: on a million blanks it would take hours. */
function oneLine(text) {
    if (!text.includes('\n'))
        return text;
    const lines = text.split('\n').map((line) => line.trim());
    return lines.filter((line) => line !== '').join(' ');
}
/** Text as code, on one line. */
function code(text) {
    const line = oneLine(printable(text));
    return /^[^`|]+$/u.test(line) && line.trim() === line && line !== ''
        ? `\`${line}\``
        : `<code>${literal(line)}</code>`;
}
/** A block of code; the fence is longer than any in the text. */
function fence(text, language = '') {
    const runs = text.match(/`{3,}/gu) ?? [];
    const ticks = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
    return `${ticks}${language}\n${printable(text)}\n${ticks}`;
}
/** Words with something to copy among them: lines with four blanks before them are a block of code. */
function instructions(text) {
    const parts = [];
    for (const line of text.split('\n')) {
        const isCode = line.startsWith('    ');
        const piece = isCode ? line.slice(4) : escape(line);
        const last = parts.at(-1);
        if (last?.isCode === isCode)
            last.lines.push(piece);
        else
            parts.push({ isCode, lines: [piece] });
    }
    return parts
        .map(({ isCode, lines }) => (isCode ? fence(lines.join('\n')) : lines.join('<br>')))
        .join('\n\n');
}
/** One of GitHub's boxes around some markdown. */
const alert = (kind, markdown) => [`[!${kind}]`, ...markdown.split('\n')].map((line) => `> ${line}`.trimEnd()).join('\n');
/** A link whose text is code; both sides may be hostile. */
const link = (text, url) => `[${code(text)}](<${url.replace(/[<>\s\\]/gu, encodeURIComponent)}>)`;
const details = (title, body) => `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
function table(head, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
/** At most so many characters; a character of two halves is never cut between them. */
function cut(text, length) {
    if (text.length <= length)
        return text;
    const end = /[\ud800-\udbff]$/u.test(text.slice(0, length)) ? length - 1 : length;
    return `${text.slice(0, end)}… (${text.length} characters)`;
}


/***/ }),

/***/ 37751:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Is: () => (/* binding */ harmless),
/* harmony export */   N1: () => (/* binding */ renderEvent),
/* harmony export */   vk: () => (/* binding */ elapsed)
/* harmony export */ });
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(63021);

/** Maps, for an action may be called anything, `constructor` too. */
const DONE = new Map([
    ['create', '+ created'],
    ['update', '~ changed'],
    ['delete', '- destroyed'],
    ['replace', '± replaced'],
    ['read', '  read']
]);
const DOING = new Map([
    ['create', 'creating'],
    ['update', 'changing'],
    ['delete', 'destroying'],
    ['read', 'reading']
]);
/** A line for people, or undefined for an event that says nothing new. */
function renderEvent(event) {
    switch (event.kind) {
        case 'planned':
            return `${column(`will ${event.action}`)}${event.address}`;
        case 'drift':
            return `${column('changed outside')}${event.address} (${event.action})`;
        case 'progress':
            return `${column(`still ${DOING.get(event.step.action) ?? event.step.action}`)}${event.step.address}, ${elapsed(event.step.elapsedSeconds)}`;
        case 'done':
            return `${column(DONE.get(event.step.action) ?? event.step.action)}${event.step.address}, ${elapsed(event.step.elapsedSeconds)}`;
        case 'failed':
            return `${column('! failed')}${event.step.address}, ${elapsed(event.step.elapsedSeconds)}`;
        case 'message':
            return event.text.trim() === '' ? undefined : (0,_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(event.text.trim());
        case 'diagnostic':
        case 'outputs':
        case 'refreshed':
        case 'started':
        case 'version':
            return undefined;
    }
}
const column = (text) => text.padEnd(18);
/** `2m10s` */
const elapsed = (seconds) => seconds < 60
    ? `${Math.round(seconds)}s`
    : `${Math.floor(seconds / 60)}m${String(Math.round(seconds) % 60).padStart(2, '0')}s`;
/**
 * Foreign text as lines that the runner does not take for commands: not `::command::`, wherever
 * blanks precede it, and not the older `##[command]`, wherever it stands.
 */
const harmless = (text) => (0,_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(text)
    .split('\n')
    .map((line) => line.replaceAll('##[', '## [').replace(/^(\s*)::/u, '$1: :'))
    .join('\n');


/***/ }),

/***/ 26749:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   a5: () => (/* binding */ redactReport),
/* harmony export */   dm: () => (/* binding */ maskable)
/* harmony export */ });
/* unused harmony export redact */
/* harmony import */ var _backend_passwords_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(62850);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(16413);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(63021);
/* harmony import */ var _progress_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(37751);
/** Hides secrets by value, wherever they turn up. */




const SHORTEST = 4;
/** Masking these would blank the log and hide nothing. */
const COMMON = [
    'true',
    'false',
    'null',
    'none',
    'default',
    'localhost',
    'https',
    'http'
];
/**
 * The texts worth masking, longest first: each value, its single lines, the password within an address, and what
 * they become on their way to the log.
 * @param values texts that are secret
 */
function maskable(values) {
    const found = new Set();
    for (const value of values) {
        const lines = value.split(/\r\n|\r|\n/u);
        for (const part of new Set([
            value,
            value.trim(),
            ...lines,
            ...lines.map((line) => line.trim()),
            ...(0,_backend_passwords_js__WEBPACK_IMPORTED_MODULE_1__/* .passwordsIn */ .g)(value)
        ])) {
            if (!isSecret(part))
                continue;
            for (const form of formsOf(part).filter(isSecret))
                found.add(form);
        }
    }
    return [...found].toSorted((left, right) => right.length - left.length);
}
const isSecret = (text) => text.length >= SHORTEST && !COMMON.includes(text.toLowerCase());
/** As a text is written: within quotes, within JSON, within JSON within quotes; and each as the log has it. */
function formsOf(text) {
    const written = [
        text,
        ...[quoted, jsonEncoded].flatMap((within) => [within(text), quoted(within(text))]),
        // A key in a resource's address is a template to Terraform.
        quoted(text).replace(/[$%](?=\{)/gu, (mark) => mark + mark)
    ];
    const logged = written.map(_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN).flatMap((line) => [
        (0,_progress_js__WEBPACK_IMPORTED_MODULE_0__/* .harmless */ .Is)(line),
        (0,_progress_js__WEBPACK_IMPORTED_MODULE_0__/* .harmless */ .Is)(`.${line}`).slice(1) // in the middle of a line less is changed than at its beginning
    ]);
    return [...written, ...logged];
}
const quoted = (text) => JSON.stringify(text).slice(1, -1);
/** Terraform's `jsonencode` escapes more than others, for the sake of web pages. */
const jsonEncoded = (text) => quoted(text).replace(/[<>&\u2028\u2029]/gu, (mark) => `\\u${(mark.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
/** The same value with every secret in its texts, and in the names of its fields, replaced. */
function redact(value, secrets) {
    if (secrets.length === 0)
        return value;
    // Values quoted as JSON carry their escapes.
    const forms = new Set(secrets.flatMap((secret) => [secret, quoted(secret)]));
    // The longest first, or a part of it would stay where a shorter one matches.
    const sorted = [...forms].toSorted((left, right) => right.length - left.length);
    const pattern = new RegExp(sorted.map(escapeRegExp).join('|'), 'gu');
    return replaceIn(value, (text) => text.replace(pattern, '***'));
}
/**
 * The report without any secret. Only foreign text is looked at: a secret that happens to be `apply`,
 * `steps` or `12` must not change our own words, names and numbers.
 */
function redactReport(report, secrets) {
    const hide = (value) => redact(value, secrets);
    const { backend, plan, tagCoverage, why, hint } = report;
    return {
        ...report,
        ...(why === undefined ? {} : { why: hide(why) }),
        ...(hint === undefined ? {} : { hint: hide(hint) }),
        ...(backend === undefined
            ? {}
            : { backend: { ...backend, key: hide(backend.key), config: hide(backend.config) } }),
        ...(plan === undefined
            ? {}
            : {
                plan: {
                    counts: plan.counts,
                    changes: plan.changes.map((change) => redactChange(change, hide))
                }
            }),
        ...(tagCoverage === undefined
            ? {}
            : {
                tagCoverage: {
                    ...tagCoverage,
                    missing: tagCoverage.missing.map((one) => ({ ...one, address: hide(one.address) }))
                }
            }),
        steps: report.steps.map((step) => ({ ...step, address: hide(step.address) })),
        diagnostics: report.diagnostics.map((diagnostic) => ({
            ...diagnostic,
            summary: hide(diagnostic.summary),
            detail: hide(diagnostic.detail),
            address: hide(diagnostic.address),
            code: hide(diagnostic.code)
        })),
        notices: hide(report.notices),
        alteredTags: hide(report.alteredTags),
        outputs: Object.fromEntries(Object.entries(report.outputs).map(([name, { value, sensitive }]) => [
            name,
            { value: hide(value), sensitive }
        ]))
    };
}
const redactChange = (change, hide) => ({
    ...change,
    address: hide(change.address),
    previousAddress: hide(change.previousAddress),
    attributes: change.attributes.map((attribute) => ({
        ...attribute,
        name: hide(attribute.name),
        before: hide(attribute.before),
        after: hide(attribute.after)
    }))
});
function replaceIn(value, replace) {
    if (typeof value === 'string')
        return replace(value);
    if (typeof value === 'number')
        return replace(String(value)) === String(value) ? value : '***';
    const list = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .listOf */ .c3)(value);
    if (list !== undefined)
        return list.map((part) => replaceIn(part, replace));
    const object = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .objectOf */ .Xy)(value);
    if (object === undefined)
        return value;
    return Object.fromEntries(Object.entries(object).map(([name, part]) => [replace(name), replaceIn(part, replace)]));
}
const escapeRegExp = (text) => text.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&');


/***/ }),

/***/ 4232:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $9: () => (/* binding */ LOG),
/* harmony export */   Ev: () => (/* binding */ TOLD),
/* harmony export */   JO: () => (/* binding */ POLL_MS),
/* harmony export */   Mr: () => (/* binding */ RESULT),
/* harmony export */   _$: () => (/* binding */ CACHE_VARIABLE),
/* harmony export */   _n: () => (/* binding */ isAlive),
/* harmony export */   af: () => (/* binding */ LISTENING),
/* harmony export */   gB: () => (/* binding */ WORKER_VARIABLE),
/* harmony export */   hC: () => (/* binding */ WORKER_PID),
/* harmony export */   k9: () => (/* binding */ KEEP),
/* harmony export */   lg: () => (/* binding */ TERRAFORM_PID),
/* harmony export */   n5: () => (/* binding */ RESCUE_VARIABLE),
/* harmony export */   nz: () => (/* binding */ FOLLOWED),
/* harmony export */   qn: () => (/* binding */ ROOT_NOTE),
/* harmony export */   s2: () => (/* binding */ OVERRIDE_NOTE),
/* harmony export */   t: () => (/* binding */ INTERRUPTED),
/* harmony export */   vP: () => (/* binding */ signal),
/* harmony export */   xi: () => (/* binding */ pidIn),
/* harmony export */   yR: () => (/* binding */ readText),
/* harmony export */   yy: () => (/* binding */ print)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(76760);
/** What the processes of one run share: a directory of small files, and each other's process ids. */


/** Names the run's directory to the worker. */
const WORKER_VARIABLE = 'GITOPS_ENV_WORKER';
/** Names to a second worker the state that Terraform could not store after the first was killed. */
const RESCUE_VARIABLE = 'GITOPS_ENV_RESCUE';
/** Has a process ask the cache service, and tells it what. */
const CACHE_VARIABLE = 'GITOPS_ENV_CACHE';
/** Everything the worker prints. */
const LOG = 'log';
const WORKER_PID = 'worker.pid';
/** Says that the worker hears signals. */
const LISTENING = 'listening';
const TERRAFORM_PID = 'terraform.pid';
/** Says that Terraform has had its one interrupt. */
const INTERRUPTED = 'interrupted';
/** Names the root module that Terraform works in. */
const ROOT_NOTE = 'root';
/** Names the override file, which supplies a backend block or labels, and its token, as long as it is there. */
const OVERRIDE_NOTE = 'override';
const RESULT = 'result.json';
/** Says that outputs and summary are complete too, and holds the exit code; things are only kept and removed then. */
const TOLD = 'told';
/** How far the step has printed the log; complete once the worker's end was seen. */
const FOLLOWED = 'followed';
/** Names what the post step must not remove. */
const KEEP = 'keep';
const POLL_MS = 50;
/** The process that a file of the run's directory names. */
function pidIn(directory, name) {
    const pid = Number(readText((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, name)) ?? Number.NaN);
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
}
/** A zombie counts as dead: in some containers nobody reaps it. */
function isAlive(pid) {
    if (pid === undefined || !signal(pid, 0))
        return false;
    const [, state] = /\) ([A-Z]) /u.exec(readText(`/proc/${pid}/stat`) ?? '') ?? [];
    return state !== 'Z';
}
/** @param pid a negative one is a process group; returns whether it was there */
function signal(pid, name) {
    try {
        return process.kill(pid, name);
    }
    catch {
        return false;
    }
}
function readText(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8');
    }
    catch {
        return undefined;
    }
}
/** Prints what is new, and notes how far that is. */
function print(tail, directory) {
    let data = tail.read();
    if (data.length === 0)
        return;
    for (; data.length > 0; data = tail.read())
        process.stdout.write(data);
    // In place, for the number only grows: a kill after the file was emptied would have post tell all again.
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, FOLLOWED), String(tail.offset()), { flag: 'r+' });
}


/***/ }),

/***/ 33341:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ step)
/* harmony export */ });
/* harmony import */ var _context_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(86048);
/* harmony import */ var _decision_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(58825);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(452);
/* harmony import */ var _report_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(9293);
/* harmony import */ var _report_redact_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(26749);
/** The step's own part: decides without any tool whether there is work, and reports where there is none. */





/**
 * @param directory the run's own
 * @returns whether a worker has something to do
 */
async function step(directory, variables) {
    const started = Date.now();
    const report = (0,_report_js__WEBPACK_IMPORTED_MODULE_3__/* .startReport */ .Fg)({
        command: 'auto',
        repositoryUrl: '',
        runUrl: '',
        actor: '',
        workingDirectory: '.'
    });
    try {
        if (process.platform === 'win32')
            throw notOnWindows();
        const decision = (0,_decision_js__WEBPACK_IMPORTED_MODULE_1__/* .decide */ .L)(variables);
        if (decision.operation.kind !== 'skip')
            return true;
        Object.assign(report, startOf(decision));
        (0,_report_js__WEBPACK_IMPORTED_MODULE_3__/* .noteSkip */ .oy)(report, decision.operation);
    }
    catch (error) {
        (0,_report_js__WEBPACK_IMPORTED_MODULE_3__/* .noteFailure */ .fj)(report, error);
    }
    report.elapsedMs = Date.now() - started;
    const [{ publish }, { say }] = await Promise.all([
        Promise.all(/* import() */[__nccwpck_require__.e(119), __nccwpck_require__.e(942), __nccwpck_require__.e(955), __nccwpck_require__.e(838), __nccwpck_require__.e(8), __nccwpck_require__.e(338)]).then(__nccwpck_require__.bind(__nccwpck_require__, 45957)),
        __nccwpck_require__.e(/* import() */ 820).then(__nccwpck_require__.bind(__nccwpck_require__, 19820))
    ]);
    const secrets = SECRET_INPUTS.map((name) => variables[`INPUT_${name}`] ?? '');
    say(await publish(report, directory, (0,_report_redact_js__WEBPACK_IMPORTED_MODULE_4__/* .maskable */ .dm)(secrets), undefined));
    return false;
}
const SECRET_INPUTS = ['TOKEN', 'STATE-PASSPHRASE', 'PREVIOUS-PASSPHRASE'];
const notOnWindows = () => new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RunError */ .e4('invalid-input', 'The action does not run on Windows yet: an interrupt could not be passed to Terraform there.', "Use 'runs-on: ubuntu-latest'.");
const startOf = ({ context, inputs }) => ({
    command: inputs.command,
    repositoryUrl: (0,_context_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryUrl */ .Ek)(context),
    runUrl: (0,_context_js__WEBPACK_IMPORTED_MODULE_0__/* .runUrl */ .Vp)(context),
    actor: context.actor,
    workingDirectory: inputs.workingDirectory
});


/***/ }),

/***/ 13809:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  g: () => (/* binding */ lineReader),
  L: () => (/* binding */ openTail)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(73024);
;// CONCATENATED MODULE: external "node:string_decoder"
const external_node_string_decoder_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:string_decoder");
;// CONCATENATED MODULE: ./lib/tail.js
/** Reads what has been added to a file since the last look: how a program's output outlives its reader. */


const CHUNK_BYTES = 256 * 1024;
/** @param offset where to begin, in bytes */
function openTail(path, offset = 0) {
    const file = (0,external_node_fs_.openSync)(path, 'r');
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    let position = offset;
    return {
        read: () => {
            const count = (0,external_node_fs_.readSync)(file, chunk, 0, CHUNK_BYTES, position);
            position += count;
            return Buffer.from(chunk.subarray(0, count));
        },
        offset: () => position,
        close: () => (0,external_node_fs_.closeSync)(file)
    };
}
/** A line of more characters has no end in sight, and is not kept. */
const LONGEST_LINE = 32 * 2 ** 20;
/**
 * Hands over whole lines; the rest waits for its end. Of a line that is too long only its length is
 * told: a part of it could hold half a secret, which no mask would hide.
 */
function lineReader(onLine) {
    const decoder = new external_node_string_decoder_namespaceObject.StringDecoder('utf8');
    let parts = [];
    let length = 0;
    const take = (text) => {
        length += text.length;
        if (length > LONGEST_LINE)
            parts = [];
        else
            parts.push(text);
    };
    const finish = () => {
        const line = length > LONGEST_LINE ? `A line of ${length} characters was left out.` : parts.join('');
        parts = [];
        length = 0;
        onLine(line);
    };
    return {
        push: (data) => {
            decoder
                .write(data)
                .split('\n')
                .forEach((text, index) => {
                if (index > 0)
                    finish();
                take(text);
            });
        },
        end: () => {
            take(decoder.end());
            if (length > 0)
                finish();
        }
    };
}


/***/ }),

/***/ 24270:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $r: () => (/* binding */ platformName),
/* harmony export */   Gg: () => (/* binding */ titleOf),
/* harmony export */   It: () => (/* binding */ TOOLS),
/* harmony export */   l7: () => (/* binding */ releaseOf),
/* harmony export */   qh: () => (/* binding */ indexOf),
/* harmony export */   r0: () => (/* binding */ mirrorOf)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/** Where the releases of Terraform and OpenTofu are, and what their files are called. */

const TOOLS = ['terraform', 'tofu'];
/**
 * @see https://releases.hashicorp.com/terraform/
 * @see https://github.com/opentofu/opentofu/releases
 */
const SOURCES = {
    terraform: {
        title: 'Terraform',
        base: 'https://releases.hashicorp.com',
        index: 'https://releases.hashicorp.com/terraform/index.json',
        mirroredIndex: 'terraform/index.json',
        folder: (version) => `terraform/${version}`,
        signature: 'SHA256SUMS.sig'
    },
    tofu: {
        title: 'OpenTofu',
        base: 'https://github.com/opentofu/opentofu/releases/download',
        index: 'https://get.opentofu.org/tofu/api.json',
        mirroredIndex: 'api.json',
        folder: (version) => `v${version}`,
        signature: 'SHA256SUMS.gpgsig'
    }
};
const VERSION = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/u;
const SYSTEMS = {
    linux: 'linux',
    darwin: 'darwin',
    win32: 'windows'
};
const PROCESSORS = { x64: 'amd64', arm64: 'arm64' };
const titleOf = (tool) => SOURCES[tool].title;
/**
 * What is called how, and where it is. Whether a version is published for a platform, only its signed sums tell:
 * each year brings new ones.
 * @param version whole, such as `1.11.4`
 * @throws RunError `invalid-input` for a platform that neither tool is published for
 */
function releaseOf(tool, version, platform, mirror) {
    const source = SOURCES[tool];
    // It becomes part of an address and of a path.
    if (!VERSION.test(version))
        throw new Error(`'${version}' is not a version.`);
    const name = platformOf(platform);
    const prefix = `${tool}_${version}`;
    return {
        tool,
        version,
        title: `${source.title} ${version}`,
        platform: name,
        folder: `${mirror?.base ?? source.base}/${source.folder(version)}`,
        archive: `${prefix}_${name}.zip`,
        binary: name.startsWith('windows') ? `${tool}.exe` : tool,
        sums: `${prefix}_SHA256SUMS`,
        signature: `${prefix}_${source.signature}`
    };
}
/** As Terraform names it, such as `linux_amd64`; undefined for one that no release is looked for. */
function platformName({ os, arch }) {
    const system = Object.hasOwn(SYSTEMS, os) ? SYSTEMS[os] : undefined;
    const processor = Object.hasOwn(PROCESSORS, arch) ? PROCESSORS[arch] : undefined;
    return system === undefined || processor === undefined ? undefined : `${system}_${processor}`;
}
function platformOf({ os, arch }) {
    const name = platformName({ os, arch });
    if (name !== undefined)
        return name;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('invalid-input', `This runner is ${os} on ${arch}, for which the action installs neither Terraform nor OpenTofu.`, "Use a runner with Linux, macOS or Windows on x64 or arm64, or put the tool on the PATH in a step before this one; that is used where its version is what 'tool-version' asks for.");
}
/** Address of the list of all versions. */
function indexOf(tool, mirror) {
    const { index, mirroredIndex } = SOURCES[tool];
    return mirror === undefined ? index : `${mirror.base}/${mirroredIndex}`;
}
/**
 * @param text of the environment variable GITOPS_ENV_TOOL_MIRROR; empty is none
 * @throws RunError `invalid-input`, without the text, which may hold a password
 */
function mirrorOf(text) {
    const given = text?.trim() ?? '';
    if (given === '')
        return undefined;
    const url = URL.canParse(given) ? new URL(given) : undefined;
    if (url === undefined || !/^https?:$/u.test(url.protocol) || url.search + url.hash !== '') {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('invalid-input', 'The environment variable GITOPS_ENV_TOOL_MIRROR is not the address of a server.', 'Write an address that begins with https:// or http://, without ? and #, such as https://mirror.example.com/hashicorp.');
    }
    const [user, password] = [decoded(url.username), decoded(url.password)];
    url.username = '';
    url.password = '';
    return { base: url.href.replace(/\/+$/u, ''), user, password };
}
/** A '%' that begins no code stands for itself. */
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(75691);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
