export const id = 8;
export const ids = [8];
export const modules = {

/***/ 68907:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Rl: () => (/* binding */ needsHostname),
/* harmony export */   b_: () => (/* binding */ tokenVariableOf),
/* harmony export */   cY: () => (/* binding */ nested),
/* harmony export */   d1: () => (/* binding */ refuseBadPlace),
/* harmony export */   k: () => (/* binding */ isTfe),
/* harmony export */   so: () => (/* binding */ completed),
/* harmony export */   un: () => (/* binding */ WORKSPACE),
/* harmony export */   x5: () => (/* binding */ serverOfVariable)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _placeholders_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(75981);
/** The settings of `remote` and `cloud`, which keep a state in a workspace of HCP Terraform or Terraform Enterprise. */


const WORKSPACE = 'workspaces.name';
/** Terraform's; OpenTofu has none. */
const HOSTNAME = 'app.terraform.io';
/** What `cloud` reads from the environment where its block does not say. */
const CLOUD_VARIABLES = {
    hostname: 'TF_CLOUD_HOSTNAME',
    organization: 'TF_CLOUD_ORGANIZATION',
    'workspaces.project': 'TF_CLOUD_PROJECT'
};
const isTfe = (type) => type === 'remote' || type === 'cloud';
/**
 * The settings of the input, completed with what the module and the environment say: this action asks the API too,
 * and must ask what Terraform will.
 * @param attributes of the module's block
 */
function completed(type, tool, given, attributes, variables) {
    const names = ['hostname', 'organization', WORKSPACE, 'workspaces.project'];
    const found = names.flatMap((name) => {
        const variable = type === 'cloud' ? CLOUD_VARIABLES[name] : undefined;
        const usual = name === 'hostname' && tool !== 'tofu' ? HOSTNAME : '';
        const value = given[name] ??
            (name in attributes
                ? attributes[name]
                : (variable === undefined ? '' : variables[variable]) || usual);
        if (value === undefined || value === '')
            return [];
        return [[name, name === 'hostname' ? value.toLowerCase() : value]];
    });
    return { ...given, ...Object.fromEntries(found) };
}
/** What OpenTofu needs and Terraform has a default for. */
const needsHostname = (type, tool) => isTfe(type) && tool === 'tofu';
/** @throws RunError `invalid-input` for what the API would not take, or would take for something else */
function refuseBadPlace(config, values) {
    const name = config[WORKSPACE] ?? '';
    if (!/^[\w-]{1,90}$/u.test(name)) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('invalid-input', `The workspace would be called '${name}', but HCP Terraform takes 1 to 90 letters, digits, '-' and '_'.`, `Write it with {project} and {environment}, here ${(0,_placeholders_js__WEBPACK_IMPORTED_MODULE_1__/* .fill */ .GS)('{project}_{environment}', values)}:\n    backend-config: ${WORKSPACE}={project}_{environment}`);
    }
    const hostname = config['hostname'] ?? '';
    if (hostname === '' || /^[\w.-]+(?::\d+)?$/u.test(hostname))
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('invalid-input', `The setting 'hostname' is '${hostname}', which is not the name of a server.`, `Write it without 'https://' and without a path:\n    backend-config: hostname=${HOSTNAME}`);
}
/** The variable by which Terraform finds the token of a server. */
const tokenVariableOf = (hostname) => `TF_TOKEN_${hostname.toLowerCase().replaceAll('-', '__').replaceAll('.', '_')}`;
/** The server whose token a variable holds; undefined for another variable. */
function serverOfVariable(variable) {
    const encoded = /^TF_TOKEN_(.+)$/u.exec(variable)?.[1];
    return encoded?.replaceAll('__', '-').replaceAll('_', '.').toLowerCase();
}
/** The settings as the block has them: `workspaces.name` is `name` in `workspaces`. */
function nested(config) {
    const entries = Object.entries(config);
    const isInner = (name) => name.startsWith('workspaces.');
    const inner = entries
        .filter(([name]) => isInner(name))
        .map(([name, value]) => [name.slice('workspaces.'.length), value]);
    const outer = Object.fromEntries(entries.filter(([name]) => !isInner(name)));
    return inner.length === 0 ? outer : { ...outer, workspaces: Object.fromEntries(inner) };
}


/***/ }),

/***/ 75981:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GS: () => (/* binding */ fill),
/* harmony export */   au: () => (/* binding */ fillTag),
/* harmony export */   qm: () => (/* binding */ namesEnvironment)
/* harmony export */ });
/** Fills `{project}`, `{environment}`, `{branch}` and `{repository}` in values a user writes. */
/** The text with the four placeholders filled in; any other `{…}` stays as it is. */
const fill = (text, values) => text.replace(/\{(project|environment|branch|repository)\}/gu, (_, name) => values[name]);
/** The same for a tag, where `{commit}` and `{run-url}` are placeholders, too. */
const fillTag = (text, values) => text.replace(/\{(project|environment|branch|repository|commit|run-url)\}/gu, (_, name) => values[name]);
/** Whether the text differs from environment to environment. */
const namesEnvironment = (text) => /\{(?:environment|branch)\}/u.test(text);


/***/ }),

/***/ 38815:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KZ: () => (/* binding */ describeCoverage),
/* harmony export */   S_: () => (/* binding */ variableFor),
/* harmony export */   _5: () => (/* binding */ coverageOf),
/* harmony export */   cF: () => (/* binding */ describeRemedy),
/* harmony export */   vp: () => (/* binding */ ENVIRONMENT_TAG)
/* harmony export */ });
/** The tag whose value is the environment's name. */
const ENVIRONMENT_TAG = 'environment';
/** @param required keys that the policy names */
function coverageOf(taggable, environment, required) {
    const keys = [...new Set([ENVIRONMENT_TAG, ...required])];
    const found = taggable.map((resource) => {
        const states = keys.map((key) => stateOf(resource, key, environment));
        const { address, provider, argument } = resource;
        const lacks = keys.filter((_, index) => states[index] === 'lacking');
        return {
            untagged: { address, provider, argument, lacks, hasOther: hasOther(resource, states[0]) },
            isKnown: !states.includes('unknown')
        };
    });
    const missing = found.filter(({ untagged }) => untagged.lacks.length > 0);
    const others = found.length - missing.length;
    const carrying = found.filter(({ untagged, isKnown }) => isKnown && untagged.lacks.length === 0).length;
    return {
        keys,
        required,
        taggable: found.length,
        carrying,
        missing: missing.map(({ untagged }) => untagged),
        unknown: others - carrying
    };
}
const hasOther = ({ tags }, state) => state === 'lacking' &&
    tags.some(([key, value]) => key.toLowerCase() === ENVIRONMENT_TAG && value !== '');
function stateOf({ tags, unknownKeys, unknown, foldsCase }, wanted, environment) {
    // A module may spell the environment's own tag in its own way, which is then the one that it is given.
    const folds = foldsCase || wanted === ENVIRONMENT_TAG;
    const fold = (key) => (folds ? key.toLowerCase() : key);
    const isWanted = (key) => fold(key) === fold(wanted);
    const isRight = (value) => wanted === ENVIRONMENT_TAG ? value === environment : value !== '';
    const found = tags.filter(([key]) => isWanted(key));
    if (found.some(([, value]) => isRight(value)))
        return 'carried';
    // What a resource says itself is not changed by a provider's defaults.
    if (found.length > 0)
        return 'lacking';
    return unknown || unknownKeys.some(isWanted) ? 'unknown' : 'lacking';
}
/** One line for people, plain text. */
function describeCoverage({ keys, taggable, carrying, unknown }) {
    const others = keys.slice(1).map((key) => `'${key}'`);
    const besides = others.length === 0 ? '' : ` and ${others.join(', ')}`;
    const later = unknown === 0 ? '' : `; ${unknown} known after apply`;
    return `${carrying} of ${taggable} taggable resources carry the environment${besides}${later}`;
}
/**
 * What to do about the resources that lack tags, in sentences.
 * @param named how code is set off from the text
 */
function describeRemedy(missing, named) {
    const bare = missing.filter(({ lacks, hasOther: other }) => lacks.length > (other ? 1 : 0));
    const others = missing.filter(({ hasOther: other }) => other).length;
    const given = [...new Set(bare.map(({ argument }) => argument))]
        .toSorted()
        .map((argument) => named(`${argument} = var.${variableFor(argument)}`));
    return [
        ...(given.length === 0
            ? []
            : [`Add ${given.join(' or ')} to those without, as the action's docs/variables.md shows.`]),
        ...(others === 0
            ? []
            : [
                `Where ${named(ENVIRONMENT_TAG)} has another value (${others}), the code or the input 'tags' sets it: remove it there.`
            ])
    ].join(' ');
}
/** The variable of the root module by which an argument gets its tags. */
const variableFor = (argument) => argument === 'labels' ? 'labels' : 'tags';


/***/ }),

/***/ 47675:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Yz: () => (/* binding */ outputsOf),
/* harmony export */   _T: () => (/* binding */ parseEventLine),
/* harmony export */   iZ: () => (/* binding */ objectsOf)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16413);
/** Reads Terraform's machine-readable output, line by line. */

const STEPS = {
    apply_start: 'started',
    apply_progress: 'progress',
    apply_complete: 'done',
    apply_errored: 'failed'
};
/**
 * The event a line tells; a line that is no JSON (init mixes them in) is a message, and so is an event
 * of a type that is not known here.
 * @see https://developer.hashicorp.com/terraform/internals/machine-readable-ui
 */
function parseEventLine(line) {
    const event = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .objectOf */ .Xy)((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .qF)(line));
    if (event === undefined)
        return { kind: 'message', text: line };
    const type = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(event['type']) ?? '';
    const message = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(event['@message']) ?? '';
    const step = Object.hasOwn(STEPS, type) ? STEPS[type] : undefined;
    if (step !== undefined)
        return { kind: step, step: stepOf((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .objectOf */ .Xy)(event['hook'])) };
    switch (type) {
        case 'version':
            return { kind: 'version', version: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(event['terraform']) ?? (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(event['tofu']) ?? '' };
        case 'diagnostic':
            return {
                kind: 'diagnostic',
                diagnostic: diagnosticOf((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .objectOf */ .Xy)(event['diagnostic']) ?? {}, message)
            };
        case 'planned_change':
        case 'resource_drift': {
            const change = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .objectOf */ .Xy)(event['change']);
            const address = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .objectOf */ .Xy)(change?.['resource'])?.['addr']) ?? '';
            const action = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(change?.['action']) ?? '';
            return { kind: type === 'planned_change' ? 'planned' : 'drift', address, action };
        }
        case 'refresh_start':
        case 'refresh_complete':
            return {
                kind: 'refreshed',
                address: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .objectOf */ .Xy)((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .objectOf */ .Xy)(event['hook'])?.['resource'])?.['addr']) ?? ''
            };
        case 'outputs':
            return { kind: 'outputs', outputs: outputsOf((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .objectOf */ .Xy)(event['outputs'])) };
        default:
            return { kind: 'message', text: message };
    }
}
function stepOf(hook) {
    return {
        address: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .objectOf */ .Xy)(hook?.['resource'])?.['addr']) ?? '',
        action: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(hook?.['action']) ?? '',
        elapsedSeconds: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .numberOf */ .rl)(hook?.['elapsed_seconds']) ?? 0
    };
}
function diagnosticOf(json, message) {
    const range = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .objectOf */ .Xy)(json['range']);
    return {
        severity: json['severity'] === 'warning' ? 'warning' : 'error',
        summary: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(json['summary']) ?? message,
        detail: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(json['detail']) ?? '',
        address: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(json['address']),
        file: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(range?.['filename']),
        line: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .numberOf */ .rl)((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .objectOf */ .Xy)(range?.['start'])?.['line']),
        code: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .objectOf */ .Xy)(json['snippet'])?.['code'])
    };
}
/** Outputs as `outputs` events, `terraform output -json` and plans have them. */
function outputsOf(json) {
    const entries = Object.entries(json ?? {}).flatMap(([name, entry]) => {
        const output = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .objectOf */ .Xy)(entry);
        if (output === undefined || !('value' in output || 'sensitive' in output))
            return [];
        const value = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isTooDeep */ .f_)(output['value']) ? undefined : output['value'];
        return [[name, { value, sensitive: output['sensitive'] === true }]];
    });
    return Object.fromEntries(entries);
}
/** The addresses in a list of JSON objects, for plans. */
const objectsOf = (value) => ((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .listOf */ .c3)(value) ?? []).map(_json_js__WEBPACK_IMPORTED_MODULE_0__/* .objectOf */ .Xy).filter((item) => item !== undefined);


/***/ }),

/***/ 27892:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  HV: () => (/* binding */ UNKNOWN),
  wf: () => (/* binding */ leavesOf),
  vS: () => (/* binding */ parsePlan)
});

// UNUSED EXPORTS: countsOf

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/json.js
var lib_json = __webpack_require__(16413);
// EXTERNAL MODULE: ./lib/terraform/events.js
var events = __webpack_require__(47675);
;// CONCATENATED MODULE: ./lib/terraform/taggable.js
/** Finds in a plan which resources can have tags or labels, and which they will have. */


/** To Azure keys are the same in either case; Google has only lower case. */
const AZURE = { always: ['tags'], perhaps: [], foldsCase: true };
/** Google's `tags` are of networks, or of an organisation. */
const GOOGLE = {
    always: ['labels', 'effective_labels', 'terraform_labels'],
    perhaps: [],
    foldsCase: true
};
const TAGS = { always: ['tags'], perhaps: [], foldsCase: false };
/** By the last part of a provider's address, which its forks keep. */
const PROVIDERS = new Map([
    // Where `tags` is a map there is `tags_all`, too; `labels` are Kubernetes' own.
    ['aws', { always: ['tags_all'], perhaps: ['tags'], foldsCase: false }],
    ['azurerm', AZURE],
    ['azapi', AZURE],
    ['alicloud', TAGS],
    ['huaweicloud', TAGS],
    ['opentelekomcloud', TAGS],
    ['tencentcloud', TAGS],
    ['hcloud', { always: ['labels'], perhaps: [], foldsCase: false }],
    ['google', GOOGLE],
    ['google-beta', GOOGLE]
]);
const OTHERS = {
    always: ['tags_all', 'effective_labels', 'terraform_labels', 'freeform_tags'],
    perhaps: ['tags', 'labels'],
    foldsCase: false
};
/**
 * Every managed resource that comes or stays, also one that the plan leaves alone.
 * @param plan of `terraform show -json`, whatever is in it
 */
const taggableIn = (plan) => (0,events/* objectsOf */.iZ)(plan['resource_changes']).flatMap((resource) => {
    const change = (0,lib_json/* objectOf */.Xy)(resource['change']);
    const address = (0,lib_json/* textOf */.b6)(resource['address']);
    if (change === undefined || address === undefined || !stays(resource, change))
        return [];
    const provider = (0,lib_json/* textOf */.b6)(resource['provider_name']) ?? '';
    const names = PROVIDERS.get(provider.split('/').at(-1) ?? '') ?? OTHERS;
    return taggableOf({ address, provider }, change, names);
});
function stays(resource, change) {
    const actions = ((0,lib_json/* listOf */.c3)(change['actions']) ?? []).map(lib_json/* textOf */.b6);
    const goes = actions.includes('delete') || actions.includes('forget');
    // What is deposed is left of a replacement that failed, under the address of its successor.
    const isLeftover = resource['deposed'] !== undefined;
    return resource['mode'] === 'managed' && !isLeftover && (!goes || actions.includes('create'));
}
function taggableOf(resource, change, { always, perhaps, foldsCase }) {
    const after = (0,lib_json/* objectOf */.Xy)(change['after']) ?? {};
    const unknown = (0,lib_json/* objectOf */.Xy)(change['after_unknown']) ?? {};
    const names = [
        ...always.filter((name) => after[name] === null || unknown[name] === true),
        ...[...always, ...perhaps].filter((name) => isMap(after[name]))
    ];
    if (names.length === 0)
        return [];
    return [
        {
            ...resource,
            argument: argumentOf(names),
            foldsCase,
            tags: names.flatMap((name) => tagsIn(after[name])),
            unknownKeys: names.flatMap((name) => markedIn(unknown[name])),
            unknown: [...always, ...perhaps].some((name) => unknown[name] === true)
        }
    ];
}
/** @param names those of its maps */
function argumentOf(names) {
    if (names.includes('freeform_tags'))
        return 'freeform_tags';
    return names.some((name) => name.startsWith('tags')) ? 'tags' : 'labels';
}
const isMap = (value) => {
    const map = (0,lib_json/* objectOf */.Xy)(value);
    return (map !== undefined &&
        Object.values(map).every((part) => part === null || (0,lib_json/* textOf */.b6)(part) !== undefined));
};
const tagsIn = (value) => Object.entries((0,lib_json/* objectOf */.Xy)(value) ?? {}).flatMap(([key, part]) => {
    const text = (0,lib_json/* textOf */.b6)(part);
    return text === undefined ? [] : [[key, text]];
});
const markedIn = (mask) => Object.entries((0,lib_json/* objectOf */.Xy)(mask) ?? {}).flatMap(([key, mark]) => (mark === true ? [key] : []));

;// CONCATENATED MODULE: ./lib/terraform/plan.js
/** Reads `terraform show -json PLAN`: what would change, in the product's words. */




/** Stands for a value that only the apply will tell. */
const UNKNOWN = '(known after apply)';
/**
 * @throws RunError `plan-failed` where the text is not a plan's
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
function parsePlan(text) {
    const json = (0,lib_json/* objectOf */.Xy)((0,lib_json/* parseJson */.qF)(text));
    if (json === undefined || (0,lib_json/* textOf */.b6)(json['format_version']) === undefined) {
        throw new errors/* RunError */.e4('plan-failed', "Terraform's own description of the plan ('terraform show -json') is not JSON.", "Where 'terraform' on the PATH is a script that prints lines of its own, take it off the PATH: the action then installs Terraform.");
    }
    if ((0,lib_json/* isTooDeep */.f_)(json)) {
        throw new errors/* RunError */.e4('plan-failed', 'The plan holds values within values, more levels deep than can be looked through for secrets.', "Nothing was changed. Keep what is so deep as one text, with Terraform's 'jsonencode'.");
    }
    const resources = (0,events/* objectsOf */.iZ)(json['resource_changes']).filter((change) => change['mode'] !== 'data');
    const changes = resources.flatMap((resource) => changeOf(resource));
    const values = (0,lib_json/* objectOf */.Xy)(json['planned_values']);
    const prior = (0,lib_json/* objectOf */.Xy)((0,lib_json/* objectOf */.Xy)(json['prior_state'])?.['values']);
    return {
        toolVersion: (0,lib_json/* textOf */.b6)(json['terraform_version']) ?? '',
        changes,
        counts: countsOf(changes),
        outputs: (0,events/* outputsOf */.Yz)((0,lib_json/* objectOf */.Xy)(values?.['outputs'])),
        resourcesBefore: countResources((0,lib_json/* objectOf */.Xy)(prior?.['root_module'])),
        // What is forgotten is still listed, but leaves the state.
        resourcesAfter: countResources((0,lib_json/* objectOf */.Xy)(values?.['root_module'])) -
            changes.filter((change) => change.action === 'forget').length,
        taggable: taggableIn(json),
        secrets: secretsOf(json)
    };
}
function changeOf(resource) {
    const change = (0,lib_json/* objectOf */.Xy)(resource['change']);
    const address = (0,lib_json/* textOf */.b6)(resource['address']);
    const previousAddress = (0,lib_json/* textOf */.b6)(resource['previous_address']);
    if (change === undefined || address === undefined)
        return [];
    const action = actionOf(change, previousAddress !== undefined);
    if (action === undefined)
        return [];
    return [{ address, action, previousAddress, attributes: attributesOf(change) }];
}
function actionOf(change, moved) {
    const actions = ((0,lib_json/* listOf */.c3)(change['actions']) ?? []).map(lib_json/* textOf */.b6);
    if (actions.includes('delete') && actions.includes('create'))
        return 'replace';
    if (actions.includes('create'))
        return 'create';
    if (actions.includes('delete'))
        return 'destroy';
    if (actions.includes('forget'))
        return 'forget';
    if (actions.includes('update'))
        return 'update';
    if ((0,lib_json/* objectOf */.Xy)(change['importing']) !== undefined)
        return 'import';
    return moved ? 'move' : undefined;
}
function attributesOf(change) {
    const before = fieldsOf(change['before']);
    const after = fieldsOf(change['after']);
    const unknown = fieldsOf(change['after_unknown']);
    const forcing = ((0,lib_json/* listOf */.c3)(change['replace_paths']) ?? []).map((path) => (0,lib_json/* listOf */.c3)(path)?.[0]);
    const names = [...new Set([...before.keys(), ...after.keys(), ...unknown.keys()])].toSorted();
    return names.flatMap((name) => {
        const isUnknown = marked(unknown.get(name));
        if (!isUnknown &&
            JSON.stringify(before.get(name) ?? null) === JSON.stringify(after.get(name) ?? null))
            return [];
        const hidden = marked(maskOf(change['before_sensitive'], name)) ||
            marked(maskOf(change['after_sensitive'], name));
        return [
            {
                name,
                before: shown(before.get(name), hidden),
                after: isUnknown ? UNKNOWN : shown(after.get(name), hidden),
                forcesReplacement: forcing.includes(name)
            }
        ];
    });
}
/** A map, for an attribute may be called `constructor`. */
const fieldsOf = (value) => new Map(Object.entries((0,lib_json/* objectOf */.Xy)(value) ?? {}));
/** A mask is `true` for the whole, or a tree with `true` at its leaves. */
const maskOf = (mask, name) => mask === true ? true : (0,lib_json/* objectOf */.Xy)(mask)?.[name];
const marked = (mask) => mask === true ||
    ((0,lib_json/* listOf */.c3)(mask) ?? []).some(marked) ||
    Object.values((0,lib_json/* objectOf */.Xy)(mask) ?? {}).some(marked);
function shown(value, hidden) {
    if (value === undefined || value === null)
        return undefined;
    return hidden ? '(sensitive)' : JSON.stringify(value);
}
function countsOf(changes) {
    const count = (action) => changes.filter((change) => change.action === action).length;
    const replace = count('replace');
    return {
        add: count('create') + replace,
        change: count('update'),
        destroy: count('destroy') + replace,
        replace
    };
}
function countResources(module) {
    if (module === undefined)
        return 0;
    const own = (0,events/* objectsOf */.iZ)(module['resources']).filter((resource) => resource['mode'] === 'managed').length;
    return (0,events/* objectsOf */.iZ)(module['child_modules']).reduce((sum, child) => sum + countResources(child), own);
}
function secretsOf(json) {
    const found = new Set();
    const take = (value, mask) => {
        if (mask === true)
            return leavesOf(value, found);
        (0,lib_json/* listOf */.c3)(mask)?.forEach((part, index) => take((0,lib_json/* listOf */.c3)(value)?.[index], part));
        for (const [name, part] of Object.entries((0,lib_json/* objectOf */.Xy)(mask) ?? {}))
            take((0,lib_json/* objectOf */.Xy)(value)?.[name], part);
    };
    const declared = (0,lib_json/* objectOf */.Xy)((0,lib_json/* objectOf */.Xy)((0,lib_json/* objectOf */.Xy)(json['configuration'])?.['root_module'])?.['variables']);
    for (const [name, variable] of Object.entries((0,lib_json/* objectOf */.Xy)(json['variables']) ?? {})) {
        take((0,lib_json/* objectOf */.Xy)(variable)?.['value'], (0,lib_json/* objectOf */.Xy)(declared?.[name])?.['sensitive'] === true);
    }
    const outputs = Object.values((0,lib_json/* objectOf */.Xy)(json['output_changes']) ?? {}).map(lib_json/* objectOf */.Xy);
    // What was changed outside Terraform had another value before: only the drift tells it.
    const resources = ['resource_changes', 'resource_drift'].flatMap((name) => (0,events/* objectsOf */.iZ)(json[name]));
    for (const change of [...resources.map((resource) => (0,lib_json/* objectOf */.Xy)(resource['change'])), ...outputs]) {
        take(change?.['before'], change?.['before_sensitive']);
        take(change?.['after'], change?.['after_sensitive']);
    }
    for (const state of [json['prior_state'], { values: json['planned_values'] }]) {
        const values = (0,lib_json/* objectOf */.Xy)((0,lib_json/* objectOf */.Xy)(state)?.['values']);
        valuesIn((0,lib_json/* objectOf */.Xy)(values?.['root_module']), take);
    }
    return [...found];
}
/** Resources and data sources as a state lists them, in all modules. */
function valuesIn(module, take) {
    for (const resource of (0,events/* objectsOf */.iZ)(module?.['resources'])) {
        take(resource['values'], resource['sensitive_values']);
    }
    for (const child of (0,events/* objectsOf */.iZ)(module?.['child_modules']))
        valuesIn(child, take);
}
/** Every text and number in a value. */
function leavesOf(value, found) {
    if (typeof value === 'string' || typeof value === 'number')
        found.add(String(value));
    (0,lib_json/* listOf */.c3)(value)?.forEach((part) => leavesOf(part, found));
    Object.values((0,lib_json/* objectOf */.Xy)(value) ?? {}).forEach((part) => leavesOf(part, found));
}


/***/ })

};
