export const id = 957;
export const ids = [957,338];
export const modules = {

/***/ 45957:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  publish: () => (/* binding */ publish)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 7 modules
var core = __webpack_require__(33838);
// EXTERNAL MODULE: ./lib/report.js
var lib_report = __webpack_require__(9293);
// EXTERNAL MODULE: ./lib/report/progress.js
var progress = __webpack_require__(37751);
// EXTERNAL MODULE: ./lib/report/redact.js
var redact = __webpack_require__(26749);
;// CONCATENATED MODULE: ./lib/report/result.js
/** The machine-readable result of a run; its schema is docs/result.schema.json. */

/** What `result.json` holds; the report must be redacted already. */
const resultOf = (report) => ({
    version: 1,
    operation: report.operation,
    reason: report.reason,
    headline: (0,lib_report/* headlineOf */.gD)(report),
    failed: report.failed,
    why: report.why,
    hint: report.hint,
    project: report.project,
    environment: report.environment,
    branch: report.branch,
    commit: report.commit,
    previousCommit: report.previous?.commit,
    rolledBackTo: report.backTo,
    backend: report.backend === undefined
        ? undefined
        : { type: report.backend.type, key: report.backend.key },
    tool: report.tool,
    changes: report.changes === true,
    applied: report.applied,
    counts: report.plan?.counts ?? lib_report/* NO_COUNTS */.lZ,
    resources: (report.plan?.changes ?? []).map(({ address, action, previousAddress, attributes }) => ({
        address,
        action,
        previousAddress,
        attributes: attributes.map((attribute) => attribute.name)
    })),
    tagCoverage: report.tagCoverage,
    steps: report.steps,
    diagnostics: report.diagnostics,
    notices: report.notices,
    outputs: Object.fromEntries(Object.entries(report.outputs).map(([name, { value, sensitive }]) => [
        name,
        sensitive ? { sensitive } : { value, sensitive }
    ])),
    url: (0,lib_report/* urlOf */.rs)(report),
    phases: report.phases,
    elapsedMs: report.elapsedMs,
    runUrl: report.runUrl
});

// EXTERNAL MODULE: ./lib/json.js
var json = __webpack_require__(16413);
// EXTERNAL MODULE: ./lib/terraform/plan.js + 1 modules
var plan = __webpack_require__(27892);
// EXTERNAL MODULE: ./lib/report/markdown.js
var markdown = __webpack_require__(63021);
;// CONCATENATED MODULE: ./lib/report/changes.js
/** Renders the resources of a plan: danger first, then a table, then what changes in each. */




const WORDS = {
    destroy: { sign: '−', done: 'destroyed', planned: 'to destroy' },
    replace: { sign: '±', done: 'replaced', planned: 'to replace' },
    create: { sign: '+', done: 'added', planned: 'to add' },
    update: { sign: '~', done: 'changed', planned: 'to change' },
    import: { sign: '→', done: 'imported', planned: 'to import' },
    move: { sign: '→', done: 'moved', planned: 'to move' },
    forget: { sign: '×', done: 'forgotten', planned: 'to forget' }
};
const ORDER = Object.keys(WORDS);
const wordOf = (report, action) => report.applied ? WORDS[action].done : WORDS[action].planned;
function renderDanger(report) {
    if (report.operation === 'destroy')
        return '';
    const bad = (report.plan?.changes ?? []).filter((change) => change.action === 'destroy' || change.action === 'replace');
    const verb = report.applied ? 'was' : report.failed ? 'was to be' : 'would be';
    const lines = bad.slice(0, 10).map((change) => {
        const why = change.attributes
            .filter((attribute) => attribute.forcesReplacement)
            .map(renderForce);
        const cause = why.length === 0 ? '' : `: ${why.join(' and ')}, which cannot be changed in place`;
        return `${(0,markdown/* code */.aY)(change.address)} ${verb} **${WORDS[change.action].done}**${cause}.`;
    });
    const more = bad.length > lines.length ? [`And ${(0,lib_report/* amount */.vj)(bad.length - lines.length, 'more resource')}.`] : [];
    if (lines.length === 0)
        return '';
    return `> [!CAUTION]\n> ${[...lines, ...more].join('\n>\n> ')}`;
}
const SHORT = 60;
function renderForce({ name, before, after }) {
    const known = before !== undefined && after !== undefined;
    return known && before.length <= SHORT && after.length <= SHORT
        ? `${(0,markdown/* code */.aY)(name)} changed from ${(0,markdown/* code */.aY)(before)} to ${(0,markdown/* code */.aY)(after)}`
        : `${(0,markdown/* code */.aY)(name)} changed`;
}
const byDanger = (left, right) => ORDER.indexOf(left.action) - ORDER.indexOf(right.action);
function renderChanges(report, detail) {
    const changes = [...(report.plan?.changes ?? [])].toSorted(byDanger);
    if (changes.length === 0)
        return '';
    const shown = changes.slice(0, detail.rows);
    const what = shown.map(whatOf);
    const detailed = what.some((text) => text !== '');
    const rows = shown.map((change, index) => [
        `${WORDS[change.action].sign} ${wordOf(report, change.action)}`,
        (0,markdown/* code */.aY)(change.address),
        ...(detailed ? [what[index] ?? ''] : [])
    ]);
    const left = changes.length - rows.length;
    const more = left === 0 ? [] : [`${(0,lib_report/* amount */.vj)(left, 'more resource')}: see the log.`];
    const head = ['', 'resource', ...(detailed ? ['what'] : [])];
    return [...(rows.length === 0 ? [] : [(0,markdown/* table */.tp)(head, rows)]), ...more].join('\n\n');
}
function whatOf(change) {
    if (change.previousAddress !== undefined)
        return `from ${(0,markdown/* code */.aY)(change.previousAddress)}`;
    if (change.action !== 'update' && change.action !== 'replace')
        return '';
    const forcing = change.attributes.filter((attribute) => attribute.forcesReplacement);
    // What only Terraform computes follows from the rest.
    const known = change.attributes.filter((attribute) => attribute.after !== plan/* UNKNOWN */.HV);
    const names = (forcing.length > 0 ? forcing : known).map((attribute) => (0,markdown/* code */.aY)(attribute.name));
    return names.length > 6
        ? `${names.slice(0, 6).join(', ')} and ${names.length - 6} more`
        : names.join(', ');
}
function renderAttributes(report, detail) {
    if (report.operation === 'destroy')
        return '';
    const changes = [...(report.plan?.changes ?? [])]
        .toSorted(byDanger)
        .filter((change) => change.attributes.length > 0);
    const blocks = changes.slice(0, detail.attributes).map((change) => {
        const lines = change.attributes.flatMap((attribute) => [
            ...renderValue('-', attribute.name, attribute.before, detail),
            ...renderValue('+', attribute.name, attribute.after, detail)
        ]);
        return `${(0,markdown/* code */.aY)(change.address)}\n\n${(0,markdown/* fence */.EU)(lines.join('\n'), 'diff')}`;
    });
    if (blocks.length === 0)
        return '';
    const left = changes.length - blocks.length;
    return (0,markdown/* details */.zH)('Attributes', [...blocks, ...(left === 0 ? [] : [`${(0,lib_report/* amount */.vj)(left, 'more resource')} left out.`])].join('\n\n'));
}
/** A value as lines of a diff; what is long is spread over several. */
function renderValue(sign, name, value, detail) {
    if (value === undefined)
        return [];
    const parsed = value.length > SHORT ? ((0,json/* objectOf */.Xy)((0,json/* parseJson */.qF)(value)) ?? (0,json/* listOf */.c3)((0,json/* parseJson */.qF)(value))) : undefined;
    const text = parsed === undefined ? value : JSON.stringify(parsed, undefined, 2);
    return `${name} = ${(0,markdown/* cut */.Jj)(text, detail.valueLength)}`.split('\n').map((line) => `${sign} ${line}`);
}

// EXTERNAL MODULE: ./lib/tags/coverage.js
var coverage = __webpack_require__(38815);
;// CONCATENATED MODULE: ./lib/report/coverage.js


const SHOWN = 50;
function renderCoverage({ tagCoverage, reason }, detail) {
    if (tagCoverage === undefined)
        return '';
    const { missing, keys } = tagCoverage;
    const line = `${(0,markdown/* escape */.ih)((0,coverage/* describeCoverage */.KZ)(tagCoverage))}.`;
    if (missing.length === 0)
        return line;
    // A refusal has its own words on what to do.
    const advice = reason === 'tags-missing'
        ? line
        : `${line} Give the others the variable ${(0,markdown/* code */.aY)('tags')}, as the action's docs/variables.md shows.`;
    const shown = missing.slice(0, Math.min(detail.rows, SHOWN));
    if (shown.length === 0)
        return advice;
    // Where there is but one key, all lack that one.
    const rows = shown.map(({ address, lacks }) => [
        (0,markdown/* code */.aY)(address),
        ...(keys.length === 1 ? [] : [lacks.map(markdown/* code */.aY).join(', ')])
    ]);
    const left = missing.length - shown.length;
    const more = left === 0 ? '' : `\n\n${left} more in result.json.`;
    const head = ['resource', ...(keys.length === 1 ? [] : ['lacks'])];
    return `${advice}\n\n${(0,markdown/* details */.zH)(`Without it (${missing.length})`, `${(0,markdown/* table */.tp)(head, rows)}${more}`)}`;
}

;// CONCATENATED MODULE: ./lib/report/failure.js
/** Renders why a run failed, where, how far it came, and what to do. */


function renderFailure(report) {
    // What points at a line says more than Terraform's general words about it.
    const errors = report.diagnostics
        .filter((diagnostic) => diagnostic.severity === 'error')
        .toSorted((left, right) => Number(left.file === undefined) - Number(right.file === undefined));
    const caution = (0,markdown/* alert */.xE)('CAUTION', (0,markdown/* escape */.ih)(report.why ?? ''));
    const shown = errors.slice(0, 20).map((error) => {
        const path = error.file === undefined ? undefined : inRepository(report, error.file);
        const line = error.line === undefined ? '' : `#L${error.line}`;
        const where = path === undefined
            ? ''
            : ` — ${(0,markdown/* link */.nf)(`${path}${line.replace('#L', ':')}`, blobUrl(report, path, line))}`;
        const source = error.code === undefined ? '' : `\n\n${(0,markdown/* fence */.EU)((0,markdown/* cut */.Jj)(error.code, 2000), 'hcl')}`;
        const address = error.address === undefined ? '' : ` in ${(0,markdown/* code */.aY)(error.address)}`;
        return `**${(0,markdown/* escape */.ih)(error.summary)}**${address}${where}${source}${error.detail === '' ? '' : `\n\n${(0,markdown/* escape */.ih)((0,markdown/* cut */.Jj)(error.detail, 4000))}`}`;
    });
    const more = errors.length > shown.length
        ? [`${(0,lib_report/* amount */.vj)(errors.length - shown.length, 'more error')} in the log.`]
        : [];
    const hint = report.hint === undefined ? [] : [`**What to do:** ${(0,markdown/* instructions */.GA)(report.hint)}`];
    return [caution, ...shown, ...more, ...hint];
}
const inRepository = (report, file) => report.workingDirectory === '.' ? file : `${report.workingDirectory}/${file}`;
const blobUrl = (report, path, line) => `${report.repositoryUrl}/blob/${report.commit ?? ''}/${path.split('/').map(encodeURIComponent).join('/')}${line}`;
/** After a failure: how far the apply came. */
function renderDone(report, detail) {
    if (!report.failed || report.steps.length === 0)
        return '';
    const rows = report.steps
        .slice(0, detail.rows)
        .map((step) => [
        step.outcome === 'done' ? 'done' : '**failed**',
        `${(0,markdown/* escape */.ih)(step.action)} ${(0,markdown/* code */.aY)(step.address)}`,
        `${step.elapsedSeconds} s`
    ]);
    const left = report.steps.length - rows.length;
    const more = left === 0 ? '' : `\n\n${left} more in the log.`;
    return `What was done before it failed:\n\n${(0,markdown/* table */.tp)(['', 'resource', 'time'], rows)}${more}`;
}

// EXTERNAL MODULE: ./lib/backend/tfe-settings.js
var tfe_settings = __webpack_require__(68907);
;// CONCATENATED MODULE: ./lib/report/local.js
/** The commands by which a person's own Terraform finds the state of an environment. */

/** For a shell, in the root module; nothing secret is in it. */
function initCommands({ type, config, supplied }, tool) {
    // Its block takes no settings by argument, and may choose its workspaces in another way.
    if (type === 'cloud')
        return `${override({ cloud: (0,tfe_settings/* nested */.cY)(config) })}${tool} init`;
    // Without a block Terraform ignores the settings, and begins a state of its own.
    const block = supplied === true ? override({ backend: { [type]: {} } }) : '';
    if (type === 'remote') {
        // Only a file can name what is in a block inside of the block.
        const file = 'environment.tfbackend.json';
        const content = `echo ${quoted(JSON.stringify((0,tfe_settings/* nested */.cY)(config)))} > ${file}\n`;
        return `${block}${content}${tool} init -reconfigure -backend-config=${file}`;
    }
    const settings = Object.entries(config).map(([name, value]) => ` \\\n  -backend-config=${quoted(`${name}=${value}`)}`);
    return `${block}${tool} init -reconfigure${settings.join('')}`;
}
const override = (terraform) => `echo ${quoted(JSON.stringify({ terraform }))} > backend_override.tf.json # not to be committed\n`;
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

;// CONCATENATED MODULE: ./lib/report/summary.js
/** Renders the report as the job summary: the verdict first, danger before everything else. */






const LEVELS = [
    { rows: 1000, attributes: 200, valueLength: 2000 },
    { rows: 1000, attributes: 50, valueLength: 100 },
    { rows: 500, attributes: 0, valueLength: 0 },
    { rows: 50, attributes: 0, valueLength: 0 },
    { rows: 0, attributes: 0, valueLength: 0 }
];
/** GitHub drops a step's summary over 1 MiB whole. */
const LIMIT_BYTES = 1_000_000;
/** Markdown for `GITHUB_STEP_SUMMARY`; the report must be redacted already. */
function renderSummary(report) {
    let text = '';
    for (const level of LEVELS) {
        text = renderAt(report, level);
        if (new TextEncoder().encode(text).length <= LIMIT_BYTES)
            return text;
    }
    return `## ${(0,markdown/* escape */.ih)((0,lib_report/* headlineOf */.gD)(report))}\n\nThe rest does not fit into GitHub's limit of a summary; see the log and result.json.\n`;
}
function renderAt(report, detail) {
    if (report.operation === 'skip' && !report.failed)
        return renderSkip(report);
    const parts = [
        `## ${renderHeadline(report)}`,
        renderNumbers(report),
        ...(report.failed ? renderFailure(report) : []),
        // A refused destroy budget has its own list of them.
        report.reason === 'destroy-budget' ? '' : renderDanger(report),
        renderChanges(report, detail),
        renderAttributes(report, detail),
        renderCoverage(report, detail),
        renderDone(report, detail),
        renderGone(report),
        renderWarnings(report),
        ...report.notices.map((notice) => (0,markdown/* alert */.xE)('NOTE', (0,markdown/* instructions */.GA)(notice))),
        renderUrl(report),
        renderOutputs(report, detail),
        renderLocal(report),
        renderTimes(report),
        renderFooter(report)
    ];
    return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
function renderSkip(report) {
    const name = report.environment === undefined ? '' : ` to ${(0,markdown/* code */.aY)(report.environment)}`;
    return `## Nothing was done${name}: ${(0,markdown/* escape */.ih)(report.reason ?? '')}\n\n${(0,markdown/* escape */.ih)(report.why ?? '')}\n\n${(0,markdown/* instructions */.GA)(report.hint ?? '')}\n`;
}
const renderHeadline = (report) => {
    const text = (0,lib_report/* headlineOf */.gD)(report);
    return report.environment === undefined
        ? (0,markdown/* escape */.ih)(text)
        : `${(0,markdown/* code */.aY)(report.environment)}${(0,markdown/* inline */.mG)(text.slice(report.environment.length + 2))}`;
};
function renderNoNumbers(report) {
    if (report.plan === undefined || report.failed)
        return '';
    return report.changes === true ? 'Only outputs change' : 'No changes';
}
function renderNumbers(report) {
    const changes = report.plan?.changes ?? [];
    const numbers = ORDER.flatMap((action) => {
        const count = changes.filter((change) => change.action === action).length;
        if (count === 0)
            return [];
        const text = `${count} ${wordOf(report, action)}`;
        return [action === 'destroy' || action === 'replace' ? `**${text}**` : text];
    });
    const commit = report.commit === undefined
        ? ''
        : (0,markdown/* link */.nf)(report.commit.slice(0, 7), `${report.repositoryUrl}/commit/${report.commit}`);
    const where = report.branch === undefined ? '' : ` on ${(0,markdown/* code */.aY)(report.branch)}`;
    const who = report.actor === '' ? '' : ` by ${(0,markdown/* inline */.mG)(report.actor)}`;
    const what = numbers.length === 0 ? renderNoNumbers(report) : numbers.join(' · ');
    const by = report.operation === 'destroy' ? 'with the code of ' : '';
    return [what, commit === '' ? '' : `${by}${commit}${where}${who}`, seconds(report.elapsedMs)]
        .filter(Boolean)
        .join(' — ');
}
const SHOWN_WARNINGS = 20;
function renderWarnings(report) {
    const warnings = report.diagnostics.filter((diagnostic) => diagnostic.severity === 'warning');
    const shown = warnings.slice(0, SHOWN_WARNINGS).map(({ summary, detail }) => {
        const more = detail === '' ? '' : ` — ${(0,markdown/* escape */.ih)((0,markdown/* cut */.Jj)(detail, 1000))}`;
        return (0,markdown/* alert */.xE)('WARNING', `${(0,markdown/* escape */.ih)(summary)}${more}`);
    });
    const left = warnings.length - shown.length;
    return [...shown, ...(left === 0 ? [] : [`${(0,lib_report/* amount */.vj)(left, 'more warning')} in the log.`])].join('\n\n');
}
function renderGone(report) {
    if (report.operation !== 'destroy' || report.failed || report.told)
        return '';
    return `Nothing is left in the state${report.stateStays ? '' : '; the state was removed'}.`;
}
function renderUrl(report) {
    const url = (0,lib_report/* urlOf */.rs)(report);
    return url === undefined ? '' : `**Open it:** <${url.replace(/[<>]/gu, encodeURIComponent)}>`;
}
const SHOWN_OUTPUTS = 100;
function renderOutputs(report, detail) {
    const outputs = Object.entries(report.outputs);
    if (outputs.length === 0 || detail.rows === 0)
        return '';
    const rows = outputs.slice(0, SHOWN_OUTPUTS).map(([name, { value, sensitive }]) => {
        const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
        return [(0,markdown/* code */.aY)(name), sensitive ? '*sensitive*' : (0,markdown/* code */.aY)((0,markdown/* cut */.Jj)(text, 500))];
    });
    const left = outputs.length - rows.length;
    const more = left === 0 ? '' : `\n\n${left} more in result.json.`;
    return (0,markdown/* details */.zH)(`Outputs (${outputs.length})`, `${(0,markdown/* table */.tp)(['output', 'value'], rows)}${more}`);
}
function renderLocal(report) {
    const backend = report.backend;
    if (backend === undefined ||
        backend.type === 'git' ||
        report.operation === 'destroy' ||
        report.failed)
        return '';
    const where = report.workingDirectory === '.' ? '' : `cd ${quoted(report.workingDirectory)}\n`;
    return (0,markdown/* details */.zH)('Work on it from your machine', (0,markdown/* fence */.EU)(`${where}${initCommands(backend, report.tool?.name ?? 'terraform')}`, 'sh'));
}
function renderTimes(report) {
    if (report.phases.length === 0)
        return '';
    const known = report.phases.reduce((sum, phase) => sum + phase.ms, 0);
    const phases = [
        ...report.phases,
        { name: 'everything else', ms: Math.max(0, report.elapsedMs - known) }
    ];
    return (0,markdown/* details */.zH)(`Where the ${seconds(report.elapsedMs)} went`, phases.map((phase) => `${phase.name} ${seconds(phase.ms)}`).join(' · '));
}
function renderFooter(report) {
    const backend = report.backend === undefined
        ? undefined
        : `state in ${(0,markdown/* inline */.mG)(report.backend.type)} ${(0,markdown/* code */.aY)(report.backend.key)}`;
    const before = report.previous === undefined
        ? undefined
        : `last applied before: ${(0,markdown/* link */.nf)(report.previous.commit.slice(0, 7), `${report.repositoryUrl}/commit/${report.previous.commit}`)}${report.previous.time === undefined ? '' : `, ${(0,markdown/* inline */.mG)(readableTime(report.previous.time))}`}`;
    const facts = [
        report.environment === undefined ? undefined : `Environment ${(0,markdown/* code */.aY)(report.environment)}`,
        report.project === undefined ? undefined : `project ${(0,markdown/* code */.aY)(report.project)}`,
        backend,
        report.tool === undefined
            ? undefined
            : `${(0,markdown/* inline */.mG)(report.tool.name)} ${(0,markdown/* inline */.mG)(report.tool.version)}`,
        before
    ];
    return facts.filter((fact) => fact !== undefined).join(' · ');
}
/** `2026-11-21 04:35 UTC` */
const readableTime = (time) => time.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*Z$/u, '$1 $2 UTC');
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

;// CONCATENATED MODULE: ./lib/report/publish.js
/** Hands a finished report to GitHub: annotations, outputs, summary, result.json, and the exit code. */








/** Annotations of each level that GitHub shows for a step. */
const publish_SHOWN = 10;
/**
 * @param directory the run's own; `result.json`, `summary.md` and `outputs.json` are left there
 * @param secrets values that must not appear anywhere
 * @param allOutputs Terraform's outputs, sensitive ones included
 * @returns the headline, which is to be the log's last line
 */
async function publish(found, directory, secrets, allOutputs) {
    // The apply repeats the warnings of the plan.
    const diagnostics = unique(found.diagnostics);
    const report = (0,redact/* redactReport */.a5)({ ...found, diagnostics }, secrets);
    annotate(report);
    const summary = renderSummary(report);
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(directory, 'summary.md'), summary);
    const result = (0,external_node_path_.join)(directory, 'result.json');
    (0,external_node_fs_.writeFileSync)(result, `${JSON.stringify(resultOf(report), undefined, 2)}\n`);
    setOutputs(report, result);
    if (allOutputs !== undefined) {
        const file = (0,external_node_path_.join)(directory, 'outputs.json');
        const values = Object.fromEntries(Object.entries(allOutputs).map(([name, output]) => [name, output.value]));
        (0,external_node_fs_.writeFileSync)(file, `${JSON.stringify(values)}\n`, { mode: 0o600 });
        core.setOutput('outputs-file', file);
    }
    const summaryFile = process.env['GITHUB_STEP_SUMMARY'] ?? '';
    if ((0,external_node_fs_.existsSync)(summaryFile))
        await core.summary.addRaw(summary).write();
    if (report.failed) {
        core.setFailed([report.why, report.hint].filter((text) => text !== undefined).join('\n'));
    }
    else if (report.operation === 'skip') {
        core.notice(`${report.reason ?? ''}: ${report.why ?? ''}`);
    }
    return lastLine(report);
}
const unique = (diagnostics) => [
    ...new Map(diagnostics.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic])).values()
];
function lastLine(report) {
    const { add, change, destroy } = report.plan?.counts ?? lib_report/* NO_COUNTS */.lZ;
    const numbers = report.changes === true ? `: ${add} to add, ${change} to change, ${destroy} to destroy` : '';
    return `${(0,lib_report/* headlineOf */.gD)(report)}${report.operation === 'plan' ? numbers : ''} (${(report.elapsedMs / 1000).toFixed(1)} s)`;
}
function annotate(report) {
    for (const severity of ['error', 'warning']) {
        const found = report.diagnostics.filter((diagnostic) => diagnostic.severity === severity);
        // A failed run has one more error: why it failed.
        const shown = severity === 'error' ? publish_SHOWN - 1 : publish_SHOWN;
        found.slice(0, shown).forEach((diagnostic) => {
            core[severity](textOfDiagnostic(diagnostic), propertiesOf(diagnostic, report.workingDirectory));
        });
        found
            .slice(shown)
            .forEach((diagnostic) => core.info((0,progress/* harmless */.Is)(`${severity}: ${textOfDiagnostic(diagnostic)}`)));
    }
}
const textOfDiagnostic = (diagnostic) => diagnostic.detail === '' ? diagnostic.summary : `${diagnostic.summary}\n${diagnostic.detail}`;
function propertiesOf(diagnostic, workingDirectory) {
    if (diagnostic.file === undefined)
        return { title: diagnostic.summary };
    const file = workingDirectory === '.' ? diagnostic.file : `${workingDirectory}/${diagnostic.file}`;
    return {
        title: diagnostic.summary,
        file,
        ...(diagnostic.line === undefined ? {} : { startLine: diagnostic.line })
    };
}
/** The contract's outputs; what does not apply is not set. */
function setOutputs(report, result) {
    const counts = report.plan?.counts;
    const visible = Object.entries(report.outputs).filter(([, output]) => !output.sensitive);
    const outputs = {
        operation: report.operation,
        reason: report.reason,
        environment: report.environment,
        branch: report.branch,
        commit: report.commit,
        project: report.project,
        changes: report.plan === undefined ? undefined : String(report.changes === true),
        'to-add': counts?.add.toString(),
        'to-change': counts?.change.toString(),
        'to-destroy': counts?.destroy.toString(),
        'to-replace': counts?.replace.toString(),
        outputs: visible.length === 0
            ? undefined
            : JSON.stringify(Object.fromEntries(visible.map(([name, output]) => [name, output.value]))),
        url: (0,lib_report/* urlOf */.rs)(report),
        result
    };
    for (const [name, value] of Object.entries(outputs)) {
        if (value !== undefined)
            core.setOutput(name, value);
    }
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
