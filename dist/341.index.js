export const id = 341;
export const ids = [341];
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
        way: { kind: 'environment', since: '5.62.0' },
        told: false
    },
    'hashicorp/google': {
        title: 'google',
        rules: GOOGLE,
        argument: 'labels',
        // https://github.com/hashicorp/terraform-provider-google/releases/tag/v5.0.0
        way: { kind: 'default_labels', since: '5.0.0' },
        told: false
    },
    'hashicorp/google-beta': {
        title: 'google-beta',
        rules: GOOGLE,
        argument: 'labels',
        way: { kind: 'default_labels', since: '5.0.0' },
        told: false
    },
    'hashicorp/azurerm': { title: 'azurerm', rules: AZURE, argument: 'tags', told: true },
    'azure/azapi': { title: 'azapi', rules: AZURE, argument: 'tags', told: true },
    'aliyun/alicloud': { title: 'alicloud', argument: 'tags', told: true },
    'huaweicloud/huaweicloud': { title: 'huaweicloud', argument: 'tags', told: true },
    'opentelekomcloud/opentelekomcloud': { title: 'opentelekomcloud', argument: 'tags', told: true },
    'tencentcloudstack/tencentcloud': { title: 'tencentcloud', argument: 'tags', told: true },
    'hetznercloud/hcloud': { title: 'hcloud', rules: KUBERNETES, argument: 'labels', told: true },
    // Of its resources only some are labelled, and not by an argument of their own.
    'hashicorp/kubernetes': {
        title: 'kubernetes',
        rules: KUBERNETES,
        argument: 'labels',
        told: false
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
            if (name !== wanted)
                changes.push({ kind: 'key', key, to: name });
            if (to !== from)
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
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs#default_tags-configuration-block
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
/** By the last part of a provider's address, which its forks keep. */
const PROVIDERS = new Map([
    // Where `tags` is a map there is `tags_all`, too; `labels` are Kubernetes' own.
    ['aws', { always: ['tags_all'], perhaps: ['tags'], foldsCase: false }],
    ['azurerm', AZURE],
    ['azapi', AZURE],
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
    const provider = (0,lib_json/* textOf */.b6)(resource['provider_name'])?.split('/').at(-1);
    return taggableOf(address, change, PROVIDERS.get(provider ?? '') ?? OTHERS);
});
function stays(resource, change) {
    const actions = ((0,lib_json/* listOf */.c3)(change['actions']) ?? []).map(lib_json/* textOf */.b6);
    const goes = actions.includes('delete') || actions.includes('forget');
    // What is deposed is left of a replacement that failed, under the address of its successor.
    const isLeftover = resource['deposed'] !== undefined;
    return resource['mode'] === 'managed' && !isLeftover && (!goes || actions.includes('create'));
}
function taggableOf(address, change, { always, perhaps, foldsCase }) {
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
            address,
            foldsCase,
            tags: names.flatMap((name) => tagsIn(after[name])),
            unknownKeys: names.flatMap((name) => markedIn(unknown[name])),
            unknown: [...always, ...perhaps].some((name) => unknown[name] === true)
        }
    ];
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
