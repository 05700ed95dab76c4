import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 465:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  O: () => (/* binding */ finish)
});

// UNUSED EXPORTS: reportDeath

;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(760);
;// CONCATENATED MODULE: external "node:timers/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
;// CONCATENATED MODULE: ./lib/folder.js
/** A folder of foreign content, out of an archive or left by a program: opened, measured, and removed. */


const PRIVATE = 0o700;
/**
 * Makes every directory in it ours to list and to write, from the top down; links are not followed. What belongs to
 * somebody else stays as it is; never throws.
 */
function openUp(folder) {
    try {
        if (!(0,external_node_fs_namespaceObject.lstatSync)(folder).isDirectory())
            return;
        (0,external_node_fs_namespaceObject.chmodSync)(folder, PRIVATE);
        for (const name of (0,external_node_fs_namespaceObject.readdirSync)(folder))
            openUp((0,external_node_path_.join)(folder, name));
    }
    catch { }
}
/**
 * Removes a file or a folder, also one whose directories cannot be written. What has to stay does not keep the rest.
 * @returns the system's name of why some of it is still there (`EACCES`); undefined where nothing is
 */
function remove(path) {
    // Something that is still ending may write into it.
    const why = problemOf(() => (0,external_node_fs_namespaceObject.rmSync)(path, { recursive: true, force: true, maxRetries: 3 }));
    if (why === undefined)
        return undefined;
    openUp(path);
    return removeEach(path);
}
/** Each by itself: `rmSync` ends at the first that it cannot remove. */
function removeEach(path) {
    let below;
    const own = problemOf(() => {
        if (!(0,external_node_fs_namespaceObject.lstatSync)(path).isDirectory())
            return (0,external_node_fs_namespaceObject.rmSync)(path);
        for (const name of (0,external_node_fs_namespaceObject.readdirSync)(path))
            below = removeEach((0,external_node_path_.join)(path, name)) ?? below;
        if (below === undefined)
            (0,external_node_fs_namespaceObject.rmdirSync)(path);
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
            const found = lstatSync(path);
            left -= ENTRY_BYTES + (found.isFile() ? found.size : 0);
            if (!found.isDirectory())
                return;
            for (const name of readdirSync(path)) {
                if (left < 0)
                    return;
                visit(join(path, name));
            }
        }
        catch { } // it went meanwhile, or may not be listed
    };
    visit(folder);
    return left < 0;
}

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
;// CONCATENATED MODULE: ./lib/errors.js
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
class errors_RunError extends Error {
    name = 'RunError';
    reason;
    hint;
    constructor(reason, message, hint, options) {
        super(message, options);
        this.reason = reason;
        this.hint = hint;
    }
}

;// CONCATENATED MODULE: ./lib/run-directory.js
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
const run_directory_OVERRIDE_NOTE = 'override';
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
    const pid = Number(readText((0,external_node_path_.join)(directory, name)) ?? Number.NaN);
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
        return (0,external_node_fs_namespaceObject.readFileSync)(path, 'utf8');
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
    (0,external_node_fs_namespaceObject.writeFileSync)((0,external_node_path_.join)(directory, FOLLOWED), String(tail.offset()), { flag: 'r+' });
}

;// CONCATENATED MODULE: ./lib/override.js
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
    const file = join(root, OVERRIDE);
    const token = randomUUID();
    let written;
    return {
        add: (blocks) => {
            if (written === undefined)
                writeFileSync(join(directory, OVERRIDE_NOTE), `${token}\n${file}`);
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
const draftOf = (file, token) => (0,external_node_path_.join)((0,external_node_path_.dirname)(file), `.${OVERRIDE}.${token}`);
/** In one step: there is never half a file. */
function put(draft, file, text, isFirst) {
    try {
        writeFileSync(draft, text);
        if (isFirst)
            create(draft, file);
        else
            renameSync(draft, file);
    }
    finally {
        rmSync(draft, { force: true });
    }
}
function create(draft, file) {
    try {
        linkSync(draft, file);
    }
    catch {
        copyFresh(draft, file); // some file systems know no links
    }
}
function copyFresh(draft, file) {
    try {
        copyFileSync(draft, file, constants.COPYFILE_EXCL);
    }
    catch (error) {
        if (error.code !== 'EEXIST')
            throw error;
        throw alreadyThere(OVERRIDE);
    }
}
/** @param name of the file, which no run may find */
const alreadyThere = (name) => new RunError('invalid-input', `The file '${name}' is in the root module: it is the one this action generates.`, 'Remove it from the repository; if a run on this machine was killed, or another one is under way in the same checkout, wait for that and remove it then.');
/**
 * Takes away what a run has written, be it still under way or dead.
 * @param directory the run's own
 */
function removeOverride(directory) {
    const note = (0,external_node_path_.join)(directory, run_directory_OVERRIDE_NOTE);
    const [, token = '', file = ''] = /^([\da-f-]{36})\n(.+)$/su.exec(readText(note) ?? '') ?? [];
    if (file !== '') {
        (0,external_node_fs_namespaceObject.rmSync)(draftOf(file, token), { force: true });
        if (readText(file)?.includes(token) === true)
            (0,external_node_fs_namespaceObject.rmSync)(file, { force: true });
    }
    (0,external_node_fs_namespaceObject.rmSync)(note, { force: true });
}

;// CONCATENATED MODULE: external "node:string_decoder"
const external_node_string_decoder_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:string_decoder");
;// CONCATENATED MODULE: ./lib/tail.js
/** Reads what has been added to a file since the last look: how a program's output outlives its reader. */


const CHUNK_BYTES = 256 * 1024;
/** @param offset where to begin, in bytes */
function openTail(path, offset = 0) {
    const file = (0,external_node_fs_namespaceObject.openSync)(path, 'r');
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    let position = offset;
    return {
        read: () => {
            const count = (0,external_node_fs_namespaceObject.readSync)(file, chunk, 0, CHUNK_BYTES, position);
            position += count;
            return Buffer.from(chunk.subarray(0, count));
        },
        offset: () => position,
        close: () => (0,external_node_fs_namespaceObject.closeSync)(file)
    };
}
/** A line of more characters has no end in sight, and is not kept. */
const LONGEST_LINE = (/* unused pure expression or super */ null && (32 * 2 ** 20));
/**
 * Hands over whole lines; the rest waits for its end. Of a line that is too long only its length is
 * told: a part of it could hold half a secret, which no mask would hide.
 */
function lineReader(onLine) {
    const decoder = new StringDecoder('utf8');
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
    if (readText((0,external_node_path_.join)(directory, FOLLOWED)) !== 'all' && (0,external_node_fs_namespaceObject.existsSync)((0,external_node_path_.join)(directory, LOG))) {
        await waitForWorker(directory);
        print(openTail((0,external_node_path_.join)(directory, LOG), Number(readText((0,external_node_path_.join)(directory, FOLLOWED)) ?? 0)), directory);
        addSummary(variables, readText((0,external_node_path_.join)(directory, 'summary.md')) ?? '');
        if (!(0,external_node_fs_namespaceObject.existsSync)((0,external_node_path_.join)(directory, RESULT))) {
            if (isAlive(pidIn(directory, WORKER_PID))) {
                process.stdout.write('::warning::The run is still under way, and GitHub ends it with this job; the next run says what it finds, and goes on.\n');
                return;
            }
            if (!(await reportDeath(directory, program, variables)))
                return;
        }
    }
    if (!(0,external_node_fs_namespaceObject.existsSync)(directory))
        return;
    openUp((0,external_node_path_.join)(directory, 'code'));
    const kept = readText((0,external_node_path_.join)(directory, KEEP)) ?? unsavedBelow((0,external_node_path_.join)(directory, 'code'));
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
    const left = (0,external_node_fs_namespaceObject.readdirSync)(directory).flatMap((name) => {
        const path = (0,external_node_path_.join)(directory, name);
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
    const over = () => (0,external_node_fs_namespaceObject.existsSync)((0,external_node_path_.join)(directory, RESULT)) || !isAlive(worker);
    const pass = () => void (worker !== undefined && signal(worker, 'SIGINT'));
    process.once('SIGINT', pass).once('SIGTERM', () => undefined);
    const started = Date.now();
    // A job that was not cancelled has its whole time.
    const late = () => (0,external_node_fs_namespaceObject.existsSync)((0,external_node_path_.join)(directory, INTERRUPTED)) && Date.now() - started > POST_LIMIT_MS;
    while (!over() && !late())
        await (0,promises_namespaceObject.setTimeout)(POLL_MS);
    if (!over())
        await makeTerraformGiveUp(directory, over);
    const last = Date.now() + LAST_WORDS_MS;
    let ended = false;
    while (Date.now() < last && isAlive(worker)) {
        // What it keeps for the next run is not worth this job's time.
        if (!ended && (0,external_node_fs_namespaceObject.existsSync)((0,external_node_path_.join)(directory, TOLD))) {
            pass();
            ended = true;
        }
        await (0,promises_namespaceObject.setTimeout)(POLL_MS);
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
        await (0,promises_namespaceObject.setTimeout)(POLL_MS);
}
const DEATH = 'The worker of this run ended without a result: it was killed, or this is a defect. The environment may be half-changed and its lock held; the next run says what it finds, and goes on.';
/**
 * A worker that was killed leaves Terraform without its state server: it must end, in good order, and what it
 * could not store must not lie about.
 * @param program the action's entry
 * @returns whether all of it is over
 */
async function reportDeath(directory, program, variables) {
    const terraform = pidIn(directory, TERRAFORM_PID);
    // A job that was not cancelled has its whole time.
    const limit = (0,external_node_fs_namespaceObject.existsSync)((0,external_node_path_.join)(directory, INTERRUPTED)) ? Date.now() + POST_LIMIT_MS : Infinity;
    if (terraform !== undefined && isAlive(terraform)) {
        // A second interrupt would make Terraform give up its state.
        if (limit === Infinity) {
            (0,external_node_fs_namespaceObject.writeFileSync)((0,external_node_path_.join)(directory, INTERRUPTED), '');
            signal(-terraform, 'SIGINT');
        }
        process.stdout.write('The worker of this run was killed; waiting for Terraform to stop.\n');
        while (Date.now() < limit && isAlive(terraform))
            await (0,promises_namespaceObject.setTimeout)(POLL_MS);
        if (isAlive(terraform)) {
            process.stdout.write(`::error::${DEATH} Terraform is still at work.\n`);
            return false;
        }
    }
    const left = (0,external_node_path_.join)(readText((0,external_node_path_.join)(directory, ROOT_NOTE)) ?? directory, 'errored.tfstate');
    if ((0,external_node_fs_namespaceObject.existsSync)(left))
        await rescueLeft(directory, program, left);
    removeOverride(directory);
    process.stdout.write(`::error::${DEATH}\n`);
    addSummary(variables, `## It is not known how this run ended\n\n> [!CAUTION]\n> ${DEATH}\n`);
    return true;
}
/** Has a second worker put the state into safety. */
async function rescueLeft(directory, program, left) {
    const child = (0,external_node_child_process_namespaceObject.spawn)(process.execPath, [program], {
        env: {
            ...process.env,
            [WORKER_VARIABLE]: directory,
            [RESCUE_VARIABLE]: left,
            [CACHE_VARIABLE]: undefined
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
    if ((0,external_node_fs_namespaceObject.existsSync)(file))
        (0,external_node_fs_namespaceObject.appendFileSync)(file, text);
}
/** A state that Terraform could not store, in the code that was checked out beside the workspace. */
function unsavedBelow(directory) {
    if (!(0,external_node_fs_namespaceObject.existsSync)(directory))
        return undefined;
    const names = (0,external_node_fs_namespaceObject.readdirSync)(directory, { recursive: true, encoding: 'utf8' });
    const found = names.find((name) => (0,external_node_path_.basename)(name) === 'errored.tfstate');
    return found === undefined ? undefined : (0,external_node_path_.join)(directory, found);
}


/***/ }),

/***/ 317:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(760);
/* harmony import */ var node_url__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(136);
/* harmony import */ var _finish_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(465);
/** The post step: an entry of its own, so that it can never be taken for the step. */



const run = process.env['STATE_run'] ?? '';
if (run === '')
    process.stdout.write('Nothing was begun.\n');
else
    await (0,_finish_js__WEBPACK_IMPORTED_MODULE_2__/* .finish */ .O)(run, (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)((0,node_url__WEBPACK_IMPORTED_MODULE_1__.fileURLToPath)(import.meta.url)), '..', 'index.js'), process.env);

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

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
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
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
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(317);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
