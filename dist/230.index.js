export const id = 230;
export const ids = [230];
export const modules = {

/***/ 61849:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  parsePolicy: () => (/* binding */ parsePolicy)
});

// EXTERNAL MODULE: ./node_modules/ajv/dist/ajv.js
var ajv = __webpack_require__(42463);
;// CONCATENATED MODULE: ./docs/policy.schema.json
const policy_schema_namespaceObject = /*#__PURE__*/JSON.parse('{"$schema":"http://json-schema.org/draft-07/schema#","title":"Policy of gitops-env-action","description":"What the owners of a repository allow: .github/gitops-env.yml on the default branch.","type":["object","null"],"additionalProperties":false,"examples":[{"environments":{"*":{"max-destroy":20},"prod-*":{"protected":true,"require-tags":["environment","owner"]},"old-demo":{"suspend":true}}}],"properties":{"version":{"title":"Version","description":"The version of this format.","const":1},"environments":{"title":"Environments","description":"A name of an environment, or a pattern of names in which each \'*\' stands for any text. Of all lines that match, the last that sets a key decides that key. Before the first line, \'prod\', \'production\' and \'staging\' are protected.","type":["object","null"],"propertyNames":{"description":"A name that an environment can have: 1 to 32 of a-z, 0-9 and \'-\', starting and ending with a letter or digit, and not \'default\'; \'*\' may stand anywhere.","type":"string","maxLength":32,"pattern":"^[a-z0-9*](?:[a-z0-9*-]*[a-z0-9*])?$","not":{"const":"default"}},"additionalProperties":{"$ref":"#/definitions/environment"},"examples":[{"prod":{"max-destroy":3}},{"pr-*":{"protected":false}}]}},"definitions":{"environment":{"title":"Environment","description":"What is allowed for the environments of this name or pattern.","type":"object","additionalProperties":false,"minProperties":1,"properties":{"protected":{"title":"Protected","description":"No event destroys a protected environment. Where no line sets \'max-destroy\' for it, its applies may destroy nothing.","type":"boolean","examples":[true]},"max-destroy":{"title":"Most resources to destroy","description":"The most resources that an apply may destroy, replacements included. Without it there is no limit, for a protected environment 0.","type":"integer","minimum":0,"examples":[0,20]},"suspend":{"title":"Suspend","description":"Whether the runs of this environment are skipped.","type":"boolean","examples":[true]},"require-tags":{"title":"Tags that every resource must have","description":"An apply whose plan has a resource that can have tags or labels, and will be without one of these, is refused. \'true\' is the tag \'environment\', whose value is the environment\'s name; a list has the keys, and every other key needs a value.","type":["boolean","array"],"minItems":1,"maxItems":50,"uniqueItems":true,"items":{"title":"Key","description":"A key of a tag.","type":"string","pattern":"^\\\\S(?:.*\\\\S)?$","maxLength":512},"examples":[true,["environment","owner"]]}}}}}');
// EXTERNAL MODULE: ./lib/tags/coverage.js
var coverage = __webpack_require__(38815);
// EXTERNAL MODULE: ./lib/environment.js
var environment = __webpack_require__(33554);
// EXTERNAL MODULE: ./lib/report/markdown.js
var markdown = __webpack_require__(63021);
;// CONCATENATED MODULE: ./lib/policy/mistakes.js
/** Says what is wrong in a policy file, and what to write instead. */


const LONGEST_VALUE = 40;
/** @param path of the value, or of the key, that breaks the rule */
function describeViolation(path, violation) {
    const what = nameOf(path);
    const found = foundOf(violation.data);
    switch (violation.keyword) {
        case 'additionalProperties':
            return unknownKey(path, keysOf(violation.parentSchema));
        case 'propertyNames':
            return `${quoted(path.at(-1) ?? '')} can name no environment; use ${environment/* NAME_RULE */.$h}, not 'default', and '*' for any text`;
        case 'minProperties':
            return `${what} is empty; write ${MAPS[2]}`;
        case 'minimum':
            return `${what} is ${found}; write 0 or more`;
        case 'minItems':
            return `${what} is an empty list; write ${KEYS}`;
        case 'maxItems':
            return `${what} names too many keys; ${String(violation.params['limit'])} is the most`;
        case 'uniqueItems':
            return `${what} names a key twice; remove one of the two`;
        case 'pattern':
        case 'maxLength':
            return `${what} is ${found}; write a tag's key, of at most 512 characters and without blanks around it`;
        case 'const':
            return `${what} is ${found}; this action knows version ${String(violation.params['allowedValue'])}`;
        default:
            return `${what} is ${found}; write ${wantedOf(path, String(violation.params['type']), violation.data)}`;
    }
}
const TOO_DEEP = 'nested too deeply; a policy has four levels';
const describeTwice = (key) => `${quoted(key)} is given twice; remove one of the two`;
/** @param after the text from where the parser complains */
function describeSyntax(code, message, after) {
    switch (code) {
        case 'TAB_AS_INDENT':
            return 'a tab cannot indent; use blanks';
        case 'MULTIPLE_DOCS':
            return 'a second document begins here; a policy is one document';
        case 'NON_STRING_KEY':
            return 'this key is no plain text; write a name';
        case 'TAG_RESOLVE_FAILED':
            return `the tag ${quoted(/^\S*/u.exec(after)?.[0] ?? '')} is not known; remove it`;
        case 'RESOURCE_EXHAUSTION':
            return TOO_DEEP;
        case 'BLOCK_AS_IMPLICIT_KEY':
        case 'MULTILINE_IMPLICIT_KEY':
            return 'not YAML: a second key on one line, or a line that is indented too far';
        default:
            return `not YAML: ${message}`;
    }
}
const quoted = (text) => `'${(0,markdown/* cut */.Jj)(text.replaceAll(/\s+/gu, ' '), LONGEST_VALUE)}'`;
function nameOf(path) {
    const [key] = path.slice(-1);
    if (key === undefined)
        return 'the file';
    if (path.length > 3)
        return `an entry of ${quoted(path.at(-2) ?? '')}`;
    const owner = path.length > 2 ? path.at(-2) : undefined;
    return owner === undefined ? quoted(key) : `${quoted(key)} of ${quoted(owner)}`;
}
function foundOf(value) {
    if (value === null)
        return 'empty';
    if (Array.isArray(value))
        return 'a list';
    if (typeof value === 'object')
        return 'a map';
    return typeof value === 'string' ? `the text ${quoted(value)}` : `${value}`;
}
const KEYS = 'true, or keys such as [environment, owner]';
const TRUE = /^(?:true|yes|y|on)$/iu;
const FALSE = /^(?:false|no|n|off)$/iu;
/** What to write for a map, by its level. */
const MAPS = [
    "'environments:', and the names of environments below it",
    'the names of environments below it, and what is allowed below each',
    "what is allowed below it, such as 'protected: true', or remove it"
];
function wantedOf(path, type, value) {
    const text = typeof value === 'string' ? value : '';
    if (type.startsWith('boolean')) {
        if (TRUE.test(text))
            return 'true, without quotes';
        if (FALSE.test(text))
            return 'false, without quotes';
        return type === 'boolean' ? 'true or false' : KEYS;
    }
    if (type === 'string')
        return "a tag's key, in quotes";
    if (type === 'integer') {
        return /^\d{1,9}$/u.test(text) ? `${text}, without quotes` : 'a whole number such as 0 or 20';
    }
    return MAPS[path.length] ?? 'a map';
}
const keysOf = (schema) => schema !== undefined && 'properties' in schema ? Object.keys(schema.properties) : [];
function unknownKey(path, keys) {
    const key = path.at(-1) ?? '';
    if (key === '<<')
        return "'<<' is not supported; write the keys out";
    const meant = keys
        .map((known) => ({ known, distance: distanceOf(key.slice(0, LONGEST_VALUE), known) }))
        .filter(({ known, distance }) => distance <= 3 && distance < known.length / 2)
        .toSorted((left, right) => left.distance - right.distance)[0];
    return meant === undefined
        ? `${nameOf(path)} is not known; the keys here are ${keys.map(quoted).join(', ')}`
        : `${nameOf(path)} is not known; did you mean ${quoted(meant.known)}?`;
}
/** How many letters must be put in, taken out or exchanged to make one text of the other. */
function distanceOf(left, right) {
    let row = Array.from({ length: right.length + 1 }, (_, index) => index);
    for (const [index, letter] of left.split('').entries()) {
        const next = [index + 1];
        for (const [column, other] of right.split('').entries()) {
            const exchanged = (row[column] ?? 0) + (letter === other ? 0 : 1);
            next.push(Math.min(exchanged, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
        }
        row = next;
    }
    return row[right.length] ?? 0;
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(61196);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/policy/yaml.js
/** Reads the policy file's YAML, and knows where everything in it stands. */



const LONGEST = 65_536;
const LISTED = 20;
/** A policy has four levels. The parser calls itself for each; near the stack's end V8 may abort. */
const DEEPEST = 8;
const WIDEST_INDENT = 100;
const MOST_ALIASES = 100;
/**
 * @param file how messages name it
 * @throws RunError `invalid-input` where nothing can be told of the file's value
 */
function readYaml(given, file) {
    const text = given.replace(/^\ufeff/u, '');
    const lines = new dist/* LineCounter */.HN();
    lines.addNewLine(0);
    for (const { index } of text.matchAll(/\n/gu))
        lines.addNewLine(index + 1);
    const lineOf = (offset) => lines.linePos(offset).line;
    const error = (mistakes) => errorOf(mistakes, lines, file);
    const excess = excessOf(text);
    const stars = starsIn(text);
    if (excess !== undefined)
        throw error([excess]);
    if (stars.length > 0)
        throw error(stars);
    const document = (0,dist/* parseDocument */.Tp)(text, {
        schema: 'core',
        resolveKnownTags: false,
        merge: false,
        stringKeys: true,
        uniqueKeys: false,
        prettyErrors: false
    });
    // Of a line the first says it; the others follow from it.
    const complaints = new Map([...document.errors, ...document.warnings]
        .map(({ code, message, pos: [offset] }) => {
        const after = text.slice(offset, offset + 64);
        return { offset, text: describeSyntax(code, message, after) };
    })
        .toReversed()
        .map((mistake) => [lineOf(mistake.offset), mistake]));
    const { mistakes: named, aliases } = namesIn(document);
    const mistakes = [...notUtf8(text), ...complaints.values(), ...named];
    // After any of these the rest is guesswork.
    if (document.errors.length > 0)
        throw error(mistakes);
    try {
        const value = document.toJS({ maxAliasCount: MOST_ALIASES });
        return { document, value, mistakes, lineOf, error };
    }
    catch {
        const excess = { offset: aliases[0] ?? 0, text: 'too many aliases; write the values out' };
        throw error(mistakes.length > 0 ? mistakes : [excess]);
    }
}
function errorOf(mistakes, lines, file) {
    const rows = mistakes
        .toSorted((left, right) => left.offset - right.offset)
        // An alias is one mistake, however often it is used.
        .filter(({ offset }, index, all) => index === 0 || all[index - 1]?.offset !== offset)
        .map(({ offset, text }) => {
        const { line, col } = lines.linePos(offset);
        return `  - ${file}:${line}:${col}: ${text}`;
    });
    const more = rows.length > LISTED ? [`  - and ${rows.length - LISTED} more`] : [];
    return new errors/* RunError */.e4('invalid-input', ['Invalid policy:', ...rows.slice(0, LISTED), ...more].join('\n'), 'Correct the file on the default branch, from where it is read, and run again.');
}
/** Whether the text is more than the parser should be given. */
function excessOf(text) {
    if (text.length > LONGEST) {
        return { offset: 0, text: `the file has ${text.length} characters; ${LONGEST} is the most` };
    }
    const indented = text.search(new RegExp(`^[ \\t]{${WIDEST_INDENT + 1}}`, 'mu'));
    const offset = indented === -1 ? nestedTooDeeply(text) : indented;
    return offset === undefined ? undefined : { offset, text: TOO_DEEP };
}
function nestedTooDeeply(text) {
    let offset = 0;
    let brackets = 0;
    let marks = 0;
    for (const token of new dist/* Lexer */.JG().lex(text)) {
        if (token === '{' || token === '[')
            brackets += 1;
        else if (token === '}' || token === ']')
            brackets -= 1;
        else if (token === '-' || token === '?' || token === ':')
            marks += 1;
        else if (token === ',' || token.endsWith('\n'))
            marks = 0;
        if (brackets > DEEPEST || marks > DEEPEST)
            return offset;
        // These announce a token, and stand for no text.
        if (!/^[\u0002\u0018\u001f]$/u.test(token))
            offset += token.length;
    }
    return undefined;
}
/** To YAML they are aliases, and its complaints would help nobody. */
const starsIn = (text) => [...text.matchAll(/^[ \t]*(?=\*[^\s:]*:)/gmu)].map(({ index, 0: indent }) => ({
    offset: index + indent.length,
    text: `a name that begins with '*' needs quotes, such as "*":`
}));
function notUtf8(text) {
    const offset = text.indexOf('\ufffd');
    return offset === -1
        ? []
        : [{ offset, text: 'a character that is not UTF-8; save the file as UTF-8' }];
}
/** Where aliases stand; keys that are given twice, and aliases without an anchor before them. */
function namesIn(document) {
    const anchors = new Set();
    const aliases = [];
    const mistakes = [];
    const take = (node) => {
        if (node.anchor !== undefined)
            anchors.add(node.anchor);
        const keys = new Set();
        for (const { key } of (0,dist/* isMap */.jh)(node) ? node.items : []) {
            const text = textOf(key);
            if (keys.has(text))
                mistakes.push({ offset: startOf(key), text: describeTwice(text) });
            keys.add(text);
        }
    };
    (0,dist/* visit */.YR)(document, {
        Alias: (_, alias) => {
            const offset = startOf(alias);
            aliases.push(offset);
            const text = `there is no anchor '&${alias.source}' before this alias`;
            if (!anchors.has(alias.source))
                mistakes.push({ offset, text });
        },
        Value: (_, node) => take(node)
    });
    return { mistakes, aliases };
}
const textOf = (key) => ((0,dist/* isScalar */.jn)(key) ? String(key.value) : '');
const indexed = new WeakMap();
/** The pairs of a map by their keys' texts, in its order; none of what is no map. */
function pairsOf(document, node) {
    const map = (0,dist/* isAlias */.Vj)(node) ? node.resolve(document) : node;
    if (!(0,dist/* isMap */.jh)(map))
        return new Map();
    const pairs = indexed.get(map) ?? new Map(map.items.map((pair) => [textOf(pair.key), pair]));
    indexed.set(map, pairs);
    return pairs;
}
/** Where the key, or the value, at a path stands; an empty value is where its key is. */
function offsetOf(document, path, part) {
    let node = document.contents;
    let pair;
    for (const name of path) {
        const list = (0,dist/* isAlias */.Vj)(node) ? node.resolve(document) : node;
        pair = pairsOf(document, node).get(name);
        node = (0,dist/* isSeq */.oP)(list) ? (list.items[Number(name)] ?? null) : (pair?.value ?? null);
    }
    const empty = node === null || ((0,dist/* isScalar */.jn)(node) && node.value === null);
    return startOf(pair !== undefined && (part === 'key' || empty) ? pair.key : node);
}
const startOf = (node) => node?.range?.[0] ?? 0;

;// CONCATENATED MODULE: ./lib/policy/file.js
/** Reads the policy file; loaded only where there is one, for its two packages take their time. */





const validate = new ajv.Ajv({ allErrors: true, verbose: true, allowUnionTypes: true }).compile(policy_schema_namespaceObject);
/**
 * The policy that the text of a policy file holds; an empty one is no policy.
 * @param file how messages name it
 * @throws RunError `invalid-input` with every mistake found, a line `FILE:LINE:COLUMN: …` each
 */
function parsePolicy(text, file = '.github/gitops-env.yml') {
    const source = readYaml(text, file);
    const { value, mistakes } = source;
    const isValid = validate(value);
    const violations = isValid
        ? []
        : (validate.errors ?? []).flatMap((error) => mistakeOf(source, error));
    if (!isValid || mistakes.length > 0)
        throw source.error([...mistakes, ...violations]);
    return policyOf(source, value?.environments ?? {});
}
function mistakeOf({ document }, error) {
    // What is wrong with a name is told once, by the rule about all names.
    if (error.propertyName !== undefined)
        return [];
    const key = error.params['additionalProperty'] ?? error.params['propertyName'];
    const above = error.instancePath.split('/').slice(1).map(file_unescape);
    const path = typeof key === 'string' ? [...above, key] : above;
    return [
        {
            offset: offsetOf(document, path, key === undefined ? 'value' : 'key'),
            text: describeViolation(path, error)
        }
    ];
}
/** A part of a JSON pointer. */
const file_unescape = (part) => part.replaceAll('~1', '/').replaceAll('~0', '~');
/** In the order of the file, which an object does not keep for names such as '7'. */
function policyOf({ document, lineOf }, environments) {
    const node = pairsOf(document, document.contents).get('environments');
    const lines = [...pairsOf(document, node?.value)].map(([pattern, { key }]) => {
        const keys = environments[pattern] ?? {};
        const { protected: guarded, 'max-destroy': maxDestroy, suspend, 'require-tags': tags } = keys;
        return {
            pattern,
            line: lineOf(startOf(key)),
            ...(guarded === undefined ? {} : { protected: guarded }),
            ...(maxDestroy === undefined ? {} : { maxDestroy }),
            ...(suspend === undefined ? {} : { suspend }),
            ...(tags === undefined ? {} : { requiredTags: requiredBy(tags) })
        };
    });
    return { environments: lines };
}
function requiredBy(tags) {
    if (typeof tags !== 'boolean')
        return tags;
    return tags ? [coverage/* ENVIRONMENT_TAG */.vp] : [];
}


/***/ }),

/***/ 38815:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KZ: () => (/* binding */ describeCoverage),
/* harmony export */   _5: () => (/* binding */ coverageOf),
/* harmony export */   s1: () => (/* binding */ environmentValues),
/* harmony export */   vp: () => (/* binding */ ENVIRONMENT_TAG)
/* harmony export */ });
/* harmony import */ var _carriers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(848);
/** Tells which resources of a plan carry the environment, and what the policy wants besides. */

/** The tag whose value is the environment's name, unless the user gives another. */
const ENVIRONMENT_TAG = 'environment';
/**
 * @param values of the environment's tag, of which a resource must have one
 * @param required keys that the policy names
 */
function coverageOf(taggable, values, required) {
    const keys = [...new Set([ENVIRONMENT_TAG, ...required])];
    const found = taggable.map((resource) => {
        const states = keys.map((key) => stateOf(resource, key, values));
        return {
            address: resource.address,
            lacks: keys.filter((_, index) => states[index] === 'lacking'),
            isKnown: !states.includes('unknown')
        };
    });
    const missing = found.filter(({ lacks }) => lacks.length > 0);
    const unknown = found.filter(({ lacks, isKnown }) => lacks.length === 0 && !isKnown).length;
    return {
        keys,
        taggable: found.length,
        carrying: found.length - missing.length - unknown,
        missing: missing.map(({ address, lacks }) => ({ address, lacks })),
        unknown
    };
}
function stateOf({ tags, unknownKeys, unknown, foldsCase }, wanted, values) {
    // A module may spell the environment's own tag in its own way, which is then the one that it is given.
    const folds = foldsCase || wanted === ENVIRONMENT_TAG;
    const fold = (key) => (folds ? key.toLowerCase() : key);
    const isWanted = (key) => fold(key) === fold(wanted);
    const isRight = (value) => wanted === ENVIRONMENT_TAG ? values.includes(value) : value !== '';
    const found = tags.filter(([key]) => isWanted(key));
    if (found.some(([, value]) => isRight(value)))
        return 'carried';
    // What a resource says itself is not changed by a provider's defaults.
    if (found.length > 0)
        return 'lacking';
    return unknown || unknownKeys.some(isWanted) ? 'unknown' : 'lacking';
}
/**
 * The values that tell a resource's environment: what the action gives it, as the user or a provider wants it, and the
 * environment's name. The one that is asked for comes first.
 */
function environmentValues(environment, tags, tagged) {
    const given = [
        tags,
        ...tagged.map((provider) => (0,_carriers_js__WEBPACK_IMPORTED_MODULE_0__/* .tagsOn */ .r$)([provider], tags).tags),
        ...Object.values((0,_carriers_js__WEBPACK_IMPORTED_MODULE_0__/* .variableTags */ .AH)(tags, tagged))
    ];
    const values = given
        .flatMap((one) => Object.entries(one))
        .filter(([key, value]) => key.toLowerCase() === ENVIRONMENT_TAG && value !== '')
        .map(([, value]) => value);
    return [...new Set([...values, environment])];
}
/** One line for people, plain text. */
function describeCoverage({ keys, taggable, carrying, unknown }) {
    const others = keys.slice(1).map((key) => `'${key}'`);
    const besides = others.length === 0 ? '' : ` and ${others.join(', ')}`;
    const later = unknown === 0 ? '' : `; ${unknown} known after apply`;
    return `${carrying} of ${taggable} taggable resources carry the environment${besides}${later}`;
}


/***/ })

};
