import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 15:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  O9: () => (/* binding */ finish)
});

// UNUSED EXPORTS: KEEP, WORKER_VARIABLE, follow, openRun

;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: external "node:timers/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
;// CONCATENATED MODULE: external "node:string_decoder"
const external_node_string_decoder_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:string_decoder");
;// CONCATENATED MODULE: ./lib/tail.js
/** Reads what has been added to a file since the last look: how a program's output outlives its reader. */


const CHUNK_BYTES = 256 * 1024;
/** @param offset where to begin, in bytes */
function tail_openTail(path, offset = 0) {
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
/** Hands over whole lines; the rest waits for its end. */
function lineReader(onLine) {
    const decoder = new StringDecoder('utf8');
    let rest = '';
    return {
        push: (data) => {
            const lines = (rest + decoder.write(data)).split('\n');
            rest = lines.pop() ?? '';
            lines.forEach(onLine);
        },
        end: () => {
            const last = rest + decoder.end();
            rest = '';
            if (last !== '')
                onLine(last);
        }
    };
}

;// CONCATENATED MODULE: ./lib/follow.js
/** The step's side of a run: starts the worker, prints what it writes, passes one signal on, waits in post. */






/**
 * Makes the run's directory, and tells the post step of it: that is also how the post step, which is
 * the same program, knows what it is.
 */
function openRun(variables) {
    const directory = mkdtempSync(join(variables['RUNNER_TEMP'] ?? tmpdir(), 'gitops-env-'));
    const state = variables['GITHUB_STATE'] ?? '';
    if (existsSync(state))
        appendFileSync(state, `run=${directory}\n`);
    return directory;
}
/** Names the run's directory to the worker. */
const WORKER_VARIABLE = 'GITOPS_ENV_WORKER';
const LOG = 'log';
const WORKER_PID = 'worker.pid';
const TERRAFORM_PID = 'terraform.pid';
/** Says that Terraform has had its one interrupt. */
const INTERRUPTED = 'interrupted';
const RESULT = 'result.json';
/** How far the step has printed the log; complete once the worker's end was seen. */
const FOLLOWED = 'followed';
/** Names what the post step must not remove. */
const KEEP = 'keep';
const POLL_MS = 50;
/** GitHub gives the steps after a cancellation five minutes. */
const POST_LIMIT_MS = 270_000;
/** What a worker still prints after its result. */
const LAST_WORDS_MS = 2000;
/** How long a Terraform without its worker is waited for; nobody may be there to reap it. */
const TERRAFORM_LIMIT_MS = 120_000;
/**
 * Starts the worker and follows it to its end. If this process is killed, the worker goes on.
 * @param program the file to run, this bundle's entry
 * @returns the exit code of the step
 */
async function follow(directory, program) {
    let worker;
    let signalled = false;
    const pass = () => {
        if (signalled)
            return;
        signalled = true;
        if (worker !== undefined)
            signal(worker, 'SIGINT');
    };
    // Before the worker is started: a signal in between must not end this process.
    for (const name of ['SIGINT', 'SIGTERM'])
        process.on(name, pass);
    const file = openSync(join(directory, LOG), 'ax', 0o600);
    const child = spawn(process.execPath, [program], {
        env: { ...process.env, [WORKER_VARIABLE]: directory },
        detached: true,
        stdio: ['ignore', file, file]
    });
    closeSync(file);
    worker = child.pid;
    if (worker !== undefined)
        writeFileSync(join(directory, WORKER_PID), String(worker));
    if (signalled && worker !== undefined)
        signal(worker, 'SIGINT');
    const tail = openTail(join(directory, LOG));
    const timer = setInterval(() => print(tail, directory), POLL_MS);
    const exitCode = await new Promise((resolve) => {
        child.once('error', () => resolve(1));
        child.once('exit', (code) => resolve(code ?? 1));
    });
    clearInterval(timer);
    print(tail, directory);
    if (!existsSync(join(directory, RESULT)))
        await reportDeath(directory);
    writeFileSync(join(directory, FOLLOWED), 'all');
    return exitCode;
}
/** The post step: where the step was killed, waits for the worker and shows the rest; then cleans up. */
async function finish(directory, variables) {
    if (readText((0,external_node_path_namespaceObject.join)(directory, FOLLOWED)) !== 'all' && (0,external_node_fs_namespaceObject.existsSync)((0,external_node_path_namespaceObject.join)(directory, LOG))) {
        await waitForWorker(directory);
        print(tail_openTail((0,external_node_path_namespaceObject.join)(directory, LOG), Number(readText((0,external_node_path_namespaceObject.join)(directory, FOLLOWED)) ?? 0)), directory);
        const summary = readText((0,external_node_path_namespaceObject.join)(directory, 'summary.md'));
        const target = variables['GITHUB_STEP_SUMMARY'] ?? '';
        if (summary !== undefined && (0,external_node_fs_namespaceObject.existsSync)(target))
            (0,external_node_fs_namespaceObject.appendFileSync)(target, summary);
        if (!(0,external_node_fs_namespaceObject.existsSync)((0,external_node_path_namespaceObject.join)(directory, RESULT))) {
            if (isAlive(pidIn(directory, WORKER_PID))) {
                process.stdout.write('::warning::The run is still under way; it goes on without this job.\n');
                return;
            }
            await reportDeath(directory);
        }
    }
    const kept = readText((0,external_node_path_namespaceObject.join)(directory, KEEP)) ?? unsavedBelow((0,external_node_path_namespaceObject.join)(directory, 'code'));
    if (kept === undefined)
        (0,external_node_fs_namespaceObject.rmSync)(directory, { recursive: true, force: true });
    else
        process.stdout.write(`::warning::Not removed, for it is the only copy: ${kept}\n`);
}
async function waitForWorker(directory) {
    const alive = () => isAlive(pidIn(directory, WORKER_PID));
    const ended = () => (0,external_node_fs_namespaceObject.existsSync)((0,external_node_path_namespaceObject.join)(directory, RESULT));
    // The result, not only the process: where nobody reaps, a dead worker stays a zombie.
    const until = Date.now() + POST_LIMIT_MS;
    while (Date.now() < until && !ended() && alive())
        await (0,promises_namespaceObject.setTimeout)(POLL_MS);
    const last = Date.now() + LAST_WORDS_MS;
    while (Date.now() < last && alive())
        await (0,promises_namespaceObject.setTimeout)(POLL_MS);
}
/** A worker that was killed leaves Terraform without its state server: it must end, in good order. */
async function reportDeath(directory) {
    const terraform = pidIn(directory, TERRAFORM_PID);
    if (terraform !== undefined && isAlive(terraform)) {
        // A second interrupt would make Terraform give up its state.
        if (!(0,external_node_fs_namespaceObject.existsSync)((0,external_node_path_namespaceObject.join)(directory, INTERRUPTED)))
            signal(-terraform, 'SIGINT');
        const until = Date.now() + TERRAFORM_LIMIT_MS;
        while (Date.now() < until && isAlive(terraform))
            await (0,promises_namespaceObject.setTimeout)(POLL_MS);
    }
    process.stdout.write('::error::The worker of this run ended without a result: it was killed, or this is a defect. The environment may be half-changed and its lock held; the next run says what it finds.\n');
}
/** A state that Terraform could not store, in the code that was checked out beside the workspace. */
function unsavedBelow(directory) {
    if (!(0,external_node_fs_namespaceObject.existsSync)(directory))
        return undefined;
    const names = (0,external_node_fs_namespaceObject.readdirSync)(directory, { recursive: true, encoding: 'utf8' });
    const found = names.find((name) => (0,external_node_path_namespaceObject.basename)(name) === 'errored.tfstate');
    return found === undefined ? undefined : (0,external_node_path_namespaceObject.join)(directory, found);
}
function print(tail, directory) {
    let data = tail.read();
    if (data.length === 0)
        return;
    for (; data.length > 0; data = tail.read())
        process.stdout.write(data);
    (0,external_node_fs_namespaceObject.writeFileSync)((0,external_node_path_namespaceObject.join)(directory, FOLLOWED), String(tail.offset()));
}
function pidIn(directory, name) {
    const pid = Number(readText((0,external_node_path_namespaceObject.join)(directory, name)) ?? Number.NaN);
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
}
function isAlive(pid) {
    return pid !== undefined && signal(pid, 0);
}
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


/***/ }),

/***/ 317:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _follow_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(15);
/** The post step: an entry of its own, so that it can never be taken for the step. */

const run = process.env['STATE_run'] ?? '';
if (run === '')
    process.stdout.write('Nothing was begun.\n');
else
    await (0,_follow_js__WEBPACK_IMPORTED_MODULE_0__/* .finish */ .O9)(run, process.env);

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
