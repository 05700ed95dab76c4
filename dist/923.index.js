export const id = 923;
export const ids = [923,820];
export const modules = {

/***/ 78384:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ settingsOf),
/* harmony export */   r: () => (/* binding */ withoutCredentials)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _placeholders_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(75981);
/** Fills the settings of a backend in, and takes the credentials out of its addresses. */


/** The settings with their placeholders filled in. */
function settingsOf(type, given, values) {
    const settings = Object.entries(given);
    if (type !== 'http')
        return settings.map(([name, value]) => [name, (0,_placeholders_js__WEBPACK_IMPORTED_MODULE_1__/* .fill */ .GS)(value, values)]);
    // In an address, '#' or '?' in a branch's name would cut off what tells two environments apart.
    const encoded = mapValues(values, encodeURIComponent);
    const filled = settings.map(([name, value]) => [name, (0,_placeholders_js__WEBPACK_IMPORTED_MODULE_1__/* .fill */ .GS)(value, name.endsWith('address') ? encoded : values)]);
    return withoutUserinfo(filled);
}
const mapValues = (values, change) => ({
    project: change(values.project),
    environment: change(values.environment),
    branch: change(values.branch),
    repository: change(values.repository)
});
const USERINFO = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)@/iu;
/**
 * `https://user:password@host` as settings that travel by environment; what is given apart wins.
 * @throws RunError `invalid-input` for two addresses with different ones: Terraform has one user and one password
 */
function withoutUserinfo(settings) {
    const found = settings.flatMap(([name, value]) => {
        const text = USERINFO.exec(value)?.[2];
        return text === undefined ? [] : [{ name, text }];
    });
    const [first] = found;
    const other = found.find(({ text }) => text !== first?.text);
    if (first !== undefined && other !== undefined)
        throw different(first.name, other.name);
    const [, user = '', password = ''] = /^([^:]*):?(.*)$/su.exec(first?.text ?? '') ?? [];
    const inside = {
        ...(user === '' ? {} : { username: decoded(user) }),
        ...(password === '' ? {} : { password: decoded(password) })
    };
    const clean = settings.map(([name, value]) => [name, value.replace(USERINFO, '$1')]);
    return Object.entries({ ...inside, ...Object.fromEntries(clean) });
}
const different = (one, other) => new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('invalid-input', `The input 'backend-config' has one user or password in '${one}' and another in '${other}', but Terraform has one for both.`, 'Write the addresses without them, and give one user and one password to the step by environment variable:\n    env:\n      TF_HTTP_USERNAME: ${{ secrets.TF_HTTP_USERNAME }}\n      TF_HTTP_PASSWORD: ${{ secrets.TF_HTTP_PASSWORD }}');
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text; // a '%' that was meant as one
    }
}
const QUERY = /^([a-z][a-z0-9+.-]*:\/\/[^?]*)\?.*$/isu;
/** An address for people, without a query, which may have a token in it. */
const withoutCredentials = (address) => address.replace(USERINFO, '$1').replace(QUERY, '$1');


/***/ }),

/***/ 65859:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H1: () => (/* binding */ refuseLostFile),
/* harmony export */   V$: () => (/* binding */ refuseQuery),
/* harmony export */   ZC: () => (/* binding */ requireSettings),
/* harmony export */   at: () => (/* binding */ at),
/* harmony export */   f1: () => (/* binding */ refuseUnheeded),
/* harmony export */   sj: () => (/* binding */ separate)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _placeholders_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(75981);
/* harmony import */ var _kinds_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(82078);
/** Refuses settings of a backend with which a state would be shared, lost, or not be found. */



/**
 * Refuses a setting that would give several environments one state: they would destroy each other.
 * @throws RunError `invalid-input`
 */
function separate({ type, kind, asked, block }) {
    const single = asked.branches.length === 1 && !asked.branches[0]?.pattern.includes('*');
    if (single)
        return;
    const attribute = kind.environmentAttribute;
    const fromInput = asked.backendConfig[attribute];
    if (fromInput !== undefined) {
        if ((0,_placeholders_js__WEBPACK_IMPORTED_MODULE_2__/* .namesEnvironment */ .qm)(fromInput))
            return;
        throw shared(`The input 'backend-config' sets ${attribute}=${fromInput}`, type, kind);
    }
    if (block !== undefined && attribute in block.attributes) {
        throw shared(`${at(block)} sets '${attribute}' in the '${type}' backend`, type, kind);
    }
}
const shared = (found, type, kind) => new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('invalid-input', `${found}, so that every environment would share one ${type} state.`, `Write it so that each environment has its own:\n    backend-config: ${kind.environmentAttribute}=${kind.example}`);
/** @throws RunError `invalid-input` for what Terraform would miss, or crash without */
function requireSettings({ type, kind, given, attributes, variables }) {
    const attribute = kind.environmentAttribute;
    const missing = [attribute, ...Object.keys(kind.required)].find((name) => (given[name] ?? '') === '' &&
        !(name in attributes && attributes[name] !== '') &&
        !(kind.required[name]?.variables ?? []).some((variable) => (variables[variable] ?? '') !== ''));
    if (missing === undefined)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('invalid-input', `The '${type}' backend needs '${missing}', which neither the root module nor the input 'backend-config' gives.`, howToGive(kind, missing));
}
function howToGive(kind, name) {
    const example = kind.required[name]?.example ?? kind.example;
    const variable = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_1__/* .secretVariableOf */ .g1)(kind, name);
    return variable === undefined
        ? `Add a line:\n    backend-config: ${name}=${example}`
        : `It is a secret: give it to the step by environment variable, here from a secret with a value such as ${example}:\n    env:\n      ${variable}: \${{ secrets.${variable} }}`;
}
/**
 * Refuses an address with a query: a token in it would be in the summary, the record and `.terraform/`.
 * @param config of an `http` backend
 * @throws RunError `invalid-input`
 */
function refuseQuery(config, block) {
    for (const name of ['address', 'lock_address', 'unlock_address']) {
        const address = config[name] ?? block?.attributes[name] ?? '';
        if (!address.includes('?'))
            continue;
        const where = name in config || block === undefined ? "The input 'backend-config'" : at(block);
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('invalid-input', `${where} sets '${name}' to an address with a query, which may have a token in it: Terraform would write it to the plan and into '.terraform/'.`, "Write the address without '?' and what follows (a '?' that is part of a password is %3F); what lets the step in goes by environment variable, here from two secrets:\n    env:\n      TF_HTTP_USERNAME: ${{ secrets.TF_HTTP_USERNAME }}\n      TF_HTTP_PASSWORD: ${{ secrets.TF_HTTP_PASSWORD }}");
    }
}
/**
 * Refuses a variable for what separates the environments, where nothing else gives that: the default goes by
 * argument, and Terraform would not heed the variable.
 * @param usual the default, if the type has one
 * @throws RunError `invalid-input`
 */
function refuseUnheeded({ environmentVariable, environmentAttribute, example }, usual, variables) {
    const value = environmentVariable === undefined ? '' : (variables[environmentVariable] ?? '');
    if (value === '' || value === usual)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('invalid-input', `The environment variable ${environmentVariable} is set, but '${environmentAttribute}' separates the environments, and the action gives it to Terraform itself: the variable would not be heeded.`, `Remove the variable, and write what it says with the environment in it:\n    backend-config: ${environmentAttribute}=${example}`);
}
/** @throws RunError `invalid-input` where a state in a file would not outlive the job */
function refuseLostFile(path, hosted) {
    if (hosted) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('invalid-input', "The 'local' backend keeps the state on this machine, and a GitHub-hosted runner is thrown away after the job: the state would be lost.", "Remove the 'backend' block to keep states in git, or declare a remote backend.");
    }
    if (/^(?:\/|[A-Za-z]:[/\\])/u.test(path))
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('invalid-input', `The 'local' backend's path '${path}' lies in the checkout, which the next job cleans: the state would be lost.`, 'Write an absolute path:\n    backend-config: path=/var/lib/terraform/{project}/{environment}.tfstate');
}
/** A place in the code, for people. */
const at = (place) => `${place.file}:${place.line}`;


/***/ }),

/***/ 82543:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  V: () => (/* binding */ blockOf),
  N: () => (/* binding */ decideBackend)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/placeholders.js
var placeholders = __webpack_require__(75981);
// EXTERNAL MODULE: ./lib/backend/address.js
var address = __webpack_require__(78384);
// EXTERNAL MODULE: ./lib/backend/checks.js
var checks = __webpack_require__(65859);
// EXTERNAL MODULE: ./lib/backend/kinds.js + 1 modules
var kinds = __webpack_require__(82078);
;// CONCATENATED MODULE: ./lib/backend/length.js


const HASH_LENGTH = 8;
const bytesOf = (text) => new TextEncoder().encode(text).length;
/**
 * The default of the environment's attribute: filled in, and where that is too long cut, with a hash of the whole.
 * The hash is parted from the rest as the placeholders are from each other: no value that was not cut has as many parts.
 * @returns undefined for a type without a default
 */
function defaultOf({ environmentDefault, longest }, values, digest) {
    if (environmentDefault === undefined)
        return undefined;
    const whole = (0,placeholders/* fill */.GS)(environmentDefault, values);
    if (longest === undefined || digest === undefined || whole.length <= longest.bytes)
        return whole;
    const [, mark = '-'] = /\}([^{}]+)\{/u.exec(environmentDefault) ?? [];
    const end = environmentDefault.slice(environmentDefault.lastIndexOf('}') + 1);
    const hash = `${mark}${digest(whole).slice(0, HASH_LENGTH)}${end}`;
    const cut = whole.slice(0, longest.bytes - hash.length).replace(/[^a-z0-9]+$/u, '');
    return `${cut}${hash}`;
}
/**
 * @param value of the environment's attribute, as the user wants it
 * @throws RunError `invalid-input` for one that is too long
 */
function refuseTooLong(type, kind, value) {
    const { longest, environmentAttribute: attribute, example } = kind;
    const bytes = bytesOf(value);
    if (longest === undefined || bytes <= longest.bytes)
        return;
    const otherwise = kind.environmentDefault === undefined
        ? ''
        : `, or take '${attribute}' out, and the action chooses one that fits`;
    throw new errors/* RunError */.e4('invalid-input', `The '${attribute}' of the '${type}' backend would be '${value}', which has ${bytes} bytes, and ${longest.of} may have ${longest.bytes}.`, `Write a shorter one${otherwise}:\n    backend-config: ${attribute}=${example}`);
}

// EXTERNAL MODULE: ./lib/backend/place.js
var place = __webpack_require__(42659);
;// CONCATENATED MODULE: ./lib/backend/odd-places.js
/** Refuses names of a state that Terraform, the service and this action would not read the same way. */


/**
 * Two environments with such names could share one state, or the action remove another than Terraform's.
 * @param attribute the setting that carries the environment
 * @param example how to write it
 * @param settings filled in, the module's own literals included
 * @throws RunError `invalid-input`
 */
function refuseOddPlace(type, { environmentAttribute: attribute, example }, settings, variables) {
    const oddity = Object.hasOwn(ODDITIES, type) ? ODDITIES[type] : undefined;
    if (oddity === undefined)
        return;
    const places = type === 'http' ? addressesOf(settings, variables) : { [attribute]: settings[attribute] };
    for (const [name, value = ''] of Object.entries(places)) {
        const odd = oddity(value);
        if (odd === undefined)
            continue;
        throw new errors/* RunError */.e4('invalid-input', `The setting '${name}' of the '${type}' backend is '${(0,address/* withoutCredentials */.r)(value)}', with ${odd}: two environments could share one state.`, `Write it without, and with {environment} in place of {branch}:\n    backend-config: ${name}=${example}`);
    }
}
const dots = (value) => value.split('/').some((segment) => segment === '.' || segment === '..')
    ? "a '.' or '..' between its slashes"
    : undefined;
/** Terraform puts the key into an address as it is; Azure takes no dot at the end of a folder's name. */
const inAzure = (key) => {
    const character = /[%?\\]/u.exec(key)?.[0];
    if (character !== undefined)
        return `a '${character}' in it`;
    return /\.(?:\/|$)/u.test(key) ? 'a dot before a slash or at its end' : undefined;
};
/** What follows '#' is sent to nobody; '%2e' is a dot to some clients, and '\' a slash. */
const inAddress = (address) => {
    const character = /[#\\]/u.exec(address)?.[0];
    if (character !== undefined)
        return `a '${character}' in it`;
    if (/[\p{Cc}]|^\s|\s$/u.test(address))
        return 'a blank at its begin or end, or an invisible character';
    const [path = ''] = address.split('?');
    return dots(path.replaceAll(/%2e/giu, '.'));
};
const ODDITIES = {
    azurerm: inAzure,
    http: inAddress,
    gcs: dots,
    s3: dots,
    local: dots
};
/** Only what the code says plainly: the rest is Terraform's to read. */
const addressesOf = (settings, variables) => Object.fromEntries(['address', 'lock_address', 'unlock_address'].map((name) => [
    name,
    name in settings ? settings[name] : variables[`TF_HTTP_${name.toUpperCase()}`]
]));

// EXTERNAL MODULE: ./lib/backend/secrets.js
var backend_secrets = __webpack_require__(6425);
// EXTERNAL MODULE: ./lib/backend/tfe-settings.js
var tfe_settings = __webpack_require__(68907);
;// CONCATENATED MODULE: ./lib/backend/twice.js
/** Refuses a secret of a backend that is given in two places: Terraform would take one without a word. */



/**
 * @param variables the step's own
 * @throws RunError `invalid-input`
 */
function refuseTwice({ type, block, secrets, variables }) {
    for (const { name, variable, value } of secrets) {
        // By variable it would lose against the block's.
        if (block !== undefined && name in block.attributes)
            throw alsoInBlock(type, block, name);
        const [other] = Object.entries(variables).find(([key, set]) => isSame(type, key, variable) && (set ?? '') !== '' && set !== value) ?? [];
        if (other !== undefined)
            throw alsoInStep(type, name, other);
    }
}
/** The name of a server of HCP Terraform can be written in several ways. */
const isSame = (type, one, other) => one === other || ((0,tfe_settings/* isTfe */.k)(type) && (0,tfe_settings/* serverOfVariable */.x5)(one) === (0,tfe_settings/* serverOfVariable */.x5)(other));
const alsoInBlock = (type, block, name) => new errors/* RunError */.e4('invalid-input', `The input 'backend-config' gives '${name}', and ${(0,checks.at)(block)} sets it in the '${type}' backend's block, too: only one of the two would be used.`, `Take '${name}' out of the block; a secret that stood there is known to everybody who reads the repository.`);
const alsoInStep = (type, name, variable) => new errors/* RunError */.e4('invalid-input', `The input 'backend-config' gives '${name}', which travels by ${variable}, and the step has another value in that environment variable: providers read it, too, and would use the backend's.`, type === 's3'
    ? `Use the same credentials for both, without '${name}' in 'backend-config'; or give the backend's by a file, and leave the variables to the providers:\n    backend-config: |\n      profile=states\n      shared_credentials_files=["/home/runner/.aws/states"]`
    : `Take '${name}' out of 'backend-config', or ${variable} out of the step's 'env' and of the steps before it.`);

;// CONCATENATED MODULE: ./lib/backend/configure.js
/** Decides where an environment's state lives, and how Terraform is told. */











/**
 * The backend of a run.
 * @param values fills the placeholders
 * @param variables the environment's variables, some of which stand for a setting
 * @param hosted whether this machine is thrown away after the job
 * @param digest shortens a default that is too long; without it such a default is refused
 * @throws RunError `invalid-input` where the state would be shared, lost, or misplaced
 */
function decideBackend(declared, asked, values, variables, hosted, digest) {
    const type = decideType(declared, asked);
    const kind = (0,kinds/* kindOf */.I)(type);
    if (kind === undefined)
        throw unknownType(type, declared);
    if (type === 'git')
        return gitBackend(kind, values, asked, declared);
    const block = blockOf(type, declared);
    const attributes = block?.attributes ?? {};
    const attribute = kind.environmentAttribute;
    (0,checks/* separate */.sj)({ type, kind, asked, block });
    const given = (0,tfe_settings/* isTfe */.k)(type)
        ? (0,tfe_settings/* completed */.so)(type, asked.tool, asked.backendConfig, attributes, variables)
        : { ...asked.backendConfig };
    // An expression of the module is an answer, too, which only OpenTofu can read.
    if (given[attribute] === undefined && !(attribute in attributes)) {
        const usual = defaultOf(kind, values, digest);
        (0,checks/* refuseUnheeded */.f1)(kind, usual, variables);
        if (usual !== undefined)
            given[attribute] = usual;
    }
    const needs = needsOf(type, kind, asked.tool);
    (0,checks/* requireSettings */.ZC)({ type, kind: needs, given, attributes, variables });
    const filled = (0,address/* settingsOf */.f)(type, given, values);
    const config = Object.fromEntries(filled.filter(([name]) => (0,kinds/* secretVariableOf */.g1)(kind, name) === undefined));
    if (type === 'http')
        (0,checks/* refuseQuery */.V$)(config, block);
    (0,backend_secrets/* refuseWritten */.Y)(type, kind, config);
    const key = config[attribute] ?? attributes[attribute] ?? '';
    if (type === 'local')
        (0,checks/* refuseLostFile */.H1)(key, hosted);
    refuseOddPlace(type, kind, { ...attributes, ...config }, variables);
    if ((0,tfe_settings/* isTfe */.k)(type))
        refuseUnread(block, config);
    if ((0,tfe_settings/* isTfe */.k)(type))
        (0,tfe_settings/* refuseBadPlace */.d1)(config, values);
    refuseTooLong(type, kind, key);
    const hostname = config['hostname'] ?? '';
    const secrets = secretsOf({ type, kind, filled, hostname });
    refuseTwice({ type, block, secrets, variables });
    return {
        type,
        key: (0,address/* withoutCredentials */.r)(key),
        place: (0,place/* placeOf */.$)(type, { ...attributes, ...Object.fromEntries(filled) }, variables),
        config,
        environment: {
            ...((0,tfe_settings/* isTfe */.k)(type) ? tokenOf(hostname, attributes['token']) : {}),
            ...Object.fromEntries(secrets.map(({ variable, value }) => [variable, value]))
        },
        locking: lockingOf(kind, { ...attributes, ...given }),
        // A `cloud` block takes no settings by argument: it is written anew, complete.
        override: block === undefined || type === 'cloud' ? type : undefined
    };
}
/** The module's own block of a type. */
const blockOf = (type, declared) => {
    if (type === 'cloud')
        return declared.cloud;
    return declared.backend?.type === type ? declared.backend : undefined;
};
const needsOf = (type, kind, tool) => (0,tfe_settings/* needsHostname */.Rl)(type, tool) ? { ...kind, required: { hostname: HOSTNAME, ...kind.required } } : kind;
const HOSTNAME = { example: 'app.terraform.io', variables: [] };
/** The secrets among the settings, and the variables that they travel by. */
const secretsOf = ({ type, kind, filled, hostname }) => filled.flatMap(([name, value]) => {
    const usual = (0,kinds/* secretVariableOf */.g1)(kind, name);
    if (usual === undefined || ((0,tfe_settings/* isTfe */.k)(type) && value === ''))
        return [];
    return [{ name, value, variable: (0,tfe_settings/* isTfe */.k)(type) ? (0,tfe_settings/* tokenVariableOf */.b_)(hostname) : usual }];
});
const tokenOf = (hostname, token) => token === undefined || token === '' ? {} : { [(0,tfe_settings/* tokenVariableOf */.b_)(hostname)]: token };
/** @throws RunError `invalid-input` for what only OpenTofu could read, where this action asks the API too */
function refuseUnread(block, config) {
    const unread = ['hostname', 'organization', tfe_settings/* WORKSPACE */.un, 'workspaces.project', 'token'].find((name) => block !== undefined &&
        name in block.attributes &&
        block.attributes[name] === undefined &&
        !(name in config));
    if (block === undefined || unread === undefined)
        return;
    throw new errors/* RunError */.e4('invalid-input', `${(0,checks.at)(block)} sets '${unread}' to something that is not plain text, so that the action cannot ask the same server as Terraform.`, `Write it as plain text, or take it out of the block and add a line:\n    backend-config: ${unread}=…`);
}
const lockingOf = ({ locking }, settings) => locking.unless.some((name) => name in settings) ? {} : locking.settings;
function decideType(declared, asked) {
    if (asked.backend !== 'auto')
        return asked.backend;
    if (declared.cloud !== undefined)
        return 'cloud';
    return declared.backend?.type ?? 'git';
}
function gitBackend(kind, values, asked, declared) {
    const settings = Object.keys(asked.backendConfig);
    if (settings.length > 0) {
        const found = declared.backend === undefined
            ? 'the root module declares no backend'
            : "'backend: git' is set";
        throw new errors/* RunError */.e4('invalid-input', `The input 'backend-config' has '${settings[0]}', but ${found}, so that the state is kept in git, which has no settings.`, `Declare a backend in the root module (\`terraform { backend "azurerm" {} }\`), name its type with the input 'backend', or remove 'backend-config'.`);
    }
    const ref = (0,placeholders/* fill */.GS)(kind.environmentDefault ?? '', values);
    // Terraform knows no git backend: it talks to ours over its http backend.
    const override = declared.backend?.type === 'http' && Object.keys(declared.backend.attributes).length === 0
        ? undefined
        : 'http';
    return { type: 'git', key: ref, place: ref, config: {}, environment: {}, locking: {}, override };
}
function unknownType(type, declared) {
    const where = declared.backend === undefined ? 'The root module' : (0,checks.at)(declared.backend);
    return new errors/* RunError */.e4('invalid-input', `${where} declares a backend of type '${type}', which the action does not know.`, "Name another type with the input 'backend'.");
}


/***/ }),

/***/ 92339:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Eq: () => (/* binding */ wrongPassphrase),
/* harmony export */   K0: () => (/* binding */ placeDigest),
/* harmony export */   QV: () => (/* binding */ sameText),
/* harmony export */   V$: () => (/* binding */ foreign),
/* harmony export */   YD: () => (/* binding */ keysOf),
/* harmony export */   _S: () => (/* binding */ sign),
/* harmony export */   aW: () => (/* binding */ isSealedBy),
/* harmony export */   fS: () => (/* binding */ inClear),
/* harmony export */   ho: () => (/* binding */ open),
/* harmony export */   ke: () => (/* binding */ needsPassphrase),
/* harmony export */   od: () => (/* binding */ seal),
/* harmony export */   um: () => (/* binding */ saltOf)
/* harmony export */ });
/* unused harmony export deriveKeys */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(38522);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(50646);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(16413);
/** Seals states and signs records with keys made from the passphrase. */





/** The passphrase is long and random, so that the cost of a guess matters less than that of every run. */
const SCRYPT = { N: 2 ** 14, r: 8, p: 1, maxmem: 64 * 2 ** 20 };
const FORMAT = 'gitops-env-state-1';
/** The salt of an environment: one each, and known before anything is read. */
const saltOf = (repository, project, environment) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256')
    .update(JSON.stringify([FORMAT, repository, project, environment]))
    .digest('hex')
    .slice(0, 32);
/** Derives the keys; about 30 ms of one core, off the main thread. */
function deriveKeys(passphrase, salt) {
    return new Promise((resolve, reject) => {
        (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.scrypt)(passphrase, Buffer.from(salt, 'hex'), 32, SCRYPT, (error, secret) => {
            if (error !== null) {
                reject(error);
                return;
            }
            const derive = (purpose) => Buffer.from((0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hkdfSync)('sha256', secret, '', purpose, 32));
            resolve({
                salt,
                encryption: derive('state encryption'),
                signing: derive('record signature'),
                check: derive('passphrase check').toString('hex').slice(0, 16)
            });
        });
    });
}
/**
 * Derives the keys of a run, each once. What is written gets the present passphrase's.
 * @param salts this environment's; the first is the one to write with, and derived at once
 * @returns undefined where nothing is encrypted or signed
 */
function keysOf(passphrase, previous, salts) {
    if (passphrase === undefined || passphrase === _inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .NO_PASSPHRASE */ .P)
        return undefined;
    const earlier = previous === undefined || previous === _inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .NO_PASSPHRASE */ .P ? [] : [previous];
    const derived = new Map();
    const derive = (salt) => {
        const keys = derived.get(salt) ?? Promise.all([passphrase, ...earlier].map((one) => deriveKeys(one, salt)));
        derived.set(salt, keys);
        return keys;
    };
    // On other threads, while git and the toolkit take their time; awaited where they are needed.
    for (const salt of salts.slice(0, 1))
        derive(salt).catch(() => undefined);
    const keysFor = async (salt, check) => {
        if (!salts.includes(salt))
            return undefined;
        const keys = await derive(salt);
        return keys.find((one) => sameText(check ?? '', one.check)) ?? keys[0];
    };
    const kind = previous === _inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .NO_PASSPHRASE */ .P ? 'none' : 'passphrase';
    return Object.assign(keysFor, { previous: previous === undefined ? undefined : kind });
}
/**
 * A state, compressed, and encrypted where there are keys (AES-256-GCM).
 * @param ref the ref it will be stored under: a state moved to another environment does not open
 */
function seal(state, about, ref, keys) {
    const packed = (0,node_zlib__WEBPACK_IMPORTED_MODULE_1__.gzipSync)(state);
    if (keys === undefined) {
        return Buffer.concat([
            Buffer.from(`${JSON.stringify({ format: FORMAT, encryption: 'none', ...about })}\n`),
            packed
        ]);
    }
    const iv = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(12);
    const header = Buffer.from(`${JSON.stringify({ format: FORMAT, encryption: 'aes-256-gcm', kdf: 'scrypt-14-8-1', salt: keys.salt, check: keys.check, iv: iv.toString('hex'), ...about })}\n`);
    const cipher = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createCipheriv)('aes-256-gcm', keys.encryption, iv);
    cipher.setAAD(Buffer.concat([Buffer.from(`${ref}\n`), header]));
    return Buffer.concat([header, cipher.update(packed), cipher.final(), cipher.getAuthTag()]);
}
/**
 * The state in a sealed blob.
 * @param keysFor derives the keys for the blob's salt; undefined where no passphrase was given
 * @throws RunError `wrong-passphrase` or `state-tampered`
 */
async function open(blob, ref, keysFor) {
    const end = blob.indexOf('\n');
    const header = (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .objectOf */ .Xy)((0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .parseJson */ .qF)(blob.subarray(0, Math.max(end, 0)).toString('utf8')));
    const body = blob.subarray(end + 1);
    if (header?.['format'] !== FORMAT) {
        throw tampered(ref, `its format is ${JSON.stringify((0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textOf */ .b6)(header?.['format']) ?? 'none')} and not '${FORMAT}'`);
    }
    if (header['encryption'] === 'none') {
        if (keysFor !== undefined && keysFor.previous !== 'none')
            throw inClear(ref);
        return openPlain(body, ref);
    }
    if (keysFor === undefined)
        throw needsPassphrase(ref, 'encrypted');
    const salt = (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textOf */ .b6)(header['salt']) ?? '';
    const iv = Buffer.from((0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textOf */ .b6)(header['iv']) ?? '', 'hex');
    if (!/^[0-9a-f]{32}$/u.test(salt) ||
        iv.length !== 12 ||
        body.length < 16 ||
        (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .numberOf */ .rl)(header['serial']) === undefined) {
        throw tampered(ref, 'its header is damaged');
    }
    const check = (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textOf */ .b6)(header['check']) ?? '';
    const keys = await keysFor(salt, check);
    if (keys === undefined)
        throw foreign(ref);
    if (!sameText(check, keys.check))
        throw wrongPassphrase(ref, keysFor);
    try {
        const decipher = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createDecipheriv)('aes-256-gcm', keys.encryption, iv);
        decipher.setAAD(Buffer.concat([Buffer.from(`${ref}\n`), blob.subarray(0, end + 1)]));
        decipher.setAuthTag(body.subarray(-16));
        return unpack(Buffer.concat([decipher.update(body.subarray(0, -16)), decipher.final()]));
    }
    catch (error) {
        throw tampered(ref, 'the passphrase is the right one, but the content is not what was stored', error);
    }
}
function openPlain(body, ref) {
    try {
        return unpack(body);
    }
    catch (error) {
        throw tampered(ref, 'it cannot be decompressed', error);
    }
}
/** Whether a blob says that it was sealed with these keys, or in clear where there are none; not verified. */
function isSealedBy(blob, keys) {
    const end = Math.max(blob.indexOf('\n'), 0);
    const header = (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .objectOf */ .Xy)((0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .parseJson */ .qF)(blob.subarray(0, end).toString('utf8')));
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textOf */ .b6)(header?.['check']) === keys?.check;
}
/** A text is no longer than this; what unpacks to more was made to fill the memory. */
const LARGEST_STATE_BYTES = 512 * 2 ** 20;
const unpack = (packed) => (0,node_zlib__WEBPACK_IMPORTED_MODULE_1__.gunzipSync)(packed, { maxOutputLength: LARGEST_STATE_BYTES });
/** The signature of a text: HMAC-SHA-256, hexadecimal. */
const sign = (text, keys) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHmac)('sha256', keys.signing).update(text).digest('hex');
/** The digest of where a state is; undefined where that is not known. */
const placeDigest = (place) => place === undefined ? undefined : (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(place).digest('hex').slice(0, 16);
/** Compares in constant time. */
const sameText = (left, right) => {
    const [a, b] = [left, right].map((text) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(text).digest());
    return a !== undefined && b !== undefined && (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.timingSafeEqual)(a, b);
};
const foreign = (ref) => new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RunError */ .e4('state-tampered', `${ref} was written for another repository, project or environment, and copied here.`, 'Nothing was changed. Find out who may push to refs/gitops-env. Where a repository was copied on purpose, its environments stay with the original.');
const wrongPassphrase = (ref, { previous }) => new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RunError */ .e4('wrong-passphrase', previous === 'passphrase'
    ? `${ref} was written with neither 'state-passphrase' nor 'previous-passphrase'.`
    : `The input 'state-passphrase' is not the one that ${ref} was written with.`, 'Nothing was changed. If the passphrase is being changed, pass the earlier one too, until every environment had a run; if not, restore the secret:\n    with:\n      state-passphrase: ${{ secrets.STATE_PASSPHRASE }}\n      previous-passphrase: ${{ secrets.PREVIOUS_PASSPHRASE }}');
/** What is stored in clear where a passphrase is given. */
const inClear = (ref, how = 'encrypted') => new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RunError */ .e4('state-tampered', `${ref} is not ${how}, but a passphrase is given: anybody who may push could have written it.`, 'Nothing was changed. If it is only now that this environment gets a passphrase, make sure that its record is right (git log --author=gitops-env-action), and say so until every environment had a run:\n    with:\n      state-passphrase: ${{ secrets.STATE_PASSPHRASE }}\n      previous-passphrase: none');
const needsPassphrase = (ref, how) => new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RunError */ .e4('wrong-passphrase', `${ref} is ${how} with a passphrase, and none is given.`, 'Pass the one it was written with:\n    with:\n      state-passphrase: ${{ secrets.STATE_PASSPHRASE }}');
const tampered = (ref, what, cause) => new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RunError */ .e4('state-tampered', `The state in ${ref} cannot be trusted: ${what}. Somebody or something other than this action wrote it.`, `Nothing was changed. Find out who may push to refs/gitops-env, and restore the ref from a backup or remove it on purpose.`, { cause });


/***/ }),

/***/ 53156:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CK: () => (/* binding */ writeSealed),
/* harmony export */   kL: () => (/* binding */ openGitState),
/* harmony export */   xS: () => (/* binding */ factsOf),
/* harmony export */   z3: () => (/* binding */ isBlank)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _git_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(79151);
/* harmony import */ var _repository_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(55411);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(16413);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(45894);
/* harmony import */ var _swap_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9544);
/* harmony import */ var _encryption_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(92339);
/** An environment's state in its hidden ref: one sealed blob in a commit without parents. */








const FILE = 'state';
/**
 * @param stored the record, as it was read before the lock was taken
 * @param known the state's commit as it was read before the lock was taken
 * @param keys seals what is written; undefined for `state-passphrase: none`
 */
function openGitState(repository, names, stored, known, keys, keysFor) {
    const ref = (0,_record_js__WEBPACK_IMPORTED_MODULE_4__/* .stateRef */ .dZ)(names);
    let commit = known;
    let facts;
    const read = async () => {
        if (commit === undefined) {
            refuseMissing(names, stored?.record);
            return undefined;
        }
        if (!(await (0,_git_js__WEBPACK_IMPORTED_MODULE_2__/* .tryFetchContent */ .FR)(repository, ref, commit)))
            throw unread(ref);
        const blob = await (0,_git_js__WEBPACK_IMPORTED_MODULE_2__/* .readFileAt */ ._T)(repository, ref, FILE).catch((error) => {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RunError */ .e4('state-tampered', `What ${ref} holds is not a Terraform state.`, 'Nothing was changed. Restore the ref from a backup.', { cause: error });
        });
        const state = await (0,_encryption_js__WEBPACK_IMPORTED_MODULE_6__/* .open */ .ho)(blob, ref, keysFor);
        // The record's digest was made with the keys that sign it, which need not be those of this run.
        refuseOlder(names, factsOf(state, ref, stored?.keys), stored?.record);
        facts = factsOf(state, ref, keys);
        return { blob, state };
    };
    const load = async () => (await read())?.state;
    const save = async (state) => {
        const next = factsOf(state, ref, keys);
        const { lineage, serial } = next;
        const message = `state of ${names.environment}, serial ${next.serial}\n`;
        const to = writeSealed(repository, state, { lineage, serial }, ref, keys, message);
        if ((await (0,_swap_js__WEBPACK_IMPORTED_MODULE_5__/* .swap */ .wg)(repository, [{ ref, from: commit, to }], 'long')) === 'raced') {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RunError */ .e4('state-not-saved', `${ref} was changed by somebody else while this run held the lock.`, 'Find out what else writes to it, and run this again.');
        }
        commit = to;
        facts = next;
    };
    const reseal = async () => {
        const found = await read();
        if (found === undefined || (0,_encryption_js__WEBPACK_IMPORTED_MODULE_6__/* .isSealedBy */ .aW)(found.blob, keys))
            return false;
        await save(found.state);
        return true;
    };
    return { load, save, reseal, facts: () => facts, commit: () => commit };
}
/**
 * Writes a state, sealed for a ref, as a commit without parents.
 * @returns the commit, still to be pushed
 */
function writeSealed(repository, state, about, ref, keys, message) {
    const blob = (0,_repository_js__WEBPACK_IMPORTED_MODULE_3__/* .writeObject */ .p7)(repository, 'blob', (0,_encryption_js__WEBPACK_IMPORTED_MODULE_6__/* .seal */ .od)(state, about, ref, keys));
    const entry = Buffer.concat([Buffer.from(`100644 ${FILE}\0`), Buffer.from(blob, 'hex')]);
    const tree = (0,_repository_js__WEBPACK_IMPORTED_MODULE_3__/* .writeObject */ .p7)(repository, 'tree', entry);
    return (0,_swap_js__WEBPACK_IMPORTED_MODULE_5__/* .writeCommit */ .rV)(repository, tree, [], message, new Date().toISOString());
}
/**
 * @param keys keep the digest from confirming a guess of what the state holds
 * @throws RunError `state-tampered` for what is no Terraform state
 */
function factsOf(state, from, keys) {
    const document = (0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .objectOf */ .Xy)((0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .parseJson */ .qF)(state.toString('utf8')));
    const lineage = (0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .textOf */ .b6)(document?.['lineage']);
    const serial = (0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .numberOf */ .rl)(document?.['serial']);
    const resources = (0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .listOf */ .c3)(document?.['resources']);
    if (lineage === undefined || serial === undefined || resources === undefined) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RunError */ .e4('state-tampered', `What ${from} holds is not a Terraform state.`, 'Nothing was changed. Restore the ref from a backup.');
    }
    const managed = resources.map(_json_js__WEBPACK_IMPORTED_MODULE_7__/* .objectOf */ .Xy).filter((resource) => resource?.['mode'] === 'managed');
    const instances = managed.reduce((sum, resource) => sum + ((0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .listOf */ .c3)(resource?.['instances'])?.length ?? 0), 0);
    return {
        lineage,
        serial,
        digest: digestOf(state, keys),
        resources: instances
    };
}
/** Whether a state holds nothing, neither resource nor output. */
const isBlank = (state) => {
    const document = (0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .objectOf */ .Xy)((0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .parseJson */ .qF)(state.toString('utf8')));
    const { length } = Object.keys((0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .objectOf */ .Xy)(document?.['outputs']) ?? {});
    return length === 0 && (0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .listOf */ .c3)(document?.['resources'])?.length === 0;
};
const unread = (ref) => new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RunError */ .e4('origin-unreachable', `${ref} was there a moment ago, but cannot be fetched.`, 'Nothing was changed. Run it again.');
function digestOf(state, keys) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(state).digest('hex');
    return keys === undefined ? hash : (0,_encryption_js__WEBPACK_IMPORTED_MODULE_6__/* .sign */ ._S)(`state ${hash}`, keys);
}
function refuseMissing(names, record) {
    if (record?.state === undefined ||
        record.outcome === 'destroyed' ||
        record.backend.type !== 'git')
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RunError */ .e4('state-missing', `The environment '${names.environment}' was last written with state serial ${record.state.serial}, but ${(0,_record_js__WEBPACK_IMPORTED_MODULE_4__/* .stateRef */ .dZ)(names)} is gone.`, 'Nothing was changed: going on would create everything a second time, or leave it behind. Restore the ref from a clone or a backup.');
}
function refuseOlder(names, facts, record) {
    const expected = record?.outcome === 'destroyed' ? undefined : record?.state;
    if (expected === undefined)
        return;
    const newer = facts.serial > expected.serial;
    const same = facts.serial === expected.serial && facts.digest === expected.digest;
    if (facts.lineage === expected.lineage && (newer || same))
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RunError */ .e4('state-tampered', `The state of '${names.environment}' has lineage ${facts.lineage} and serial ${facts.serial}, but the record knows lineage ${expected.lineage} and serial ${expected.serial}: another state was put in its place.`, `Nothing was changed. Find out who may push to refs/gitops-env, and restore ${(0,_record_js__WEBPACK_IMPORTED_MODULE_4__/* .stateRef */ .dZ)(names)}.`);
}


/***/ }),

/***/ 17426:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Vk: () => (/* binding */ takeHttpLock),
/* harmony export */   XL: () => (/* binding */ askHttpLock),
/* harmony export */   h9: () => (/* binding */ requestState)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58500);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16413);
/** Talks to the server of an `http` backend, where Terraform has no command for what is needed. */



const TIMEOUT_MS = 30_000;
/** A lock that was only taken to ask must not stay. */
const PAUSES_MS = [500, 1500, 0];
/** @returns the response, or undefined where the server could not be reached */
async function requestState(settings, method, address, body) {
    try {
        const url = new URL(address);
        const user = settings.user === '' ? decodeURIComponent(url.username) : settings.user;
        const password = settings.password === '' ? decodeURIComponent(url.password) : settings.password;
        url.username = '';
        url.password = '';
        const credential = Buffer.from(`${user}:${password}`).toString('base64');
        return await fetch(url, {
            method,
            headers: {
                ...(user === '' && password === '' ? {} : { authorization: `Basic ${credential}` }),
                ...(body === undefined ? {} : { 'content-type': 'application/json' })
            },
            ...(body === undefined ? {} : { body }),
            signal: AbortSignal.timeout(TIMEOUT_MS)
        });
    }
    catch {
        return undefined;
    }
}
/**
 * Takes the lock as Terraform does; the settings have an address for it.
 * @param why for whoever finds the lock
 * @param who this machine's user, as Terraform would name it: should the lock not be taken back, the next run
 *   knows whose it is
 */
async function takeHttpLock(settings, why, who = 'gitops-env-action') {
    const { lockAddress, unlockAddress, lockMethod, unlockMethod } = settings;
    const own = JSON.stringify({
        ID: (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)(),
        Operation: 'OperationTypeInvalid',
        Info: why,
        Who: who,
        Version: '',
        Created: new Date().toISOString(),
        Path: ''
    });
    const response = await requestState(settings, lockMethod, lockAddress, own);
    const text = await response?.text().catch(() => '');
    if (response?.ok === true) {
        const giveBack = async () => {
            for (const pause of PAUSES_MS) {
                const freed = await requestState(settings, unlockMethod, unlockAddress, own);
                if (freed?.ok === true)
                    return true;
                await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_1__.setTimeout)(pause);
            }
            return false;
        };
        return { kind: 'taken', giveBack };
    }
    const info = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .objectOf */ .Xy)((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(text ?? ''));
    const id = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textOf */ .b6)(info?.['ID']);
    if (id === undefined)
        return { kind: 'refused', status: response?.status };
    const holder = {
        id,
        who: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textOf */ .b6)(info?.['Who']) ?? '',
        created: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textOf */ .b6)(info?.['Created']) ?? '',
        operation: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textOf */ .b6)(info?.['Operation']) ?? ''
    };
    return { kind: 'held', holder };
}
/**
 * Who holds the lock: Terraform prints only its id. Asked by trying to take it, and giving it back where that
 * succeeds.
 * @param who as in `takeHttpLock`
 * @returns undefined where the server does not say
 */
async function askHttpLock(settings, who) {
    if (settings.lockAddress === '')
        return undefined;
    const lock = await takeHttpLock(settings, 'asks who holds this lock', who);
    if (lock.kind === 'held')
        return lock.holder;
    return lock.kind === 'taken' && (await lock.giveBack()) ? 'free' : undefined;
}


/***/ }),

/***/ 80262:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ httpSettingsOf)
/* harmony export */ });
/** The settings of Terraform's `http` backend, from wherever they are given. */
/**
 * @param settings of the backend, the module's own literals included; they win
 * @param variables the environment's
 * @throws Error where another server, or the same in another way, might be asked than by Terraform
 * @see https://developer.hashicorp.com/terraform/language/backend/http
 */
function httpSettingsOf(settings, variables) {
    const read = (name, otherwise = '') => {
        if (name in settings && settings[name] === undefined)
            throw new Error(`the code does not give '${name}' as a plain value`);
        return settings[name] ?? variables[`TF_HTTP_${name.toUpperCase()}`] ?? otherwise;
    };
    if ('headers' in settings)
        throw new Error("the action does not send its 'headers'");
    return {
        address: read('address'),
        lockAddress: read('lock_address'),
        unlockAddress: read('unlock_address'),
        lockMethod: read('lock_method', 'LOCK'),
        unlockMethod: read('unlock_method', 'UNLOCK'),
        user: read('username'),
        password: read('password')
    };
}


/***/ }),

/***/ 22808:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A3: () => (/* binding */ reasonOf),
/* harmony export */   Rj: () => (/* binding */ CHANGED),
/* harmony export */   dw: () => (/* binding */ StaysError),
/* harmony export */   sx: () => (/* binding */ limitedBy)
/* harmony export */ });
/** Why a state stays, in words that hold no secret; waiting too long is a reason, too. */
/** Also where a condition of a request does not hold. */
const CHANGED = 'it was changed meanwhile';
/** Its message may be shown. */
class StaysError extends Error {
    name = 'StaysError';
}
/**
 * What a service or the network said: no more than a status and one word, for a message may hold anything.
 * @param status of the service's answer; undefined where none came
 */
function reasonOf(service, error, status) {
    if (error instanceof StaysError)
        return error;
    const { code, name } = error;
    const word = [code, name].find((text) => typeof text === 'string' && /^[A-Za-z]\w{2,60}$/u.test(text) && text !== 'Error');
    if (status === 412)
        return new StaysError(CHANGED);
    if (status !== undefined) {
        return new StaysError([service, 'answered', status, word].filter(Boolean).join(' '));
    }
    return new StaysError(`${service} could not be reached${word === undefined ? '' : `: ${word}`}`);
}
/**
 * @param signal aborted when the time is over
 * @returns what makes any work of that service end by then, at the latest with a StaysError
 */
function limitedBy(signal) {
    const over = new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new StaysError('it did not answer in time')));
    });
    over.catch(() => undefined); // it may be that nobody waits any more
    return async (work) => await Promise.race([work, over]);
}


/***/ }),

/***/ 77701:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  r: () => (/* binding */ s3EndpointOf),
  l: () => (/* binding */ s3SettingsOf)
});

// EXTERNAL MODULE: ./lib/terraform/hcl-shape.js
var hcl_shape = __webpack_require__(92871);
// EXTERNAL MODULE: ./lib/backend/leftover/reason.js
var reason = __webpack_require__(22808);
// EXTERNAL MODULE: ./lib/backend/leftover/setting.js
var setting = __webpack_require__(54054);
;// CONCATENATED MODULE: ./lib/backend/leftover/s3-login.js



/** @throws Error for what cannot be read */
function loginOf(settings, variables) {
    const id = (0,setting/* settingOf */.y7)(settings, 'access_key');
    const secret = (0,setting/* settingOf */.y7)(settings, 'secret_key');
    if (id !== undefined && secret !== undefined) {
        return keysOf(id, secret, (0,setting/* settingOf */.y7)(settings, 'token'));
    }
    const web = (0,setting/* shapedOf */.ZB)(settings, 'assume_role_with_web_identity');
    const webRole = roleOf(web);
    if (webRole !== undefined) {
        return { kind: 'web-identity', role: webRole, token: webTokenOf(web ?? {}) };
    }
    const files = filesOf(settings, variables);
    const profile = (0,setting/* settingOf */.y7)(settings, 'profile');
    if (profile !== undefined)
        return { kind: 'profile', profile, ...files };
    return variablesLogin(variables) ?? machineLogin(settings, variables, files);
}
function variablesLogin(variables) {
    const id = (0,setting/* variableOf */.Qn)(variables, 'AWS_ACCESS_KEY_ID', 'AWS_ACCESS_KEY');
    const secret = (0,setting/* variableOf */.Qn)(variables, 'AWS_SECRET_ACCESS_KEY', 'AWS_SECRET_KEY');
    if (id !== undefined && secret !== undefined) {
        return keysOf(id, secret, (0,setting/* variableOf */.Qn)(variables, 'AWS_SESSION_TOKEN'));
    }
    const file = (0,setting/* variableOf */.Qn)(variables, 'AWS_WEB_IDENTITY_TOKEN_FILE');
    const role = roleOf({
        role_arn: variables['AWS_ROLE_ARN'] ?? '',
        session_name: variables['AWS_ROLE_SESSION_NAME'] ?? ''
    });
    if (file === undefined || role === undefined)
        return undefined;
    return { kind: 'web-identity', role, token: { file } };
}
function machineLogin(settings, variables, files) {
    const profile = (0,setting/* variableOf */.Qn)(variables, 'AWS_PROFILE', 'AWS_DEFAULT_PROFILE');
    if (profile !== undefined)
        return { kind: 'profile', profile, ...files };
    const metadata = (0,setting/* settingOf */.y7)(settings, 'skip_metadata_api_check') !== 'true' &&
        (variables['AWS_EC2_METADATA_DISABLED'] ?? '').toLowerCase() !== 'true';
    return { kind: 'machine', metadata, ...files };
}
const keysOf = (id, secret, token) => ({
    kind: 'keys',
    id,
    secret,
    ...(token === undefined ? {} : { token })
});
function filesOf(settings, variables) {
    return {
        credentialsFile: onlyFile(settings, 'shared_credentials_files') ??
            (0,setting/* settingOf */.y7)(settings, 'shared_credentials_file') ??
            (0,setting/* variableOf */.Qn)(variables, 'AWS_SHARED_CREDENTIALS_FILE'),
        configFile: onlyFile(settings, 'shared_config_files') ??
            (0,setting/* variableOf */.Qn)(variables, 'AWS_SHARED_CONFIG_FILE', 'AWS_CONFIG_FILE')
    };
}
function onlyFile(settings, name) {
    const text = (0,setting/* settingOf */.y7)(settings, name);
    if (text === undefined)
        return undefined;
    const files = (0,hcl_shape/* textsOf */.CB)((0,hcl_shape/* shapeOf */.F5)(text));
    if (files?.length === 1)
        return files[0];
    throw new reason/* StaysError */.dw(`'${name}' does not name one file`);
}
/**
 * The role that is taken with the credentials, or undefined.
 * @throws Error for what cannot be read
 */
const assumedRoleOf = (settings) => roleOf((0,setting/* shapedOf */.ZB)(settings, 'assume_role') ?? flatRole(settings));
/** As it was written before Terraform 1.6 had `assume_role`. */
function flatRole(settings) {
    const names = ['role_arn', 'session_name', 'external_id'];
    return Object.fromEntries(names.map((name) => [name, (0,setting/* settingOf */.y7)(settings, name) ?? '']));
}
function roleOf(members = {}) {
    const arn = (0,setting/* textOf */.b6)(members['role_arn']);
    if (arn === undefined)
        return undefined;
    return {
        arn,
        sessionName: (0,setting/* textOf */.b6)(members['session_name']),
        externalId: (0,setting/* textOf */.b6)(members['external_id']),
        sourceIdentity: (0,setting/* textOf */.b6)(members['source_identity']),
        policy: (0,setting/* textOf */.b6)(members['policy']),
        policyArns: (0,hcl_shape/* textsOf */.CB)(members['policy_arns']) ?? [],
        tags: Object.fromEntries(Object.entries((0,hcl_shape/* membersOf */.lS)(members['tags']) ?? {}).flatMap(([name, value]) => typeof value === 'string' ? [[name, value]] : [])),
        transitiveTagKeys: (0,hcl_shape/* textsOf */.CB)(members['transitive_tag_keys']) ?? []
    };
}
function webTokenOf(members) {
    const text = (0,setting/* textOf */.b6)(members['web_identity_token']);
    const file = (0,setting/* textOf */.b6)(members['web_identity_token_file']);
    if (text !== undefined)
        return { text };
    if (file !== undefined)
        return { file };
    throw new reason/* StaysError */.dw("'assume_role_with_web_identity' has no token");
}

;// CONCATENATED MODULE: ./lib/backend/leftover/s3-settings.js



/** What would change which server is asked, or how, and is not followed here. */
const NOT_FOLLOWED = ['http_proxy', 'https_proxy', 'insecure', 'ec2_metadata_service_endpoint'];
/**
 * @throws Error for what cannot be read or followed
 * @see https://developer.hashicorp.com/terraform/language/backend/s3
 */
function s3SettingsOf(settings, variables) {
    const get = (...names) => (0,setting/* settingOf */.y7)(settings, ...names);
    const bucket = get('bucket') ?? '';
    const key = get('key') ?? '';
    refuse(settings, `${bucket}/${key}`);
    const endpoints = (0,setting/* shapedOf */.ZB)(settings, 'endpoints') ?? {};
    const customerKey = 
    // Terraform has it, and does without it, where nothing is to be encrypted.
    get('encrypt') === 'true'
        ? (get('sse_customer_key') ?? (0,setting/* variableOf */.Qn)(variables, 'AWS_SSE_CUSTOMER_KEY'))
        : undefined;
    const region = get('region') ?? (0,setting/* variableOf */.Qn)(variables, 'AWS_REGION', 'AWS_DEFAULT_REGION') ?? '';
    return {
        bucket,
        key,
        region,
        endpoint: s3EndpointOf(settings, variables),
        pathStyle: get('use_path_style', 'force_path_style') === 'true',
        fips: (get('use_fips_endpoint') ?? variables['AWS_USE_FIPS_ENDPOINT']) === 'true',
        dualstack: (get('use_dualstack_endpoint') ?? variables['AWS_USE_DUALSTACK_ENDPOINT']) === 'true',
        customerKey,
        encryption: customerKey === undefined ? encryptionOf(get) : {},
        caBundle: get('custom_ca_bundle') ?? (0,setting/* variableOf */.Qn)(variables, 'AWS_CA_BUNDLE', 'SSL_CERT_FILE'),
        login: loginOf(settings, variables),
        role: assumedRoleOf(settings),
        sts: {
            endpoint: (0,setting/* textOf */.b6)(endpoints['sts']) ??
                get('sts_endpoint') ??
                (0,setting/* variableOf */.Qn)(variables, 'AWS_ENDPOINT_URL_STS', 'AWS_STS_ENDPOINT', 'AWS_ENDPOINT_URL'),
            region: get('sts_region') ?? region
        }
    };
}
function encryptionOf(get) {
    if (get('encrypt') !== 'true')
        return {};
    const key = get('kms_key_id');
    return key === undefined
        ? { ServerSideEncryption: 'AES256' }
        : { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: key };
}
/**
 * The address of the service; undefined for Amazon's.
 * @throws Error where it cannot be read
 */
const s3EndpointOf = (settings, variables) => (0,setting/* textOf */.b6)((0,setting/* shapedOf */.ZB)(settings, 'endpoints')?.['s3']) ??
    (0,setting/* settingOf */.y7)(settings, 'endpoint') ??
    (0,setting/* variableOf */.Qn)(variables, 'AWS_ENDPOINT_URL_S3', 'AWS_S3_ENDPOINT', 'AWS_ENDPOINT_URL');
function refuse(settings, path) {
    const unknown = NOT_FOLLOWED.find((name) => name in settings && !['', 'false'].includes(settings[name] ?? 'unknown'));
    if (unknown !== undefined)
        throw new reason/* StaysError */.dw(`the action does not follow the setting '${unknown}'`);
    if (!('dynamodb_table' in settings))
        return;
    // Terraform would read nothing where that has the checksum of a state: the environment could not come back.
    const table = settings['dynamodb_table'] ?? 'dynamodb_table';
    throw new reason/* StaysError */.dw(`the item '${path}-md5' of the table '${table}' holds its checksum and must be removed with it`);
}


/***/ }),

/***/ 54054:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hi: () => (/* binding */ absolutePath),
/* harmony export */   Qn: () => (/* binding */ variableOf),
/* harmony export */   ZB: () => (/* binding */ shapedOf),
/* harmony export */   b6: () => (/* binding */ textOf),
/* harmony export */   y7: () => (/* binding */ settingOf)
/* harmony export */ });
/* harmony import */ var _reason_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(22808);
/* harmony import */ var _terraform_hcl_shape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(92871);
/** Reads single settings of a backend, for those who find a state without Terraform. */


/**
 * The first of several names that is set, or undefined.
 * @throws Error where the code has it, but not as a plain value
 */
function settingOf(settings, ...names) {
    for (const name of names) {
        const value = settings[name];
        if (value === undefined && name in settings) {
            throw new _reason_js__WEBPACK_IMPORTED_MODULE_1__/* .StaysError */ .dw(`the code does not give '${name}' as a plain value`);
        }
        if (value !== undefined && value !== '')
            return value;
    }
    return undefined;
}
/** The first of several environment variables that is set, or undefined. */
const variableOf = (variables, ...names) => names.map((name) => variables[name]).find((value) => value !== undefined && value !== '');
/**
 * An object among the settings, or undefined.
 * @throws Error where it is something else, or holds more than plain values
 */
function shapedOf(settings, name) {
    const text = settingOf(settings, name);
    if (text === undefined)
        return undefined;
    const members = (0,_terraform_hcl_shape_js__WEBPACK_IMPORTED_MODULE_0__/* .membersOf */ .lS)((0,_terraform_hcl_shape_js__WEBPACK_IMPORTED_MODULE_0__/* .shapeOf */ .F5)(text));
    if (members === undefined)
        throw new _reason_js__WEBPACK_IMPORTED_MODULE_1__/* .StaysError */ .dw(`'${name}' is not an object of plain values`);
    return members;
}
/** A text that is not empty, or undefined. */
const textOf = (shape) => typeof shape === 'string' && shape !== '' ? shape : undefined;
/**
 * The path of a file that Terraform has read.
 * @throws Error for a relative one: Terraform is started in the root module, this action is not
 */
function absolutePath(path) {
    if (/^(?:\/|~\/|[A-Za-z]:[/\\])/u.test(path))
        return path;
    throw new _reason_js__WEBPACK_IMPORTED_MODULE_1__/* .StaysError */ .dw(`the path '${path}' is relative`);
}


/***/ }),

/***/ 18349:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ pgSettingsOf)
/* harmony export */ });
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


/***/ }),

/***/ 42659:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ placeOf),
/* harmony export */   C: () => (/* binding */ partsOf)
/* harmony export */ });
/* harmony import */ var _address_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(78384);
/* harmony import */ var _kinds_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(82078);
/* harmony import */ var _leftover_s3_settings_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(77701);
/* harmony import */ var _leftover_setting_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(54054);
/* harmony import */ var _pg_settings_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(18349);
/** Says where a state is: the settings that tell two places apart, with what Terraform takes where nothing sets them. */





/** What is not a setting of its own, or is one that may be written in several ways. */
const FURTHER = {
    s3: (settings, variables) => ({ endpoint: (0,_leftover_s3_settings_js__WEBPACK_IMPORTED_MODULE_2__/* .s3EndpointOf */ .r)(settings, variables) ?? '' }),
    pg: (settings, variables) => {
        const { host, port, database = '' } = (0,_pg_settings_js__WEBPACK_IMPORTED_MODULE_4__/* .pgSettingsOf */ .o)(settings, variables);
        return { host, port: String(port), database };
    }
};
/** Where upper and lower case, the scheme and a slash at the end make no other server. */
const SERVERS = [
    'address',
    'endpoint',
    'host',
    'hostname',
    'metadata_host',
    'storage_custom_endpoint'
];
/**
 * What tells a type's places apart, besides the environment's attribute; no secret is among it.
 * @param settings of the backend, the module's own included
 * @param variables the environment's, some of which stand for a setting
 * @returns undefined in place of a value that cannot be known without Terraform
 */
function partsOf(type, settings, variables) {
    const parts = Object.entries((0,_kinds_js__WEBPACK_IMPORTED_MODULE_1__/* .kindOf */ .I)(type)?.place ?? {}).map(([name, part]) => {
        const value = known(() => (0,_leftover_setting_js__WEBPACK_IMPORTED_MODULE_3__/* .settingOf */ .y7)(settings, name) ?? (0,_leftover_setting_js__WEBPACK_IMPORTED_MODULE_3__/* .variableOf */ .Qn)(variables, ...part.variables) ?? part.otherwise);
        return [name, value];
    });
    const further = FURTHER[type];
    if (further === undefined)
        return Object.fromEntries(parts);
    const found = known(() => further(settings, variables));
    return { ...Object.fromEntries(parts), ...(found ?? { server: undefined }) };
}
/**
 * Where an environment's state is, as one text.
 * @returns undefined where a part of it is not known: then it equals no other
 */
function placeOf(type, settings, variables) {
    const attribute = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_1__/* .kindOf */ .I)(type)?.environmentAttribute ?? '';
    const parts = { [attribute]: settings[attribute], ...partsOf(type, settings, variables) };
    const all = [];
    for (const [name, value] of Object.entries(parts)) {
        if (value === undefined)
            return undefined;
        all.push([name, normal(type, name, value)]);
    }
    return JSON.stringify([type, ...all]);
}
function normal(type, name, value) {
    const bare = (0,_address_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutCredentials */ .r)(value);
    if (type === 'gcs' && name === 'prefix')
        return bare.split('/').filter(Boolean).join('/');
    if (type === 'http' || !SERVERS.includes(name))
        return bare;
    return bare
        .toLowerCase()
        .replace(/^https?:\/\//u, '')
        .replace(/\/+$/u, '');
}
function known(read) {
    try {
        return read();
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 6425:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ exposedIn),
/* harmony export */   Y: () => (/* binding */ refuseWritten)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _checks_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(65859);
/* harmony import */ var _terraform_hcl_shape_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(92871);
/* harmony import */ var _kinds_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(82078);
/* harmony import */ var _passwords_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(62850);
/** Finds secrets where Terraform would write them down: in a setting without a variable, and in the module's block. */





const PASSWORD = /:\/\/[^\s/@:]*:([^\s/@]+)@/u;
/**
 * Refuses settings that Terraform would copy, with a secret in them, into `.terraform/` and the plan.
 * @param config what Terraform is given by argument or file
 * @throws RunError `invalid-input`
 */
function refuseWritten(type, kind, config) {
    for (const [name, value] of Object.entries(config)) {
        const unwritable = Object.hasOwn(kind.unwritable, name) ? kind.unwritable[name] : undefined;
        if (unwritable !== undefined && holds(value, unwritable.part)) {
            throw written(type, name, `Take it out of 'backend-config': ${unwritable.instead}.`);
        }
        if (PASSWORD.test(value)) {
            throw written(type, name, "Write the address without the password, and give that to the step by environment variable: a proxy's address, for example, as HTTPS_PROXY.");
        }
    }
}
const holds = (value, part) => part === undefined || new RegExp(`\\b${part}"?\\s*[=:]`, 'u').test(value);
const written = (type, name, hint) => new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('invalid-input', `The setting '${name}' of the '${type}' backend holds a secret, which Terraform would write to the plan and into '.terraform/'.`, hint);
/**
 * The secrets that the module's own block of the type in use has as literals.
 * @returns the values to mask, and what to tell where there are any
 */
function exposedIn(backend, type) {
    const kind = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_3__/* .kindOf */ .I)(type);
    if (kind === undefined || backend?.type !== type)
        return { values: [], notice: undefined };
    const found = Object.entries(backend.attributes).filter(([name, value]) => isSecret(kind, name, value));
    if (found.length === 0)
        return { values: [], notice: undefined };
    const names = found.map(([name]) => `'${name}'`).join(', ');
    const variables = found.map(([name]) => (0,_kinds_js__WEBPACK_IMPORTED_MODULE_3__/* .secretVariableOf */ .g1)(kind, name) ?? (0,_kinds_js__WEBPACK_IMPORTED_MODULE_3__/* .secretVariableOf */ .g1)(kind, 'password'));
    const known = [...new Set(variables.filter((variable) => variable !== undefined))];
    return {
        values: found.flatMap(([name, value = '']) => partsOf(kind, name, value).flatMap((part) => valuesIn(part))),
        notice: `${(0,_checks_js__WEBPACK_IMPORTED_MODULE_1__.at)(backend)}: the '${type}' backend's block has a secret in it (${names}): everybody who reads the repository has it, and Terraform copies it into the plan. Remove it from the block, replace it by a new one, and give that to the step by environment variable${known.length === 0 ? '' : ` (${known.join(', ')})`}.`
    };
}
/** Secrets that may as well be none. */
const OTHERWISE = {
    username: /^(?!)/u,
    conn_str: /:[^/@]+@|\bpassword\s*=/iu,
    credentials: /^\s*\{/u // else the path of a file
};
/** @param value undefined where it is no plain literal, and so no secret that anybody could read */
function isSecret(kind, name, value) {
    if (value === undefined || value === '')
        return false;
    if (partsOf(kind, name, value).some((part) => part !== value))
        return true;
    if ((0,_kinds_js__WEBPACK_IMPORTED_MODULE_3__/* .secretVariableOf */ .g1)(kind, name) === undefined)
        return PASSWORD.test(value);
    const pattern = Object.hasOwn(OTHERWISE, name) ? OTHERWISE[name] : undefined;
    return pattern === undefined || pattern.test(value);
}
/** The secrets within an object, where the setting may hold some; else the value itself. */
function partsOf(kind, name, value) {
    const unwritable = Object.hasOwn(kind.unwritable, name) ? kind.unwritable[name] : undefined;
    const members = Object.entries((0,_terraform_hcl_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .membersOf */ .lS)((0,_terraform_hcl_shape_js__WEBPACK_IMPORTED_MODULE_2__/* .shapeOf */ .F5)(value)) ?? {});
    if (unwritable === undefined || members.length === 0)
        return [value];
    return members.flatMap(([member, one]) => typeof one === 'string' && (unwritable.part ?? member) === member
        ? [one, one.replace(/^\w+ +/u, '')] // as in `Bearer TOKEN`
        : []);
}
/** The value, the password in it, and a text of several lines line by line, as logs have it. */
const valuesIn = (value) => [value, ...value.split('\n'), ...(0,_passwords_js__WEBPACK_IMPORTED_MODULE_4__/* .passwordsIn */ .g)(value)].filter((text) => text !== '');


/***/ }),

/***/ 79151:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $Y: () => (/* binding */ git),
/* harmony export */   FR: () => (/* binding */ tryFetchContent),
/* harmony export */   GZ: () => (/* binding */ tryPush),
/* harmony export */   JH: () => (/* binding */ listOrigin),
/* harmony export */   _T: () => (/* binding */ readFileAt),
/* harmony export */   aN: () => (/* binding */ lastWords),
/* harmony export */   ak: () => (/* binding */ tryFetchCommits),
/* harmony export */   n6: () => (/* binding */ readRefs)
/* harmony export */ });
/* harmony import */ var _actions_exec__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(41955);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _repository_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55411);
/** The only file that starts git, always in our own repository. */



/**
 * Fetches commits without their files, and their parents.
 * @returns whether everything that was named exists at the origin; a pattern with `*` may match nothing
 */
async function tryFetchCommits(repository, refspecs) {
    const answer = await git(repository, [
        'fetch',
        '--quiet',
        '--no-tags',
        '--no-write-fetch-head',
        '--depth=2',
        '--filter=tree:0',
        repository.origin.url,
        ...refspecs
    ]);
    (0,_repository_js__WEBPACK_IMPORTED_MODULE_2__/* .resetConfig */ .E6)(repository.directory);
    return answer.exitCode === 0;
}
/**
 * Fetches one commit with all its content, under the name of its ref: what the ref points at by now may be another.
 * @returns whether the origin still has it
 */
async function tryFetchContent(repository, ref, commit) {
    const answer = await git(repository, [
        'fetch',
        '--quiet',
        '--no-tags',
        '--no-write-fetch-head',
        repository.origin.url,
        `+${commit}:${ref}`
    ]);
    return answer.exitCode === 0;
}
/**
 * What the origin has now, by full ref name.
 * @throws RunError `origin-unreachable` with git's own words
 */
async function listOrigin(repository, patterns) {
    const answer = await git(repository, ['ls-remote', '--quiet', repository.origin.url, ...patterns]);
    if (answer.exitCode !== 0) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RunError */ .e4('origin-unreachable', `The origin ${repository.origin.url} cannot be read: ${lastWords(answer.stderr)}`, "Check that the job has 'permissions: contents: write' and that GitHub is up; a re-run takes up where this one stopped.");
    }
    const lines = answer.stdout
        .toString('utf8')
        .split('\n')
        .filter((line) => line !== '');
    return new Map(lines.map((line) => [line.slice(line.indexOf('\t') + 1), line.slice(0, line.indexOf('\t'))]));
}
/** The refs that were fetched, with what their commits say. */
async function readRefs(repository, prefixes) {
    const fields = ['refname', 'objectname', 'tree', 'parent', 'contents'];
    const format = fields.map((field) => `%(${field})%00`).join('');
    const answer = await checked(repository, ['for-each-ref', `--format=${format}`, ...prefixes]);
    const parts = answer.toString('utf8').split('\0');
    const refs = [];
    for (let index = 0; index + fields.length <= parts.length; index += fields.length) {
        const [name = '', commit = '', tree = '', parents = '', message = ''] = parts.slice(index, index + fields.length);
        refs.push({
            name: name.trimStart(),
            commit,
            tree,
            parents: parents.split(' ').filter(Boolean),
            message
        });
    }
    return refs;
}
/** A file of a commit whose content was fetched. */
const readFileAt = (repository, commit, path) => checked(repository, ['cat-file', 'blob', `${commit}:${path}`]);
/**
 * Swaps refs at the origin, all or none.
 * @returns undefined when it was done, else git's words; whether it was a race or a missing right is
 *   not to be read from them: read the refs again
 */
async function tryPush(repository, updates) {
    const answer = await git(repository, [
        'push',
        '--quiet',
        '--atomic',
        '--no-verify',
        ...updates.map((update) => `--force-with-lease=${update.ref}:${update.from ?? ''}`),
        repository.origin.url,
        ...updates.map((update) => `${update.to ?? ''}:${update.ref}`)
    ]);
    return answer.exitCode === 0 ? undefined : lastWords(answer.stderr);
}
async function checked(repository, args) {
    const answer = await git(repository, args);
    if (answer.exitCode !== 0)
        throw new Error(`git ${args[0]} failed with exit code ${answer.exitCode}: ${lastWords(answer.stderr)}`);
    return answer.stdout;
}
/** Runs git to its end, whatever that is. @throws RunError where there is no git */
async function git(repository, args, where = 'bare') {
    const stdout = [];
    const stderr = [];
    const environment = where === 'bare'
        ? { ...repository.environment, GIT_DIR: repository.directory }
        : repository.environment;
    const exitCode = await (0,_actions_exec__WEBPACK_IMPORTED_MODULE_0__/* .exec */ .m)('git', [...args], {
        cwd: repository.directory,
        env: environment,
        silent: true,
        ignoreReturnCode: true,
        listeners: {
            stdout: (data) => stdout.push(data),
            stderr: (data) => stderr.push(data)
        }
    }).catch((error) => {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RunError */ .e4('invalid-input', 'git is not on the PATH.', 'Install git 2.31 or later on the runner.', { cause: error });
    });
    return { exitCode, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString('utf8') };
}
/** What git said, on one line, without the hints for people at a terminal. */
const lastWords = (stderr) => stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('hint:'))
    .slice(-4)
    .join('; ') || 'git said nothing';


/***/ }),

/***/ 93102:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  R: () => (/* binding */ askWhetherOver)
});

// EXTERNAL MODULE: ./lib/json.js
var json = __webpack_require__(16413);
;// CONCATENATED MODULE: ./lib/over.js
/** Whether a run that left something behind is over, from what GitHub's API says of it. */

/** GitHub may call a job lost while its runner only lost its connection and still works. */
const GRACE_MS = 60_000;
/**
 * An attempt may be under way while the job in it that is asked about is over: so its jobs are looked at too.
 * @param attempt the body of `GET /repos/…/actions/runs/…/attempts/…`
 * @param jobs all jobs of that attempt
 * @param now the API's clock, in ms
 */
function judgeRun(holder, attempt, jobs, now) {
    const run = (0,json/* objectOf */.Xy)(attempt);
    const status = (0,json/* textOf */.b6)(run?.['status']);
    if (status === undefined)
        return unknown("GitHub's answer is not a run");
    if (status === 'completed') {
        const ended = (0,json/* textOf */.b6)(run?.['updated_at']);
        return settled(ended, now, `it ended as '${(0,json/* textOf */.b6)(run?.['conclusion']) ?? 'unknown'}'`);
    }
    // A job is told by its runner: its name in the API is not the one a job knows of itself.
    const own = jobs.filter((job) => job.runner === holder.runner && holder.runner !== '');
    const hidden = jobs.some((job) => job.status === 'in_progress' && job.runner === '');
    const last = own.toSorted((a, b) => ((a.completedAt ?? '') < (b.completedAt ?? '') ? 1 : -1))[0];
    if (last === undefined || hidden || own.some((job) => job.status !== 'completed')) {
        return { kind: 'alive', why: `GitHub says that it is '${status}'` };
    }
    return settled(last.completedAt, now, `its job on '${last.runner}' ended as '${last.conclusion}'`);
}
function settled(endedAt, now, how) {
    const time = Date.parse(endedAt ?? '');
    if (Number.isNaN(time))
        return unknown('GitHub does not say when it ended');
    if (now - time < GRACE_MS) {
        return {
            kind: 'alive',
            why: `${how} less than a minute ago; its runner may still be at work`,
            ending: true
        };
    }
    return { kind: 'over', endedAt, how: `${how} at ${endedAt ?? ''}` };
}
/** A run that began just now may not be shown yet; only one that is over can be deleted. */
const VISIBLE_AFTER_MS = 10 * 60_000;
/** @param now as for `judgeRun`; the API knows other runs, but not this one */
function judgeMissing({ started }, now) {
    const ageMs = now - Date.parse(started ?? '');
    return ageMs >= VISIBLE_AFTER_MS
        ? {
            kind: 'over',
            endedAt: undefined,
            how: 'GitHub does not know it any more: it was deleted'
        }
        : unknown('GitHub does not know it, or not yet');
}
const unknown = (why) => ({ kind: 'unknown', why });
/** The jobs in a page of `GET /repos/…/actions/runs/…/attempts/…/jobs`. */
const jobsOf = (body) => ((0,json/* listOf */.c3)((0,json/* objectOf */.Xy)(body)?.['jobs']) ?? []).map((entry) => {
    const job = (0,json/* objectOf */.Xy)(entry);
    return {
        status: (0,json/* textOf */.b6)(job?.['status']) ?? '',
        conclusion: (0,json/* textOf */.b6)(job?.['conclusion']) ?? '',
        runner: (0,json/* textOf */.b6)(job?.['runner_name']) ?? '',
        completedAt: (0,json/* textOf */.b6)(job?.['completed_at'])
    };
});

;// CONCATENATED MODULE: ./lib/github/runs.js
/** Asks GitHub whether another run, or the job of it that is meant, is over. */


const PER_PAGE = 100;
/** A run has at most 256 jobs for each matrix. */
const MOST_PAGES = 20;
/**
 * Never throws, and says `over` only where GitHub does.
 * @param self this run: whether a 404 means "deleted" or "not allowed to look" shows in its own
 * @see https://docs.github.com/rest/actions/workflow-runs#get-a-workflow-run-attempt
 */
async function askWhetherOver(api, holder, self) {
    if (holder.server !== self.server || holder.repository !== self.repository) {
        return unknown(`it is a run of ${holder.server}/${holder.repository}`);
    }
    if (!/^\d+$/u.test(holder.id) || !/^\d+$/u.test(holder.attempt)) {
        return unknown('it names no run of GitHub Actions');
    }
    const runs = `/repos/${self.repository}/actions/runs`;
    const path = `${runs}/${holder.id}/attempts/${holder.attempt}`;
    const attempt = await api.get(path);
    if (attempt.status === 404) {
        const own = await api.get(`${runs}/${self.id}`);
        return own.status === 200 ? judgeMissing(holder, own.now) : unreadable(own);
    }
    if (attempt.status !== 200)
        return unreadable(attempt);
    if ((0,json/* objectOf */.Xy)(attempt.body)?.['status'] === 'completed') {
        return judgeRun(holder, attempt.body, [], attempt.now);
    }
    const jobs = await allJobs(api, path);
    return 'problem' in jobs ? unreadable(jobs) : judgeRun(holder, attempt.body, jobs, attempt.now);
}
/** All pages, or none: a job that is missing in the list may be the one that is alive. */
async function allJobs(api, path) {
    const jobs = [];
    for (let page = 1; page <= MOST_PAGES; page += 1) {
        const answer = await api.get(`${path}/jobs?per_page=${PER_PAGE}&page=${page}`);
        if (answer.status !== 200)
            return answer;
        const found = jobsOf(answer.body);
        jobs.push(...found);
        const total = (0,json/* numberOf */.rl)((0,json/* objectOf */.Xy)(answer.body)?.['total_count']);
        if (total === undefined)
            return { ...answer, status: 0, problem: 'its answer is not a list of jobs' };
        if (jobs.length >= total)
            return jobs;
        if (found.length === 0)
            break;
    }
    return { status: 0, body: undefined, now: 0, problem: 'it does not list all jobs' };
}
const unreadable = ({ status, problem }) => {
    const right = [401, 403, 404].includes(status)
        ? "; the job needs 'permissions: actions: read' to ask"
        : '';
    return unknown(`GitHub's API could not be asked: ${problem ?? 'no answer'}${right}`);
};


/***/ }),

/***/ 73506:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KV: () => (/* binding */ policyFor),
/* harmony export */   Rc: () => (/* binding */ limitFromOf),
/* harmony export */   lm: () => (/* binding */ NO_POLICY),
/* harmony export */   o9: () => (/* binding */ maxDestroyOf)
/* harmony export */ });
/* unused harmony exports PROTECTED, isProtected */
/** What the owners of a repository allow: the built-in lines, and their own from the policy file. */
/** An environment that nothing destroys by itself. */
const PROTECTED = ['prod', 'production', 'staging'];
const isProtected = (environment) => PROTECTED.includes(environment);
const NO_POLICY = { environments: [] };
/**
 * What holds for one environment: of all lines whose pattern matches its name, the built-in ones
 * first, the last that sets a key decides that key. What is protected is not loosened by a line that
 * was written for many: it takes its own name, or the line that protects it. Tags that lines for many
 * require of it add up.
 */
function policyFor(policy, environment) {
    const lines = policy.environments.filter((line) => isMatch(line.pattern, environment));
    const isOwn = ({ pattern }) => !pattern.includes('*');
    const own = lines.filter(isOwn);
    const protecting = lines.filter((line) => line.protected === true);
    const deciding = lines.filter((line) => isOwn(line) || line.protected === true);
    const guarded = lastOf(deciding, 'protected') ?? isProtected(environment);
    return {
        protected: guarded,
        maxDestroy: guarded
            ? (lastOf(own, 'maxDestroy') ?? lastOf(protecting, 'maxDestroy') ?? 0)
            : lastOf(lines, 'maxDestroy'),
        suspended: lastOf(lines, 'suspend') ?? false,
        requiredTags: guarded
            ? (lastOf(own, 'requiredTags') ?? allRequiredBy(lines))
            : (lastOf(lines, 'requiredTags') ?? [])
    };
}
const allRequiredBy = (lines) => [
    ...new Set(lines.flatMap(({ requiredTags = [] }) => requiredTags))
];
const lastOf = (lines, key) => lines.findLast((line) => line[key] !== undefined)?.[key];
/**
 * Most resources that an apply may destroy; undefined is no limit.
 * @param input the step's own limit; a pushed branch brings its own workflow, so that it can only be
 *   stricter than the policy
 * @param trusted whether the workflow is the default branch's: then the input replaces the policy's
 */
function maxDestroyOf(policy, input, trusted) {
    if (input === undefined || policy.maxDestroy === undefined)
        return input ?? policy.maxDestroy;
    return trusted ? input : Math.min(policy.maxDestroy, input);
}
/** What a limit of `maxDestroyOf` comes from; of two that are equal, the policy. */
function limitFromOf(policy, limit) {
    if (limit !== policy.maxDestroy)
        return 'input';
    return policy.protected && limit === 0 ? 'protected' : 'policy';
}
/** Every piece is looked for after the one before, once: hostile patterns cost no more than others. */
function isMatch(pattern, name) {
    const [first = '', ...rest] = pattern.split('*');
    const end = rest.pop();
    if (end === undefined)
        return pattern === name;
    if (!name.startsWith(first) || !name.endsWith(end))
        return false;
    let from = first.length;
    for (const piece of rest) {
        const at = name.indexOf(piece, from);
        if (at === -1)
            return false;
        from = at + piece.length;
    }
    return from <= name.length - end.length;
}


/***/ }),

/***/ 82572:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  e2: () => (/* binding */ dataDirectory),
  iA: () => (/* binding */ prepare),
  f5: () => (/* binding */ settingsOf)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/backend/configure.js + 3 modules
var configure = __webpack_require__(82543);
// EXTERNAL MODULE: ./lib/context.js
var lib_context = __webpack_require__(86048);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/git.js
var git = __webpack_require__(79151);
;// CONCATENATED MODULE: ./lib/check-out.js
/** Checks the code of a commit out, beside the user's workspace. */




/**
 * Checks a commit out into a new directory, with its submodules where there are any.
 * @throws RunError `origin-unreachable`
 */
async function checkOut(repository, commit, directory) {
    (0,external_node_fs_.mkdirSync)(directory, { recursive: true });
    const server = `${repository.origin.serverUrl}/`;
    const there = { ...repository, directory };
    const run = async (...args) => {
        const answer = await (0,git/* git */.$Y)(there, args, 'work tree');
        if (answer.exitCode === 0)
            return;
        throw new errors/* RunError */.e4('origin-unreachable', `The commit ${commit} cannot be checked out from ${repository.origin.url}: ${(0,git/* lastWords */.aN)(answer.stderr)}`, "If a submodule is private, give the input 'token' one that may read it.");
    };
    // Files in Git LFS are fetched from the remote that has this name.
    const remote = ['-c', `remote.origin.url=${repository.origin.url}`];
    await run('init', '--quiet', '--template=');
    await run('fetch', '--quiet', '--no-tags', '--depth=1', repository.origin.url, commit);
    await run(...remote, 'checkout', '--quiet', '--detach', 'FETCH_HEAD');
    if (!(0,external_node_fs_.existsSync)((0,external_node_path_.join)(directory, '.gitmodules')))
        return;
    const overHttp = [`git@${hostOf(server)}:`, `ssh://git@${hostOf(server)}/`].flatMap((address) => [
        '-c',
        `url.${server}.insteadOf=${address}`
    ]);
    await run(...remote, ...overHttp, 'submodule', '--quiet', 'update', '--init', '--recursive', '--depth=1');
}
const hostOf = (server) => server.replace(/^[a-z]+:\/\//u, '').replace(/\/$/u, '');

// EXTERNAL MODULE: ./lib/json.js
var json = __webpack_require__(16413);
// EXTERNAL MODULE: ./lib/placeholders.js
var placeholders = __webpack_require__(75981);
// EXTERNAL MODULE: ./lib/tags/carriers.js + 1 modules
var carriers = __webpack_require__(848);
// EXTERNAL MODULE: ./lib/tags/carry.js + 3 modules
var carry = __webpack_require__(35531);
// EXTERNAL MODULE: ./lib/tags/tags.js
var tags_tags = __webpack_require__(64696);
// EXTERNAL MODULE: ./lib/terraform/module.js + 3 modules
var terraform_module = __webpack_require__(75778);
// EXTERNAL MODULE: ./lib/terraform/plan.js + 1 modules
var plan = __webpack_require__(27892);
// EXTERNAL MODULE: ./lib/override.js
var override = __webpack_require__(76879);
// EXTERNAL MODULE: ./lib/variables.js
var lib_variables = __webpack_require__(95002);
;// CONCATENATED MODULE: ./lib/variables-file.js
/** The file of variables that Terraform is given: written anew whenever more is known of what takes the tags. */


/**
 * @param directory the run's own
 * @param valuesFor the file's content; its names are the same for all providers
 */
function openVariablesFile(directory, valuesFor) {
    const names = Object.keys(valuesFor([])).toSorted();
    const path = names.length === 0 ? undefined : (0,external_node_path_.join)(directory, 'variables.tfvars.json');
    return {
        path,
        names,
        write: (tagged) => {
            if (path === undefined)
                return false;
            const text = JSON.stringify(valuesFor(tagged));
            const before = (0,external_node_fs_.existsSync)(path) ? (0,external_node_fs_.readFileSync)(path, 'utf8') : text;
            (0,external_node_fs_.writeFileSync)(path, text, { mode: 0o600 });
            return before !== text;
        }
    };
}

// EXTERNAL MODULE: ./lib/event.js
var lib_event = __webpack_require__(48799);
;// CONCATENATED MODULE: ./lib/workspace.js
/** Finds out which commit the user's checkout holds, without starting git in it. */



/**
 * The commit that `HEAD` of a checkout names, or undefined where there is none that can be read: no
 * checkout at all, or one whose git directory lies elsewhere.
 * @see https://git-scm.com/docs/gitrepository-layout
 */
function headOf(directory) {
    const git = (0,external_node_path_.join)(directory, '.git');
    const head = tryRead((0,external_node_path_.join)(git, 'HEAD'))?.trim();
    if (head === undefined)
        return undefined;
    if ((0,lib_event/* isCommit */.WM)(head))
        return head;
    const ref = /^ref: (refs\/[^\n]+)$/u.exec(head)?.[1];
    if (ref === undefined || ref.split('/').includes('..'))
        return undefined;
    const loose = tryRead((0,external_node_path_.join)(git, ref))?.trim();
    if (loose !== undefined)
        return (0,lib_event/* isCommit */.WM)(loose) ? loose : undefined;
    const packed = tryRead((0,external_node_path_.join)(git, 'packed-refs'))?.split('\n') ?? [];
    return packed.find((line) => line.endsWith(` ${ref}`))?.split(' ')[0];
}
function tryRead(path) {
    try {
        return (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/prepare.js
/** Makes a commit ready for Terraform: its code, backend, variables, and the files that carry them. */


















const digest = (text) => (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex');
/** @throws RunError where the code cannot be run safely as it is */
async function prepare(repository, context, inputs, names, commit, directory, variables, destroy) {
    // A destroy is the same wherever it runs: not with files that earlier steps left in a workspace.
    const checkedOut = destroy || headOf(context.workspace) !== commit;
    const code = checkedOut ? (0,external_node_path_.join)(directory, 'code', commit) : context.workspace;
    if (checkedOut && !(0,external_node_fs_.existsSync)(code))
        await checkOut(repository, commit, code);
    const root = (0,external_node_path_.join)(code, inputs.workingDirectory);
    const module = readRootModule(root, inputs, commit);
    const values = { ...names, repository: context.repository };
    const backend = (0,configure/* decideBackend */.N)(module, inputs, values, variables, context.hosted, digest);
    const tags = (0,tags_tags/* tagsFor */.N)({ ...values, commit, 'run-url': (0,lib_context/* runUrl */.Vp)(context) }, inputs.tags);
    const variablesFile = openVariablesFile(directory, (tagged) => (0,lib_variables/* variablesFor */.j$)(module.variables, { ...values, commit }, (0,carriers/* variableTags */.AH)(tags, tagged), inputs.variables, 
    // The inputs are today's, the code is the environment's: what it does not know yet, it does not need.
    !destroy && module.unreadable.length === 0));
    // OpenTofu reads it in init, before the providers are known; Terraform does not.
    if (inputs.tool === 'tofu')
        variablesFile.write((0,carry/* taggedIn */.oo)(root, module, inputs.tool));
    return {
        commit,
        top: code,
        root,
        module,
        backend,
        varFiles: [
            ...varFilesOf(inputs, root, names.environment, values, destroy),
            ...(variablesFile.path === undefined ? [] : [variablesFile.path])
        ],
        variablesFile,
        tags,
        secrets: secretsOf(module, inputs, variables),
        checkedOut
    };
}
function readRootModule(root, { workingDirectory, tool }, commit) {
    if (!(0,external_node_fs_.existsSync)(root)) {
        throw new errors/* RunError */.e4('invalid-input', `The working-directory '${workingDirectory}' does not exist in the commit ${commit.slice(0, 7)}.`, "Write the path of the root module from the repository's top.");
    }
    refuseLeftover(root);
    const module = (0,terraform_module/* readModule */.bH)(root, tool);
    if (module.empty) {
        throw new errors/* RunError */.e4('invalid-input', `There is no Terraform file (*.tf, *.tf.json) in '${workingDirectory}' of the commit ${commit.slice(0, 7)}.`, (0,terraform_module/* hasTofuFiles */.a3)(root)
            ? "There are *.tofu files: give the input 'tool: tofu', on a deletion in the workflow of the default branch."
            : "Name the root module's folder with the input 'working-directory'.");
    }
    return module;
}
/** Files that would make Terraform, or this action, take something else for the environment's state. */
function refuseLeftover(root) {
    const stray = ['terraform.tfstate', 'errored.tfstate'].find((name) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(root, name)));
    if (stray !== undefined) {
        throw new errors/* RunError */.e4('invalid-input', `A file '${stray}' lies in the root module; it would be taken for the environment's state.`, `Remove it from the repository (git rm --cached ${stray}) and add it to .gitignore. If it is the only copy of a state, put it into the backend first.`);
    }
    // OpenTofu would read the second in place of the first.
    const generated = [override/* OVERRIDE */.X5, override/* OVERRIDE */.X5.replace('.tf.', '.tofu.')].find((name) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(root, name)));
    if (generated !== undefined)
        throw (0,override/* alreadyThere */.pL)(generated);
}
function varFilesOf(inputs, root, environment, values, destroy) {
    const own = `environments/${environment}.tfvars`;
    const all = inputs.varFiles.map((file) => (0,placeholders/* fill */.GS)(file, values));
    const named = destroy ? all.filter((file) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(root, file))) : all;
    const missing = named.find((file) => !(0,external_node_fs_.existsSync)((0,external_node_path_.join)(root, file)));
    if (missing !== undefined) {
        throw new errors/* RunError */.e4('invalid-input', `The input 'var-files' names '${missing}', which does not exist in the root module.`, 'Paths are relative to the root module.');
    }
    return [...((0,external_node_fs_.existsSync)((0,external_node_path_.join)(root, own)) ? [own] : []), ...named];
}
function secretsOf(module, inputs, variables) {
    const sensitive = [...module.variables.values()].filter((variable) => variable.sensitive);
    const found = new Set();
    for (const { name } of sensitive) {
        for (const text of [inputs.variables[name], variables[`TF_VAR_${name}`]]) {
            if (text !== undefined)
                (0,plan/* leavesOf */.wf)([text, (0,json/* parseJson */.qF)(text)], found);
        }
    }
    return [...found];
}
/** The settings that Terraform is given by argument, and every literal of the module, its secrets too. */
function settingsOf(prepared) {
    const { backend } = prepared.module;
    const declared = backend?.type === prepared.backend.type ? backend.attributes : {};
    return { ...declared, ...prepared.backend.config };
}
/** Terraform's own working files: private to the run, so that two never meet. */
function dataDirectory(directory) {
    const path = (0,external_node_path_.join)(directory, 'data');
    (0,external_node_fs_.mkdirSync)(path, { recursive: true, mode: 0o700 });
    return path;
}


/***/ }),

/***/ 45894:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H8: () => (/* binding */ refOf),
/* harmony export */   Ji: () => (/* binding */ recordRef),
/* harmony export */   NN: () => (/* binding */ lockRef),
/* harmony export */   RC: () => (/* binding */ rescueRef),
/* harmony export */   S_: () => (/* binding */ NO_STATE),
/* harmony export */   Zw: () => (/* binding */ problemOf),
/* harmony export */   cu: () => (/* binding */ identityOf),
/* harmony export */   dZ: () => (/* binding */ stateRef),
/* harmony export */   lM: () => (/* binding */ documentOf)
/* harmony export */ });
/* unused harmony export OUTCOMES */
/* harmony import */ var _event_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(48799);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16413);
/** What a record says of an environment, and where in the repository it lies. */


const OUTCOMES = ['applying', 'applied', 'failed', 'destroyed'];
const refOf = (kind, names) => `refs/gitops-env/${kind}/${names.project}/${names.environment}`;
const recordRef = (names) => refOf('environments', names);
const lockRef = (names) => refOf('locks', names);
const stateRef = (names) => refOf('state', names);
/** A state that could not be stored where it belongs, encrypted. */
/** In place of a commit: there was no state. */
const NO_STATE = 'none';
const rescueRef = (names) => refOf('rescue', names);
/** The JSON document below the headline of one of our commits, or undefined. */
const documentOf = (message) => (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .qF)(message.slice(message.indexOf('\n\n') + 2)));
/** What is wrong with a record's content, or undefined where every field is as it should be. */
function problemOf(content, names) {
    if ((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isTooDeep */ .f_)(content, DEEPEST))
        return 'it holds values within values, many levels deep';
    if (content['version'] !== 1)
        return `its version is ${JSON.stringify(content['version'])}, and this action reads version 1`;
    const texts = ['branch', 'workingDirectory', 'commit', 'attempted', 'time'];
    const bad = texts.find((name) => (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6)(content[name]) === undefined);
    if (bad !== undefined)
        return `its '${bad}' is missing`;
    const { project, environment } = content;
    if (project !== names.project || environment !== names.environment)
        return `it is about '${(0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6)(project) ?? '?'}/${(0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6)(environment) ?? '?'}'`;
    const { commit, attempted, applied = attempted } = content;
    if (![commit, attempted, applied].every((one) => (0,_event_js__WEBPACK_IMPORTED_MODULE_0__/* .isCommit */ .WM)((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6)(one) ?? '')))
        return 'it names a commit that is none';
    if (!OUTCOMES.some((outcome) => outcome === content['outcome']))
        return `its outcome is ${JSON.stringify(content['outcome'])}`;
    const backend = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)(content['backend']);
    if ((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6)(backend?.['type']) === undefined || (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6)(backend?.['key']) === undefined)
        return "its 'backend' is missing";
    if (identityOf((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)(content['run'])) === undefined)
        return "its 'run' is missing";
    if ((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(content['variables']) === undefined)
        return "its 'variables' is missing";
    const damaged = OPTIONAL.find(([name, read]) => content[name] !== undefined && read(content[name]) === undefined);
    return damaged === undefined ? undefined : `its '${damaged[0]}' is damaged`;
}
/** A record is flat; what is deeper is none of ours. */
const DEEPEST = 20;
/** What a record may leave out, with what reads it; `null` is no way to leave it out. */
const OPTIONAL = [
    ['appliedAt', _json_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6],
    ['lineage', _json_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6],
    ['resources', _json_js__WEBPACK_IMPORTED_MODULE_1__/* .numberOf */ .rl],
    ['tool', _json_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy],
    ['state', stateOf],
    ['unsaved', flagOf],
    ['interrupted', flagOf],
    ['unended', (value) => identityOf((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)(value))],
    ['history', historyOf]
];
function flagOf(value) {
    return value === true ? true : undefined;
}
function historyOf(value) {
    const isVersion = (entry) => {
        const version = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)(entry);
        return [version?.['commit'], version?.['tree']].every((name) => (0,_event_js__WEBPACK_IMPORTED_MODULE_0__/* .isCommit */ .WM)((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6)(name) ?? ''));
    };
    const list = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(value);
    return list?.every(isVersion) === true ? list : undefined;
}
function stateOf(value) {
    const state = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)(value);
    const known = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6)(state?.['lineage']) !== undefined && (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6)(state?.['digest']) !== undefined;
    return known && (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .numberOf */ .rl)(state?.['serial']) !== undefined ? state : undefined;
}
/** The run that a document names, or undefined where it does not say enough. */
function identityOf(run) {
    const fields = ['server', 'repository', 'id', 'attempt', 'job', 'runner', 'actor', 'url'];
    const texts = fields.map((name) => [name, (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6)(run?.[name])]);
    if (texts.some(([, text]) => text === undefined))
        return undefined;
    const more = { host: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6)(run?.['host']), started: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6)(run?.['started']) };
    return { ...Object.fromEntries(texts), ...more };
}


/***/ }),

/***/ 19820:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   group: () => (/* binding */ group),
/* harmony export */   load: () => (/* binding */ load),
/* harmony export */   mask: () => (/* binding */ mask),
/* harmony export */   say: () => (/* binding */ say),
/* harmony export */   sayOnce: () => (/* binding */ sayOnce)
/* harmony export */ });
/* harmony import */ var _progress_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37751);
/** The log of a run: groups, lines and masks, as GitHub's runner shows them. */

let toolkit;
let loading;
const waiting = [];
const said = new Set();
/** Prints now, or in its turn when the toolkit is there. */
function print(line) {
    if (toolkit === undefined)
        waiting.push(line);
    else
        line(toolkit);
}
/**
 * Loads the toolkit and prints what has waited for it. That blocks this thread for a while, so that it
 * happens beside something slow: the first Terraform.
 */
function load() {
    loading ??= Promise.all(/* import() */[__webpack_require__.e(119), __webpack_require__.e(942), __webpack_require__.e(955), __webpack_require__.e(838)]).then(__webpack_require__.bind(__webpack_require__, 33838)).then((core) => {
        toolkit = core;
        for (const line of waiting.splice(0))
            line(core);
    });
    return loading;
}
/** Prints foreign text; it cannot command the runner. */
function say(text) {
    said.add(text);
    print((core) => core.info((0,_progress_js__WEBPACK_IMPORTED_MODULE_0__/* .harmless */ .Is)(text)));
    void load();
}
/** Prints what is in the summary and was not printed when it happened. */
function sayOnce(text) {
    if (!said.has(text))
        say(`Note: ${text}`);
}
/** Folds what `work` prints under a title. */
async function group(title, work) {
    print((core) => core.startGroup((0,_progress_js__WEBPACK_IMPORTED_MODULE_0__/* .harmless */ .Is)(title)));
    const working = work();
    void load();
    try {
        return await working;
    }
    finally {
        print((core) => core.endGroup());
    }
}
/** Has the runner replace the values by `***`, before anything else is printed. */
const mask = (values) => print((core) => values.forEach((value) => core.setSecret(value)));


/***/ }),

/***/ 55411:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $5: () => (/* binding */ credentialOf),
/* harmony export */   E6: () => (/* binding */ resetConfig),
/* harmony export */   p7: () => (/* binding */ writeObject),
/* harmony export */   vB: () => (/* binding */ createRepository)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(38522);
/** Our own bare repository: a place for objects and refs, and the credential for the origin. */




/**
 * Makes the repository in a directory of ours: never in the user's checkout, where a second
 * credential would make GitHub answer 400. Starts no process.
 * @param variables the process's environment
 * @see https://git-scm.com/docs/gitrepository-layout
 */
function createRepository(directory, origin, variables) {
    for (const folder of ['objects/info', 'objects/pack', 'refs']) {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdirSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, folder), { recursive: true });
    }
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, 'HEAD'), 'ref: refs/heads/none\n');
    resetConfig(directory);
    return { directory, origin, environment: environmentFor(origin, variables) };
}
/**
 * Writes the repository's configuration anew. A fetch without files notes a place to fetch them from
 * later; a push would then fetch the whole tree of the user's code, only to find that it is not needed.
 */
function resetConfig(directory) {
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, 'config'), '[core]\n\trepositoryformatversion = 0\n\tbare = true\n');
}
/** The value of the `Authorization` header: to be masked before anything is printed. */
const credentialOf = (token) => Buffer.from(`x-access-token:${token}`).toString('base64');
function environmentFor(origin, variables) {
    const inherited = Object.entries(variables).filter(([name, value]) => value !== undefined &&
        !/^(?:INPUT_|STATE_|ACTIONS_|GIT_(?:DIR|WORK_TREE|INDEX_FILE|NAMESPACE|OBJECT_DIRECTORY|ALTERNATE_|COMMON_DIR|CONFIG_(?:COUNT|KEY_|VALUE_|PARAMETERS)|TRACE|CURL_VERBOSE))/u.test(name));
    const settings = [
        ['credential.helper', ''],
        ['core.hooksPath', '/dev/null'],
        ['core.fsync', 'none'],
        ['gc.auto', '0'],
        ['maintenance.auto', 'false'],
        ['push.gpgSign', 'false'],
        ['advice.detachedHead', 'false'],
        ['protocol.version', '2'],
        // A transfer that stands still for a minute is over.
        ['http.lowSpeedLimit', '1'],
        ['http.lowSpeedTime', '60'],
        // Submodules are on the same server; for the repository itself nothing may be more specific.
        ...credentialFor(`${origin.serverUrl}/`, origin.token),
        ...(origin.url.startsWith(`${origin.serverUrl}/`)
            ? credentialFor(origin.url, origin.token)
            : [])
    ];
    return {
        ...Object.fromEntries(inherited),
        LC_ALL: 'C',
        GIT_TERMINAL_PROMPT: '0',
        GIT_CONFIG_COUNT: String(settings.length),
        ...Object.fromEntries(settings.flatMap(([key, value], index) => [
            [`GIT_CONFIG_KEY_${index}`, key],
            [`GIT_CONFIG_VALUE_${index}`, value]
        ]))
    };
}
/** An empty value clears what the machine's own configuration has set before. */
function credentialFor(url, token) {
    const name = `http.${url}.extraheader`;
    const header = [name, `AUTHORIZATION: basic ${credentialOf(token)}`];
    return [[name, ''], ...(token === '' ? [] : [header])];
}
/**
 * Writes an object into the repository, without a process.
 * @returns its name
 * @see https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
 */
function writeObject(repository, type, body) {
    const whole = Buffer.concat([Buffer.from(`${type} ${body.length}\0`), body]);
    const name = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha1').update(whole).digest('hex');
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(repository.directory, 'objects', name.slice(0, 2));
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdirSync)(folder, { recursive: true });
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, name.slice(2)), (0,node_zlib__WEBPACK_IMPORTED_MODULE_3__.deflateSync)(whole, { level: 1 }), {
            flag: 'wx',
            mode: 0o444
        });
    }
    catch (error) {
        // The same content has the same name: it is there already.
        if (error.code !== 'EEXIST')
            throw error;
    }
    return name;
}


/***/ }),

/***/ 70484:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ET: () => (/* binding */ saveAgain),
/* harmony export */   GW: () => (/* binding */ killed),
/* harmony export */   gL: () => (/* binding */ unremembered),
/* harmony export */   ic: () => (/* binding */ rescue),
/* harmony export */   kv: () => (/* binding */ doubtOf),
/* harmony export */   ly: () => (/* binding */ gaveUp)
/* harmony export */ });
/* unused harmony export HalfDone */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(58500);
/* harmony import */ var _backend_git_state_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(53156);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(452);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(45894);
/* harmony import */ var _swap_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9544);
/* harmony import */ var _terraform_lock_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(22095);
/* harmony import */ var _terraform_run_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(70243);
/** A state that Terraform could not store: tried again, else kept at the origin, encrypted, for the next run. */









/** What a record says of an apply that failed this way. */
function doubtOf(run, error) {
    if (run.keep !== undefined)
        return { unsaved: true };
    if (error instanceof HalfDone)
        return { interrupted: true };
    const isLost = error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .RunError */ .e4 && error.reason === 'state-not-saved' && !run.rescued;
    return isLost ? { unsaved: true } : {};
}
/** Where the record could not be written either, nothing stops the next run. */
const unremembered = (error) => new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .RunError */ .e4('state-not-saved', `${error instanceof Error ? error.message : String(error)} Nor could this be noted in the record.`, 'Copy that file now: it is the only memory of what was made. Nothing stops the next run on this environment, which would make all of it a second time: put the state back before it starts, or remove by hand what was made.', { cause: error });
/** An apply that did not end in good order: the state may not know of all that was made. */
class HalfDone extends _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .RunError */ .e4 {
}
const LOOK = 'If Terraform then says that something exists already, import it or remove it by hand.';
const killed = (signal) => new HalfDone('apply-failed', `Terraform was killed by ${signal} in the middle of the apply; what it made in its last 20 seconds may be missing in the state.`, `Give the machine more memory or time, and run it again. ${LOOK}`);
const gaveUp = () => new HalfDone('cancelled', 'The run was cancelled, and Terraform did not stop in the time that GitHub gives: it was told to give up. What it was making at that moment may be missing in the state.', `Run it again to finish. ${LOOK}`);
/** The service may only have had a bad moment. */
const PAUSES_MS = [2000, 8000];
/** Until it is stored or rescued, the state is on this machine only. */
const LOCK_PATIENCE_MS = 30_000;
/** How long the only copy is held out; after a cancellation the machine has less than five minutes. */
const LONGEST_PATIENCE_MS = 180_000;
const PAUSE_MS = 10_000;
/**
 * Stores what Terraform could not.
 * @returns whether there was anything to store, which is stored now
 * @throws RunError `state-not-saved` where that fails too; the state is then in the rescue ref, or on this machine only
 */
async function saveAgain(task) {
    const { run, prepared, server } = task;
    const left = (0,_terraform_run_js__WEBPACK_IMPORTED_MODULE_8__/* .unsavedState */ .EG)(prepared.root);
    const body = server?.unsaved() ?? (left === undefined ? undefined : (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(left));
    if (body === undefined)
        return false;
    if (left !== undefined)
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.chmodSync)(left, 0o600);
    // Until it is stored or rescued, whatever goes wrong: this is the only copy.
    run.keep = left ?? keepHere(run, body);
    run.log.say('Terraform could not store its state; storing it again.');
    const problem = await storedOrRescued(task, left, body);
    if (problem === 'stored') {
        discard(run);
        run.report.notices.push('The state could be stored only at a later attempt.');
        return true;
    }
    const cause = server?.failure();
    if (problem === 'rescued') {
        run.rescued = true;
        discard(run);
        // Terraform tells how to push the file that is gone now.
        const { diagnostics } = run.report;
        const told = diagnostics.filter(({ summary }) => summary !== 'Failed to persist state to backend');
        diagnostics.splice(0, diagnostics.length, ...told);
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .RunError */ .e4('state-not-saved', `Terraform changed resources, but their state could not be saved. It was rescued, encrypted, in ${(0,_record_js__WEBPACK_IMPORTED_MODULE_5__/* .rescueRef */ .RC)(run.names)}.`, 'Nothing is lost: the next run on this environment puts the state back before anything else. Mend what keeps the state from being stored, and run this again.', { cause });
    }
    const file = run.keep;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .RunError */ .e4('state-not-saved', `Terraform changed resources, but their state could not be saved, and not be rescued either: ${problem.why}. It is only on this runner, until the job ends: ${file}`, `On a self-hosted runner, copy that file now: it is the only memory of what was made. The next run on this environment stops and says what to do.`, { cause });
}
/** Holds out for as long as the user would wait for a lock: this may be the only copy. */
async function storedOrRescued(task, left, body) {
    const { run, state } = task;
    const until = Date.now() + Math.min(run.inputs.lockTimeoutMs, LONGEST_PATIENCE_MS);
    for (;;) {
        if (await stored(task, left, body))
            return 'stored';
        // It knows of everything only as long as nothing else is stored in place of what it was made from.
        const base = state === undefined ? undefined : (state.commit() ?? _record_js__WEBPACK_IMPORTED_MODULE_5__/* .NO_STATE */ .S_);
        const why = await rescue(run, body, base);
        if (why === undefined)
            return 'rescued';
        const patience = until - Date.now();
        if (patience <= 0)
            return { why };
        run.log.say(`The state could be stored nowhere yet (${why}); trying on.`);
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_2__.setTimeout)(Math.min(patience, PAUSE_MS));
    }
}
async function stored(task, left, body) {
    const { run, terraform, server } = task;
    if (server !== undefined) {
        // The swap has its own pauses.
        return server.save(body).then(() => true, () => false);
    }
    if (left === undefined)
        return false;
    for (const pause of [...PAUSES_MS, undefined]) {
        // What kept the state from being stored may have kept Terraform's lock from being released.
        const free = await (0,_terraform_lock_js__WEBPACK_IMPORTED_MODULE_7__/* .releaseOwnLock */ .LD)(task);
        const patience = free ? Math.min(run.inputs.lockTimeoutMs, LOCK_PATIENCE_MS) : 0;
        if ((await (0,_terraform_run_js__WEBPACK_IMPORTED_MODULE_8__/* .pushState */ .c8)(terraform, left, patience)) === undefined)
            return true;
        if (pause !== undefined)
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_2__.setTimeout)(pause);
    }
    return false;
}
/**
 * Puts a state into the rescue ref.
 * @param base the commit of the state it was made from, or `NO_STATE`; undefined where that is not known
 * @returns why it could not be done, or undefined
 */
async function rescue(run, body, base) {
    const keys = await run.keysFor?.(run.salt);
    if (keys === undefined)
        return 'no state-passphrase is given to encrypt it with';
    const { names, repository } = run;
    const ref = (0,_record_js__WEBPACK_IMPORTED_MODULE_5__/* .rescueRef */ .RC)(names);
    try {
        const { lineage, serial } = (0,_backend_git_state_js__WEBPACK_IMPORTED_MODULE_3__/* .factsOf */ .xS)(body, 'errored.tfstate', keys);
        const message = `rescued state of ${names.environment}, serial ${serial}\n\n${JSON.stringify({ base }, undefined, 2)}\n`;
        const to = (0,_backend_git_state_js__WEBPACK_IMPORTED_MODULE_3__/* .writeSealed */ .CK)(repository, body, { lineage, serial }, ref, keys, message);
        const outcome = await (0,_swap_js__WEBPACK_IMPORTED_MODULE_6__/* .swap */ .wg)(repository, [{ ref, from: undefined, to }], 'long');
        return outcome === 'done' ? undefined : `${ref} exists already`;
    }
    catch (error) {
        return error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .RunError */ .e4 ? error.message : String(error);
    }
}
/** There is another copy now. */
function discard(run) {
    if (run.keep !== undefined)
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(run.keep, { force: true });
    run.keep = undefined;
}
function keepHere(run, body) {
    const file = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(run.directory, 'errored.tfstate');
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(file, body, { mode: 0o600 });
    return file;
}


/***/ }),

/***/ 22490:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A: () => (/* binding */ startRun)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/backend/encryption.js
var encryption = __webpack_require__(92339);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./lib/folder.js
var folder = __webpack_require__(52315);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: ./lib/run-directory.js
var run_directory = __webpack_require__(4232);
;// CONCATENATED MODULE: ./lib/cache/request.js
/** One question to the cache service: asked by a process of its own, which can be killed with all it has begun. */





/** One small question: who does not answer it within this time hangs. */
const ANSWER_MS = 10_000;
/** A gigabyte at 20 MB/s, which GitHub has many times over; what is slower is not worth the wait. */
const TRANSFER_MS = 60_000;
const LIMITS = {
    found: TRANSFER_MS,
    asking: ANSWER_MS,
    reserved: TRANSFER_MS
};
/** How often is looked how much came. */
const LOOK_MS = 250;
const MOST_BYTES = 5e9;
function openRequests(setup) {
    const { mostBytes = MOST_BYTES } = setup;
    const running = new Set();
    return {
        ask: async (request, place, workspace) => {
            const child = start(setup, request, place, (0,external_node_fs_.realpathSync)(workspace));
            running.add(child);
            const why = listen(child);
            const refuse = () => {
                if (request.verb === 'restore' && (0,folder/* isLarger */.E0)(place, mostBytes))
                    throw new Error('the entry is too large.');
            };
            try {
                const answer = await answerOf(child, request.verb, refuse);
                const reason = why();
                // The toolkit answers a failed question like one for something that is not there, but warns.
                if (answer !== 'done' && reason !== undefined)
                    throw new Error(reason);
                if (request.verb === 'restore')
                    (0,folder/* openUp */._W)(workspace);
                refuse(); // with what could not be listed before
                return answer;
            }
            finally {
                kill(child);
                running.delete(child);
            }
        },
        stop: () => running.forEach(kill)
    };
}
/** Proxies and certificates as the user has them; nothing that the run was given to keep. */
const PASSED = /^(?:ACTIONS_(?:RUNTIME_TOKEN|RESULTS_URL|CACHE_\w+)|GITHUB_SERVER_URL|RUNNER_(?:OS|ARCH|TRACKING_ID)|HOME|LANG|(?:https?|no|all)_proxy|SSL_CERT_(?:FILE|DIR)|NODE_EXTRA_CA_CERTS)$/iu;
function start({ script, variables }, request, place, workspace) {
    const path = variables['PATH'] ?? '';
    for (const name of ['temp', 'bin'])
        (0,external_node_fs_.mkdirSync)((0,external_node_path_.join)(place, name));
    for (const name of ['tar', 'gtar']) {
        const isThere = path.split(external_node_path_.delimiter).some((folder) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(folder, name)));
        if (isThere)
            (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(place, 'bin', name), TAR, { mode: 0o755 });
    }
    return (0,external_node_child_process_.spawn)(process.execPath, [script], {
        // The toolkit makes names relative to it: without '..', and the same on every machine.
        cwd: workspace,
        detached: true,
        stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
        env: {
            ...Object.fromEntries(Object.entries(variables).filter(([name]) => PASSED.test(name))),
            PATH: `${(0,external_node_path_.join)(place, 'bin')}${external_node_path_.delimiter}${path}`,
            // Relative to cwd, and to the folder that an archive is made in.
            RUNNER_TEMP: (0,external_node_path_.relative)(workspace, (0,external_node_path_.join)(place, 'temp')),
            GITHUB_WORKSPACE: '.',
            CACHE_WORKSPACE: workspace,
            [run_directory/* CACHE_VARIABLE */._$]: JSON.stringify(request)
        }
    });
}
/**
 * The toolkit extracts with -P, by which an archive can write anywhere; without, tar keeps it in its directory. And
 * it splits its command at blanks: so all names in there are relative, and the one directory comes from here.
 */
const TAR = `#!/bin/sh
PATH=\${PATH#*:}
for word do
  shift
  [ "$before" = -C ] && word=$CACHE_WORKSPACE
  before=$word
  [ "$word" = -P ] || set -- "$@" "$word"
done
exec "\${0##*/}" "$@"
`;
/**
 * The last answer, once everything the process has printed was read.
 * @param refuse throws where more came than may
 */
const answerOf = (child, verb, refuse) => new Promise((resolve, reject) => {
    let last;
    let timer;
    const end = (settle) => {
        clearTimeout(timer);
        clearInterval(watch);
        settle();
    };
    const watch = setInterval(() => {
        try {
            refuse();
        }
        catch (error) {
            end(() => reject(error));
        }
    }, LOOK_MS);
    const limit = (ms) => {
        clearTimeout(timer);
        const late = () => reject(new Error(`no answer within ${ms / 1000} s.`));
        timer = setTimeout(() => end(late), ms);
    };
    limit(verb === 'restore' ? ANSWER_MS : TRANSFER_MS);
    child.on('message', (answer) => {
        if (answer in LIMITS)
            limit(LIMITS[answer]);
        else
            last = answer;
    });
    child.once('error', (error) => end(() => reject(error)));
    child.once('close', () => {
        end(() => {
            if (last === undefined)
                reject(new Error('it ended without an answer.'));
            else
                resolve(last);
        });
    });
});
function kill({ pid }) {
    if (pid !== undefined)
        (0,run_directory/* signal */.vP)(-pid, 'SIGKILL'); // the group: tar is in it
}
const LONGEST_OUTPUT = 64 * 1024;
/** @returns what tells the first warning or error that was printed */
function listen(child) {
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
        if (output.length < LONGEST_OUTPUT)
            output += text;
    });
    return () => /^::(?:warning|error)::(.+)$/mu.exec(output)?.[1];
}

;// CONCATENATED MODULE: ./lib/cache/cache.js
/** What other runs saved in GitHub's cache: it may fail, hang or lie, and costs a run nothing but a little time. */




/** @returns undefined where the runner names no cache service: nothing is asked then */
function openCache(setup) {
    const { variables, say } = setup;
    const service = variables['ACTIONS_RESULTS_URL'] ?? variables['ACTIONS_CACHE_URL'] ?? '';
    if (service === '' || (variables['ACTIONS_RUNTIME_TOKEN'] ?? '') === '')
        return undefined;
    const requests = openRequests(setup);
    let failed = false;
    let absent = false;
    let stopped = false;
    const isDone = async (...asked) => {
        const answer = await requests.ask(...asked);
        absent = answer === 'absent';
        return answer === 'done';
    };
    /** With a place of its own, whatever comes; once something failed, nothing is asked any more. */
    const attempt = async (act) => {
        if (failed || absent || stopped)
            return false;
        let place;
        try {
            place = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)((0,external_node_fs_.realpathSync)(setup.scratch), 'cache-'));
            return (await act(place)) && !stopped;
        }
        catch (error) {
            if (failed || stopped)
                return false;
            failed = true;
            say(`The cache failed, and this run goes on without it: ${plain(error, variables)}`);
            return false;
        }
        finally {
            // The end of the run tries again, and tells of it.
            if (place !== undefined)
                (0,folder/* remove */.TF)(place);
        }
    };
    return {
        tryRestore: (directory, key) => attempt(async (place) => {
            const name = (0,external_node_path_.basename)(directory);
            const workspace = (0,external_node_path_.join)(place, 'in');
            (0,external_node_fs_.mkdirSync)(workspace);
            if (!(await isDone({ verb: 'restore', name, key }, place, workspace)))
                return false;
            if (!stopped)
                put((0,external_node_path_.join)(workspace, name), directory);
            return true;
        }),
        trySave: (directory, key) => attempt(async (place) => {
            const name = (0,external_node_path_.basename)(directory);
            const done = await isDone({ verb: 'save', name, key }, place, (0,external_node_path_.dirname)(directory));
            if (!done && !absent)
                say(`The cache took nothing under ${key}: another run saves the same, or this one may not write.`);
            return done;
        }),
        stop: () => {
            stopped = true;
            requests.stop();
        }
    };
}
const LONGEST_WORDS = 300;
/** One line without what gives access: a service may repeat the token, and its addresses are signed. */
function plain(error, variables) {
    const text = error instanceof Error ? error.message : String(error);
    return text
        .replaceAll(variables['ACTIONS_RUNTIME_TOKEN'] ?? '', '***')
        .replaceAll(/\?[^\s'"]*/gu, '?…')
        .replaceAll(/%0[AD]|\s+/gu, ' ')
        .slice(0, LONGEST_WORDS);
}
/** Moves a directory to its place, also to another file system. */
function put(arrived, directory) {
    if ((0,external_node_fs_.lstatSync)(arrived, { throwIfNoEntry: false })?.isDirectory() !== true) {
        throw new Error('the archive does not hold what was asked for.');
    }
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(directory), { recursive: true });
    try {
        (0,external_node_fs_.renameSync)(arrived, directory);
    }
    catch (error) {
        if (error.code !== 'EXDEV')
            throw error;
        (0,external_node_fs_.cpSync)(arrived, directory, { recursive: true, verbatimSymlinks: true, errorOnExist: true });
    }
}

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/cancel.js
/** One cancellation of a run: the first signal counts, every later one is swallowed. */




/**
 * Installs the handlers: from here on no signal ends this process.
 * @param directory the run's own, where that is said
 */
function watchCancellation(directory) {
    let cancelled = false;
    const acts = [];
    const cancel = () => {
        if (cancelled)
            return;
        cancelled = true;
        acts.forEach((act) => act());
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
        process.on(signal, cancel);
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(directory, run_directory/* LISTENING */.af), '');
    return {
        cancelled: () => cancelled,
        check: () => {
            if (cancelled)
                throw new errors/* RunError */.e4('cancelled', 'The run was cancelled before Terraform changed anything.', 'Run it again.');
        },
        onCancel: (act) => {
            if (cancelled)
                act();
            else
                acts.push(act);
        }
    };
}

// EXTERNAL MODULE: ./lib/context.js
var lib_context = __webpack_require__(86048);
// EXTERNAL MODULE: ./lib/decision.js
var decision = __webpack_require__(58825);
// EXTERNAL MODULE: ./lib/json.js
var json = __webpack_require__(16413);
;// CONCATENATED MODULE: ./lib/github/api.js
/** The only file that talks to GitHub's REST API. */

const TIMEOUT_MS = 10_000;
/**
 * Opens the API, and loads its client with the first request only: most runs never need it.
 * @param url `GITHUB_API_URL`
 * @see https://docs.github.com/rest
 */
function openApi(url, token) {
    let client;
    return {
        get: async (path) => {
            try {
                client ??= connect(url, token);
                const request = { signal: AbortSignal.timeout(TIMEOUT_MS) };
                const response = await (await client).request(`GET ${path}`, { request });
                return {
                    status: response.status,
                    body: response.data,
                    now: timeOf(response.headers.date),
                    problem: undefined
                };
            }
            catch (error) {
                const status = statusOf(error);
                return { status, body: undefined, now: Date.now(), problem: wordsOf(error, status) };
            }
        }
    };
}
async function connect(url, token) {
    const { getOctokit } = await Promise.all(/* import() */[__webpack_require__.e(119), __webpack_require__.e(413)]).then(__webpack_require__.bind(__webpack_require__, 92413));
    return getOctokit(token, { baseUrl: url, log: SILENT });
}
/** A refused question is told with its consequence, or not at all. */
const SILENT = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: () => undefined
};
const timeOf = (date) => {
    const time = Date.parse(date ?? '');
    return Number.isNaN(time) ? Date.now() : time;
};
/** The client says 500 where there was no answer at all. */
function statusOf(error) {
    const { response, status } = (0,json/* objectOf */.Xy)(error) ?? {};
    return response === undefined ? 0 : ((0,json/* numberOf */.rl)(status) ?? 0);
}
function wordsOf(error, status) {
    const words = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return status === 0 ? `no answer (${words.slice(0, 200)})` : `it answered ${status}`;
}

// EXTERNAL MODULE: ./lib/policy/policy.js
var policy_policy = __webpack_require__(73506);
// EXTERNAL MODULE: ./lib/git.js
var git = __webpack_require__(79151);
// EXTERNAL MODULE: ./lib/repository.js
var lib_repository = __webpack_require__(55411);
;// CONCATENATED MODULE: ./lib/policy/source.js
/** Reads the policy file from the default branch, whatever branch a run is about. */





const POLICY_FILE = '.github/gitops-env.yml';
/**
 * Fetches the default branch's commit, and of its files only what leads to this one.
 * @param directory the run's own
 * @returns the policy; an empty one where there is no file
 * @throws RunError `origin-unreachable` where it cannot be told, `invalid-input` for a file with mistakes
 */
async function readPolicy(directory, origin, variables) {
    // A repository of its own: what is not there yet is fetched when it is asked for.
    const repository = (0,lib_repository/* createRepository */.vB)((0,external_node_path_.join)(directory, 'policy'), origin, variables);
    const fetched = await (0,git/* git */.$Y)(repository, [
        'fetch',
        '--quiet',
        '--no-tags',
        '--depth=1',
        '--filter=tree:0',
        origin.url,
        'HEAD'
    ]);
    if (fetched.exitCode !== 0) {
        if ((await (0,git/* listOrigin */.JH)(repository, ['HEAD'])).size === 0)
            return policy_policy/* NO_POLICY */.lm;
        throw unreadable(repository, fetched.stderr);
    }
    const listed = await (0,git/* git */.$Y)(repository, ['ls-tree', 'FETCH_HEAD', POLICY_FILE]);
    if (listed.exitCode !== 0)
        throw unreadable(repository, listed.stderr);
    const line = listed.stdout.toString('utf8');
    if (line === '')
        return policy_policy/* NO_POLICY */.lm;
    const [, blob] = /^100\d{3} blob ([0-9a-f]+)\t/u.exec(line) ?? [];
    if (blob === undefined) {
        throw new errors/* RunError */.e4('invalid-input', `${POLICY_FILE} on the default branch is not a file.`, 'Write the policy itself there, not a link or a folder.');
    }
    const content = await (0,git/* git */.$Y)(repository, ['cat-file', 'blob', blob]);
    if (content.exitCode !== 0)
        throw unreadable(repository, content.stderr);
    const { parsePolicy } = await Promise.all(/* import() */[__webpack_require__.e(225), __webpack_require__.e(230)]).then(__webpack_require__.bind(__webpack_require__, 61849));
    return parsePolicy(content.stdout.toString('utf8'), POLICY_FILE);
}
/** Without the policy nobody knows what is protected. */
const unreadable = ({ origin }, words) => new errors/* RunError */.e4('origin-unreachable', `The policy on the default branch of ${origin.url} cannot be read: ${(0,git/* lastWords */.aN)(words)}`, 'Nothing was changed. Run it again.');

// EXTERNAL MODULE: ./lib/report/redact.js
var redact = __webpack_require__(26749);
// EXTERNAL MODULE: ./lib/report/log.js
var log = __webpack_require__(19820);
// EXTERNAL MODULE: ./lib/report.js
var lib_report = __webpack_require__(9293);
;// CONCATENATED MODULE: ./lib/start.js
/** Makes a run from what the step decided: its report, its repository, its keys. */














/**
 * @param directory the run's own, private
 * @param variables the process's environment
 */
function startRun(directory, variables) {
    const { context, inputs, operation, names, defaultBranch } = actOnly((0,decision/* decide */.L)(variables));
    const report = (0,lib_report/* startReport */.Fg)({
        command: inputs.command,
        repositoryUrl: (0,lib_context/* repositoryUrl */.Ek)(context),
        runUrl: (0,lib_context/* runUrl */.Vp)(context),
        actor: context.actor,
        workingDirectory: inputs.workingDirectory
    });
    Object.assign(report, names, { operation: operation.kind });
    const origin = { url: (0,lib_context/* repositoryUrl */.Ek)(context), serverUrl: context.serverUrl, token: inputs.token };
    const salt = (0,encryption/* saltOf */.um)(context.repositoryId, names.project, names.environment);
    // Where the server began to tell the repository's number only later, its name was used before.
    const earlier = (0,encryption/* saltOf */.um)(context.repository, names.project, names.environment);
    const keysFor = (0,encryption/* keysOf */.YD)(inputs.statePassphrase, inputs.previousPassphrase, [salt, earlier]);
    const policyNow = async () => (0,policy_policy/* policyFor */.KV)(await readPolicy(directory, origin, variables), names.environment);
    const policy = policyNow();
    policy.catch(() => undefined); // awaited where it decides
    const secrets = new Set();
    const cancellation = watchCancellation(directory);
    const run = {
        context,
        inputs,
        operation,
        names,
        directory,
        variables,
        report,
        keysFor,
        salt,
        secrets,
        repository: (0,lib_repository/* createRepository */.vB)((0,external_node_path_.join)(directory, 'git'), origin, variables),
        cancellation,
        cache: inputs.cache ? cacheFor(directory, variables, cancellation) : undefined,
        later: [],
        abandon: () => Promise.resolve(),
        identity: {
            server: context.serverUrl,
            repository: context.repository,
            id: context.runId,
            attempt: context.attempt,
            job: context.job,
            runner: context.runner,
            actor: context.actor,
            url: (0,lib_context/* runUrl */.Vp)(context),
            host: whoAmI(),
            started: new Date().toISOString()
        },
        api: openApi(context.apiUrl, inputs.token),
        policy,
        readPolicy: policyNow,
        defaultBranch,
        log: log,
        hide: (values) => {
            const fresh = (0,redact/* maskable */.dm)(values).filter((value) => !secrets.has(value));
            fresh.forEach((value) => secrets.add(value));
            run.log.mask(fresh);
        },
        outputs: undefined,
        keep: undefined,
        planned: [],
        rescued: false
    };
    return run;
}
/** Ended by a cancellation: nothing is worth waiting for then. */
function cacheFor(directory, variables, cancellation) {
    const script = process.argv[1] ?? '';
    const cache = openCache({ scratch: directory, script, variables, say: log.say });
    if (cache !== undefined)
        cancellation.onCancel(cache.stop);
    return cache;
}
/** As Terraform tells it in its locks; a container may run as a user without a name. */
function whoAmI() {
    try {
        return `${(0,external_node_os_.userInfo)().username}@${(0,external_node_os_.hostname)()}`;
    }
    catch {
        return undefined;
    }
}
/** A worker is started only where there is something to do. */
function actOnly(decision) {
    const { operation, names } = decision;
    if (operation.kind === 'skip' || names === undefined)
        throw new Error('There is nothing to do for a worker.');
    return { ...decision, operation, names };
}


/***/ }),

/***/ 9544:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   be: () => (/* binding */ writeLock),
/* harmony export */   rV: () => (/* binding */ writeCommit),
/* harmony export */   rh: () => (/* binding */ writeRecord),
/* harmony export */   wg: () => (/* binding */ swap)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);
/* harmony import */ var _backend_encryption_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92339);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);
/* harmony import */ var _git_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(79151);
/* harmony import */ var _repository_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(55411);
/** Writes commits of ours, and swaps the refs at the origin that point at them. */





/**
 * Writes a record's commit: the tree of the attempted commit; that commit as the first parent, so that
 * the record changes no file; the previous record as the second.
 * @returns the commit, still to be pushed
 */
function writeRecord(repository, record, tree, previous, keys) {
    const signature = keys === undefined
        ? undefined
        : { salt: keys.salt, check: keys.check, hmac: (0,_backend_encryption_js__WEBPACK_IMPORTED_MODULE_1__/* .sign */ ._S)(canonical(record), keys) };
    const doing = record.outcome === 'applying' && record.operation === 'destroy' ? 'destroying' : record.outcome;
    const headline = `${record.environment}: ${doing} ${record.commit.slice(0, 7)} of ${record.branch}`;
    const message = `${headline}\n\n${JSON.stringify({ ...record, signature }, undefined, 2)}\n`;
    const parents = previous === undefined ? [record.attempted] : [record.attempted, previous];
    return writeCommit(repository, tree, parents, message, record.time);
}
/** The text that is signed: what JSON.parse of the written record gives back. */
const canonical = (record) => JSON.stringify(record);
/** Writes a lock's commit; the time and the run make it different from every other. */
function writeLock(repository, names, run, time) {
    const message = `lock of ${names.environment}: run ${run.id}\n\n${JSON.stringify({ run, time }, undefined, 2)}\n`;
    return writeCommit(repository, (0,_repository_js__WEBPACK_IMPORTED_MODULE_4__/* .writeObject */ .p7)(repository, 'tree', Buffer.alloc(0)), [], message, time);
}
/** @param time ISO 8601 */
function writeCommit(repository, tree, parents, message, time) {
    const who = `gitops-env-action <gitops-env-action@users.noreply.github.com> ${Math.floor(Date.parse(time) / 1000)} +0000`;
    const lines = [
        `tree ${tree}`,
        ...parents.map((parent) => `parent ${parent}`),
        `author ${who}`,
        `committer ${who}`
    ];
    return (0,_repository_js__WEBPACK_IMPORTED_MODULE_4__/* .writeObject */ .p7)(repository, 'commit', Buffer.from(`${lines.join('\n')}\n\n${message}`));
}
/** What Terraform did must be remembered: that is worth a longer wait than a lock. */
const RETRY_AFTER_MS = { short: [1000, 4000], long: [1000, 4000, 10_000] };
/**
 * Swaps refs at the origin, all or none; tries again where the origin may only have had a bad moment.
 * @returns `raced` where another run changed one of them first
 * @throws RunError `origin-unreachable`, or `not-permitted` where the origin refuses though nothing changed
 */
async function swap(repository, updates, patience = 'short') {
    for (const pause of [...RETRY_AFTER_MS[patience], undefined]) {
        const words = await (0,_git_js__WEBPACK_IMPORTED_MODULE_3__/* .tryPush */ .GZ)(repository, updates);
        if (words === undefined)
            return 'done';
        try {
            // Whether it was a race is not to be read from git's words.
            const refs = updates.map((update) => update.ref);
            const now = await (0,_git_js__WEBPACK_IMPORTED_MODULE_3__/* .listOrigin */ .JH)(repository, refs);
            // A connection may be cut after the origin has done it.
            if (updates.every((update) => now.get(update.ref) === update.to))
                return 'done';
            if (updates.some((update) => now.get(update.ref) !== update.from))
                return 'raced';
            if (pause === undefined)
                throw refused(refs, words);
        }
        catch (error) {
            if (pause === undefined)
                throw error;
        }
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(pause);
    }
    throw new Error('The last try either returns or throws.');
}
const refused = (refs, words) => new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RunError */ .e4('not-permitted', `The origin can be read, but refuses to write ${refs.join(', ')}: ${words}`, 'Give the job the right to write, and check that no push rule covers refs/gitops-env:\n    permissions:\n      contents: write');


/***/ }),

/***/ 848:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ns: () => (/* binding */ awsTagVariables),
  PG: () => (/* binding */ carriersIn),
  u$: () => (/* binding */ hasWay),
  tW: () => (/* binding */ isOlder),
  AQ: () => (/* binding */ labelsOverride),
  Pn: () => (/* binding */ meantBy),
  WW: () => (/* binding */ taggedOf),
  r$: () => (/* binding */ tagsOn),
  AH: () => (/* binding */ variableTags)
});

;// CONCATENATED MODULE: ./lib/tags/rules.js
/** What each provider's cloud allows in tags and labels, and how tags are made to fit. */
/** @see https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
const AWS = {
    // '=' is allowed, too, but the name of an environment variable, which carries the key, cannot have it.
    key: { forbidden: /[^\p{L}\p{N}\p{Zs}_.:/+\-@]/gu, most: 128 },
    value: { forbidden: /[^\p{L}\p{N}\p{Zs}_.:/=+\-@]/gu, most: 256 },
    most: 50,
    reserved: /^(aws):/iu
};
/** @see https://cloud.google.com/resource-manager/docs/labels-overview */
const GOOGLE = {
    key: { forbidden: /[^a-z0-9_-]/gu, most: 63, start: /^[a-z]/u },
    value: { forbidden: /[^a-z0-9_-]/gu, most: 63 },
    most: 64,
    lowerCase: true
};
/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations */
const AZURE = {
    key: { forbidden: /[<>%&\\?/\p{Cc}\p{Cs}]/gu, most: 512 },
    value: { forbidden: /[\p{Cc}\p{Cs}]/gu, most: 256 },
    most: 50,
    ignoresCase: true
};
/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
const KUBERNETES = {
    key: { forbidden: /[^A-Za-z0-9_.-]/gu, most: 63, ends: /^[_.-]+|[_.-]+$/gu },
    value: { forbidden: /[^A-Za-z0-9_.-]/gu, most: 63, ends: /^[_.-]+|[_.-]+$/gu },
    most: Infinity
};
/** By the end of its address. */
const PROVIDERS = {
    'hashicorp/aws': {
        title: 'aws',
        rules: AWS,
        argument: 'tags',
        // https://github.com/hashicorp/terraform-provider-aws/releases/tag/v5.62.0
        way: { kind: 'environment', since: '5.62.0' }
    },
    'hashicorp/google': {
        title: 'google',
        rules: GOOGLE,
        argument: 'labels',
        // https://github.com/hashicorp/terraform-provider-google/releases/tag/v5.0.0
        way: { kind: 'default_labels', since: '5.0.0' }
    },
    'hashicorp/google-beta': {
        title: 'google-beta',
        rules: GOOGLE,
        argument: 'labels',
        way: { kind: 'default_labels', since: '5.0.0' }
    },
    'hashicorp/azurerm': { title: 'azurerm', rules: AZURE, argument: 'tags' },
    'azure/azapi': { title: 'azapi', rules: AZURE, argument: 'tags' },
    'aliyun/alicloud': { title: 'alicloud', argument: 'tags' },
    'huaweicloud/huaweicloud': { title: 'huaweicloud', argument: 'tags' },
    'opentelekomcloud/opentelekomcloud': { title: 'opentelekomcloud', argument: 'tags' },
    'tencentcloudstack/tencentcloud': { title: 'tencentcloud', argument: 'tags' },
    'hetznercloud/hcloud': { title: 'hcloud', rules: KUBERNETES, argument: 'labels' },
    // Of its resources only some are labelled, and not by an argument of their own.
    'hashicorp/kubernetes': {
        title: 'kubernetes',
        rules: KUBERNETES,
        argument: 'labels'
    }
};
/** @param address `registry.terraform.io/hashicorp/google` */
function taggingOf(address) {
    const end = address.split('/').slice(-2).join('/').toLowerCase();
    return Object.hasOwn(PROVIDERS, end) ? PROVIDERS[end] : undefined;
}
/**
 * The tags as a provider's cloud takes them.
 * @param first keys that stay where there are too many
 */
function fitTags(tags, rules, first) {
    const fitted = new Map();
    const taken = new Map();
    const changes = [];
    for (const { key, wanted, name, from } of inOrder(tags, rules, first)) {
        const same = taken.get(rules.ignoresCase === true ? name.toLowerCase() : name);
        if (name === '')
            changes.push({ kind: 'empty', key });
        else if (same !== undefined)
            changes.push({ kind: 'same', key, as: same });
        else if (fitted.size >= rules.most)
            changes.push({ kind: 'beyond', key, most: rules.most });
        else {
            const to = fitText(from, rules.value, rules);
            if (name !== wanted && to !== from)
                changes.push({ kind: 'both', key, name, from, to });
            else if (name !== wanted)
                changes.push({ kind: 'key', key, to: name });
            else if (to !== from)
                changes.push({ kind: 'value', key, from, to });
            fitted.set(name, to);
            taken.set(rules.ignoresCase === true ? name.toLowerCase() : name, key);
        }
    }
    return { tags: Object.fromEntries(fitted), changes };
}
/** Those that must stay come first, then those whose key stays as it is. */
function inOrder(tags, rules, first) {
    const all = Object.entries(tags).map(([key, value]) => {
        const wanted = key.normalize('NFC');
        const name = fitText(wanted, rules.key, rules);
        const rank = first.includes(key) ? 0 : name === wanted ? 1 : 2;
        return { key, wanted, name, from: value.normalize('NFC'), rank };
    });
    return all.toSorted((left, right) => left.rank - right.rank);
}
function fitText(text, rule, { lowerCase, reserved }) {
    const cased = lowerCase === true ? text.toLowerCase() : text;
    const plain = cased.replace(rule.forbidden, '-');
    const free = reserved === undefined ? plain : plain.replace(reserved, '$1-');
    const begun = rule.start === undefined || rule.start.test(free) || free === '' ? free : `tag-${free}`;
    const trimmed = rule.ends === undefined ? begun : begun.replace(rule.ends, '');
    // Half a character may be left at the end of what was cut.
    const cut = trimmed.slice(0, rule.most).replace(/\p{Cs}$/u, '');
    return rule.ends === undefined ? cut : cut.replace(rule.ends, '');
}

// EXTERNAL MODULE: ./lib/tags/tags.js
var tags_tags = __webpack_require__(64696);
// EXTERNAL MODULE: ./lib/terraform/hcl-literal.js
var hcl_literal = __webpack_require__(77993);
// EXTERNAL MODULE: ./lib/variables.js
var lib_variables = __webpack_require__(95002);
;// CONCATENATED MODULE: ./lib/tags/carriers.js
/** How the tags of an environment reach its resources: by variables, by Terraform's environment, by an override file. */




/** Those of the providers that are known to take tags. */
const taggedOf = (used) => used.flatMap((provider) => {
    const tagging = taggingOf(provider.address);
    return tagging === undefined ? [] : [{ ...tagging, ...provider }];
});
/** The providers whose resources a variable is for: Google's for `labels`; all of them where none is of that kind. */
function meantBy(variable, providers) {
    const labels = variable === 'labels';
    const fitting = providers.filter(({ argument }) => (argument === 'labels') === labels);
    return fitting.length === 0 ? providers : fitting;
}
/** The tags as all of these providers take them, and what had to be altered for it. */
function tagsOn(providers, tags) {
    const rules = new Set(providers.flatMap((provider) => provider.rules ?? []));
    const changes = [];
    let fitted = tags;
    for (const one of rules) {
        const result = fitTags(fitted, one, tags_tags/* STANDARD_TAGS */.e);
        changes.push(...result.changes);
        fitted = result.tags;
    }
    return { tags: fitted, changes };
}
const PREFIX = 'TF_AWS_DEFAULT_TAGS_';
/**
 * The environment variables that the AWS provider takes tags from. It takes them in other modules, too, which only
 * `init` finds: so every Terraform gets them. AWS's IAM takes keys that differ by case for the same, and refuses a
 * role that has both: a standard tag is spelled as the module spells its own.
 * @param variables the user's, of which those for the same tag win
 * @see https://github.com/hashicorp/terraform-provider-aws/releases/tag/v5.62.0
 */
function awsTagVariables(tags, { tagKeys }, variables) {
    const rules = taggingOf('hashicorp/aws')?.rules;
    if (rules === undefined)
        return {};
    const own = new Set(Object.keys(variables).map((name) => name.toLowerCase()));
    const named = Object.entries(fitTags(tags, rules, tags_tags/* STANDARD_TAGS */.e).tags).map(([key, value]) => [`${PREFIX}${spelled(key, tagKeys)}`, value]);
    return Object.fromEntries(named.filter(([name]) => !own.has(name.toLowerCase())));
}
function spelled(key, tagKeys) {
    if (tagKeys.has(key) || !tags_tags/* STANDARD_TAGS */.e.some((one) => one === key))
        return key;
    return [...tagKeys].find((one) => one.toLowerCase() === key) ?? key;
}
/** Whether it takes tags without a change of the module; one whose version nobody knows is not an old one. */
const hasWay = ({ way, version, name }) => way !== undefined &&
    !isOlder(version, way.since) &&
    (way.kind !== 'default_labels' || name !== undefined);
function isOlder(version, since) {
    if (version === undefined)
        return false;
    const numbers = (text) => text.split(/[.+-]/u).slice(0, 3).map(Number);
    const [found, needed] = [numbers(version), numbers(since)];
    const at = needed.findIndex((number, index) => (found[index] ?? 0) !== number);
    return at >= 0 && (found[at] ?? 0) < (needed[at] ?? 0);
}
/**
 * The `provider` part of an override file that gives every block of Google's providers the labels; the module's own
 * labels win. Undefined where there is none to give them to.
 * @see https://developer.hashicorp.com/terraform/language/files/override
 */
function labelsOverride({ providers }, tagged, tags) {
    const labelled = tagged.filter((one) => one.way?.kind === 'default_labels' && hasWay(one));
    if (labelled.length === 0)
        return undefined;
    return Object.fromEntries(labelled.map((one) => {
        const labels = tagsOn([one], tags).tags;
        const blocks = providers.filter(({ name }) => name === one.name);
        const aliased = blocks.filter(({ alias }) => alias !== undefined);
        const plain = blocks.find(({ alias }) => alias === undefined);
        return [one.name, [plain, ...aliased].map((block) => overrideOf(block, labels))];
    }));
}
const overrideOf = (block, labels) => ({
    ...(block?.alias === undefined ? {} : { alias: block.alias }),
    default_labels: block?.labels === undefined
        ? Object.fromEntries(Object.entries(labels).map(([key, value]) => [(0,hcl_literal/* untemplated */.O)(key), (0,hcl_literal/* untemplated */.O)(value)]))
        : merged(labels, block.labels)
});
const merged = (labels, expression) => {
    const entries = Object.entries(labels).map(([key, value]) => `${(0,hcl_literal/* untemplated */.O)((0,hcl_literal/* quoted */.TL)(key))} = ${(0,hcl_literal/* untemplated */.O)((0,hcl_literal/* quoted */.TL)(value))}`);
    return `\${merge({ ${entries.join(', ')} }, ${expression})}`;
};
/** The tags for each variable that may stand for them, by its name. */
const variableTags = (tags, tagged) => ({
    tags: tagsOn(meantBy('tags', tagged), tags).tags,
    labels: tagsOn(meantBy('labels', tagged), tags).tags,
    default_tags: tagsOn(meantBy('default_tags', tagged), tags).tags,
    common_tags: tagsOn(meantBy('common_tags', tagged), tags).tags
});
/** Which variables carry tags: those of ours, and those that the user gives a value of his own. */
const carriersIn = ({ variables }, given) => {
    const all = (0,lib_variables/* declaredForTags */.ve)(variables);
    return { all, ours: all.filter((name) => given[name] === undefined) };
};


/***/ }),

/***/ 35531:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  DL: () => (/* binding */ carryTags),
  uY: () => (/* binding */ noteUnreached),
  oo: () => (/* binding */ taggedIn)
});

// EXTERNAL MODULE: ./lib/tags/carriers.js + 1 modules
var carriers = __webpack_require__(848);
// EXTERNAL MODULE: ./lib/tags/coverage.js
var coverage = __webpack_require__(38815);
;// CONCATENATED MODULE: ./lib/tags/notices.js
/** What a run says of tags that a cloud does not take as they were asked for. */


/** @param lines the input `tags` */
function alterationsOf(tagging, lines) {
    const own = [];
    const standard = [];
    for (const [key, sentences] of alterations(tagging)) {
        const isOwn = key === coverage/* ENVIRONMENT_TAG */.vp || Object.hasOwn(lines, key);
        (isOwn ? own : standard).push(sentences.join(' '));
    }
    return { own, standard };
}
/** One sentence for what was altered in the same way, however many providers it is for; by the tag's key. */
function alterations({ tags, module, tagged, given }) {
    const ways = tagged.filter(carriers/* hasWay */.u$).map((provider) => [provider]);
    const variables = (0,carriers/* carriersIn */.PG)(module, given).ours.map((name) => (0,carriers/* meantBy */.Pn)(name, tagged));
    const found = new Map();
    for (const providers of [...ways, ...variables]) {
        for (const change of (0,carriers/* tagsOn */.r$)(providers, tags).changes) {
            const key = JSON.stringify(change);
            const entry = found.get(key) ?? { change, on: new Set() };
            providers.forEach(({ title }) => entry.on.add(title));
            found.set(key, entry);
        }
    }
    const byKey = new Map();
    for (const { change, on } of found.values()) {
        const sentences = byKey.get(change.key) ?? [];
        byKey.set(change.key, [...sentences, sentenceOf(change, listed([...on]))]);
    }
    return byKey;
}
function sentenceOf(change, on) {
    const { key } = change;
    switch (change.kind) {
        case 'value':
            return `The tag '${key}' is '${change.to}' on ${on}, where '${change.from}' is not allowed.`;
        case 'key':
            return `The tag '${key}' is called '${change.to}' on ${on}, where '${key}' is not allowed.`;
        case 'both':
            return `The tag '${key}' is '${change.name}=${change.to}' on ${on}, where '${key}=${change.from}' is not allowed.`;
        case 'same':
            return `The tag '${key}' is left out on ${on}, where it would have the name of '${change.as}'.`;
        case 'empty':
            return `The tag '${key}' is left out on ${on}, where nothing of its name is allowed.`;
        case 'beyond':
            return `The tag '${key}' is left out on ${on}, where a resource has ${change.most} at most.`;
    }
}
const listed = (names) => names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

;// CONCATENATED MODULE: ./lib/tags/unreached.js
/** Says what a root module must have for the tags to reach resources that no way leads to. */



/**
 * One text for each provider that is too old, and one for all others. A resource with an environment of its own has
 * been thought of.
 * @param missing resources of the plan that do not carry every tag
 */
function unreachedNotices(missing, { module, tagged, given }, tool) {
    const bare = missing.filter(({ lacks, hasOther }) => lacks.includes(coverage/* ENVIRONMENT_TAG */.vp) && !hasOther);
    const known = new Set(tagged.map(({ address }) => address.toLowerCase()));
    const others = new Map(bare
        .filter(({ provider }) => !known.has(provider.toLowerCase()))
        .map((one) => [one.provider, unknownOf(one)]));
    const all = [...tagged, ...others.values()];
    const carried = new Set((0,carriers/* carriersIn */.PG)(module, given).all.flatMap((variable) => (0,carriers/* meantBy */.Pn)(variable, all)));
    const argumentsOf = ({ address }) => bare
        .filter(({ provider }) => provider.toLowerCase() === address.toLowerCase())
        .map(({ argument }) => argument);
    const left = all.filter((provider) => !carried.has(provider) && !(0,carriers/* hasWay */.u$)(provider) && argumentsOf(provider).length > 0);
    const old = left.filter(({ way, version }) => way !== undefined && (0,carriers/* isOlder */.tW)(version, way.since));
    const silent = left.filter((provider) => !old.includes(provider));
    const notices = old.map((one) => `The tags do not reach the resources of ${one.title}, which is ${one.version}: it takes them from outside of the root module since ${one.way?.since}. Raise its version in 'required_providers', run '${tool} init -upgrade' and commit .terraform.lock.hcl. Or add this to the root module:\n${howTo(argumentsOf(one))}`);
    if (silent.length === 0)
        return notices;
    const titles = listed([...new Set(silent.map(({ title }) => title))]);
    return [
        ...notices,
        `The tags do not reach the resources of ${titles}, for the root module declares no variable for them. Add this to it:\n${howTo(silent.flatMap(argumentsOf))}`
    ];
}
/** A provider whose cloud's rules nobody has written down here. */
const unknownOf = ({ provider, argument }) => ({
    address: provider,
    title: provider.split('/').at(-1) ?? provider,
    argument: (0,coverage/* variableFor */.S_)(argument),
    name: undefined,
    version: undefined
});
/** Complete blocks, and what each resource needs. */
function howTo(found) {
    const names = [...new Set(found)].toSorted();
    const blocks = [...new Set(names.map(coverage/* variableFor */.S_))].map((name) => `    variable "${name}" {\n      type    = map(string)\n      default = {}\n    }\n`);
    const lines = names.map((name) => `    ${name} = var.${(0,coverage/* variableFor */.S_)(name)}`);
    return `${blocks.join('')}and to each resource, or its module:\n${lines.join('\n')}`;
}

// EXTERNAL MODULE: ./lib/terraform/module.js + 3 modules
var terraform_module = __webpack_require__(75778);
;// CONCATENATED MODULE: ./lib/terraform/used-providers.js
const HOSTS = {
    terraform: 'registry.terraform.io',
    tofu: 'registry.opentofu.org'
};
/**
 * @param locked what the lock file names, providers of other modules included
 * @see https://developer.hashicorp.com/terraform/language/providers/requirements
 */
function usedProviders(module, locked, tool) {
    const { providers, requirements, implied } = module;
    const names = new Set([...requirements.keys(), ...providers.map(({ name }) => name), ...implied]);
    const versions = new Map(locked.map(({ address, version }) => [address.toLowerCase(), version]));
    const named = [...names].map((name) => {
        const address = addressOf(requirements.get(name)?.source ?? name, tool);
        return { address, name, version: versions.get(address) };
    });
    const others = locked.flatMap(({ address, version }) => {
        const lower = address.toLowerCase();
        if (named.some((one) => one.address === lower))
            return [];
        const type = lower.split('/').at(-1) ?? '';
        const free = addressOf(type, tool) === lower && !requirements.has(type);
        return [{ address: lower, name: free ? type : undefined, version }];
    });
    return [...named, ...others];
}
/** Names of hosts, namespaces and types do not differ by case. */
function addressOf(source, tool) {
    const parts = source.toLowerCase().split('/');
    if (parts.length === 1)
        return [HOSTS[tool], 'hashicorp', ...parts].join('/');
    return (parts.length === 2 ? [HOSTS[tool], ...parts] : parts).join('/');
}

;// CONCATENATED MODULE: ./lib/tags/carry.js





/**
 * Between init and plan. The lock file that init leaves names the providers of all modules, with their versions: what
 * it said before, or that it was missing, decides nothing. A provider that does not know its labels would refuse the
 * plan.
 * @returns whether OpenTofu, which reads the variables in init, was given others there
 */
function carryTags({ run, prepared, override }) {
    const { module, root, tags, variablesFile } = prepared;
    const { tool, variables: given } = run.inputs;
    const tagged = taggedIn(root, module, tool);
    const stale = variablesFile.write(tagged) && tool === 'tofu';
    // What is destroyed needs no tags.
    if (run.operation.kind === 'destroy')
        return stale;
    // A block that could not be read may have labels of its own.
    const provider = module.unreadable.length > 0 ? undefined : (0,carriers/* labelsOverride */.AQ)(module, tagged, tags);
    if (provider !== undefined)
        override.add({ provider });
    const { own, standard } = alterationsOf({ tags, module, tagged, given }, run.inputs.tags);
    if (own.length > 0)
        note(run, [own.join('\n')]);
    run.report.alteredTags = standard;
    return stale;
}
/** Says what to add where the plan has resources that nothing carries the tags to. */
function noteUnreached({ run, prepared }, { missing }) {
    const { tool, variables: given } = run.inputs;
    const { module, root } = prepared;
    const tagged = taggedIn(root, module, tool);
    note(run, unreachedNotices(missing, { module, tagged, given }, tool));
}
function note({ report }, notices) {
    // Another run may have come in between, so that this is the second time.
    report.notices.push(...notices.filter((notice) => !report.notices.includes(notice)));
}
/** The providers that take tags: those of the root module, and those of the lock file as it is now. */
const taggedIn = (root, module, tool) => (0,carriers/* taggedOf */.WW)(usedProviders(module, (0,terraform_module/* readLockedProviders */.zi)(root), tool));


/***/ }),

/***/ 64696:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ tagsFor),
/* harmony export */   e: () => (/* binding */ STANDARD_TAGS)
/* harmony export */ });
/* harmony import */ var _placeholders_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(75981);
/** The tags every resource of an environment should carry. */

/** Those that every environment has; they stay where a cloud takes no more. */
const STANDARD_TAGS = [
    'environment',
    'project',
    'branch',
    'repository',
    'managed-by'
];
/**
 * The standard tags and the user's own, which win, be they written in another case: some clouds take the two for the
 * same, and refuse both. Nothing here changes from commit to commit unless the user asks for it: a volatile tag
 * changes every resource at every push.
 * @param lines the input `tags`, placeholders not yet filled
 */
function tagsFor(values, lines) {
    const own = Object.entries(lines).map(([key, value]) => [key, (0,_placeholders_js__WEBPACK_IMPORTED_MODULE_0__/* .fillTag */ .au)(value, values)]);
    const taken = new Set(own.map(([key]) => key.toLowerCase()));
    const { environment, project, branch, repository } = values;
    const standard = { environment, project, branch, repository, 'managed-by': 'gitops-env-action' };
    return Object.fromEntries([
        ...STANDARD_TAGS.filter((key) => !taken.has(key)).map((key) => [key, standard[key]]),
        ...own
    ]);
}


/***/ }),

/***/ 22095:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kd: () => (/* binding */ holderOf),
/* harmony export */   LD: () => (/* binding */ releaseOwnLock),
/* harmony export */   Vi: () => (/* binding */ releaseFoundLock),
/* harmony export */   _C: () => (/* binding */ releaseLeftLock),
/* harmony export */   ip: () => (/* binding */ lockedByTerraform)
/* harmony export */ });
/* harmony import */ var _backend_http_request_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(17426);
/* harmony import */ var _backend_http_settings_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(80262);
/* harmony import */ var _backend_tfe_settings_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(68907);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);
/* harmony import */ var _github_runs_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(93102);
/* harmony import */ var _prepare_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(82572);
/* harmony import */ var _terraform_lock_info_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(72222);
/* harmony import */ var _terraform_run_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(70243);
/** Terraform's own lock on a state, where a run of ours that is over has left it behind. */








/** An advisory lock is a number; what Terraform prints of it is its own request, with an ID that frees nothing. */
const NAMELESS = 'pg';
/**
 * Who holds Terraform's own lock, after it could not be taken or released; undefined where nothing tells.
 * @param words what Terraform said of it, where that is not in the report
 */
async function holderOf({ run, prepared }, words) {
    if (prepared.backend.type === NAMELESS)
        return undefined;
    if (prepared.backend.type === 'http') {
        const variables = { ...run.variables, ...prepared.backend.environment };
        const settings = knownSettings((0,_prepare_js__WEBPACK_IMPORTED_MODULE_3__/* .settingsOf */ .f5)(prepared), variables);
        return settings && (0,_backend_http_request_js__WEBPACK_IMPORTED_MODULE_0__/* .askHttpLock */ .XL)(settings, run.identity.host);
    }
    if ((0,_backend_tfe_settings_js__WEBPACK_IMPORTED_MODULE_1__/* .isTfe */ .k)(prepared.backend.type)) {
        // Terraform itself names its own request as the holder.
        const { holderOfWorkspace } = await Promise.all(/* import() */[__webpack_require__.e(119), __webpack_require__.e(942), __webpack_require__.e(234)]).then(__webpack_require__.bind(__webpack_require__, 15234));
        return holderOfWorkspace(prepared.backend, run.variables);
    }
    const failed = run.report.diagnostics.findLast(({ summary }) => summary === _terraform_lock_info_js__WEBPACK_IMPORTED_MODULE_5__/* .LOCK_FAILED */ .iD);
    return (0,_terraform_lock_info_js__WEBPACK_IMPORTED_MODULE_5__/* .parseLockInfo */ .BF)(words ?? failed?.detail ?? '');
}
/** Undefined where Terraform may ask another server, or in another way. */
function knownSettings(...given) {
    try {
        return (0,_backend_http_settings_js__WEBPACK_IMPORTED_MODULE_6__/* .httpSettingsOf */ .z)(...given);
    }
    catch {
        return undefined;
    }
}
/**
 * Releases this run's own lock where Terraform could not.
 * @returns whether this run holds none
 */
async function releaseOwnLock(task) {
    const { diagnostics } = task.run.report;
    const others = diagnostics.filter(({ summary }) => summary !== _terraform_lock_info_js__WEBPACK_IMPORTED_MODULE_5__/* .UNLOCK_FAILED */ .b6);
    const kept = (0,_backend_tfe_settings_js__WEBPACK_IMPORTED_MODULE_1__/* .isTfe */ .k)(task.prepared.backend.type) && diagnostics.some(_terraform_lock_info_js__WEBPACK_IMPORTED_MODULE_5__/* .isUnsaved */ .hE);
    if (others.length === diagnostics.length && !kept)
        return true;
    const free = (0,_backend_tfe_settings_js__WEBPACK_IMPORTED_MODULE_1__/* .isTfe */ .k)(task.prepared.backend.type)
        ? await releaseOwnWorkspace(task)
        : await releaseOwnState(task);
    if (free)
        diagnostics.splice(0, diagnostics.length, ...others);
    return free;
}
async function releaseOwnState(task) {
    const info = await holderOf(task);
    return info === 'free' || (info !== undefined && (await releaseLeftLock(task, info)));
}
/** The service releases a lock for whoever holds it; where a state was not stored Terraform keeps it on purpose. */
async function releaseOwnWorkspace({ run, prepared }) {
    const { unlockWorkspace } = await Promise.all(/* import() */[__webpack_require__.e(119), __webpack_require__.e(942), __webpack_require__.e(234)]).then(__webpack_require__.bind(__webpack_require__, 15234));
    const outcome = await unlockWorkspace(prepared.backend, run.variables);
    if (outcome !== 'released')
        return outcome === 'free';
    const text = `Terraform's own lock on the workspace '${prepared.backend.key}' was left behind by this run. It was released.`;
    run.log.say(text);
    run.report.notices.push(text);
    return true;
}
/**
 * Releases a lock that a run of ours has left. Anybody else's is to be waited for.
 * @param words what Terraform said when the lock was in its way
 */
async function releaseFoundLock(task, words) {
    const info = await holderOf(task, words);
    if (info !== undefined && info !== 'free')
        await releaseLeftLock(task, info);
}
/**
 * Releases it where it is this run's, or that of the last run on this environment, which is over. One of a
 * person or of another tool is never touched.
 * @returns whether it was released
 */
async function releaseLeftLock(task, info) {
    const { run, remote, terraform } = task;
    const now = new Date().toISOString();
    const own = run.report.diagnostics.some(({ summary }) => summary === _terraform_lock_info_js__WEBPACK_IMPORTED_MODULE_5__/* .UNLOCK_FAILED */ .b6);
    let left = own && (0,_terraform_lock_info_js__WEBPACK_IMPORTED_MODULE_5__/* .isLeftBy */ .Dp)(info, run.identity, now) ? run.identity : undefined;
    const record = remote.stored?.record;
    for (const earlier of [remote.lock?.holder, record?.run, record?.unended]) {
        if (left === undefined && earlier !== undefined && (await hasLeft(run, info, earlier)))
            left = earlier;
    }
    if (left === undefined || !(await (0,_terraform_run_js__WEBPACK_IMPORTED_MODULE_4__/* .forceUnlock */ .If)(terraform, info.id)))
        return false;
    const whose = left === run.identity ? 'this run' : `run ${left.id}, which is over: ${left.url}`;
    const text = `Terraform's own lock on the state, ${info.id} of ${(0,_terraform_lock_info_js__WEBPACK_IMPORTED_MODULE_5__/* .describeInfo */ .m)(info)}, was left behind by ${whose}. It was released.`;
    run.log.say(text);
    run.report.notices.push(text);
    return true;
}
async function hasLeft(run, info, earlier) {
    if (earlier.host !== info.who)
        return false; // which spares the question
    const verdict = await (0,_github_runs_js__WEBPACK_IMPORTED_MODULE_7__/* .askWhetherOver */ .R)(run.api, earlier, run.identity);
    return (verdict.kind === 'over' &&
        verdict.endedAt !== undefined &&
        (0,_terraform_lock_info_js__WEBPACK_IMPORTED_MODULE_5__/* .isLeftBy */ .Dp)(info, earlier, verdict.endedAt));
}
/** @param info the holder, where it is known: Terraform's own words may show its request in its place */
function lockedByTerraform({ run, prepared }, info, cause) {
    const { report, names, inputs } = run;
    const nameless = prepared.backend.type === NAMELESS;
    if (info !== undefined || nameless) {
        const others = report.diagnostics.filter(({ summary }) => summary !== _terraform_lock_info_js__WEBPACK_IMPORTED_MODULE_5__/* .LOCK_FAILED */ .iD);
        report.diagnostics.splice(0, report.diagnostics.length, ...others);
    }
    if (nameless) {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RunError */ .e4('state-locked', `Something else holds Terraform's own lock on the state of '${names.environment}', and PostgreSQL does not say what it is.`, 'Nothing was changed. Wait for it, and start this run again. The lock ends with the connection that holds it; this shows those connections:\n    psql "$PG_CONN_STR" -c "select pid, usename, client_addr, backend_start, granted from pg_stat_activity join pg_locks using (pid) where locktype = \'advisory\'"', { cause });
    }
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RunError */ .e4('state-locked', info === undefined
        ? `Something else holds Terraform's own lock on the state of '${names.environment}'; Terraform says what it knows of it.`
        : `Terraform's own lock on the state of '${names.environment}' is held by ${(0,_terraform_lock_info_js__WEBPACK_IMPORTED_MODULE_5__/* .describeInfo */ .m)(info)}, with the ID ${info.id}.`, `Nothing was changed. Wait for whoever holds it, and start this run again. If that is over, and only then, release it in the root module:\n    ${inputs.tool} force-unlock ${/^[\w.:/-]+$/u.exec(info?.id ?? '')?.[0] ?? 'LOCK_ID'}`, { cause });
}


/***/ }),

/***/ 77993:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ untemplated),
/* harmony export */   TL: () => (/* binding */ quoted),
/* harmony export */   Zc: () => (/* binding */ literalOf)
/* harmony export */ });
/** The values of plain HCL literals, and texts as literals. */
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const ESCAPES = {
    n: '\n',
    r: '\r',
    t: '\t',
    '"': '"',
    '\\': '\\'
};
/** The two escapes of JSON that HCL does not have. */
const HCL_ESCAPES = new Map([
    ['\\b', '\\u0008'],
    ['\\f', '\\u000c']
]);
/** The text in quotes; templates in it stay templates. */
const quoted = (text) => JSON.stringify(text).replaceAll(/\\./g, (escape) => HCL_ESCAPES.get(escape) ?? escape);
/** The text with its templates escaped, so that it says them and evaluates nothing. */
const untemplated = (text) => text.replaceAll(/([$%])\{/g, '$1$1{');
/**
 * The value of an expression that is nothing but a quoted string without templates, a number or a
 * boolean; undefined for anything else, and for an integer that JavaScript cannot hold.
 */
function literalOf(expression) {
    if (expression === 'true')
        return true;
    if (expression === 'false')
        return false;
    if (expression.startsWith('"'))
        return textOf(expression);
    if (!NUMBER.test(expression))
        return undefined;
    const value = Number(expression);
    const exact = Number.isSafeInteger(value) || !Number.isInteger(value);
    return exact && Number.isFinite(value) ? value : undefined;
}
function textOf(quoted) {
    const last = quoted.length - 1;
    let text = '';
    let at = 1;
    while (at < last) {
        const character = quoted.charAt(at);
        if (character === '"' || character === '\n')
            return undefined;
        if (character === '\\') {
            const escape = escapeAt(quoted, at);
            // The second case is an escaped quote where the closing one should be.
            if (escape === undefined || at + escape.length > last)
                return undefined;
            text += escape.text;
            at += escape.length;
        }
        else if ((character === '$' || character === '%') && quoted[at + 1] === '{') {
            return undefined;
        }
        else if (quoted.startsWith(character === '%' ? '%%{' : '$${', at)) {
            text += `${character}{`;
            at += 3;
        }
        else {
            text += character;
            at += 1;
        }
    }
    // Terraform compares and stores all strings in this form.
    return at === last && quoted[last] === '"' ? text.normalize('NFC') : undefined;
}
function escapeAt(quoted, at) {
    const kind = quoted.charAt(at + 1);
    const plain = ESCAPES[kind];
    if (plain !== undefined)
        return { text: plain, length: 2 };
    const digits = kind === 'u' ? 4 : kind === 'U' ? 8 : 0;
    const hex = quoted.slice(at + 2, at + 2 + digits);
    if (digits === 0 || hex.length !== digits || !/^[\da-fA-F]+$/.test(hex))
        return undefined;
    const code = Number.parseInt(hex, 16);
    return code > 0x10ffff ? undefined : { text: String.fromCodePoint(code), length: digits + 2 };
}


/***/ }),

/***/ 69499:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ objectIn)
/* harmony export */ });
/* harmony import */ var _hcl_literal_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77993);
/* harmony import */ var _hcl_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86191);
/** Takes apart an object that is written out as one: `{ source = "a/b", version = "1" }`. */


/**
 * The expressions of an object's entries by name, JSON's way of writing included; undefined for anything else, and
 * where a name is no literal.
 * @param expression one that was found by the scanner, so that it ends what it begins
 */
function objectIn(expression) {
    if (!expression.startsWith('{'))
        return undefined;
    const cursor = { source: expression, at: 1, line: 1, depth: 0 };
    const entries = new Map();
    for (;;) {
        skipAny(cursor, /[\s,]/u);
        if (expression[cursor.at] === '}')
            return cursor.at === expression.length - 1 ? entries : undefined;
        const name = takeName(cursor);
        skipAny(cursor, /[\t\r ]/u);
        const separator = expression[cursor.at] ?? '';
        if (name === undefined || !/[=:]/u.test(separator))
            return undefined;
        cursor.at += 1;
        entries.set(name, takeValue(cursor));
    }
}
function skipAny(cursor, blank) {
    while ((0,_hcl_text_js__WEBPACK_IMPORTED_MODULE_1__/* .skipComment */ .D)(cursor) || blank.test(cursor.source[cursor.at] ?? '')) {
        if (blank.test(cursor.source[cursor.at] ?? ''))
            cursor.at += 1;
    }
}
function takeName(cursor) {
    if (cursor.source[cursor.at] !== '"')
        return (0,_hcl_text_js__WEBPACK_IMPORTED_MODULE_1__/* .takeIdentifier */ .L$)(cursor);
    const start = cursor.at;
    (0,_hcl_text_js__WEBPACK_IMPORTED_MODULE_1__/* .skipString */ .t9)(cursor);
    const name = (0,_hcl_literal_js__WEBPACK_IMPORTED_MODULE_0__/* .literalOf */ .Zc)(cursor.source.slice(start, cursor.at));
    return typeof name === 'string' ? name : undefined;
}
/** Up to the comma, the end of the line, or the brace that closes the object; without the comments around it. */
function takeValue(cursor) {
    const { source } = cursor;
    let start;
    let end = cursor.at;
    for (;;) {
        skipAny(cursor, /[\t\r ]/u);
        if (/[,\n}]/u.test(source[cursor.at] ?? '}'))
            return source.slice(start ?? end, end);
        start ??= cursor.at;
        (0,_hcl_text_js__WEBPACK_IMPORTED_MODULE_1__/* .skipUnit */ .Sy)(cursor);
        end = cursor.at;
    }
}


/***/ }),

/***/ 92871:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CB: () => (/* binding */ textsOf),
/* harmony export */   F5: () => (/* binding */ shapeOf),
/* harmony export */   lS: () => (/* binding */ membersOf)
/* harmony export */ });
/* harmony import */ var _hcl_literal_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77993);
/* harmony import */ var _hcl_object_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(69499);
/* harmony import */ var _hcl_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86191);
/** The values of HCL lists and objects that are nothing but literals. */



/** The value of an expression; undefined where any part of it is not a literal, or it is none at all. */
function shapeOf(expression) {
    try {
        return shapeIn(expression.trim());
    }
    catch {
        return undefined;
    }
}
/** The members of an object, or undefined for anything else. */
const membersOf = (shape) => typeof shape === 'object' && !Array.isArray(shape)
    ? shape
    : undefined;
/** The texts of a list of texts, or undefined for anything else. */
const textsOf = (shape) => Array.isArray(shape) && shape.every((one) => typeof one === 'string') ? shape : undefined;
/** Throws where it is not a literal. */
function shapeIn(expression) {
    if (expression.startsWith('['))
        return listIn(expression).map(shapeIn);
    const entries = (0,_hcl_object_js__WEBPACK_IMPORTED_MODULE_1__/* .objectIn */ .D)(expression);
    if (entries !== undefined) {
        return Object.fromEntries([...entries].map(([name, value]) => [name, shapeIn(value)]));
    }
    const literal = (0,_hcl_literal_js__WEBPACK_IMPORTED_MODULE_0__/* .literalOf */ .Zc)(expression);
    if (literal === undefined)
        throw new Error('not a literal');
    return String(literal);
}
/** The expressions between the commas of a list, without the comments around them. */
function listIn(source) {
    const cursor = { source, at: 1, line: 1, depth: 0 };
    const parts = [];
    let part = '';
    for (;;) {
        const from = cursor.at;
        const next = source[from];
        if (next === undefined)
            throw new Error('a list without an end');
        if ((0,_hcl_text_js__WEBPACK_IMPORTED_MODULE_2__/* .skipComment */ .D)(cursor))
            continue;
        if (next === ',' || next === ']') {
            cursor.at += 1;
            if (part.trim() !== '' || next === ',')
                parts.push(part.trim());
            part = '';
            if (next === ',')
                continue;
            if (cursor.at < source.length)
                throw new Error('more than a list');
            return parts;
        }
        (0,_hcl_text_js__WEBPACK_IMPORTED_MODULE_2__/* .skipUnit */ .Sy)(cursor);
        part += source.slice(from, cursor.at);
    }
}


/***/ }),

/***/ 86191:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ skipComment),
/* harmony export */   L$: () => (/* binding */ takeIdentifier),
/* harmony export */   Sy: () => (/* binding */ skipUnit),
/* harmony export */   cY: () => (/* binding */ nested),
/* harmony export */   j: () => (/* binding */ HclSyntaxError),
/* harmony export */   t9: () => (/* binding */ skipString)
/* harmony export */ });
/** Moves through HCL source text one lexical unit at a time: comments, strings, heredocs, brackets. */
/** The text is not HCL that can be followed; `line` is where it went wrong, from 1. */
class HclSyntaxError extends Error {
    line;
    constructor(message, line, options) {
        super(`${message} on line ${line}`, options);
        this.name = 'HclSyntaxError';
        this.line = line;
    }
}
const DEPTH_LIMIT = 200;
const CLOSING = { '{': '}', '[': ']', '(': ')' };
const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const HEREDOC = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;
/** Runs `scan` one level deeper; throws HclSyntaxError beyond 200 levels, long before the stack ends. */
function nested(cursor, scan) {
    if (cursor.depth === DEPTH_LIMIT) {
        throw new HclSyntaxError(`Nested more than ${DEPTH_LIMIT} levels deep`, cursor.line);
    }
    cursor.depth += 1;
    const result = scan();
    cursor.depth -= 1;
    return result;
}
/** Takes the identifier at the cursor, or nothing. */
function takeIdentifier(cursor) {
    return takeMatch(cursor, IDENTIFIER)?.[0];
}
/** Skips the comment at the cursor and says whether there was one; a line comment leaves its newline. */
function skipComment(cursor) {
    const { source, at } = cursor;
    if (source[at] === '#' || source.startsWith('//', at)) {
        const end = source.indexOf('\n', at);
        cursor.at = end < 0 ? source.length : end;
        return true;
    }
    if (!source.startsWith('/*', at))
        return false;
    const end = source.indexOf('*/', at + 2);
    if (end < 0)
        throw new HclSyntaxError('Comment without an end', cursor.line);
    while (cursor.at < end)
        skipCharacter(cursor);
    cursor.at = end + 2;
    return true;
}
/** Skips one unit of an expression: a comment, a string, a heredoc, a bracketed part, or a character. */
function skipUnit(cursor) {
    const character = cursor.source[cursor.at];
    if (character === '"')
        return skipString(cursor);
    if (character === '<' && cursor.source[cursor.at + 1] === '<')
        return skipHeredoc(cursor);
    if (character === undefined || skipComment(cursor))
        return;
    if (CLOSING[character] !== undefined)
        return skipBrackets(cursor);
    skipCharacter(cursor);
}
/** Skips the quoted string at the cursor with the templates in it; throws where it does not end. */
function skipString(cursor) {
    const { source } = cursor;
    const openedOn = cursor.line;
    cursor.at += 1;
    for (;;) {
        const character = source[cursor.at];
        if (character === undefined || character === '\n') {
            throw new HclSyntaxError('String without an end', openedOn);
        }
        if (character === '"')
            break;
        if (character === '\\' && source[cursor.at + 1] !== '\n')
            cursor.at += 2;
        else
            skipTemplateText(cursor);
    }
    cursor.at += 1;
}
function skipBrackets(cursor) {
    const { source } = cursor;
    const openedOn = cursor.line;
    const opening = source.charAt(cursor.at);
    nested(cursor, () => {
        cursor.at += 1;
        for (;;) {
            const character = source[cursor.at];
            if (character === undefined)
                throw new HclSyntaxError(`'${opening}' without an end`, openedOn);
            if (character === '}' || character === ']' || character === ')') {
                if (character === CLOSING[opening])
                    break;
                throw new HclSyntaxError(`'${opening}' closed by '${character}'`, cursor.line);
            }
            skipUnit(cursor);
        }
        cursor.at += 1;
    });
}
/** The newline after the end marker stays: it ends the attribute, too. */
function skipHeredoc(cursor) {
    const { source } = cursor;
    const openedOn = cursor.line;
    const marker = takeMatch(cursor, HEREDOC)?.[1];
    if (marker === undefined)
        throw new HclSyntaxError("'<<' without a heredoc", openedOn);
    cursor.line += 1;
    for (;;) {
        const lineEnd = source.indexOf('\n', cursor.at);
        if (lineEnd < 0)
            throw new HclSyntaxError(`Heredoc without its end '${marker}'`, openedOn);
        if (source.slice(cursor.at, lineEnd).trim() === marker) {
            cursor.at = lineEnd;
            return;
        }
        // A template may go on over several lines, so the line is not simply skipped.
        while (cursor.at < source.length && source[cursor.at] !== '\n')
            skipTemplateText(cursor);
        skipCharacter(cursor);
    }
}
function skipTemplateText(cursor) {
    const { source, at } = cursor;
    const character = source[at];
    if (character === '$' || character === '%') {
        if (source[at + 1] === '{') {
            cursor.at += 1;
            return skipBrackets(cursor);
        }
        if (source[at + 1] === character && source[at + 2] === '{')
            cursor.at += 2;
    }
    cursor.at += 1;
}
function skipCharacter(cursor) {
    if (cursor.source[cursor.at] === '\n')
        cursor.line += 1;
    cursor.at += 1;
}
function takeMatch(cursor, pattern) {
    pattern.lastIndex = cursor.at;
    const match = pattern.exec(cursor.source) ?? undefined;
    if (match !== undefined)
        cursor.at += match[0].length;
    return match;
}


/***/ }),

/***/ 67031:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J$: () => (/* binding */ scanHcl),
/* harmony export */   Zc: () => (/* reexport safe */ _hcl_literal_js__WEBPACK_IMPORTED_MODULE_1__.Zc),
/* harmony export */   j: () => (/* reexport safe */ _hcl_text_js__WEBPACK_IMPORTED_MODULE_0__.j)
/* harmony export */ });
/* harmony import */ var _hcl_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(86191);
/* harmony import */ var _hcl_literal_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77993);
/** Finds the blocks and attributes of Terraform's native syntax, without evaluating anything. */



/**
 * The items of a `.tf` file, in their order; lines count from 1. It follows the structure only, so
 * it may accept what Terraform refuses. Throws HclSyntaxError on text it cannot follow, and on
 * nesting deeper than 200 levels. Syntax: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
function scanHcl(source) {
    const cursor = { source, at: source.startsWith('\uFEFF') ? 1 : 0, line: 1, depth: 0 };
    const items = scanItems(cursor);
    if (cursor.at < source.length)
        throw new _hcl_text_js__WEBPACK_IMPORTED_MODULE_0__/* .HclSyntaxError */ .j("'}' without a block", cursor.line);
    return items;
}
/** Stops at a closing brace or at the end. */
function scanItems(cursor) {
    const items = [];
    for (;;) {
        skipBlanks(cursor, '\n');
        const next = cursor.source[cursor.at];
        if (next === undefined || next === '}')
            return items;
        items.push(scanItem(cursor));
    }
}
function scanItem(cursor) {
    const { source, line } = cursor;
    const name = (0,_hcl_text_js__WEBPACK_IMPORTED_MODULE_0__/* .takeIdentifier */ .L$)(cursor);
    if (name === undefined) {
        const found = String.fromCodePoint(source.codePointAt(cursor.at));
        throw new _hcl_text_js__WEBPACK_IMPORTED_MODULE_0__/* .HclSyntaxError */ .j(`Expected an argument or a block, found '${found}'`, line);
    }
    const labels = scanLabels(cursor);
    const next = source[cursor.at];
    if (next === '{') {
        return { kind: 'block', type: name, labels, line, body: scanBlockBody(cursor) };
    }
    if (next === '=' && source[cursor.at + 1] !== '=' && labels.length === 0) {
        cursor.at += 1;
        return { kind: 'attribute', name, line, expression: scanExpression(cursor) };
    }
    throw new _hcl_text_js__WEBPACK_IMPORTED_MODULE_0__/* .HclSyntaxError */ .j(`Expected '=' or '{' after '${name}'`, line);
}
function scanLabels(cursor) {
    const labels = [];
    for (;;) {
        skipBlanks(cursor);
        const label = cursor.source[cursor.at] === '"' ? scanQuotedLabel(cursor) : (0,_hcl_text_js__WEBPACK_IMPORTED_MODULE_0__/* .takeIdentifier */ .L$)(cursor);
        if (label === undefined)
            return labels;
        labels.push(label);
    }
}
function scanQuotedLabel(cursor) {
    const start = cursor.at;
    (0,_hcl_text_js__WEBPACK_IMPORTED_MODULE_0__/* .skipString */ .t9)(cursor);
    const label = (0,_hcl_literal_js__WEBPACK_IMPORTED_MODULE_1__/* .literalOf */ .Zc)(cursor.source.slice(start, cursor.at));
    if (typeof label === 'string')
        return label;
    throw new _hcl_text_js__WEBPACK_IMPORTED_MODULE_0__/* .HclSyntaxError */ .j('Expected plain text as a label', cursor.line);
}
function scanBlockBody(cursor) {
    const openedOn = cursor.line;
    return (0,_hcl_text_js__WEBPACK_IMPORTED_MODULE_0__/* .nested */ .cY)(cursor, () => {
        cursor.at += 1;
        const body = scanItems(cursor);
        if (cursor.source[cursor.at] !== '}')
            throw new _hcl_text_js__WEBPACK_IMPORTED_MODULE_0__/* .HclSyntaxError */ .j("'{' without an end", openedOn);
        cursor.at += 1;
        return body;
    });
}
/** An expression ends with its line, or with the block around it. */
function scanExpression(cursor) {
    const { source, line } = cursor;
    let start;
    let end = cursor.at;
    for (;;) {
        skipBlanks(cursor);
        const next = source[cursor.at];
        if (next === undefined || next === '\n' || next === '}')
            break;
        if (next === ')' || next === ']') {
            throw new _hcl_text_js__WEBPACK_IMPORTED_MODULE_0__/* .HclSyntaxError */ .j(`'${next}' without its opening`, cursor.line);
        }
        start ??= cursor.at;
        (0,_hcl_text_js__WEBPACK_IMPORTED_MODULE_0__/* .skipUnit */ .Sy)(cursor);
        end = cursor.at;
    }
    if (start === undefined)
        throw new _hcl_text_js__WEBPACK_IMPORTED_MODULE_0__/* .HclSyntaxError */ .j("Expected a value after '='", line);
    return source.slice(start, end).trimEnd();
}
/** Skips spaces and comments; newlines only where they mean nothing. */
function skipBlanks(cursor, newline) {
    for (;;) {
        const next = cursor.source[cursor.at];
        if (next === ' ' || next === '\t' || next === '\r')
            cursor.at += 1;
        else if (next === '\n' && newline !== undefined) {
            cursor.at += 1;
            cursor.line += 1;
        }
        else if (!(0,_hcl_text_js__WEBPACK_IMPORTED_MODULE_0__/* .skipComment */ .D)(cursor))
            return;
    }
}


/***/ }),

/***/ 72222:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BF: () => (/* binding */ parseLockInfo),
/* harmony export */   Dp: () => (/* binding */ isLeftBy),
/* harmony export */   b6: () => (/* binding */ UNLOCK_FAILED),
/* harmony export */   hE: () => (/* binding */ isUnsaved),
/* harmony export */   iD: () => (/* binding */ LOCK_FAILED),
/* harmony export */   m: () => (/* binding */ describeInfo)
/* harmony export */ });
const LOCK_FAILED = 'Error acquiring the state lock';
const UNLOCK_FAILED = 'Error releasing the state lock';
/** What Terraform says of a state that it could not store. */
const NOT_SAVED = ['Failed to save state', 'Failed to persist state to backend'];
const isUnsaved = ({ summary }) => NOT_SAVED.includes(summary);
/** @param detail of the diagnostic "Error acquiring the state lock" */
function parseLockInfo(detail) {
    const field = (name) => new RegExp(`^ *${name}: *(\\S.*?) *$`, 'mu').exec(detail)?.[1] ?? '';
    const info = {
        id: field('ID'),
        who: field('Who'),
        created: field('Created'),
        operation: field('Operation')
    };
    return info.id === '' ? undefined : info;
}
/** Clocks of a runner and of GitHub may differ. */
const SKEW_MS = 60_000;
/**
 * Whether a lock was taken by a run: on its machine, as its user, and in its time. The environment's own lock
 * kept every other run away then.
 * @param endedAt when the run was over, ISO 8601
 */
function isLeftBy(info, run, endedAt) {
    const created = timeOf(info.created);
    return (run.host !== undefined &&
        run.host === info.who &&
        created >= Date.parse(run.started ?? '') &&
        created <= Date.parse(endedAt) + SKEW_MS);
}
/** In ms, NaN for what is no time in UTC. */
function timeOf(created) {
    const found = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d{1,3})?)\d*(?: \+0000 UTC|Z)$/u.exec(created);
    return found === null ? Number.NaN : Date.parse(`${found[1]}T${found[2]}Z`);
}
/** For people: who holds it, and since when. */
const describeInfo = ({ who, created, operation }) => `${who === '' ? 'somebody' : who} since ${created === '' ? 'an unknown time' : created}${operation === '' ? '' : ` (${operation})`}`;


/***/ }),

/***/ 75778:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  a3: () => (/* binding */ hasTofuFiles),
  zi: () => (/* binding */ readLockedProviders),
  bH: () => (/* binding */ readModule)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/terraform/hcl-text.js
var hcl_text = __webpack_require__(86191);
;// CONCATENATED MODULE: ./lib/terraform/hcl-json-text.js
/** Reads JSON with what JSON.parse loses: the line of each member, and members whose names come again. */

const NUMBER_OR_WORD = /-?\d[\d.eE+-]*|[a-z]+/y;
/** The value of a JSON document. Throws HclSyntaxError, also beyond 200 levels. */
function parseJson(source) {
    const cursor = { source, at: 0, line: 1, depth: 0 };
    const value = parseValue(cursor);
    skipSpace(cursor);
    if (cursor.at < source.length)
        throw unexpected(cursor);
    return value;
}
function parseValue(cursor) {
    skipSpace(cursor);
    const start = cursor.at;
    const text = () => cursor.source.slice(start, cursor.at);
    const first = cursor.source[start];
    if (first === '{') {
        const members = (0,hcl_text/* nested */.cY)(cursor, () => parseList(cursor, '}', parseMember));
        return { kind: 'object', text: text(), members };
    }
    if (first === '[') {
        const elements = (0,hcl_text/* nested */.cY)(cursor, () => parseList(cursor, ']', parseValue));
        return { kind: 'array', text: text(), elements };
    }
    if (first === '"')
        return { kind: 'string', value: parseString(cursor) };
    return { kind: 'word', text: parseWord(cursor) };
}
function parseList(cursor, closing, parse) {
    const values = [];
    cursor.at += 1;
    if (takes(cursor, closing))
        return values;
    for (;;) {
        values.push(parse(cursor));
        if (takes(cursor, closing))
            return values;
        if (!takes(cursor, ','))
            throw unexpected(cursor);
    }
}
function parseMember(cursor) {
    skipSpace(cursor);
    const { line } = cursor;
    const name = parseString(cursor);
    if (!takes(cursor, ':'))
        throw unexpected(cursor);
    return { name, line, value: parseValue(cursor) };
}
function parseString(cursor) {
    const { source, at } = cursor;
    if (source[at] !== '"')
        throw unexpected(cursor);
    let end = at + 1;
    while (end < source.length && source[end] !== '"')
        end += source[end] === '\\' ? 2 : 1;
    cursor.at = end + 1;
    return decode(source.slice(at, cursor.at), cursor);
}
function parseWord(cursor) {
    NUMBER_OR_WORD.lastIndex = cursor.at;
    const word = NUMBER_OR_WORD.exec(cursor.source)?.[0];
    if (word === undefined)
        throw unexpected(cursor);
    decode(word, cursor);
    cursor.at += word.length;
    return word;
}
function decode(text, cursor) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        throw new hcl_text/* HclSyntaxError */.j('Invalid JSON value', cursor.line, { cause: error });
    }
}
function takes(cursor, character) {
    skipSpace(cursor);
    const found = cursor.source[cursor.at] === character;
    if (found)
        cursor.at += 1;
    return found;
}
function skipSpace(cursor) {
    for (;;) {
        const next = cursor.source[cursor.at];
        if (next === '\n')
            cursor.line += 1;
        else if (next !== ' ' && next !== '\t' && next !== '\r')
            return;
        cursor.at += 1;
    }
}
function unexpected(cursor) {
    const found = cursor.source.codePointAt(cursor.at);
    const what = found === undefined ? 'end of the file' : `'${String.fromCodePoint(found)}'`;
    return new hcl_text/* HclSyntaxError */.j(`Unexpected ${what}`, cursor.line);
}

// EXTERNAL MODULE: ./lib/terraform/hcl-literal.js
var hcl_literal = __webpack_require__(77993);
;// CONCATENATED MODULE: ./lib/terraform/hcl-json.js



const NO_BLOCKS = new Map();
const WORKSPACES = new Map([
    ['workspaces', { labels: 0, blocks: NO_BLOCKS }]
]);
const TERRAFORM = new Map([
    ['backend', { labels: 1, blocks: WORKSPACES }],
    ['cloud', { labels: 0, blocks: WORKSPACES }],
    ['required_providers', { labels: 0, blocks: NO_BLOCKS }]
]);
const MODULE = new Map([
    ['terraform', { labels: 0, blocks: TERRAFORM }],
    ['variable', { labels: 1, blocks: NO_BLOCKS }],
    ['provider', { labels: 1, blocks: NO_BLOCKS, evaluated: true }],
    ['resource', { labels: 2, blocks: NO_BLOCKS }],
    ['data', { labels: 2, blocks: NO_BLOCKS }],
    ['ephemeral', { labels: 2, blocks: NO_BLOCKS }]
]);
/**
 * The `terraform`, `variable`, `provider`, `resource`, `data` and `ephemeral` blocks of a `.tf.json` file; everything
 * else becomes an attribute. Strings are quoted as plain text, templates and all, as Terraform takes them in backends
 * and declarations; those of providers are templates. Throws HclSyntaxError on what is not JSON, or nested too deep.
 * Rules: https://github.com/hashicorp/hcl/blob/main/json/spec.md
 */
function scanHclJson(source) {
    return itemsOf(parseJson(source), { labels: 0, blocks: MODULE });
}
function itemsOf(body, { blocks, evaluated }) {
    return membersOf(body).flatMap(({ name, line, value }) => {
        const shape = blocks.get(name);
        if (shape !== undefined)
            return blocksOf({ type: name, labels: [], line, shape }, value);
        // Terraform reads this name as a comment.
        if (name === '//')
            return [];
        const expression = evaluated === true ? evaluatedOf(value) : expressionOf(value);
        return [{ kind: 'attribute', name, line, expression }];
    });
}
function blocksOf(header, value) {
    const { type, labels, shape } = header;
    if (labels.length < shape.labels) {
        return membersOf(value).flatMap(({ name, line, value }) => blocksOf({ ...header, labels: [...labels, name], line }, value));
    }
    const bodies = value.kind === 'array' ? value.elements : [value];
    // null, like an empty array, is no block at all.
    return bodies
        .filter((body) => body.kind === 'object' || body.kind === 'array')
        .map((body) => ({
        kind: 'block',
        type,
        labels,
        line: header.line,
        body: itemsOf(body, shape)
    }));
}
/** An array of objects stands for one object with the members of all; names may come again. */
function membersOf(value) {
    if (value.kind === 'object')
        return value.members;
    return value.kind === 'array' ? value.elements.flatMap(membersOf) : [];
}
function expressionOf(value) {
    if (value.kind !== 'string')
        return value.text;
    return (0,hcl_literal/* untemplated */.O)((0,hcl_literal/* quoted */.TL)(value.value));
}
/** The same value in the native syntax; names are templates, too. */
function evaluatedOf(value) {
    switch (value.kind) {
        case 'word':
            return value.text;
        case 'string':
            return templateOf(value.value);
        case 'array':
            return `[${value.elements.map(evaluatedOf).join(', ')}]`;
        case 'object': {
            const entries = value.members.map(({ name, value }) => `${templateOf(name)} = ${evaluatedOf(value)}`);
            return `{${entries.join(', ')}}`;
        }
    }
}
/** What is evaluated in a template has no escapes of its own: only the text around it is quoted. */
function templateOf(text) {
    const cursor = { source: text, at: 0, line: 1, depth: 0 };
    let template = '"';
    let plain = 0;
    while (cursor.at < text.length) {
        const start = cursor.at;
        if (text.startsWith('$${', start) || text.startsWith('%%{', start))
            cursor.at += 3;
        else if (!text.startsWith('${', start) && !text.startsWith('%{', start))
            cursor.at += 1;
        else {
            cursor.at += 1;
            (0,hcl_text/* skipUnit */.Sy)(cursor);
            template += (0,hcl_literal/* quoted */.TL)(text.slice(plain, start)).slice(1, -1) + text.slice(start, cursor.at);
            plain = cursor.at;
        }
    }
    return `${template}${(0,hcl_literal/* quoted */.TL)(text.slice(plain)).slice(1)}`;
}

// EXTERNAL MODULE: ./lib/terraform/hcl.js
var hcl = __webpack_require__(67031);
// EXTERNAL MODULE: ./lib/terraform/hcl-object.js
var hcl_object = __webpack_require__(69499);
// EXTERNAL MODULE: ./lib/terraform/hcl-shape.js
var hcl_shape = __webpack_require__(92871);
;// CONCATENATED MODULE: ./lib/terraform/module-merge.js
/** What a root module declares, put together from its files by Terraform's rules. */



/**
 * Merges the files of a module.
 * @see https://developer.hashicorp.com/terraform/language/files/override
 */
function openDeclarations() {
    const draft = {
        variables: new Map(),
        providers: new Map(),
        requirements: new Map(),
        implied: new Set(),
        tagKeys: new Set(),
        backend: undefined,
        cloud: undefined,
        versions: []
    };
    return {
        add: (source, items) => merge(draft, source, items.filter(isBlock)),
        all: () => {
            const { versions, ...rest } = draft;
            const requiredVersion = versions.length === 0 ? undefined : versions.join(', ');
            return { ...rest, providers: [...draft.providers.values()], requiredVersion };
        }
    };
}
function merge(draft, source, blocks) {
    for (const block of blocks) {
        if (block.type === 'variable')
            mergeVariable(draft, source, block);
        if (block.type === 'provider')
            mergeProvider(draft, block);
        if (RESOURCES.includes(block.type))
            noteImplied(draft, source, block);
        noteTagKeys(draft, block);
    }
    mergeSettings(draft, source, blocks.filter(({ type }) => type === 'terraform'));
}
function mergeVariable(draft, { file, override }, block) {
    const name = block.labels[0];
    if (name === undefined)
        return;
    const base = draft.variables.get(name);
    // The others are errors, which Terraform reports: a duplicate, an override of nothing.
    if (override === (base === undefined))
        return;
    const type = attributeOf(block, 'type');
    const sensitive = attributeOf(block, 'sensitive');
    draft.variables.set(name, {
        name,
        type: type === undefined ? base?.type : String((0,hcl/* literalOf */.Zc)(type) ?? type),
        sensitive: sensitive === undefined ? (base?.sensitive ?? false) : !isFalse(sensitive),
        required: (base?.required ?? true) && attributeOf(block, 'default') === undefined,
        file: base?.file ?? file,
        line: base?.line ?? block.line
    });
}
function mergeProvider(draft, block) {
    const name = block.labels[0];
    if (name === undefined)
        return;
    const alias = literalTextOf(attributeOf(block, 'alias') ?? '');
    const key = JSON.stringify([name, alias]);
    const labels = attributeOf(block, 'default_labels') ?? draft.providers.get(key)?.labels;
    draft.providers.set(key, { name, alias, labels });
}
const RESOURCES = ['resource', 'data', 'ephemeral'];
/** A variable for tags has them in its default. */
function noteTagKeys({ tagKeys }, { type, labels, body }) {
    const isForTags = type === 'variable' && isTags(labels[0] ?? '');
    for (const item of body) {
        if (item.kind === 'block')
            noteTagKeys({ tagKeys }, item);
        else if (isTags(item.name) || (isForTags && item.name === 'default'))
            for (const [, key = ''] of item.expression.matchAll(KEY))
                tagKeys.add(key);
    }
}
const isTags = (name) => name.endsWith('tags');
const KEY = /(?:^|[\s{,(])"?([A-Za-z][\w:.-]*)"?[ \t]*[=:](?!=)/gu;
/** A type's first word is its provider's name, unless `provider` says another. */
function noteImplied({ implied }, { override }, block) {
    const [type = ''] = block.labels;
    const chosen = attributeOf(block, 'provider');
    // An override that does not name it leaves it as it is.
    if (chosen === undefined && override)
        return;
    const name = chosen === undefined ? type.split('_')[0] : NAME.exec(chosen)?.[1];
    if (name !== undefined && name !== '')
        implied.add(name);
}
/** Of `google.europe`, which JSON has in quotes. */
const NAME = /^"?([\p{ID_Start}_][\p{ID_Continue}-]*)/u;
function mergeSettings(draft, { file, override, versioned }, settings) {
    const versions = (versioned ? settings : [])
        .map((block) => literalTextOf(attributeOf(block, 'required_version') ?? ''))
        .filter((version) => version !== undefined);
    draft.versions = override && versions.length > 0 ? versions : [...draft.versions, ...versions];
    const blocks = settings.flatMap(({ body }) => body.filter(isBlock));
    const backend = blocks.find(({ type, labels }) => type === 'backend' && labels.length === 1);
    const cloud = blocks.find(({ type }) => type === 'cloud');
    if (override && (backend ?? cloud) !== undefined) {
        draft.backend = undefined;
        draft.cloud = undefined;
    }
    if (backend !== undefined)
        draft.backend ??= backendOf(backend, file);
    if (cloud !== undefined)
        draft.cloud ??= backendOf(cloud, file);
    for (const { type, body } of blocks)
        if (type === 'required_providers')
            mergeRequired(draft, body);
}
/** An override replaces single entries. */
function mergeRequired({ requirements }, body) {
    for (const item of body) {
        if (item.kind === 'block')
            continue;
        const parts = (0,hcl_object/* objectIn */.D)(item.expression);
        const textOf = (name) => literalTextOf(parts?.get(name) ?? '');
        const version = parts === undefined ? literalTextOf(item.expression) : textOf('version');
        requirements.set(item.name, { source: textOf('source'), version });
    }
}
function backendOf({ type, labels, body, line }, file) {
    const attributes = Object.fromEntries(settingsIn(body, ''));
    return { type: labels[0] ?? type, attributes, file, line };
}
const settingsIn = (body, before) => body.flatMap((item) => {
    if (item.kind === 'block')
        return [[before + item.type, undefined], ...settingsIn(item.body, `${before}${item.type}.`)];
    return item.expression === 'null' ? [] : [[before + item.name, settingTextOf(item.expression)]];
});
/** A list or an object of literals is its own text, as `-backend-config` takes it. */
const settingTextOf = (expression) => literalTextOf(expression) ?? (typeof (0,hcl_shape/* shapeOf */.F5)(expression) === 'object' ? expression : undefined);
function isBlock(item) {
    return item.kind === 'block';
}
function attributeOf({ body }, name) {
    return body.find((item) => item.kind === 'attribute' && item.name === name)
        ?.expression;
}
/** Terraform converts between text and boolean; what is no literal had better stay secret. */
function isFalse(expression) {
    return literalTextOf(expression) === 'false';
}
function literalTextOf(expression) {
    const value = (0,hcl/* literalOf */.Zc)(expression);
    // Terraform writes small numbers out, without an exponent.
    if (typeof value === 'number' && /e/.test(String(value)))
        return undefined;
    return value === undefined ? undefined : String(value);
}

// EXTERNAL MODULE: ./lib/terraform/provider-lock.js
var provider_lock = __webpack_require__(74619);
;// CONCATENATED MODULE: ./lib/terraform/module.js
/** Reads what a directory of Terraform files declares, without Terraform. */






/**
 * The declarations in `*.tf` and `*.tf.json` of a directory, override files merged by Terraform's
 * rules (https://developer.hashicorp.com/terraform/language/files/override). `file` is always a
 * name in that directory, `line` counts from 1. Throws an Error if the directory cannot be listed.
 * @param tool OpenTofu reads `*.tofu` and `*.tofu.json` too, in place of a `.tf` of the same name
 */
function readModule(directory, tool = 'terraform') {
    const sources = readSources(directory, tool);
    const declarations = openDeclarations();
    const unreadable = [];
    for (const source of sources) {
        try {
            declarations.add(source, readItems((0,external_node_path_.join)(directory, source.file)));
        }
        catch (error) {
            unreadable.push({ file: source.file, message: error.message });
        }
    }
    return { empty: sources.length === 0, ...declarations.all(), unreadable };
}
/** The providers of a directory's lock file; none where there is no such file. */
function readLockedProviders(directory) {
    try {
        return (0,provider_lock/* lockedProviders */.h)((0,external_node_fs_.readFileSync)((0,external_node_path_.join)(directory, provider_lock/* PROVIDER_LOCK */.Q), 'utf8'));
    }
    catch {
        return [];
    }
}
/** Whether a directory has files that OpenTofu reads and Terraform does not. */
const hasTofuFiles = (directory) => (0,external_node_fs_.readdirSync)(directory, { withFileTypes: true }).some((entry) => !entry.isDirectory() && TOFU_FILE.test(entry.name) && !TERRAFORM_FILE.test(entry.name));
/** In the order in which Terraform merges them: override files last. */
function readSources(directory, tool) {
    let files;
    try {
        files = (0,external_node_fs_.readdirSync)(directory, { withFileTypes: true })
            .filter((entry) => !entry.isDirectory())
            .map((entry) => entry.name);
    }
    catch (cause) {
        const missing = cause.code === 'ENOENT';
        const reason = missing ? 'does not exist' : 'cannot be read';
        throw new Error(`The directory '${directory}' ${reason}.`, { cause });
    }
    const sources = files
        // This leaves out what editors keep beside a file, too: `a.tf~`, `#a.tf#`.
        .filter((file) => (tool === 'tofu' ? TOFU_FILE : TERRAFORM_FILE).test(file))
        .filter((file) => tool === 'terraform' || !isReplaced(file, files))
        .toSorted()
        .map((file) => ({
        file,
        override: OVERRIDE_FILE.test(file),
        versioned: tool === 'terraform' || !TF_ENDING.test(file)
    }));
    return [
        ...sources.filter(({ override }) => !override),
        ...sources.filter(({ override }) => override)
    ];
}
const TERRAFORM_FILE = /^[^.].*\.tf(?:\.json)?$/su;
/** @see https://opentofu.org/docs/language/files/ */
const TOFU_FILE = /^[^.].*\.(?:tf|tofu)(?:\.json)?$/su;
const TF_ENDING = /\.tf(\.json)?$/u;
const isReplaced = (file, files) => TF_ENDING.test(file) && files.includes(file.replace(TF_ENDING, '.tofu$1'));
const OVERRIDE_FILE = /(?:^|_)override\.(?:tf|tofu)(?:\.json)?$/u;
function readItems(path) {
    const text = (0,external_node_fs_.readFileSync)(path, 'utf8');
    return path.endsWith('.json') ? scanHclJson(text) : (0,hcl/* scanHcl */.J$)(text);
}


/***/ }),

/***/ 74619:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ PROVIDER_LOCK),
/* harmony export */   h: () => (/* binding */ lockedProviders)
/* harmony export */ });
/* harmony import */ var _hcl_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(67031);
/** What `.terraform.lock.hcl` says: which version of each provider, and which packages are the right ones. */

const PROVIDER_LOCK = '.terraform.lock.hcl';
/**
 * The providers of a lock file; none where it cannot be read. Names that could lead out of a folder are left out.
 * @see https://developer.hashicorp.com/terraform/language/files/dependency-lock
 */
function lockedProviders(text) {
    return itemsOf(text).flatMap((item) => {
        if (item.kind !== 'block' || item.type !== 'provider')
            return [];
        const [address = ''] = item.labels;
        const version = (0,_hcl_js__WEBPACK_IMPORTED_MODULE_0__/* .literalOf */ .Zc)(expressionOf(item.body, 'version') ?? '');
        if (!ADDRESS.test(address) || typeof version !== 'string' || !VERSION.test(version))
            return [];
        const hashes = expressionOf(item.body, 'hashes')?.match(/h1:[A-Za-z0-9+/]{43}=/gu) ?? [];
        return [{ address, version, hashes }];
    });
}
const ADDRESS = /^[\p{L}\p{N}][\p{L}\p{N}.:-]*(?:\/[\p{L}\p{N}][\p{L}\p{N}_-]*){2}$/u;
const VERSION = /^\d[\w.+-]*$/u;
function itemsOf(text) {
    try {
        return (0,_hcl_js__WEBPACK_IMPORTED_MODULE_0__/* .scanHcl */ .J$)(text);
    }
    catch (error) {
        if (error instanceof _hcl_js__WEBPACK_IMPORTED_MODULE_0__/* .HclSyntaxError */ .j)
            return [];
        throw error;
    }
}
function expressionOf(body, name) {
    const found = body.find((item) => item.kind === 'attribute' && item.name === name);
    return found?.kind === 'attribute' ? found.expression : undefined;
}


/***/ }),

/***/ 70243:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  gj: () => (/* binding */ applyPlan),
  z6: () => (/* binding */ check),
  df: () => (/* binding */ describePlan),
  If: () => (/* binding */ run_forceUnlock),
  YW: () => (/* binding */ initialise),
  Cs: () => (/* binding */ makePlan),
  Ps: () => (/* binding */ pullLineage),
  p3: () => (/* binding */ pullState),
  f7: () => (/* binding */ pullText),
  c8: () => (/* binding */ pushState),
  T7: () => (/* binding */ readOutputs),
  EG: () => (/* binding */ unsavedState)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/json.js
var json = __webpack_require__(16413);
;// CONCATENATED MODULE: ./lib/terraform/commands.js
const given = ({ varFiles }) => varFiles.map((file) => `-var-file=${file}`);
/**
 * OpenTofu reads variables wherever it reads the code, for backends and module sources may depend on them.
 * @see https://opentofu.org/docs/language/values/variables/
 */
const early = (terraform) => terraform.tool === 'tofu' ? given(terraform) : [];
/** @param backend arguments of `-backend-config`: files, or settings `name=value`; undefined for `cloud`, which has none */
const init = (terraform, backend, onLine) => 
// -reconfigure: never migrate, never copy one environment's state into another's.
terraform.run([
    'init',
    '-input=false',
    '-no-color',
    '-json',
    ...(backend === undefined ? [] : ['-reconfigure']),
    ...(backend ?? []).map((argument) => `-backend-config=${argument}`),
    ...early(terraform)
], onLine);
/** Exits with 0 for no changes, 2 for changes, 1 for an error. */
const plan = (terraform, args, onLine) => terraform.run([
    'plan',
    '-input=false',
    '-json',
    '-detailed-exitcode',
    `-out=${args.file}`,
    ...(args.lock ? [`-lock-timeout=${Math.ceil(args.lockTimeoutMs / 1000)}s`] : ['-lock=false']),
    ...(args.destroy ? ['-destroy'] : []),
    ...given(terraform)
], onLine);
/** The plan as JSON, everything in clear: never printed. */
const show = (terraform, file) => terraform.run(['show', '-json', '-no-color', ...early(terraform), file]);
/** Applies a saved plan: what was shown is what is done. */
const apply = (terraform, { file, lockTimeoutMs, version }, onLine) => terraform.run([
    'apply',
    '-input=false',
    '-json',
    `-lock-timeout=${Math.ceil(lockTimeoutMs / 1000)}s`,
    ...(comparesValues(version) ? early(terraform) : []),
    file
], onLine);
/**
 * OpenTofu compares the values in a saved plan with those it finds, committed ones too, since 1.11; before it refused
 * to be given any.
 * @see https://github.com/opentofu/opentofu/issues/3623
 */
const comparesValues = (version) => {
    const [major = 0, minor = 0] = version.split('.').map(Number);
    return major > 1 || minor >= 11;
};
/** All outputs, sensitive ones included. */
const output = (terraform) => terraform.run(['output', '-json', '-no-color', ...early(terraform)]);
const statePull = (terraform) => terraform.run(['state', 'pull', '-no-color', ...early(terraform)]);
/** Refuses an older serial and another lineage, unless forced. */
const statePush = (terraform, file, lockTimeoutMs, force) => terraform.run([
    'state',
    'push',
    '-no-color',
    `-lock-timeout=${Math.ceil(lockTimeoutMs / 1000)}s`,
    ...(force ? ['-force'] : []),
    ...early(terraform),
    file
]);
/** Releases a lock that nobody holds any more. @param id as Terraform tells it */
const forceUnlock = (terraform, id) => terraform.run(['force-unlock', '-force', '-no-color', ...early(terraform), id]);

// EXTERNAL MODULE: ./lib/terraform/events.js
var events = __webpack_require__(47675);
// EXTERNAL MODULE: ./lib/terraform/lock-info.js
var lock_info = __webpack_require__(72222);
// EXTERNAL MODULE: ./lib/terraform/plan.js + 1 modules
var terraform_plan = __webpack_require__(27892);
;// CONCATENATED MODULE: ./lib/terraform/run.js
/** One run of Terraform: init, plan to a file, look at it, apply that file, read the outputs. */








const onLine = (onEvent) => (line) => {
    if (line.trim() !== '')
        onEvent((0,events/* parseEventLine */._T)(line));
};
/** @throws RunError `init-failed` */
async function initialise(terraform, backendArguments, onEvent) {
    check(await init(terraform, backendArguments, onLine(onEvent)), 'init', 'init-failed');
}
/**
 * Plans to a fresh file.
 * @returns whether there is anything to do, be it only for outputs
 * @throws RunError `plan-failed`, `state-locked`
 */
async function makePlan(terraform, args, onEvent) {
    let locked = false;
    const watch = (event) => {
        // Terraform's exit code does not tell a held lock from a broken plan.
        locked ||= event.kind === 'diagnostic' && event.diagnostic.summary === lock_info/* LOCK_FAILED */.iD;
        onEvent(event);
    };
    const exit = await plan(terraform, args, onLine(watch));
    if (exit.exitCode !== 2)
        check(exit, 'plan', locked ? 'state-locked' : 'plan-failed');
    return exit.exitCode === 2;
}
/** What a saved plan says. @throws RunError `plan-failed` */
async function describePlan(terraform, file) {
    const exit = await show(terraform, file);
    check(exit, 'show', 'plan-failed');
    return (0,terraform_plan/* parsePlan */.vS)(exit.stdout);
}
/** Applies a saved plan. @returns whether it came to its end */
async function applyPlan(terraform, args, onEvent) {
    return apply(terraform, args, onLine(onEvent));
}
/** All outputs, sensitive ones included; undefined where they cannot be read. */
async function readOutputs(terraform) {
    // Interrupted as it starts, it must not make a complete apply look like a cancelled one.
    const exit = await output(terraform).catch(() => undefined);
    return exit?.exitCode === 0 ? (0,events/* outputsOf */.Yz)((0,json/* objectOf */.Xy)((0,json/* parseJson */.qF)(exit.stdout))) : undefined;
}
/**
 * The state as Terraform's backend holds it; empty where there is none.
 * @param reason for where it cannot be read: whether anything was changed before
 */
async function pullText(terraform, reason) {
    const exit = await statePull(terraform);
    check(exit, 'state pull', reason);
    return exit.stdout;
}
/** Stores a file as the state. @returns why it was refused, or undefined */
async function pushState(terraform, file, lockTimeoutMs, force = false) {
    try {
        check(await statePush(terraform, file, lockTimeoutMs, force), 'state push', 'state-not-saved');
        return undefined;
    }
    catch (error) {
        if (error instanceof errors/* RunError */.e4)
            return error;
        throw error;
    }
}
/** @param id came from elsewhere: it must not be taken for an option */
const run_forceUnlock = async (terraform, id) => !id.startsWith('-') &&
    forceUnlock(terraform, id).then(({ exitCode }) => exitCode === 0, () => false // interrupted as it started
    );
/** The lineage of the state, undefined where it cannot be read or there is none. */
async function pullLineage(terraform) {
    const text = await pullText(terraform, 'apply-failed').catch(() => '');
    // Of a state that is not there Terraform prints one without a lineage.
    return (0,json/* textOf */.b6)((0,json/* objectOf */.Xy)((0,json/* parseJson */.qF)(text))?.['lineage']) || undefined;
}
/** How many managed resources the state holds now; none where there is no state. */
async function pullState(terraform, reason) {
    const resources = (0,events/* objectsOf */.iZ)((0,json/* objectOf */.Xy)((0,json/* parseJson */.qF)(await pullText(terraform, reason)))?.['resources']);
    return resources.filter((resource) => resource['mode'] === 'managed').length;
}
/** The state a failed apply could not store; Terraform leaves it in the root module. */
const unsavedState = (root) => {
    const file = (0,external_node_path_.join)(root, 'errored.tfstate');
    return (0,external_node_fs_.existsSync)(file) ? file : undefined;
};
const HINTS = {
    'init-failed': 'Nothing was changed. Mend what Terraform says and push again.',
    'plan-failed': 'Nothing was changed. Mend what Terraform says and push again.',
    'apply-failed': 'What was done is in the state. Mend what Terraform says and push again; deleting the branch destroys what was made.'
};
/** @throws RunError with Terraform's own words, where there are any outside its JSON output */
function check(exit, command, reason) {
    if (exit.exitCode === 0)
        return;
    const words = exit.stderr.trim();
    const text = exit.tool === 'tofu'
        ? `tofu ${command} failed with exit code ${exit.exitCode}.`
        : `terraform ${command} failed with exit code ${exit.exitCode}.`;
    throw new errors/* RunError */.e4(reason, words === '' ? text : `${text}\n${endOf(words)}`, HINTS[reason]);
}
const LONGEST_WORDS = 4000;
/** Whole lines only: half a secret would not be known again. */
const endOf = (words) => words.length <= LONGEST_WORDS
    ? words
    : words.slice(words.indexOf('\n', words.length - LONGEST_WORDS) + 1);


/***/ }),

/***/ 95002:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j$: () => (/* binding */ variablesFor),
/* harmony export */   ve: () => (/* binding */ declaredForTags)
/* harmony export */ });
/* unused harmony export TAG_VARIABLES */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16413);
/* harmony import */ var _placeholders_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(75981);
/** Decides which values go to which variables the root module declares. */



/** Variables that stand for the tags of all resources. */
const TAG_VARIABLES = ['tags', 'labels', 'default_tags', 'common_tags'];
/**
 * The content of the generated `*.tfvars.json`. The standard variables are given only where the
 * module declares them with a fitting type; the user's own must be declared.
 * @param tags the tags as each of the variables for them takes them
 * @param lines the input `variables`, placeholders not yet filled; they beat the standard ones
 * @param complete false where a file of the module could not be read, so that a variable may be declared unseen
 * @throws RunError `invalid-input` for a variable the module does not declare
 */
function variablesFor(declared, values, tags, lines, complete) {
    const texts = {
        environment: values.environment,
        project: values.project,
        branch: values.branch,
        commit_sha: values.commit
    };
    const standard = Object.entries(texts).filter(([name]) => takesText(declared.get(name)));
    return {
        ...Object.fromEntries(standard),
        ...Object.fromEntries(declaredForTags(declared).map((name) => [name, tags[name]])),
        ...Object.fromEntries(Object.entries(lines).map(([name, value]) => {
            const variable = declared.get(name);
            if (variable === undefined && complete)
                throw undeclared(name, declared);
            return [name, valueOf(value, variable, values)];
        }))
    };
}
const takesText = (variable) => variable !== undefined && (variable.type === undefined || /^(?:any|string)$/u.test(variable.type));
/** The variables for tags that the module declares with a fitting type. */
const declaredForTags = (declared) => TAG_VARIABLES.filter((name) => takesMap(declared.get(name)));
const takesMap = (variable) => variable !== undefined &&
    (variable.type === undefined || /^(?:any|map|map\(\s*(?:any|string)\s*\))$/u.test(variable.type));
/** A list or an object is written as JSON; Terraform itself converts a text to a number or a boolean. */
function valueOf(text, variable, values) {
    const parsed = variable?.type === 'string' ? undefined : (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .qF)(text);
    const shaped = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)(parsed) ?? (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(parsed);
    return shaped === undefined ? (0,_placeholders_js__WEBPACK_IMPORTED_MODULE_2__/* .fill */ .GS)(text, values) : fillIn(shaped, values);
}
/** Fills the texts within a value, so that no branch's name can change its shape. */
function fillIn(value, values) {
    if (typeof value === 'string')
        return (0,_placeholders_js__WEBPACK_IMPORTED_MODULE_2__/* .fill */ .GS)(value, values);
    const list = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(value);
    if (list !== undefined)
        return list.map((part) => fillIn(part, values));
    const object = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)(value);
    if (object === undefined)
        return value;
    return Object.fromEntries(Object.entries(object).map(([name, part]) => [name, fillIn(part, values)]));
}
function undeclared(name, declared) {
    const names = [...declared.keys()].toSorted().join(', ');
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('invalid-input', `The input 'variables' gives '${name}', which the root module does not declare.`, names === '' ? 'The root module declares no variable.' : `It declares: ${names}.`);
}


/***/ })

};
