export const id = 578;
export const ids = [578];
export const modules = {

/***/ 45578:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/context.js
var lib_context = __webpack_require__(86048);
// EXTERNAL MODULE: ./lib/errors.js
var lib_errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/run-directory.js
var run_directory = __webpack_require__(4232);
// EXTERNAL MODULE: ./lib/record.js
var lib_record = __webpack_require__(45894);
;// CONCATENATED MODULE: ./lib/found.js

/** Notes a broken lock, and an apply that was begun and never told its end. */
function noteFound(run, { broken, remote }) {
    const tell = (text) => {
        if (run.report.notices.includes(text))
            return; // told before another run came in between
        run.log.say(text);
        run.report.notices.push(text);
    };
    const holder = broken?.lock.holder;
    if (broken !== undefined && holder !== undefined) {
        tell(`The lock of run ${holder.id}, attempt ${holder.attempt}, of ${holder.actor} was broken, for that run is over (${broken.how}): ${holder.url}`);
    }
    const record = remote.stored?.record;
    if (record === undefined || record.outcome === 'destroyed')
        return;
    if (record.outcome === 'applying')
        tell(neverEnded(record, record.run));
    else if (record.interrupted === true) {
        const { url } = record.unended ?? record.run;
        tell(`In an earlier run, Terraform was killed in the middle of the apply: ${url}. ${LOOK}`);
    }
    else if (record.outcome === 'failed' && record.unended !== undefined)
        tell(neverEnded(record, record.unended));
}
/** A plan changes nothing, a rescued state's place included. */
function noteRescued({ report, names }, remote) {
    if (remote.rescue === undefined)
        return;
    report.notices.push(`An earlier run rescued a state in ${(0,lib_record/* rescueRef */.RC)(names)} that is not put back yet: this plan does not know what it holds. The next push puts it back first.`);
}
const neverEnded = ({ attempted, operation }, { url }) => `An earlier run began to ${operation} ${attempted.slice(0, 7)} and never told how it ended: ${url}. ${LOOK}`;
const LOOK = 'What it made in its last 20 seconds may be missing in the state: if Terraform says that something exists already, import it or remove it by hand.';

// EXTERNAL MODULE: ./lib/github/runs.js + 1 modules
var runs = __webpack_require__(93102);
;// CONCATENATED MODULE: ./lib/history.js
/** The commits that were applied to an environment, newest first: what tells going back from going on. */
/** Enough to know an old version again, and little enough for every record to hold it. */
const LONGEST = 20;
/** The history after a version was applied. */
function withApplied(history, { commit, tree }) {
    const others = history.filter((version) => version.commit !== commit);
    return [{ commit, tree }, ...others].slice(0, LONGEST);
}
/**
 * The older version that a commit goes back to, by being it (reset) or by having its files (revert);
 * undefined where it goes on.
 */
function wentBackTo(history, head) {
    const [current, ...older] = history;
    if (current === undefined || current.commit === head.commit || current.tree === head.tree) {
        return undefined;
    }
    return older.find((version) => version.commit === head.commit || version.tree === head.tree);
}

;// CONCATENATED MODULE: ./lib/guards.js
/** Says from what the origin knows whether an operation may begin, and with which commit. */


/**
 * Whether the operation may begin.
 * @throws RunError `name-taken`, `invalid-input`
 */
function guardStart(act, place, known) {
    const record = known.record?.outcome === 'destroyed' ? undefined : known.record;
    if (record !== undefined && record.workingDirectory !== place.workingDirectory) {
        throw new lib_errors/* RunError */.e4('name-taken', `The project '${place.project}' belongs to the root module '${record.workingDirectory}', and this run is for '${place.workingDirectory}'.`, "Give one of the two a name of its own with the input 'project'.");
    }
    if (record === undefined && known.stateRef !== undefined)
        throw unowned(place, known.stateRef);
    if (record === undefined && !place.named)
        refuseRenamed(act, place, known);
    if (record?.unsaved === true && act.kind !== 'plan')
        throw unsavedBefore(place, record.run.url);
    if (place.isSuspended && act.kind !== 'plan')
        return suspended(place);
    return act.kind === 'destroy'
        ? guardDestroy(act, place, known.head, record)
        : guardApply(act, place, known.head, record);
}
const suspended = (place) => skip('suspended', `The environment '${place.environment}' is suspended by the policy: it is left as it is.`, "To let it be changed again, remove its 'suspend: true' from .github/gitops-env.yml on the default branch.");
/** To go on would create what is there a second time, or leave it behind. */
function unsavedBefore(place, url) {
    const ref = (0,lib_record/* recordRef */.Ji)({ ...place, branch: '' });
    return new lib_errors/* RunError */.e4('state-not-saved', `An earlier run changed resources of '${place.environment}', but their state could not be saved: ${url}`, `Nothing was changed. Look at what that run did; put the state right ('terraform state push', 'terraform import') or remove by hand what it made. Then put the record before it back, and run again:\n    git fetch origin ${ref} && git push --force origin FETCH_HEAD^2:${ref}`);
}
/** The same root module under another project's name would be created a second time. */
function refuseRenamed(act, place, known) {
    const same = known.siblings.find((sibling) => sibling.outcome !== 'destroyed' &&
        sibling.branch === act.branch &&
        sibling.workingDirectory === place.workingDirectory);
    if (same === undefined)
        return;
    throw new lib_errors/* RunError */.e4('name-taken', `The root module '${place.workingDirectory}' of the branch '${act.branch}' is the environment '${place.environment}' of the project '${same.project}', and this run is for the project '${place.project}': a second one would be made beside it.`, `If the repository was renamed, keep the project's name:\n    with:\n      project: ${same.project}`);
}
/** The record is written before the state, and both are removed together. */
const unowned = (place, ref) => new lib_errors/* RunError */.e4('state-tampered', `${ref} holds a state, but its record ${(0,lib_record/* recordRef */.Ji)({ ...place, branch: '' })} is gone or says that the environment was destroyed: somebody removed or changed one of the two.`, `Nothing was changed. Restore the record from a clone that has it. If the environment is really gone, remove the state:\n    git push origin :${ref}`);
function guardApply(act, place, head, record) {
    if (record !== undefined && record.branch !== act.branch) {
        throw new lib_errors/* RunError */.e4('name-taken', `The branch '${act.branch}' would be the environment '${place.environment}', which belongs to the branch '${record.branch}'.`, `Rename the branch, or delete '${record.branch}' first, which destroys its environment.`);
    }
    if (head === undefined) {
        if (act.commit === undefined) {
            throw new lib_errors/* RunError */.e4('invalid-input', `There is no branch '${act.branch}' at the origin.`, "Check the input 'branch'.");
        }
        return skip('stale-run', `The branch '${act.branch}' is gone by now.`, "The 'delete' event destroys its environment.");
    }
    if (act.commit !== undefined && act.commit !== head) {
        return skip('stale-run', `This run is for ${act.commit.slice(0, 7)}, but '${act.branch}' is at ${head.slice(0, 7)} by now.`, 'The run of the newer push does the work. To go back to an older commit, push it as a new head (git revert).');
    }
    return { kind: 'go', commit: head };
}
function guardDestroy(act, place, head, record) {
    if (record === undefined) {
        return skip('already-gone', `There is no environment '${place.environment}' of the project '${place.project}': nothing was applied, or it was destroyed before.`, 'Nothing needs to be done.');
    }
    if (record.branch !== act.branch) {
        return skip('not-an-environment', `The environment '${place.environment}' belongs to the branch '${record.branch}', not to '${act.branch}'.`, `Deleting '${record.branch}' destroys it.`);
    }
    if (act.afterDeletion && head !== undefined) {
        return branchExists(act.branch, head);
    }
    if (place.isProtected && !(act.onPurpose && place.isTrusted)) {
        return skip('protected', `The environment '${place.environment}' is protected: no event destroys it.`, `To destroy it on purpose, start the default branch's workflow by hand (workflow_dispatch) with 'command: destroy' and 'branch: ${act.branch}'.`);
    }
    return { kind: 'go', commit: record.attempted };
}
/** The skip of a destroy whose branch is there again. */
const branchExists = (branch, head) => skip('branch-exists', `The branch '${branch}' exists again, at ${head.slice(0, 7)}.`, 'Its pushes keep the environment up to date; deleting it again destroys the environment.');
const skip = (reason, why, otherwise) => ({
    kind: 'skip',
    reason,
    why,
    otherwise
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./lib/git.js
var git = __webpack_require__(79151);
// EXTERNAL MODULE: ./lib/swap.js
var swap = __webpack_require__(9544);
// EXTERNAL MODULE: ./lib/backend/encryption.js
var encryption = __webpack_require__(92339);
// EXTERNAL MODULE: ./lib/json.js
var json = __webpack_require__(16413);
;// CONCATENATED MODULE: ./lib/records.js
/** Environments as hidden refs at the origin: how they are read, and when they are trusted. */





let reads = 0;
/**
 * Reads branch, record, lock and state of an environment in one fetch.
 * @param keysFor derives the keys for a record's salt; undefined where no passphrase is given
 * @param operation tells whether the branch should be gone, so that it is not even tried to fetch
 * @throws RunError `origin-unreachable`, `wrong-passphrase`, `state-tampered`
 */
async function readRemote(repository, names, keysFor, operation) {
    reads += 1;
    const here = `refs/reads/${reads}`;
    const head = `refs/heads/${names.branch}`;
    const hidden = (0,lib_record/* refOf */.H8)('*', names);
    const records = `refs/gitops-env/environments/*/${names.environment}`;
    const tail = `/${names.project}/${names.environment}`;
    // A pattern given to ls-remote also matches the end of a longer name: hence the exact test.
    const wanted = [
        { from: head, to: 'head', is: (name) => name === head },
        {
            from: hidden,
            to: hidden.slice('refs/gitops-env/'.length),
            is: (name) => name.startsWith('refs/gitops-env/') && name.endsWith(tail)
        },
        {
            from: records,
            to: 'siblings/*',
            is: (name) => name.startsWith('refs/gitops-env/environments/') && name.endsWith(`/${names.environment}`)
        }
    ];
    const fetch = (some) => (0,git/* tryFetchCommits */.ak)(repository, some.map(({ from, to }) => `+${from}:${here}/${to}`));
    if (operation.afterDeletion || !(await fetch(wanted))) {
        // The branch is not there, or nothing can be read at all: only the list can tell.
        const listed = await (0,git/* listOrigin */.JH)(repository, wanted.map(({ from }) => from));
        const there = wanted.filter(({ is }) => [...listed.keys()].some(is));
        if (there.length > 0 && !(await fetch(there))) {
            throw new lib_errors/* RunError */.e4('origin-unreachable', `The records at ${repository.origin.url} could be listed, but not fetched.`, 'Run it again.');
        }
    }
    const refs = await (0,git/* readRefs */.n6)(repository, [here]);
    const found = (kind) => refs.find((ref) => ref.name === `${here}/${kind}/${names.project}/${names.environment}`);
    const record = found('environments');
    const lock = found('locks');
    return {
        head: refs.find((ref) => ref.name === `${here}/head`),
        stored: record === undefined
            ? undefined
            : { ref: record, ...(await parseRecord(record, names, keysFor)) },
        lock: lock === undefined ? undefined : parseLock(lock),
        stateCommit: found('state')?.commit,
        rescue: parseRescue(found('rescue')),
        restore: found('restore')?.commit,
        siblings: refs.flatMap((ref) => parseSibling(ref, `${here}/siblings/`, names))
    };
}
const parseRescue = (ref) => ref === undefined
    ? undefined
    : { commit: ref.commit, base: (0,json/* textOf */.b6)((0,lib_record/* documentOf */.lM)(ref.message)?.['base']) };
function parseSibling(ref, prefix, names) {
    const project = ref.name.slice(prefix.length);
    if (!ref.name.startsWith(prefix) || project === names.project)
        return [];
    const document = (0,lib_record/* documentOf */.lM)(ref.message);
    const text = (name) => (0,json/* textOf */.b6)(document?.[name]) ?? '';
    return [
        {
            project,
            branch: text('branch'),
            workingDirectory: text('workingDirectory'),
            outcome: text('outcome'),
            place: (0,json/* textOf */.b6)((0,json/* objectOf */.Xy)(document?.['backend'])?.['place'])
        }
    ];
}
async function parseRecord(ref, names, keysFor) {
    const document = (0,lib_record/* documentOf */.lM)(ref.message);
    const { signature, ...content } = document ?? {};
    const problem = document === undefined ? 'it is not JSON' : (0,lib_record/* problemOf */.Zw)(content, names);
    if (problem !== undefined)
        throw untrusted(names, problem);
    const record = content; // every field was checked by problemOf
    const { keys, doubt } = await verify(content, signature, names, keysFor);
    if (doubt === undefined)
        return { record, keys };
    if (record.outcome !== 'destroyed')
        throw doubt;
    return { record: goneOf(record, names), keys: undefined };
}
/**
 * What is left of the record of a destroyed environment whose passphrase is not known: nothing but that it is
 * there. Whoever could have forged it could as well have deleted it, which comes to the same.
 */
const goneOf = (record, names) => ({
    version: 1,
    ...names,
    workingDirectory: '.',
    operation: 'destroy',
    outcome: 'destroyed',
    commit: record.commit,
    attempted: record.attempted,
    backend: { type: '', key: '' },
    tool: undefined,
    variables: [],
    state: undefined,
    run: { ...NOBODY },
    time: record.time
});
const NOBODY = {
    server: '',
    repository: '',
    id: '',
    attempt: '',
    job: '',
    runner: '',
    actor: '',
    url: ''
};
/**
 * @returns the keys that the record is signed with; undefined where it need not be, and is not. `doubt` is why
 *   the passphrases that are given do not tell whether this action wrote it
 */
async function verify(content, signature, names, keysFor) {
    const ref = (0,lib_record/* recordRef */.Ji)(names);
    const doubtful = (doubt) => ({ keys: undefined, doubt });
    if (signature === undefined && (keysFor === undefined || keysFor.previous === 'none'))
        return { keys: undefined };
    if (keysFor === undefined)
        return doubtful((0,encryption/* needsPassphrase */.ke)(ref, 'signed'));
    const { salt: said, check: saidCheck, hmac } = (0,json/* objectOf */.Xy)(signature) ?? {};
    const [salt, check] = [(0,json/* textOf */.b6)(said) ?? '', (0,json/* textOf */.b6)(saidCheck) ?? ''];
    if (!/^[0-9a-f]{32}$/u.test(salt))
        return doubtful((0,encryption/* inClear */.fS)(ref, 'signed'));
    const keys = await keysFor(salt, check);
    if (keys === undefined)
        throw (0,encryption/* foreign */.V$)(ref);
    if (!(0,encryption/* sameText */.QV)(check, keys.check))
        return doubtful((0,encryption/* wrongPassphrase */.Eq)(ref, keysFor));
    if (!(0,encryption/* sameText */.QV)((0,json/* textOf */.b6)(hmac) ?? '', (0,encryption/* sign */._S)(JSON.stringify(content), keys))) {
        throw untrusted(names, 'its signature is wrong');
    }
    return { keys };
}
const untrusted = (names, what) => new lib_errors/* RunError */.e4('state-tampered', `The record ${(0,lib_record/* recordRef */.Ji)(names)} cannot be trusted: ${what}.`, 'Nothing was changed. Find out who may push to refs/gitops-env, and restore the ref from its own history or remove it on purpose.');
function parseLock(ref) {
    const document = (0,lib_record/* documentOf */.lM)(ref.message);
    return {
        commit: ref.commit,
        holder: (0,lib_record/* identityOf */.cu)((0,json/* objectOf */.Xy)(document?.['run'])),
        since: (0,json/* textOf */.b6)(document?.['time'])
    };
}

;// CONCATENATED MODULE: ./lib/lock.js
/** The one lock of an environment, held from before the plan to after the apply. */






const POLL_MS = 2000;
const SAY_EVERY_MS = 10_000;
/** A token may ask 1,000 times an hour, for the whole repository: a run at work is asked about less and less. */
const ASK_AFTER_MS = [15_000, 30_000, 60_000];
/**
 * Takes the environment's lock, waiting for another run's evenly, with jitter. One that was left behind by a
 * run of this repository which GitHub says is over is replaced; any other is never touched.
 * @param remote what was read last
 * @throws RunError `state-locked` with holder, age and run when the time is over
 */
async function takeLock(repository, names, run, remote, keysFor, waiting) {
    const started = Date.now();
    const judge = judgeOf(waiting.ask);
    let lastSaid = -Infinity;
    let current = remote;
    /** Whether `current` was read after its lock's holder was known to be over. */
    let fresh = false;
    for (;;) {
        waiting.checkCancelled();
        const before = current.lock;
        const verdict = before === undefined ? undefined : await judge(before);
        if (before !== undefined && verdict?.kind === 'over' && !fresh) {
            // Its holder was at work when this was read, and may have stored or rescued a state since.
            current = await readRemote(repository, names, keysFor, waiting.operation);
            fresh = true;
            continue;
        }
        if (before === undefined || verdict?.kind === 'over') {
            const lock = (0,swap/* writeLock */.be)(repository, names, run, new Date().toISOString());
            if (await tryTake(repository, names, before?.commit, lock)) {
                const how = verdict?.kind === 'over' ? verdict.how : '';
                const broken = before === undefined ? undefined : { lock: before, how };
                return { remote: current, lock, broken };
            }
        }
        else {
            const waited = Date.now() - started;
            if (waited >= waiting.timeoutMs)
                throw locked(names, before, verdict, waiting.timeoutMs);
            if (waited - lastSaid >= SAY_EVERY_MS) {
                lastSaid = waited;
                waiting.say(`Waiting for the lock of '${names.environment}', ${describeLock(before)}.`);
            }
            const left = waiting.timeoutMs - waited;
            await (0,promises_.setTimeout)(Math.min(left, POLL_MS * (0.75 + Math.random() / 2)));
            // One exact name: everything else would list the refs of all environments, every time.
            const now = await (0,git/* listOrigin */.JH)(repository, [(0,lib_record/* lockRef */.NN)(names)]).catch(() => undefined);
            // An origin with a bad moment is no reason to give up before the time is over.
            if (now === undefined || now.get((0,lib_record/* lockRef */.NN)(names)) === before.commit)
                continue;
        }
        current = await readRemote(repository, names, keysFor, waiting.operation);
        fresh = false;
    }
}
async function tryTake(repository, names, from, to) {
    try {
        return (await (0,swap/* swap */.wg)(repository, [{ ref: (0,lib_record/* lockRef */.NN)(names), from, to }])) === 'done';
    }
    catch (error) {
        // It may have arrived all the same, and would then be held by nobody.
        await (0,swap/* swap */.wg)(repository, [{ ref: (0,lib_record/* lockRef */.NN)(names), from: to, to: undefined }]).catch(() => undefined);
        throw error;
    }
}
/** Asks about one lock at first sight, and then again and again. */
function judgeOf(ask) {
    let last = { commit: '', at: 0, asked: 0, verdict: NO_RUN };
    return async (lock) => {
        if (lock.holder === undefined)
            return NO_RUN;
        const isSame = last.commit === lock.commit;
        const isEnding = last.verdict.kind === 'alive' && last.verdict.ending === true;
        const pause = ASK_AFTER_MS[isEnding ? 0 : Math.min(last.asked, ASK_AFTER_MS.length) - 1] ?? 0;
        if (!isSame || Date.now() - last.at >= pause) {
            const asked = isSame ? last.asked + 1 : 1;
            last = { commit: lock.commit, at: Date.now(), asked, verdict: await ask(lock.holder) };
        }
        return last.verdict;
    };
}
const NO_RUN = { kind: 'unknown', why: 'it names no run' };
/** Who holds a lock, since when, and where that run is to be seen. */
function describeLock(lock) {
    const since = lock.since === undefined ? '' : ` since ${lock.since}${ageOf(lock.since)}`;
    if (lock.holder === undefined)
        return `held by something that does not say who it is${since}`;
    const { actor, id, attempt, job, url } = lock.holder;
    return `held by run ${id}, attempt ${attempt}, job '${job}' of ${actor}${since}: ${url}`;
}
function ageOf(since) {
    const minutes = Math.floor((Date.now() - Date.parse(since)) / 60_000);
    if (Number.isNaN(minutes) || minutes < 1)
        return '';
    if (minutes < 120)
        return ` (${minutes} minutes ago)`;
    const hours = Math.floor(minutes / 60);
    return hours < 48 ? ` (${hours} hours ago)` : ` (${Math.floor(hours / 24)} days ago)`;
}
function locked(names, lock, verdict, timeoutMs) {
    const why = verdict === undefined || verdict.kind === 'over' ? '' : ` It was not broken: ${verdict.why}.`;
    return new lib_errors/* RunError */.e4('state-locked', `The environment '${names.environment}' is locked, ${describeLock(lock)}. Waited ${Math.round(timeoutMs / 1000)} s for it.${why}`, `Wait for that run and start this one again, or raise 'lock-timeout'. If that run is over, and only then, remove its lock:\n    git push origin --force-with-lease=${(0,lib_record/* lockRef */.NN)(names)}:${lock.commit} :${(0,lib_record/* lockRef */.NN)(names)}`);
}

;// CONCATENATED MODULE: ./lib/memory.js






/** Another run changed the record before this one changed anything: read again. */
class Raced extends Error {
}
/** @param remote what was read last before the lock was taken */
function openMemory(run, remote, lock) {
    const { names, operation, repository } = run;
    let previous = remote.stored?.ref.commit;
    let began = false;
    let open = true;
    const unlock = { ref: (0,lib_record/* lockRef */.NN)(names), from: lock, to: undefined };
    const lockStays = (more) => more.includes(unlock) ? [] : [{ ref: (0,lib_record/* lockRef */.NN)(names), from: lock, to: lock }];
    const write = async (record, tree, more) => {
        const keys = await run.keysFor?.(run.salt);
        const to = (0,swap/* writeRecord */.rh)(repository, record, tree, previous, keys);
        const own = { ref: (0,lib_record/* recordRef */.Ji)(names), from: previous, to };
        const all = began
            ? [own, ...more]
            : [own, ...more, ...lockStays(more), ...headStays(run, remote)];
        const outcome = await (0,swap/* swap */.wg)(repository, all, began ? 'long' : 'short').catch(async (error) => {
            // A branch that was rewritten meanwhile is refused as well, and not for want of a right.
            if (began || !(await headMoved(run, remote)))
                throw error;
            return 'raced';
        });
        if (outcome === 'done') {
            previous = to;
            return;
        }
        if (!began)
            throw new Raced(`The record ${(0,lib_record/* recordRef */.Ji)(names)} was changed by another run.`);
        // Somebody may have removed the lock by hand: what was done is remembered all the same.
        if (more.length > 0 &&
            (await (0,swap/* swap */.wg)(repository, [own, ...more.filter((one) => one !== unlock)], 'long')) === 'done') {
            run.report.notices.push('The lock was removed by somebody else while this run held it.');
            previous = to;
            return;
        }
        throw new lib_errors/* RunError */.e4('state-locked', `The record of '${names.environment}' was changed by somebody else while this run held the lock; what Terraform did is in the state, but not in the record.`, 'Start the run again: it takes up where this one stopped.');
    };
    const recordOf = (entry) => {
        const before = remote.stored?.record.outcome === 'destroyed' ? undefined : remote.stored?.record;
        const destroy = operation.kind === 'destroy';
        const attempted = destroy ? before?.attempted : remote.head?.commit;
        const tree = destroy ? remote.stored?.ref.tree : remote.head?.tree;
        if (attempted === undefined || tree === undefined)
            throw new Error('An operation without a commit was let through.');
        const time = new Date().toISOString();
        const applied = entry.outcome === 'applied' ? attempted : before?.applied;
        const record = {
            version: 1,
            ...names,
            workingDirectory: run.inputs.workingDirectory,
            operation: destroy ? 'destroy' : 'apply',
            outcome: entry.outcome,
            commit: attempted,
            attempted,
            applied,
            appliedAt: entry.outcome === 'applied' ? time : before?.appliedAt,
            history: entry.outcome === 'applied'
                ? withApplied(before?.history ?? [], { commit: attempted, tree })
                : before?.history,
            backend: {
                type: entry.backend.type,
                key: entry.backend.key,
                place: (0,encryption/* placeDigest */.K0)(entry.backend.place)
            },
            tool: run.report.tool,
            variables: entry.variables,
            state: stateOf(entry.state),
            lineage: entry.lineage,
            resources: entry.resources,
            unsaved: entry.unsaved,
            interrupted: entry.interrupted,
            run: run.identity,
            time
        };
        return { record, tree };
    };
    return {
        begin: async (entry) => {
            const { record, tree } = recordOf({ ...entry, outcome: 'applying' });
            await write(record, tree, []);
            began = true;
        },
        finish: async (entry, how = {}) => {
            const { record, tree } = recordOf(entry);
            const state = how.state === undefined ? [] : [{ ref: (0,lib_record/* stateRef */.dZ)(names), from: how.state, to: undefined }];
            await write(record, tree, [...state, ...(how.keepLock === true ? [] : [unlock])]);
            open = how.keepLock === true;
        },
        refuse: async (state) => {
            const before = remote.stored;
            const commit = run.report.commit;
            if (before === undefined || before.record.outcome === 'destroyed' || commit === undefined) {
                // Nothing was there before, and nothing is: the record is what it was.
                const restored = { ref: (0,lib_record/* recordRef */.Ji)(names), from: previous, to: before?.ref.commit };
                const all = [...(restored.from === restored.to ? [] : [restored]), unlock];
                if ((await (0,swap/* swap */.wg)(repository, all)) === 'raced')
                    return;
            }
            else {
                const now = {
                    outcome: 'failed',
                    unended: unendedOf(remote),
                    commit,
                    run: run.identity,
                    time: new Date().toISOString()
                };
                const record = { ...before.record, ...now, state: stateOf(state) ?? before.record.state };
                await write(record, before.ref.tree, [unlock]);
            }
            open = false;
        },
        close: async () => {
            if (!open)
                return;
            open = false;
            await (0,swap/* swap */.wg)(repository, [unlock]);
        }
    };
}
const stateOf = (facts) => facts && { lineage: facts.lineage, serial: facts.serial, digest: facts.digest };
/**
 * What was read may be old by now, and nothing older than the branch's head may be applied: the swap that
 * says that an apply begins fails where the branch has moved or is gone.
 */
function headStays({ names, operation }, { head }) {
    if (operation.kind === 'destroy' || head === undefined)
        return [];
    return [{ ref: `refs/heads/${names.branch}`, from: head.commit, to: head.commit }];
}
/** What the next run must still know: who may have left a lock of Terraform's own, and half an apply. */
function unendedOf({ stored, lock }) {
    const record = stored?.record;
    const open = record?.outcome === 'applying' || record?.interrupted === true;
    return open ? record.run : (record?.unended ?? lock?.holder);
}
async function headMoved(run, remote) {
    const head = `refs/heads/${run.names.branch}`;
    return (await (0,git/* listOrigin */.JH)(run.repository, [head])).get(head) !== remote.head?.commit;
}

// EXTERNAL MODULE: ./lib/backend/kinds.js + 1 modules
var kinds = __webpack_require__(82078);
// EXTERNAL MODULE: ./lib/prepare.js + 3 modules
var prepare = __webpack_require__(82572);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/tool/releases.js
var releases = __webpack_require__(24270);
// EXTERNAL MODULE: ./lib/terraform/cli-config.js
var cli_config = __webpack_require__(63029);
;// CONCATENATED MODULE: ./lib/terraform/package-hash.js
/** The hash by which a lock file knows an unpacked provider package. */



/**
 * Every file of a directory counts, so that none can be added: Terraform itself starts whichever it finds first.
 * @returns undefined where it is no directory, or holds anything but files and directories
 * @see https://pkg.go.dev/golang.org/x/mod/sumdb/dirhash
 */
async function hashPackage(directory) {
    const names = filesOf(directory);
    if (names === undefined || names.length === 0)
        return undefined;
    const whole = (0,external_node_crypto_.createHash)('sha256');
    let bytes = 0;
    for (const name of names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))) {
        const one = (0,external_node_crypto_.createHash)('sha256');
        for await (const chunk of (0,external_node_fs_.createReadStream)((0,external_node_path_.join)(directory, name))) {
            one.update(chunk);
            bytes += chunk.length;
        }
        whole.update(`${one.digest('hex')}  ${name}\n`);
    }
    return { hash: `h1:${whole.digest('base64')}`, bytes, files: names };
}
/** Names below a directory, with '/'. */
function filesOf(directory, prefix = '') {
    const found = [];
    try {
        for (const entry of (0,external_node_fs_.readdirSync)((0,external_node_path_.join)(directory, prefix), { withFileTypes: true })) {
            const name = `${prefix}${entry.name}`;
            if (entry.isFile() && !name.includes('\n'))
                found.push(name);
            else {
                const below = entry.isDirectory() ? filesOf(directory, `${name}/`) : undefined;
                if (below === undefined)
                    return undefined;
                found.push(...below);
            }
        }
    }
    catch {
        return undefined;
    }
    return found;
}

// EXTERNAL MODULE: ./lib/terraform/provider-lock.js
var provider_lock = __webpack_require__(74619);
;// CONCATENATED MODULE: ./lib/terraform/plugin-cache.js
/** Providers of earlier runs: each run has a plug-in cache of its own, filled with what the lock file names. */







const NAME = 'providers';
/**
 * Begins to restore. Terraform's cache is not safe for two at once, and a restored package that is not what the
 * lock file names must not be seen by it: hence a directory for each run, into which only checked packages go.
 */
function openPluginCache(setup) {
    const { cache, root, data, say } = setup;
    const platform = (0,releases/* platformName */.$r)({ os: process.platform, arch: process.arch });
    if (cache === undefined || platform === undefined || (0,cli_config/* hasOwnPluginCache */.g)(setup.variables))
        return NONE;
    const lock = readLock(root);
    if (lock === undefined) {
        return {
            ...NONE,
            save: async () => {
                if (namesBelow((0,external_node_path_.join)(data, NAME), 5).length === 0)
                    return;
                say(`Providers are not cached, for there is no .terraform.lock.hcl. Commit the one that this makes: ${setup.tool} providers lock -platform=${platform}`);
            }
        };
    }
    const key = `gitops-env-providers-1-${setup.tool}-${platform}-${sha256(lock)}`;
    const providers = (0,provider_lock/* lockedProviders */.h)(lock);
    const place = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(setup.directory, 'plugins-'));
    const directory = (0,external_node_path_.join)(place, 'cache');
    (0,external_node_fs_.mkdirSync)(directory);
    let hit = false;
    const restore = async () => {
        const started = Date.now();
        const arrived = (0,external_node_path_.join)(place, NAME);
        hit = await cache.tryRestore(arrived, key);
        if (!hit)
            return;
        const { intact, spoilt } = await sorted(arrived, providers, platform);
        for (const { name, files } of intact) {
            // Of a file's mode the hash says nothing.
            files.forEach((file) => (0,external_node_fs_.chmodSync)((0,external_node_path_.join)(arrived, name, file), 0o755));
            move((0,external_node_path_.join)(arrived, name), (0,external_node_path_.join)(directory, name));
        }
        (0,external_node_fs_.rmSync)(arrived, { recursive: true, force: true });
        const seconds = ((Date.now() - started) / 1000).toFixed(1);
        say(`Providers restored from the cache: ${amountOf(intact)}, in ${seconds} s.`);
        if (spoilt.length > 0) {
            say(`Not used from the cache, for it is not what .terraform.lock.hcl names: ${spoilt.join(', ')}. Delete the entry: gh cache delete ${key}`);
        }
    };
    const save = async () => {
        if (hit)
            return;
        const used = new Set(usedOf((0,external_node_path_.join)(data, NAME), directory));
        const { intact } = await sorted(directory, providers, platform);
        const known = intact.filter(({ name }) => used.has(name));
        const unknown = [...used].filter((name) => known.every((one) => one.name !== name));
        if (unknown.length > 0) {
            say(`Not cached, for .terraform.lock.hcl does not name it with its hash: ${unknown.join(', ')}. Add it and commit the file: ${setup.tool} providers lock -platform=${platform}`);
        }
        if (known.length === 0)
            return;
        const leaving = (0,external_node_path_.join)(place, NAME);
        known.forEach(({ name }) => move((0,external_node_path_.join)(directory, name), (0,external_node_path_.join)(leaving, name)));
        if (await cache.trySave(leaving, key)) {
            say(`Providers saved for the next run: ${amountOf(known)}.`);
        }
    };
    const quietly = (act) => act.catch((error) => say(`The providers could not be cached: ${String(error)}`));
    return {
        environment: { TF_PLUGIN_CACHE_DIR: directory },
        restored: quietly(restore()),
        save: () => quietly(save())
    };
}
const NONE = {
    environment: {},
    restored: Promise.resolve(),
    save: () => Promise.resolve()
};
function readLock(root) {
    try {
        return (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(root, provider_lock/* PROVIDER_LOCK */.Q), 'utf8');
    }
    catch {
        return undefined;
    }
}
const sha256 = (text) => (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex');
/** Which of the locked providers lie in a folder as they should be, and which as something else. */
async function sorted(folder, providers, platform) {
    const intact = [];
    const spoilt = [];
    for (const { address, version, hashes } of providers) {
        const name = `${address}/${version}/${platform}`;
        if (!isDirectory(folder, name))
            continue;
        const found = await hashPackage((0,external_node_path_.join)(folder, name));
        if (found !== undefined && hashes.includes(found.hash))
            intact.push({ name, ...found });
        else
            spoilt.push(`${address} ${version}`);
    }
    return { intact, spoilt };
}
/** Without a link on the way: one leads to a mirror of the user's, or anywhere. */
function isDirectory(folder, name) {
    const parts = name.split('/');
    return parts.every((_, index) => (0,external_node_fs_.lstatSync)((0,external_node_path_.join)(folder, ...parts.slice(0, index + 1)), {
        throwIfNoEntry: false
    })?.isDirectory() === true);
}
/** The packages of a cache that Terraform has linked to, but those that are themselves somewhere else. */
function usedOf(installed, directory) {
    return namesBelow(installed, 5).filter((name) => {
        if (!isDirectory(directory, name))
            return false;
        return (0,external_node_fs_.realpathSync)((0,external_node_path_.join)(installed, name)) === (0,external_node_fs_.realpathSync)((0,external_node_path_.join)(directory, name));
    });
}
/** Paths of a depth below a folder. */
function namesBelow(folder, depth) {
    if (depth === 0)
        return [''];
    let names;
    try {
        names = (0,external_node_fs_.readdirSync)(folder);
    }
    catch {
        return [];
    }
    return names.flatMap((name) => namesBelow((0,external_node_path_.join)(folder, name), depth - 1).map((rest) => rest === '' ? name : `${name}/${rest}`));
}
function move(from, to) {
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(to), { recursive: true });
    (0,external_node_fs_.renameSync)(from, to);
}
function amountOf(packages) {
    const bytes = packages.reduce((total, one) => total + one.bytes, 0);
    const count = `${packages.length} package${packages.length === 1 ? '' : 's'}`;
    return `${count}, ${Math.ceil(bytes / 1e6)} MB`;
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: ./lib/terraform/process-environment.js
var process_environment = __webpack_require__(19021);
;// CONCATENATED MODULE: ./lib/terraform/ask-version.js
/** Asks a program for its version, and gives it up where it does not answer. */



/** Version managers may install what they are asked for first. */
const VERSION_LIMIT_MS = 300_000;
const LAST_OUTPUT_MS = 1000;
const LONGEST_VERSION_BYTES = 64 * 1024;
/**
 * What `version -json` of a program prints; undefined where it does not start or answer. It changes no environment,
 * so that it may be killed with all it has started, unlike everything else.
 * @param directory where it is to run: version managers decide by that which version it is
 */
function askVersion(program, directory, variables, stop) {
    const known = Object.entries(variables).filter(([name]) => !name.startsWith('TF_CLI_ARGS'));
    const options = {
        cwd: directory,
        env: { ...(0,process_environment/* terraformEnvironment */.M)(Object.fromEntries(known), {}) },
        detached: true
    };
    return new Promise((resolve) => {
        if (stop.aborted)
            return resolve(undefined);
        const child = trySpawn(program, ['version', '-json'], options);
        if (child === undefined)
            return resolve(undefined);
        let said = '';
        const settle = (answer) => {
            clearTimeout(limit);
            stop.removeEventListener('abort', giveUp);
            child.stdout?.destroy(); // something it has started may hold the other end
            resolve(answer);
        };
        const giveUp = () => {
            if (child.pid !== undefined)
                (0,run_directory/* signal */.vP)(-child.pid, 'SIGKILL'); // the group
            settle();
        };
        const limit = setTimeout(giveUp, VERSION_LIMIT_MS);
        stop.addEventListener('abort', giveUp);
        child.stdout?.setEncoding('utf8').on('data', (text) => {
            said += text;
            if (said.length > LONGEST_VERSION_BYTES)
                giveUp();
        });
        child.once('error', () => settle());
        child.once('exit', (code) => {
            const end = () => settle(code === 0 ? said : undefined);
            child.once('close', end);
            setTimeout(end, LAST_OUTPUT_MS).unref();
        });
    });
}
/** Some of what a system may object to is thrown, the rest comes as an event. */
function trySpawn(program, args, options) {
    try {
        return (0,external_node_child_process_.spawn)(program, args, { ...options, stdio: ['ignore', 'pipe', 'ignore'] });
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./lib/tool/find.js
var find = __webpack_require__(94219);
// EXTERNAL MODULE: ./lib/tool/version.js
var version = __webpack_require__(81370);
;// CONCATENATED MODULE: ./lib/tool/version-file.js
/** Finds the file that says which version of a tool a root module wants. */




/** A version is short; what is longer is something else. */
const MOST_BYTES = 4096;
/**
 * In the root module, else in a folder above it, up to the top.
 * @param top absolute path of the checkout
 * @param module absolute path of the root module, below the top or the same
 * @returns its path from the top, and its text; undefined where there is none
 * @throws RunError `invalid-input` for something else than a small file
 */
function readVersionFile(tool, top, module) {
    const name = version/* VERSION_FILES */.TS[tool];
    for (let folder = module;; folder = (0,external_node_path_.dirname)(folder)) {
        const file = (0,external_node_path_.join)(folder, name);
        const found = (0,external_node_fs_.lstatSync)(file, { throwIfNoEntry: false });
        if (found !== undefined) {
            const path = (0,external_node_path_.relative)(top, file);
            // A link would let a branch show a file of the machine in a message.
            if (found.isFile() && found.size <= MOST_BYTES)
                return { path, text: (0,external_node_fs_.readFileSync)(file, 'utf8') };
            throw new lib_errors/* RunError */.e4('invalid-input', `'${path}' is not a file with a version in it.`, 'Write the version into it, such as 1.11.4; a link or a folder is not read.');
        }
        if (folder === top || (0,external_node_path_.dirname)(folder) === folder)
            return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/tool/provide.js





/** @throws RunError `tool-unavailable`, `invalid-input`, `cancelled` */
async function provideTool(asked, hands) {
    const { name, input, top, root, requiredVersion } = asked;
    const { variables, cancellation, directory, temp, say, hide, cache, stop } = hands;
    cancellation.onCancel(() => stop.abort(reasonOf(cancellation.check)));
    const file = input === '' ? readVersionFile(name, top, root) : undefined;
    const found = (0,find/* findTool */.S)(name, variables);
    const isAsked = input !== '' || file !== undefined || requiredVersion !== undefined;
    const versionOf = async (program) => {
        const said = await askVersion(program, root, variables, stop.signal);
        stop.signal.throwIfAborted();
        return (0,json/* textOf */.b6)((0,json/* objectOf */.Xy)((0,json/* parseJson */.qF)(said ?? ''))?.['terraform_version']);
    };
    const there = found === undefined ? undefined : onPath(name, found, versionOf);
    if (there !== undefined && !isAsked)
        return there;
    // Comparing versions is not for every run.
    const { LATEST, wantedVersion } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 81370));
    const wanted = wantedVersion({ input, file, requiredVersion }) ?? LATEST;
    if (there !== undefined && (await isSuitable(there, wanted, say)))
        return there;
    const [{ install }, { PINNED_KEYS }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(119), __webpack_require__.e(942), __webpack_require__.e(817)]).then(__webpack_require__.bind(__webpack_require__, 73817)),
        __webpack_require__.e(/* import() */ 852).then(__webpack_require__.bind(__webpack_require__, 65852))
    ]);
    const publisher = {
        keys: PINNED_KEYS[name],
        mirror: (0,releases/* mirrorOf */.r0)(variables['GITOPS_ENV_TOOL_MIRROR']),
        platform: { os: process.platform, arch: process.arch }
    };
    const installed = await install(name, wanted, publisher, {
        toolCache: variables['RUNNER_TOOL_CACHE'],
        temp,
        directory,
        versionOf,
        say,
        hide,
        cache,
        stop: stop.signal
    });
    const { program, version, save } = installed;
    return { name, program, save, version: () => Promise.resolve(version) };
}
function onPath(name, program, versionOf) {
    let said;
    return {
        name,
        program,
        save: () => Promise.resolve(),
        version: () => (said ??= versionOf(program))
    };
}
/** Whether the program on the PATH is what is asked for. */
async function isSuitable(tool, wanted, say) {
    const { isOld, satisfies } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 81370));
    const { name } = tool;
    const version = await tool.version();
    const isNewest = wanted.text === 'latest'; // which one that is, only the list tells
    if (version === undefined || isNewest || !satisfies(version, wanted)) {
        say(`${(0,releases/* titleOf */.Gg)(name)} ${version ?? '(unknown)'} is on the PATH, but ${wanted.source} asks for '${wanted.text}'.`);
        return false;
    }
    if (!isOld(name, version))
        return true;
    say(`${(0,releases/* titleOf */.Gg)(name)} ${version} is on the PATH, but the action needs a later one.`);
    return false;
}
function reasonOf(check) {
    try {
        return check();
    }
    catch (error) {
        return error;
    }
}

;// CONCATENATED MODULE: ./lib/ready.js
/** Makes a commit ready: its code, and beside the taking of the lock the tool and the providers. */





/**
 * @param record of the environment, where it has one
 * @throws RunError where the code cannot be run safely as it is
 */
async function makeReady(run, commit, record) {
    await run.abandon(); // what an earlier commit of this run has begun
    const { repository, context, inputs, names, directory, variables, cache, log } = run;
    const destroy = run.operation.kind === 'destroy';
    const prepared = await (0,prepare/* prepare */.iA)(repository, context, inputs, names, commit, directory, variables, destroy);
    if (prepared.checkedOut)
        log.say(`The code is ${commit}, checked out beside the workspace.`);
    const { root, module } = prepared;
    const common = { tool: inputs.tool, cache, directory, variables, say: log.say };
    const plugins = openPluginCache({ ...common, root, data: (0,prepare/* dataDirectory */.e2)(directory) });
    const asked = {
        ...prepared,
        name: inputs.tool,
        input: inputs.toolVersion,
        requiredVersion: module.requiredVersion
    };
    const stop = new AbortController();
    const tool = provideTool(asked, { ...common, ...run, temp: context.temp, stop }).catch((error) => {
        throw destroy && inputs.toolVersion === '' ? forDeletion(error, names.branch, record) : error;
    });
    tool.catch(() => undefined); // awaited where it is started
    // Where it matters it is asked for beside the taking of the lock: a version manager takes its time.
    if ((0,kinds/* dependsOnVersion */.$2)(prepared.backend))
        tool.then(({ version }) => version()).catch(() => undefined);
    run.abandon = async () => {
        stop.abort(new Error('The run is over.'));
        await tool.catch(() => undefined);
    };
    run.later = [() => plugins.save(), async () => (await tool).save()];
    return { ...prepared, tool, plugins };
}
/** The code of a branch that is gone cannot be corrected. */
function forDeletion(error, branch, record) {
    if (!(error instanceof lib_errors/* RunError */.e4) || error.reason === 'cancelled')
        return error;
    const last = record?.tool === undefined ? '' : `; the last apply used ${record.tool.version}`;
    return new lib_errors/* RunError */.e4(error.reason, error.message, `Nothing was destroyed. ${error.hint ?? ''} To use another version than the code of this environment says, give the input 'tool-version' in the workflow of the default branch, and start it by hand with 'command: destroy' and 'branch: ${branch}'${last}.`, { cause: error });
}

// EXTERNAL MODULE: ./lib/folder.js
var folder = __webpack_require__(52315);
;// CONCATENATED MODULE: ./lib/private-files.js
/** What a run has written for itself, and nobody may read later. */




/** What later steps may read stays; plans, states, variables and code go. */
const PUBLISHED = [
    'log',
    'worker.pid',
    'followed',
    'result.json',
    'summary.md',
    'outputs.json',
    run_directory/* KEEP */.k9,
    run_directory/* TOLD */.Ev
];
/** What is secret without doubt, and goes before the cache takes its time. */
const MOST_SECRET = /^(?:plan\.tfplan|variables\.tfvars\.json|backend\.tfbackend\.json|git|state)$/u;
/** Files first, for folders may be what cannot be removed. What holds the only copy of something stays. */
function removeSecrets({ directory, keep, log }, only = /./u) {
    const left = namesIn(directory, only).flatMap((name) => {
        const path = (0,external_node_path_.join)(directory, name);
        if (PUBLISHED.includes(name) || keep?.startsWith(`${path}/`) === true)
            return [];
        const why = (0,folder/* remove */.TF)(path);
        return why === undefined ? [] : [`${name} (${why})`];
    });
    if (left.length > 0)
        log.say(`Not removed yet; the post step tries again: ${left.join(', ')}`);
}
/** Files first; none where post was faster. */
function namesIn(directory, only) {
    try {
        const entries = (0,external_node_fs_.readdirSync)(directory, { withFileTypes: true });
        const isFolder = (entry) => Number(entry.isDirectory());
        const sorted = entries.toSorted((a, b) => isFolder(a) - isFolder(b));
        return sorted.map(({ name }) => name).filter((name) => only.test(name));
    }
    catch {
        return [];
    }
}

// EXTERNAL MODULE: ./lib/report.js
var lib_report = __webpack_require__(9293);
// EXTERNAL MODULE: ./lib/repository.js
var lib_repository = __webpack_require__(55411);
// EXTERNAL MODULE: ./lib/start.js + 5 modules
var start = __webpack_require__(22490);
// EXTERNAL MODULE: ./lib/backend/configure.js + 3 modules
var configure = __webpack_require__(82543);
// EXTERNAL MODULE: ./lib/backend/git-state.js
var git_state = __webpack_require__(53156);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
;// CONCATENATED MODULE: ./lib/backend/git-server.js
/** Serves one state to Terraform's `http` backend, on a random loopback port with a random password. */




/**
 * @param load the state to serve, asked for once
 * @param save stores what Terraform posts; its failure is answered with 409, which Terraform does not repeat
 * @see https://developer.hashicorp.com/terraform/language/backend/http
 */
async function startStateServer(load, save) {
    const [user, password, path] = [12, 24, 12].map((size) => (0,external_node_crypto_.randomBytes)(size).toString('hex'));
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    let current;
    let lock;
    let failure;
    let unsaved;
    const store = async (state) => {
        unsaved = state;
        await save(state);
        unsaved = undefined;
        failure = undefined;
        current = Promise.resolve(state);
    };
    const answer = async (request, response) => {
        const end = (status, content) => {
            response.writeHead(status, { 'content-type': 'application/json' }).end(content);
        };
        // Before the body is read: a stranger's may be of any size.
        const stranger = !(0,encryption/* sameText */.QV)(request.headers.authorization ?? '', authorization);
        if (stranger || request.url?.split('?')[0] !== `/${path}`) {
            response.setHeader('connection', 'close');
            return end(stranger ? 401 : 404);
        }
        const body = await bodyOf(request);
        switch (request.method) {
            case 'GET': {
                current ??= load();
                const state = await current;
                return state === undefined ? end(404) : end(200, state);
            }
            case 'POST':
                await store(body);
                return end(200);
            case 'LOCK':
                // The run holds the environment's lock; this one only keeps two Terraforms of this run apart.
                if (lock !== undefined)
                    return end(423, lock);
                lock = body.toString('utf8');
                return end(200);
            case 'UNLOCK': {
                const asked = (0,json/* objectOf */.Xy)((0,json/* parseJson */.qF)(body.toString('utf8')))?.['ID'];
                const held = (0,json/* objectOf */.Xy)((0,json/* parseJson */.qF)(lock ?? ''))?.['ID'];
                if (asked !== undefined && held !== undefined && asked !== held)
                    return end(409, lock);
                lock = undefined;
                return end(200);
            }
            default:
                return end(405);
        }
    };
    const server = (0,external_node_http_.createServer)((request, response) => {
        answer(request, response).catch((error) => {
            if (!request.destroyed || request.complete)
                failure = error;
            response.writeHead(409).end();
        });
    });
    await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(0, '127.0.0.1', resolve);
    });
    const address = `http://127.0.0.1:${server.address().port}/${path}`;
    return {
        environment: {
            TF_HTTP_ADDRESS: address,
            TF_HTTP_LOCK_ADDRESS: address,
            TF_HTTP_UNLOCK_ADDRESS: address,
            // Whatever the machine's own environment says of another http backend must not reach this one.
            TF_HTTP_UPDATE_METHOD: 'POST',
            TF_HTTP_LOCK_METHOD: 'LOCK',
            TF_HTTP_UNLOCK_METHOD: 'UNLOCK',
            TF_HTTP_USERNAME: user ?? '',
            TF_HTTP_PASSWORD: password ?? ''
        },
        asked: () => current !== undefined,
        failure: () => failure,
        unsaved: () => unsaved,
        save: store,
        close: () => new Promise((resolve) => {
            server.close(() => resolve());
            server.closeAllConnections();
        })
    };
}
async function bodyOf(request) {
    const parts = [];
    for await (const part of request)
        parts.push(part);
    return Buffer.concat(parts);
}

// EXTERNAL MODULE: ./lib/backend/secrets.js
var secrets = __webpack_require__(6425);
// EXTERNAL MODULE: ./lib/rescue/rescue.js
var rescue = __webpack_require__(70484);
// EXTERNAL MODULE: ./lib/report/progress.js
var progress = __webpack_require__(37751);
// EXTERNAL MODULE: ./lib/terraform/plan.js + 1 modules
var plan = __webpack_require__(27892);
;// CONCATENATED MODULE: ./lib/run.js


/** When the log had its last line. */
let lastSaid = 0;
/** Notes Terraform's events in the report, and says them. */
function watcher(run) {
    const { report } = run;
    return (event) => {
        if (event.kind === 'diagnostic')
            report.diagnostics.push(event.diagnostic);
        if (event.kind === 'done' || event.kind === 'failed')
            report.steps.push({ ...event.step, outcome: event.kind });
        if (event.kind === 'version')
            report.tool = { name: run.inputs.tool, version: event.version };
        const line = (0,progress/* renderEvent */.N1)(event);
        if (line === undefined)
            return;
        run.log.say(line);
        lastSaid = Date.now();
    };
}
/**
 * Like `watcher`, for a plan: an address may hold a secret as its key, and what is secret is only known when the
 * plan was looked at. `sayPlanned` says what was held back.
 */
function planWatcher(run) {
    const watch = watcher(run);
    return (event) => {
        if (event.kind === 'planned' || event.kind === 'drift')
            run.planned.push(event);
        else
            watch(event);
    };
}
/** Says what a plan wants to do, once its secrets are masked. */
function sayPlanned(run) {
    run.planned.splice(0).forEach(watcher(run));
}
const SILENCE_MS = 10_000;
/** One phase: a group in the log that is never silent for long, and a time in the report. */
async function phase(run, name, act) {
    const started = Date.now();
    const alive = setInterval(() => {
        if (Date.now() - lastSaid < SILENCE_MS)
            return;
        run.log.say(`still running, ${(0,progress/* elapsed */.vk)((Date.now() - started) / 1000)}`);
        lastSaid = Date.now();
    }, SILENCE_MS / 2);
    lastSaid = started;
    try {
        return await run.log.group(`${run.inputs.tool} ${name}`, act);
    }
    finally {
        clearInterval(alive);
        run.report.phases.push({ name, ms: Date.now() - started });
    }
}
/** Terraform's outputs into the report; the values of sensitive ones only into the private file. */
function takeOutputs(run, outputs) {
    const secret = new Set();
    for (const output of Object.values(outputs))
        if (output.sensitive)
            (0,plan/* leavesOf */.wf)(output.value, secret);
    run.hide([...secret]);
    run.outputs = outputs;
    run.report.outputs = Object.fromEntries(Object.entries(outputs).map(([name, { value, sensitive }]) => [
        name,
        { value: sensitive ? undefined : value, sensitive }
    ]));
}

// EXTERNAL MODULE: ./lib/terraform-lock.js
var terraform_lock = __webpack_require__(22095);
// EXTERNAL MODULE: ./lib/terraform/lock-info.js
var lock_info = __webpack_require__(72222);
// EXTERNAL MODULE: ./lib/terraform/run.js + 1 modules
var terraform_run = __webpack_require__(70243);
;// CONCATENATED MODULE: ./lib/applied.js
/** The second half of Terraform's part: applies the plan that was shown, and tells how that ended. */






/** The state was changed by another tool after the plan was made; nothing was applied. */
class StalePlan extends Error {
}
const STALE = [
    'Saved plan is stale',
    'Saved plan does not match the given state'
];
/** @throws StalePlan, or RunError `apply-failed`, `cancelled`, `state-not-saved` */
async function applied(task, plan) {
    const { run, terraform, file } = task;
    const { report } = run;
    const errors = [];
    let outputs;
    const watch = watcher(run);
    const { lockTimeoutMs } = run.inputs;
    const args = { file, lockTimeoutMs, version: plan.toolVersion };
    const exit = await phase(run, 'apply', () => (0,terraform_run/* applyPlan */.gj)(terraform, args, (event) => {
        if (event.kind === 'outputs')
            outputs = event.outputs;
        if (event.kind === 'diagnostic' && event.diagnostic.severity === 'error')
            errors.push(event.diagnostic);
        if (event.kind !== 'planned')
            watch(event); // the plan has told these
    }));
    if (exit.exitCode !== 0) {
        await refuseFailure(task, exit, errors, await (0,rescue/* saveAgain */.ET)(task));
    }
    report.applied = true;
    const sensitive = Object.values(plan.outputs).some((output) => output.sensitive);
    const all = sensitive || outputs === undefined ? await (0,terraform_run/* readOutputs */.T7)(terraform) : outputs;
    takeOutputs(run, all ?? outputs ?? {});
}
/** What Terraform says after a second interrupt. */
const GAVE_UP = 'operation canceled';
/**
 * Returns only where everything was applied and saved.
 * @param saved whether the state, which Terraform could not store, is stored since
 */
async function refuseFailure(task, exit, errors, saved) {
    const { cancellation, report } = task.run;
    const free = await (0,terraform_lock/* releaseOwnLock */.LD)(task);
    const isMended = (one) => saved && (0,lock_info/* isUnsaved */.hE)(one);
    const told = report.diagnostics.filter((one) => !isMended(one));
    report.diagnostics.splice(0, report.diagnostics.length, ...told);
    const others = errors.filter((one) => !isMended(one) && one.summary !== lock_info/* UNLOCK_FAILED */.b6);
    if (exit.signal !== undefined)
        throw (0,rescue/* killed */.GW)(exit.signal);
    // A crash says nothing of this kind.
    if (errors.length > 0 && others.length === 0) {
        if (!free)
            noteUnreleased(report);
        return;
    }
    // A crash is no good order.
    if (cancellation.cancelled() && exit.exitCode === 1) {
        if (errors.some(({ summary }) => summary === GAVE_UP))
            throw (0,rescue/* gaveUp */.ly)();
        throw new lib_errors/* RunError */.e4('cancelled', 'The run was cancelled while Terraform applied; it stopped in good order and saved its state.', 'Run it again to finish.');
    }
    const [first] = others;
    if (others.length === 1 && STALE.includes(first?.summary ?? '')) {
        throw new StalePlan(first?.summary);
    }
    if (others.length === 1 && first?.summary === lock_info/* LOCK_FAILED */.iD) {
        const info = await (0,terraform_lock/* holderOf */.Kd)(task);
        throw (0,terraform_lock/* lockedByTerraform */.ip)(task, info === 'free' ? undefined : info, first);
    }
    (0,terraform_run/* check */.z6)(exit, 'apply', 'apply-failed');
}
/** Everything is done and saved; only Terraform's own lock is still there. */
function noteUnreleased({ diagnostics, notices }) {
    const softer = diagnostics.map((one) => one.summary === lock_info/* UNLOCK_FAILED */.b6 ? { ...one, severity: 'warning' } : one);
    diagnostics.splice(0, diagnostics.length, ...softer);
    notices.push("Everything was applied and saved, but Terraform's own lock on the state could not be released. The next run on this environment tries again; a person can with the command 'force-unlock'.");
}

// EXTERNAL MODULE: ./lib/report/markdown.js
var markdown = __webpack_require__(63021);
;// CONCATENATED MODULE: ./lib/policy/budget.js
/** Refuses a plan that would destroy more than is allowed. */



const LISTED = 20;
const LONGEST_ADDRESS = 200;
const INDENT = '    ';
/**
 * The error of an apply whose plan destroys or replaces more than `limit` resources, or undefined.
 * @param limit undefined is no limit
 */
function guardBudget({ changes, counts }, limit, about) {
    if (limit === undefined || counts.destroy <= limit)
        return undefined;
    const lost = changes.filter(({ action }) => action === 'destroy' || action === 'replace');
    const rows = lost
        .slice(0, LISTED)
        .map(({ action, address }) => `  - ${action} ${(0,markdown/* cut */.Jj)(address, LONGEST_ADDRESS)}`);
    const more = lost.length > rows.length ? [`  - and ${lost.length - rows.length} more`] : [];
    const head = `The plan would destroy or replace ${(0,lib_report/* amount */.vj)(counts.destroy, 'resource')} of '${about.environment}', and ${allowed(limit, about)}:`;
    return new lib_errors/* RunError */.e4('destroy-budget', [head, ...rows, ...more].join('\n'), hintOf(counts.destroy, about));
}
function allowed(limit, { limitFrom }) {
    const verb = limit === 1 ? 'is' : 'are';
    const many = limit === 0 ? 'none' : `at most ${limit}`;
    switch (limitFrom) {
        case 'protected':
            return 'none are allowed, for it is protected';
        case 'policy':
            return `${many} ${verb} allowed by the policy`;
        case 'input':
            return `${many} ${verb} allowed by the input 'max-destroy'`;
    }
}
/** The block to copy is the policy's, where the policy can allow it: the input may stay stricter. */
function hintOf(count, { environment, branch, limitFrom, defaultBranch }) {
    const where = defaultBranch === undefined ? 'the default branch' : `'${defaultBranch}'`;
    const once = `Nothing was changed. To allow it once, start the workflow by hand on ${where} with 'command: apply', 'branch: ${branch}' and 'max-destroy: ${count}'.`;
    if (limitFrom === 'input') {
        return `${once} To allow as many every time, raise 'max-destroy' where the workflow gives it.`;
    }
    const lines = ['environments:', `  ${environment}:`, `    max-destroy: ${count}`];
    return [
        once,
        `To allow as many every time, write into .github/gitops-env.yml on ${where}:`,
        ...lines.map((line) => `${INDENT}${line}`)
    ].join('\n');
}

// EXTERNAL MODULE: ./lib/policy/required-tags.js
var required_tags = __webpack_require__(60727);
// EXTERNAL MODULE: ./lib/backend/place.js
var backend_place = __webpack_require__(42659);
// EXTERNAL MODULE: ./lib/backend/address.js
var address = __webpack_require__(78384);
;// CONCATENATED MODULE: ./lib/backend/leftover/stays.js
/** Says what a destroyed environment leaves behind, and the command that removes it. */


/** What somebody has to look into first: a command that is pasted would destroy it. */
const IN_USE = [
    'it is not empty',
    'what it holds cannot be read',
    'somebody holds its lock',
    'somebody uses its table',
    'it was changed meanwhile'
];
/**
 * @param settings of the backend; of its secrets none is in a command of the table
 * @param cause why the action did not remove it; undefined where it never does
 */
function staysText({ type, key }, settings, cause) {
    const because = cause === undefined ? '' : ` (${cause})`;
    if (cause !== undefined && (IN_USE.includes(cause) || cause.startsWith('its lock ')))
        return `The state stays in ${type} '${key}' (${cause}). Find out what is in it and who works with it, before anybody removes it by hand: docs/backends.md has the command.`;
    return `The state stays in ${type} '${key}'${because}. When nothing is left in it, remove it with:\n    ${removalCommand(type, settings)}`;
}
/**
 * The command of the table for a shell, its settings filled in; one that is not known is left as `NAME`.
 * A word of the table between single quotes is SQL, and its names are between double ones.
 */
function removalCommand(type, settings) {
    const filled = (word, write) => word.replaceAll(SETTING, (_, name, otherwise, slash) => {
        // One that the code computes is not the usual one.
        const value = settings[name] ?? (name in settings ? undefined : otherwise);
        if (value === '')
            return ''; // a folder without a name is none
        if (value === undefined)
            return `${name.toUpperCase()}${slash}`;
        const text = (0,address/* withoutCredentials */.r)(value);
        return `${write(slash === '' ? text : text.replaceAll(/^\/+|\/+$/gu, ''))}${slash}`;
    });
    const kind = (0,kinds/* kindOf */.I)(type);
    const options = Object.entries(kind?.removalOptions ?? {}).flatMap(([name, option]) => (settings[name] ?? '') === '' ? [] : [option]);
    const words = [kind?.removal ?? '', ...options].join(' ').match(/'[^']*'|[^\s']+/gu) ?? [];
    return words
        .map((word) => {
        if (word.startsWith("'"))
            return quoted(filled(word.slice(1, -1), identifier));
        return word.includes('{') ? quoted(filled(word, String)) : word;
    })
        .join(' ');
}
/** `{name}`, or `{name=otherwise}` for one that Terraform sets where the user does not. */
const SETTING = /\{([\w.]+)(?:=([^}]*))?\}(\/?)/gu;
const identifier = (text) => text.replaceAll('"', '""');
/** As it is where a shell would leave it alone, else between single quotes. */
const quoted = (text) => /^[\w./:@%+=,-]+$/u.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

;// CONCATENATED MODULE: ./lib/backend/leftover/leftover.js



/** Loaded only where an environment of that type was destroyed. */
const OPENERS = {
    azurerm: async () => (await Promise.all(/* import() */[__webpack_require__.e(669), __webpack_require__.e(246), __webpack_require__.e(297)]).then(__webpack_require__.bind(__webpack_require__, 66297))).openAzureState,
    local: async () => (await __webpack_require__.e(/* import() */ 665).then(__webpack_require__.bind(__webpack_require__, 22665))).openLocalState,
    http: async () => (await __webpack_require__.e(/* import() */ 628).then(__webpack_require__.bind(__webpack_require__, 67628))).openHttpState,
    remote: async () => (await Promise.all(/* import() */[__webpack_require__.e(119), __webpack_require__.e(942), __webpack_require__.e(815)]).then(__webpack_require__.bind(__webpack_require__, 24815))).openTfeState,
    cloud: async () => (await Promise.all(/* import() */[__webpack_require__.e(119), __webpack_require__.e(942), __webpack_require__.e(815)]).then(__webpack_require__.bind(__webpack_require__, 24815))).openTfeState,
    s3: async () => (await Promise.all(/* import() */[__webpack_require__.e(119), __webpack_require__.e(942), __webpack_require__.e(161), __webpack_require__.e(634)]).then(__webpack_require__.bind(__webpack_require__, 61634))).openS3State,
    gcs: async () => (await Promise.all(/* import() */[__webpack_require__.e(492), __webpack_require__.e(654)]).then(__webpack_require__.bind(__webpack_require__, 33654))).openGcsState,
    pg: async () => (await __webpack_require__.e(/* import() */ 777).then(__webpack_require__.bind(__webpack_require__, 55777))).openPgState
};
/**
 * Removes the empty state; a state that holds anything is never removed.
 * @returns undefined when it is gone, else what stays and how to remove it
 */
async function removeLeftover(backend, settings, variables, who) {
    const opener = OPENERS[backend.type];
    const known = { ...variables, ...backend.environment };
    const stays = (cause) => staysText(backend, { ...settings, ...partsGiven(backend.type, settings, known) }, cause);
    if (opener === undefined)
        return stays();
    let state;
    try {
        const open = await opener();
        state = await open(settings, known, who);
        const found = await state.read();
        if (found === undefined)
            return undefined;
        const content = contentOf(found.text);
        if (content !== 'nothing')
            return stays(content);
        await state.remove(found.version);
        return undefined;
    }
    catch (error) {
        return stays(error instanceof Error ? error.message : String(error));
    }
    finally {
        await state?.close?.().catch(() => undefined);
    }
}
/** The version of a state's format that this reads. */
const FORMAT = 4;
/** What is in a state; a text that is none, or of another format, is not for this action to judge. */
function contentOf(text) {
    const state = (0,json/* objectOf */.Xy)((0,json/* parseJson */.qF)(text)) ?? {};
    const [resources, outputs] = [(0,json/* listOf */.c3)(state['resources']), (0,json/* objectOf */.Xy)(state['outputs'])];
    if ((resources ?? []).length + Object.keys(outputs ?? {}).length > 0)
        return 'it is not empty';
    const isEmptyState = state['version'] === FORMAT &&
        typeof state['lineage'] === 'string' &&
        typeof state['serial'] === 'number' &&
        resources !== undefined &&
        outputs !== undefined;
    return isEmptyState ? 'nothing' : 'what it holds cannot be read';
}
/** What the command needs of the settings that a variable may stand for. */
const partsGiven = (type, settings, variables) => Object.fromEntries(Object.entries((0,backend_place/* partsOf */.C)(type, settings, variables)).filter(([, value]) => (value ?? '') !== ''));

;// CONCATENATED MODULE: ./lib/destroyed.js
/** The end of an environment: nothing is left in its state, and the state is removed. */




/** @throws RunError `apply-failed` where resources are left in the state */
async function verifyDestroyed({ state, terraform }) {
    const left = state === undefined
        ? await (0,terraform_run/* pullState */.p3)(terraform, 'apply-failed')
        : (state.facts()?.resources ?? 0);
    if (left === 0)
        return;
    throw new lib_errors/* RunError */.e4('apply-failed', `Terraform reported success, but the state still holds ${left} resources.`, 'Run the destroy again; the environment is not forgotten.');
}
/** Writes `destroyed` into the record, and removes the empty state while the lock is still held. */
async function forget({ run, prepared, state }, memory, about) {
    run.outputs = undefined;
    run.report.outputs = {};
    const gone = { state: undefined, lineage: undefined, resources: 0 };
    const entry = { ...about, ...gone, outcome: 'destroyed' };
    if (state !== undefined)
        return memory.finish(entry, { state: state.commit() });
    // The record first: a run that dies in between leaves an empty state, and not a record of a lost one.
    await memory.finish(entry, { keepLock: true });
    const stays = await removeLeftover(prepared.backend, (0,prepare/* settingsOf */.f5)(prepared), run.variables, run.identity.host);
    if (stays === undefined)
        return;
    run.report.stateStays = true;
    run.report.notices.push(stays);
}

;// CONCATENATED MODULE: ./lib/state-guards.js
/** Says whether a state is where, and what, the record of its environment says. */






/**
 * Refuses to keep a living environment's state elsewhere than before.
 * @param place the digest of where this run would keep it; undefined where that is not known, and so not compared
 * @throws RunError `invalid-input`
 */
function guardBackend({ environment }, known, backend, place) {
    const { record } = known;
    const shared = known.siblings.find((sibling) => place !== undefined && sibling.outcome !== 'destroyed' && sibling.place === place);
    if (shared !== undefined) {
        throw new lib_errors/* RunError */.e4('invalid-input', `The environment '${environment}' of the project '${shared.project}' keeps its state in the same place, ${backend.type} '${backend.key}': each of the two would destroy the other's resources.`, "Tell them apart with '{project}' in the setting, such as key={project}/{environment}.tfstate.");
    }
    if (record === undefined || record.outcome === 'destroyed')
        return;
    const before = record.backend;
    const same = before.type === backend.type && before.key === backend.key;
    if (same && (before.place ?? place) === (place ?? before.place))
        return;
    const attributes = Object.keys((0,backend_place/* partsOf */.C)(backend.type, {}, {}));
    const where = same ? ` of another ${attributes.join(' or ')}` : '';
    throw new lib_errors/* RunError */.e4('invalid-input', `The state of '${environment}' is in ${before.type} '${before.key}', and this run would keep it in ${backend.type} '${backend.key}'${where}: everything would be created a second time.`, 'Nothing was changed. Restore the earlier backend, or destroy the environment with it first. To keep what is there, move the state by the commands of docs/backends.md, "Move an environment to another backend", in their order: without its record, and before its state is moved, everything would be created a second time.');
}
/** What Terraform calls them: the state in git is served over http, one that is not there yet is a blank file. */
const CALLED = {
    git: ['http'],
    remote: ['remote', 'local'],
    cloud: ['cloud', 'local']
};
/**
 * Refuses to plan with another backend than the one that was decided: what other file decides, or a program around
 * Terraform, is not known, but the state would be where nobody finds it again.
 * @param chosen what `init` has noted
 * @throws RunError `invalid-input`
 */
function guardChosen(backend, chosen, tool) {
    const { type, config } = backend;
    const attribute = (0,kinds/* kindOf */.I)(type)?.environmentAttribute ?? '';
    const wanted = config[attribute];
    const found = chosen?.attributes[attribute];
    const isType = (CALLED[type] ?? [type]).includes(chosen?.type ?? '');
    if (isType && (type in CALLED || wanted === undefined || wanted === found))
        return;
    const instead = chosen === undefined ? 'none' : described(chosen.type, attribute, found);
    throw new lib_errors/* RunError */.e4('invalid-input', `${tool} was given the backend ${described(type, attribute, wanted)}, and has chosen ${instead}.`, 'Nothing was changed. Look for what sets another backend: a file *_override.tf whose name sorts behind zz_gitops_env_override.tf.json, or a script around the program on the PATH. Remove it.');
}
const described = (type, attribute, value) => value === undefined ? `'${type}'` : `'${type}' with ${attribute}=${(0,address/* withoutCredentials */.r)(value)}`;
/**
 * Refuses another state than the one that the last run left, in the same place by its name: other credentials, or
 * another server, may lead to somebody else's.
 * @param lineage of the state that the plan was made from; '' where there is none, undefined where that is not known
 * @throws RunError `state-missing`
 */
function guardLineage({ project, environment }, record, lineage, backend) {
    const last = record?.outcome === 'destroyed' ? undefined : record?.lineage;
    if ((last ?? '') === '' || (lineage ?? '') === '' || lineage === last)
        return;
    throw new lib_errors/* RunError */.e4('state-missing', `The state in ${backend.type} '${backend.key}' is not the one that the last run of '${environment}' left: its lineage is ${lineage}, and was ${last}.`, `Nothing was changed: what it holds may belong to somebody else. Look at what leads to it: the backend's settings, its address, the account of the credentials. If the state was replaced on purpose, remove the record and run again:\n    git push origin :${(0,lib_record/* recordRef */.Ji)({ project, environment, branch: '' })}`);
}
/**
 * Refuses another tool that does not read what the last one has applied.
 * @param tofuFiles whether the root module has files that only OpenTofu reads
 * @returns what to tell where the tool is another one
 * @throws RunError `invalid-input`
 */
function guardTool(environment, record, tool, tofuFiles) {
    const last = record?.outcome === 'destroyed' ? undefined : record?.tool;
    if (last === undefined || last.name === tool)
        return undefined;
    if (tool === 'terraform' && tofuFiles) {
        throw new lib_errors/* RunError */.e4('invalid-input', `'${environment}' was last applied with ${last.name} ${last.version}, and this run is for terraform, which does not read the *.tofu files of the root module: what they declare would be destroyed.`, "Nothing was changed. Give the input 'tool: tofu', on a deletion in the workflow of the default branch. To change to Terraform, turn the *.tofu files into *.tf first.");
    }
    return `'${environment}' was last applied with ${last.name} ${last.version}; this run is for ${tool}.`;
}
/**
 * Refuses to go on where the record knows of resources and the state of none.
 * @param found managed resources in the state as it was before the plan
 * @throws RunError `state-missing`
 */
function guardState({ project, environment }, record, found, backend) {
    // A destroy that was not remembered to its end may well have left nothing.
    const over = record === undefined || record.outcome === 'destroyed' || record.operation === 'destroy';
    const expected = over ? 0 : (record.resources ?? 0);
    if (expected === 0 || found > 0)
        return;
    throw new lib_errors/* RunError */.e4('state-missing', `The state of '${environment}' in ${backend.type} '${backend.key}' is empty or gone, but after the last run it held ${(0,lib_report/* amount */.vj)(expected, 'resource')}.`, `Nothing was changed: going on would create everything a second time, or leave it behind. Restore the state from a backup. If it was emptied on purpose, remove the record and run again:\n    git push origin :${(0,lib_record/* recordRef */.Ji)({ project, environment, branch: '' })}`);
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./lib/rescue/judge.js
/** Decides what becomes of a rescued state, from what it and the present one say of themselves. */


/**
 * @param present undefined where there is no state yet
 * @param chosen whether a person has asked for the rescued one
 * @returns whether the rescued state is to be put back, or is there already
 * @throws RunError `rescue-pending` where a person must choose
 */
function judgeRescue(names, commit, rescued, present, chosen) {
    if (present === undefined)
        return 'restore';
    const same = present.lineage === rescued.lineage;
    // Terraform counts on when it stores a state over another one.
    if (same && present.serial >= rescued.serial && present.content === rescued.content) {
        return 'there';
    }
    if (same && present.serial < rescued.serial && !rescued.forked)
        return 'restore';
    if (chosen)
        return 'force';
    const why = same
        ? `the state has serial ${present.serial} by now, and the rescued one ${rescued.serial}`
        : `the state has lineage ${present.lineage}, and the rescued one ${rescued.lineage}`;
    throw new lib_errors/* RunError */.e4('rescue-pending', `An earlier run rescued a state of '${names.environment}' in ${(0,lib_record/* rescueRef */.RC)(names)}, but another one was stored since: ${why}. Each may know of resources that the other does not.`, `Nothing was changed. See what happened in the record's history (git log --author=gitops-env-action of ${(0,lib_record/* recordRef */.Ji)(names)}), choose, and run this again. To keep the present state and throw the rescued one away:\n    git push origin --force-with-lease=${(0,lib_record/* rescueRef */.RC)(names)}:${commit} :${(0,lib_record/* rescueRef */.RC)(names)}\nTo put the rescued state in its place:\n    git fetch origin ${(0,lib_record/* rescueRef */.RC)(names)} && git push origin ${commit}:${restoreRef(names)}`);
}
/** Where a person puts the commit of the rescued state to say that it is the one. */
const restoreRef = (names) => (0,lib_record/* refOf */.H8)('restore', names);

;// CONCATENATED MODULE: ./lib/rescue/restore.js
/** Puts a rescued state back before anything else is done with the environment. */















/** The store of a state kept in git. */
const gitStore = (state) => ({
    load: state.load,
    save: (body) => state.save(body)
});
/** The store behind Terraform's own backend; only after `terraform init`. */
const terraformStore = (task) => ({
    load: async () => {
        const text = await (0,terraform_run/* pullText */.f7)(task.terraform, 'plan-failed');
        // Where there is no state yet, Terraform prints an empty one without a lineage, or nothing.
        const lineage = (0,json/* textOf */.b6)((0,json/* objectOf */.Xy)((0,json/* parseJson */.qF)(text))?.['lineage']);
        return text.trim() === '' || lineage === '' ? undefined : Buffer.from(text);
    },
    save: async (body, force) => {
        const { run, terraform } = task;
        const file = (0,external_node_path_.join)(run.directory, 'rescued.tfstate');
        (0,external_node_fs_.writeFileSync)(file, body, { mode: 0o600 });
        const push = (patienceMs) => (0,terraform_run/* pushState */.c8)(terraform, file, patienceMs, force);
        try {
            // What kept a state from being stored may have left Terraform's own lock, too: waiting does not free it.
            const refused = await push(0);
            if (refused === undefined)
                return;
            await (0,terraform_lock/* releaseFoundLock */.Vi)(task, refused.message);
            const problem = await push(run.inputs.lockTimeoutMs);
            if (problem === undefined)
                return;
            const info = await (0,terraform_lock/* holderOf */.Kd)(task, problem.message);
            if (info !== undefined && info !== 'free')
                throw (0,terraform_lock/* lockedByTerraform */.ip)(task, info, problem);
            throw notRestored(run, problem);
        }
        finally {
            (0,external_node_fs_.rmSync)(file, { force: true });
        }
    }
});
const notRestored = ({ names }, cause) => new lib_errors/* RunError */.e4('state-not-saved', `The state that an earlier run rescued in ${(0,lib_record/* rescueRef */.RC)(names)} could not be put back: ${cause.message}`, 'Nothing was changed, and nothing is lost. Mend what keeps the state from being stored, and run this again.', { cause });
/**
 * @param remote read after the lock was taken
 * @throws RunError `rescue-pending`, or why the rescued state could not be read or stored
 */
async function restoreRescued(run, remote, store) {
    const { names } = run;
    if (remote.rescue === undefined)
        return;
    const ref = (0,lib_record/* rescueRef */.RC)(names);
    const rescued = await readRescued(run, ref, remote.rescue.commit);
    const present = await store.load();
    const { commit, base } = remote.rescue;
    const chosen = remote.restore === commit;
    const before = present === undefined ? undefined : versionOf(present, 'the backend');
    const verdict = judgeRescue(names, commit, { ...versionOf(rescued, ref), forked: forked(base, remote.stateCommit) }, before === undefined || present === undefined
        ? undefined
        : {
            ...before,
            content: sameContent(present, rescued) ? versionOf(rescued, ref).content : ''
        }, chosen);
    if (verdict !== 'there') {
        const serial = Math.max(before?.serial ?? 0, versionOf(rescued, ref).serial) + 1;
        const body = verdict === 'force' ? withSerial(rescued, serial) : rescued;
        await store.save(body, verdict === 'force');
    }
    const done = { ref, from: commit, to: undefined };
    const wish = remote.restore === undefined
        ? []
        : [{ ref: restoreRef(names), from: remote.restore, to: undefined }];
    if ((await (0,swap/* swap */.wg)(run.repository, [done, ...wish])) === 'raced') {
        throw new Raced(`${ref} was changed while its state was put back.`);
    }
    const text = `The state that an earlier run had rescued in ${ref} was put back.`;
    run.log.say(text);
    run.report.notices.push(text);
}
/** Whether something else was stored after what the rescued state was made from. */
const forked = (base, present) => base !== undefined && base !== (present ?? lib_record/* NO_STATE */.S_);
async function readRescued(run, ref, commit) {
    const { origin } = run.repository;
    // A repository of its own: the other one knows the commit without its content.
    const repository = (0,lib_repository/* createRepository */.vB)((0,external_node_path_.join)(run.directory, 'rescued'), origin, run.variables);
    if (!(await (0,git/* tryFetchContent */.FR)(repository, ref, commit))) {
        throw new lib_errors/* RunError */.e4('origin-unreachable', `The rescued state in ${ref} was there a moment ago, but cannot be fetched.`, 'Nothing was changed. Run it again.');
    }
    return (0,encryption/* open */.ho)(await (0,git/* readFileAt */._T)(repository, ref, 'state'), ref, run.keysFor);
}
function versionOf(state, from) {
    const { lineage, serial, digest } = (0,git_state/* factsOf */.xS)(state, from, undefined);
    return { lineage, serial, content: digest };
}
/** A backend may write the same state in other words. */
function sameContent(left, right) {
    const [a, b] = [left, right].map((state) => (0,json/* objectOf */.Xy)((0,json/* parseJson */.qF)(state.toString('utf8'))));
    return ((0,external_node_util_.isDeepStrictEqual)(a?.['resources'], b?.['resources']) &&
        (0,external_node_util_.isDeepStrictEqual)(a?.['outputs'], b?.['outputs']) &&
        (0,json/* textOf */.b6)(a?.['lineage']) === (0,json/* textOf */.b6)(b?.['lineage']));
}
const withSerial = (state, serial) => Buffer.from(JSON.stringify({ ...(0,json/* objectOf */.Xy)((0,json/* parseJson */.qF)(state.toString('utf8'))), serial }));

// EXTERNAL MODULE: ./lib/tags/carry.js + 3 modules
var carry = __webpack_require__(35531);
;// CONCATENATED MODULE: ./lib/terraform/chosen-backend.js
/** Reads which backend `terraform init` has really chosen. */



/**
 * What Terraform noted, undefined where it uses none and keeps the state in a file beside the code.
 * @param data Terraform's data directory after `init`
 */
function chosenBackend(data) {
    let text;
    try {
        text = (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(data, 'terraform.tfstate'), 'utf8');
    }
    catch {
        return undefined;
    }
    const backend = (0,json/* objectOf */.Xy)((0,json/* objectOf */.Xy)((0,json/* parseJson */.qF)(text))?.['backend']);
    const type = (0,json/* textOf */.b6)(backend?.['type']);
    if (type === undefined)
        return undefined;
    const settings = Object.entries((0,json/* objectOf */.Xy)(backend?.['config']) ?? {});
    return {
        type,
        attributes: Object.fromEntries(settings.map(([name, value]) => [name, (0,json/* textOf */.b6)(value)]))
    };
}

;// CONCATENATED MODULE: ./lib/planned.js
/** The first half of Terraform's part: init and plan, and what is remembered when one is refused. */












/**
 * Initialises, puts a rescued state back, and plans to a file.
 * @returns whether there is anything to do
 * @throws RunError
 */
async function planned(task, memory) {
    const { run, remote } = task;
    const lock = memory !== undefined;
    try {
        run.cancellation.check();
        await initialised(task);
        if (lock && task.state === undefined) {
            await restoreRescued(run, remote, terraformStore(task));
        }
        run.cancellation.check();
        return await planUnderLock(task, lock, !mayHaveLeftLock(task));
    }
    catch (error) {
        await hideSecrets(task);
        sayPlanned(run);
        run.cancellation.check();
        const refused = error instanceof lib_errors/* RunError */.e4 &&
            (error.reason === 'plan-failed' || error.reason === 'init-failed');
        if (!refused || task.server?.failure() !== undefined)
            throw error;
        await memory?.refuse(task.state?.facts()).catch((second) => {
            if (second instanceof Raced)
                throw second;
            run.report.notices.push(`The record could not be written: ${String(second)}`);
        });
        throw explained(run, error);
    }
}
/** Backends and module sources may be made of variables in OpenTofu, and of tags: so they are what the plan is given. */
async function initialised(task) {
    const { run, prepared, terraform, backendArguments } = task;
    const init = async () => {
        await phase(run, 'init', () => (0,terraform_run/* initialise */.YW)(terraform, backendArguments, watcher(run)));
        guardChosen(prepared.backend, chosenBackend((0,prepare/* dataDirectory */.e2)(run.directory)), run.inputs.tool);
    };
    await init();
    if (!(0,carry/* carryTags */.DL)(task))
        return;
    run.cancellation.check();
    await init();
    (0,carry/* carryTags */.DL)(task);
}
/** Whether the Terraform of the run before died, and left its own lock perhaps. */
function mayHaveLeftLock({ remote, state }) {
    const record = remote.stored?.record;
    const died = record?.outcome === 'applying' || record?.interrupted === true || record?.unended !== undefined;
    return state === undefined && (remote.lock !== undefined || died);
}
/** @param patient whether Terraform waits for its own lock; one that was left is never freed by waiting */
async function planUnderLock(task, lock, patient) {
    const { run } = task;
    try {
        return await planOnce(task, lock, patient ? run.inputs.lockTimeoutMs : 0);
    }
    catch (error) {
        run.cancellation.check();
        if (await lockIsReleased(task, error, patient))
            return planOnce(task, lock);
        if (patient || !(error instanceof lib_errors/* RunError */.e4) || error.reason !== 'state-locked')
            throw error;
        run.report.diagnostics.length = 0;
        return planUnderLock(task, lock, true);
    }
}
/**
 * Plans to a fresh file: the one of an earlier plan would stay where this one fails.
 * @param lock whether Terraform locks the state; a plan that is only shown does not queue
 */
function planOnce(task, lock, lockTimeoutMs = task.run.inputs.lockTimeoutMs) {
    const { run, terraform, file } = task;
    (0,external_node_fs_.rmSync)(file, { force: true });
    run.planned.length = 0;
    (0,external_node_fs_.writeFileSync)(file, '', { mode: 0o600 }); // Terraform keeps the mode of a file that is there
    const args = {
        file,
        destroy: run.operation.kind === 'destroy',
        lock,
        lockTimeoutMs
    };
    return phase(run, 'plan', () => (0,terraform_run/* makePlan */.Cs)(terraform, args, planWatcher(run)));
}
/**
 * Where Terraform's own lock was in the way: whether it was one that a run of ours has left.
 * @param waited whether nothing is left but to give up
 * @throws RunError `state-locked` with the holder
 */
async function lockIsReleased(task, error, waited) {
    const { run } = task;
    if (task.state !== undefined || !(error instanceof lib_errors/* RunError */.e4))
        return false;
    const { diagnostics } = run.report;
    const unreleased = diagnostics.some(({ summary }) => summary === lock_info/* UNLOCK_FAILED */.b6);
    if (error.reason !== 'state-locked' && !unreleased)
        return false;
    const info = await (0,terraform_lock/* holderOf */.Kd)(task);
    if (info === 'free') {
        diagnostics.length = 0;
        return true;
    }
    if (info === undefined || !(await (0,terraform_lock/* releaseLeftLock */._C)(task, info))) {
        const errors = diagnostics.filter(({ severity }) => severity === 'error');
        const onlyUnreleased = errors.every(({ summary }) => summary === lock_info/* UNLOCK_FAILED */.b6);
        if (error.reason === 'state-locked' ? waited : onlyUnreleased)
            throw (0,terraform_lock/* lockedByTerraform */.ip)(task, info, error);
        return false;
    }
    diagnostics.length = 0;
    return true;
}
/** What to do is not the same where the code itself forbids it, or where the branch is gone. */
function explained(run, error) {
    const { operation, report, names } = run;
    const prevented = report.diagnostics.some(({ summary }) => summary === PREVENTED);
    const message = prevented ? `${error.message} ${BY_PREVENT_DESTROY}` : error.message;
    if (operation.kind !== 'destroy') {
        const hint = prevented
            ? "Nothing was changed. If it may really go, remove 'prevent_destroy' in a commit of its own, which changes nothing else, and push the change again."
            : error.hint;
        return new lib_errors/* RunError */.e4(error.reason, message, hint, { cause: error });
    }
    const work = prevented ? "without 'prevent_destroy'" : 'with Terraform that works';
    return new lib_errors/* RunError */.e4(error.reason, message, `Nothing was changed, and the environment is still there. Push the branch again ${work}, which applies it, then delete it again; this is the commit to start from:\n    git push origin ${report.commit ?? ''}:refs/heads/${names.branch}`, { cause: error });
}
/** Terraform's summary of it. @see https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle */
const PREVENTED = 'Instance cannot be destroyed';
const BY_PREVENT_DESTROY = "The code forbids what this plan would do: 'lifecycle { prevent_destroy = true }' keeps a resource from being destroyed or replaced.";
/** A plan that failed may quote values that only its file marks as sensitive. */
async function hideSecrets({ run, terraform, file }) {
    if (((0,external_node_fs_.statSync)(file, { throwIfNoEntry: false })?.size ?? 0) === 0)
        return;
    const plan = await (0,terraform_run/* describePlan */.df)(terraform, file).catch(() => undefined);
    run.hide(plan?.secrets ?? []);
}

// EXTERNAL MODULE: ./lib/policy/policy.js
var policy_policy = __webpack_require__(73506);
// EXTERNAL MODULE: ./lib/tags/coverage.js
var tags_coverage = __webpack_require__(38815);
// EXTERNAL MODULE: ./node_modules/fflate/esm/index.mjs
var esm = __webpack_require__(51306);
;// CONCATENATED MODULE: ./lib/terraform/plan-state.js
/** Finds in a saved plan which state it was made from. */

/** A state says it in its first lines. */
const HEAD_BYTES = 4096;
/**
 * The lineage of the state that a plan was made from; '' where there was none yet.
 * @param plan the content of a plan file, which is a zip archive
 * @returns undefined where that cannot be told, as of a plan that OpenTofu has encrypted
 */
function lineageIn(plan) {
    try {
        const { tfstate } = (0,esm/* unzipSync */.AO)(plan, { filter: ({ name }) => name === 'tfstate' });
        if (tfstate === undefined)
            return undefined;
        const head = (0,esm/* strFromU8 */.he)(tfstate.subarray(0, HEAD_BYTES));
        return /"lineage":\s*"([^"\\]*)"/u.exec(head)?.[1];
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/carried-out.js
/** Carries a plan out under the guards, and remembers how that ended. */


















/**
 * @param changes whether there is anything to do
 * @throws RunError with what a guard or Terraform refused; the record tells it then
 */
async function carryOut(task, memory, plan, changes) {
    const { run, state, prepared, terraform } = task;
    try {
        await allow(task, plan, changes);
    }
    catch (error) {
        await refuse(task, memory);
        throw error;
    }
    const about = { backend: prepared.backend, variables: prepared.variablesFile.names };
    const facts = () => state?.facts();
    let last = plan;
    try {
        if (changes)
            last = await applyOrPlanAgain(task, plan);
        else
            takeOutputs(run, plan.outputs);
        if (run.operation.kind === 'destroy')
            await verifyDestroyed(task);
    }
    catch (error) {
        if (error instanceof RefusedAgain) {
            await refuse(task, memory);
            throw error.cause;
        }
        const resources = facts()?.resources ?? (await (0,terraform_run/* pullState */.p3)(terraform, 'apply-failed').catch(() => undefined));
        // The first error is the one to tell; the next run finds the record as it is.
        const doubt = (0,rescue/* doubtOf */.kv)(run, error);
        await memory
            .finish({
            ...about,
            outcome: 'failed',
            state: facts(),
            lineage: await lineageNow(task),
            resources,
            ...doubt
        })
            .catch((second) => {
            run.report.notices.push(String(second));
            throw doubt.unsaved === true ? (0,rescue/* unremembered */.gL)(error) : error;
        });
        throw error;
    }
    if (run.operation.kind === 'destroy')
        return forget(task, memory, about);
    await memory.finish({
        ...about,
        outcome: 'applied',
        state: facts(),
        lineage: await lineageNow(task),
        resources: last.resourcesAfter
    });
}
/** A guard that refuses a second plan: nothing was applied. */
class RefusedAgain extends Error {
}
/** Puts the record back; that this failed must not hide why the plan was refused. */
async function refuse({ run, state }, memory) {
    await memory.refuse(state?.facts()).catch((second) => {
        if (second instanceof Raced)
            throw second;
        run.report.notices.push(`The record could not be written: ${String(second)}`);
    });
}
/** The lineage of the state after an apply; the first one has just been made up, which only the state tells. */
async function lineageNow({ state, file, terraform }) {
    if (state !== undefined)
        return undefined;
    const planned = lineageIn((0,external_node_fs_.readFileSync)(file));
    return planned === undefined || planned !== '' ? planned : (0,terraform_run/* pullLineage */.Ps)(terraform);
}
/**
 * @returns the lineage of the state that the plan was made from, where it has one and is not kept in git
 * @throws RunError `state-missing` for another state than the record's
 */
function refuseOtherState({ run, state, remote, prepared, file }) {
    if (state !== undefined)
        return undefined;
    const lineage = lineageIn((0,external_node_fs_.readFileSync)(file));
    guardLineage(run.names, remote.stored?.record, lineage, prepared.backend);
    return lineage === '' ? undefined : lineage;
}
/** The last word before anything is changed. @throws RunError */
async function allow(task, plan, changes) {
    notePlan(task.run, plan, changes);
    refuseOtherState(task);
    noteFoundState(task, plan);
    await refuseVanishedState(task, plan);
    if (task.run.operation.kind === 'apply') {
        const [refused] = await refusalsOf(task, plan);
        if (refused !== undefined)
            throw refused;
    }
    task.run.cancellation.check();
}
/**
 * Notes also which resources carry the environment.
 * @returns why an apply of this plan is against the policy
 */
async function refusalsOf(task, plan) {
    const lacking = await lackingTags(task, plan);
    return [await overBudget(task.run, plan), lacking].filter((refusal) => refusal !== undefined);
}
async function lackingTags(task, plan) {
    const { policy, names, report, log } = task.run;
    const { requiredTags } = await policy;
    const coverage = (0,tags_coverage/* coverageOf */._5)(plan.taggable, names.environment, requiredTags);
    report.tagCoverage = coverage.taggable === 0 ? undefined : coverage;
    if (coverage.taggable > 0)
        log.say((0,tags_coverage/* describeCoverage */.KZ)(coverage));
    (0,carry/* noteUnreached */.uY)(task, coverage);
    return (0,required_tags/* guardTags */.J)(coverage, names.environment);
}
async function overBudget(run, plan) {
    const { context, inputs, names, defaultBranch } = run;
    const policy = await run.policy;
    const limit = (0,policy_policy/* maxDestroyOf */.o9)(policy, inputs.maxDestroy, (0,lib_context/* isDefaultBranchWorkflow */.n4)(context, defaultBranch));
    const limitFrom = (0,policy_policy/* limitFromOf */.Rc)(policy, limit);
    return guardBudget(plan, limit, { ...names, limitFrom, defaultBranch });
}
/** What is known of a plan, into the report. */
function notePlan(run, plan, changes) {
    run.hide(plan.secrets);
    sayPlanned(run);
    run.report.plan = plan;
    run.report.changes = changes;
    run.report.tool = { name: run.inputs.tool, version: plan.toolVersion };
}
/** Without a record nobody can say whose they are: a person who did not expect them must read it. */
function noteFoundState({ run, remote, prepared }, { resourcesBefore }) {
    const { report, names } = run;
    const record = remote.stored?.record;
    if (resourcesBefore === 0 || (record !== undefined && record.outcome !== 'destroyed'))
        return;
    const { type, key } = prepared.backend;
    const text = `The state in ${type} '${key}' held ${(0,lib_report/* amount */.vj)(resourcesBefore, 'resource')} before the first run of '${names.environment}': they belong to this environment from now on.`;
    if (!report.notices.includes(text))
        report.notices.push(text);
    report.existed = true;
}
/** A plan does not tell an empty state from one whose resources are all gone: look at the state itself. */
async function refuseVanishedState(task, plan) {
    const { run, remote, prepared, state, terraform } = task;
    const record = remote.stored?.record;
    if (plan.resourcesBefore > 0 || (record?.resources ?? 0) === 0)
        return;
    // A state kept in git was compared with its record when it was loaded.
    if (state?.facts() !== undefined)
        return;
    const found = state === undefined ? await (0,terraform_run/* pullState */.p3)(terraform, 'plan-failed') : 0;
    guardState(run.names, record, found, prepared.backend);
}
/** @returns the plan that was applied */
async function applyOrPlanAgain(task, plan) {
    try {
        await applied(task, plan);
        return plan;
    }
    catch (error) {
        if (!(error instanceof StalePlan))
            throw error;
        return planAgain(task, error);
    }
}
/** Another tool came in between. Once: who changes the state all the time must be found by a person. */
async function planAgain(task, why) {
    const { run, terraform, file } = task;
    const text = 'The state was changed by something else after the plan was made; planned again.';
    run.log.say(text);
    run.report.notices.push(text);
    run.report.diagnostics.length = 0;
    const changes = await planOnce(task, true);
    const plan = await (0,terraform_run/* describePlan */.df)(terraform, file);
    await allow(task, plan, changes).catch((cause) => {
        throw new RefusedAgain('refused', { cause });
    });
    if (!changes) {
        takeOutputs(run, plan.outputs);
        return plan;
    }
    await applied(task, plan).catch((error) => {
        if (!(error instanceof StalePlan))
            throw error;
        throw new lib_errors/* RunError */.e4('apply-failed', `The state was changed by something else twice while this run was about to apply: ${why.message}.`, 'Nothing was changed. Find out what else writes to this state, and run this again.', { cause: error });
    });
    return plan;
}

// EXTERNAL MODULE: ./lib/backend/tfe-settings.js
var tfe_settings = __webpack_require__(68907);
;// CONCATENATED MODULE: ./lib/hcp.js

/**
 * @param memory undefined where nothing is to be changed
 * @returns undefined for other backends
 * @throws RunError
 */
async function workspaceFor(run, remote, backend, memory) {
    if (!(0,tfe_settings/* isTfe */.k)(backend.type))
        return undefined;
    const { openWorkspace } = await Promise.all(/* import() */[__webpack_require__.e(119), __webpack_require__.e(942), __webpack_require__.e(853)]).then(__webpack_require__.bind(__webpack_require__, 15234));
    // A destroy of what is not there needs none, but for a rescued state to be put back.
    const create = run.operation.kind === 'apply' || remote.rescue !== undefined;
    return openWorkspace(run, backend, memory !== undefined && create);
}
/** Takes away what was made for a run of which nothing came. */
async function discardUnused({ report }, made) {
    if (!report.phases.some(({ name }) => name === 'apply'))
        await made?.discard();
}

// EXTERNAL MODULE: ./lib/override.js
var lib_override = __webpack_require__(76879);
;// CONCATENATED MODULE: ./lib/supplied.js
/** Supplies what the code does not say itself: the backend's settings, and its block where the module has none. */




/**
 * Writes the files, for as long as the run lasts.
 * @param backend the environment's, or what stands in for it
 * @returns arguments for `terraform init`; undefined for `cloud`, which takes none
 * @throws RunError `invalid-input` for a backend that the tool's version does not have
 */
async function supply({ report, directory }, backend, tool, override) {
    const config = await configFor(report, backend, tool);
    const { type } = backend;
    if (type === 'cloud')
        override.add({ terraform: { cloud: (0,tfe_settings/* nested */.cY)(config) } });
    else if (backend.override !== undefined)
        override.add({ terraform: { backend: { [backend.override]: {} } } });
    return type === 'cloud' ? undefined : argumentsFor(config, directory);
}
async function configFor(report, backend, { name, version }) {
    if (!(0,kinds/* dependsOnVersion */.$2)(backend))
        return backend.config;
    // Comparing versions is not for every run.
    const [said, { suitedTo }] = await Promise.all([version(), __webpack_require__.e(/* import() */ 326).then(__webpack_require__.bind(__webpack_require__, 91326))]);
    const { config, notice } = suitedTo(backend, name, said);
    if (notice !== undefined && !report.notices.includes(notice))
        report.notices.push(notice);
    // Told already as far as it was known without the tool; what stands in for a backend depends on no version.
    if (report.backend !== undefined)
        report.backend = { ...report.backend, config };
    return config;
}
/**
 * Texts go by file. What looks like a list or an object goes by argument: there Terraform reads it as the type
 * that the setting has, where a file would make a text of it. So does what looks like a template: OpenTofu would
 * evaluate it in a file, and a branch may be named so.
 */
function argumentsFor(config, directory) {
    const settings = Object.entries(config);
    const shaped = settings.filter(([, value]) => /^\s*[[{]|[$%]\{/u.test(value));
    const texts = settings.filter((setting) => !shaped.includes(setting));
    const file = (0,external_node_path_.join)(directory, 'backend.tfbackend.json');
    if (texts.length > 0) {
        (0,external_node_fs_.writeFileSync)(file, JSON.stringify((0,tfe_settings/* nested */.cY)(Object.fromEntries(texts))), { mode: 0o600 });
    }
    return [
        ...(texts.length === 0 ? [] : [file]),
        ...shaped.map(([name, value]) => `${name}=${value}`)
    ];
}

// EXTERNAL MODULE: ./lib/tags/carriers.js + 1 modules
var carriers = __webpack_require__(848);
// EXTERNAL MODULE: ./lib/tail.js + 1 modules
var lib_tail = __webpack_require__(13809);
;// CONCATENATED MODULE: ./lib/terraform/cli.js
/** The only file that starts Terraform: in a process group of its own, with its output in files. */







const cli_POLL_MS = 100;
/** A little less than GitHub gives a cancelled job. */
const GROUP_LIMIT_MS = 240_000;
/**
 * A pipe to this process would kill Terraform, state unsaved, when this process dies: hence files.
 */
function openTerraform(setup) {
    let running;
    let interrupted = false;
    let count = 0;
    const run = async (args, onLine) => {
        count += 1;
        const paths = ['out', 'err'].map((kind) => (0,external_node_path_.join)(setup.scratch, `terraform-${count}.${kind}`));
        const files = paths.map((path) => (0,external_node_fs_.openSync)(path, 'wx', 0o600));
        const pidFile = (0,external_node_path_.join)(setup.scratch, run_directory/* TERRAFORM_PID */.lg);
        const child = cli_start(setup, args, files);
        running = child.pid;
        if (running !== undefined)
            (0,external_node_fs_.writeFileSync)(pidFile, String(running));
        const stop = follow(paths[0], onLine);
        try {
            const end = await exitOf(child).catch((error) => {
                throw notStarted(setup, error);
            });
            const settled = interrupted && running !== undefined ? await settle(running, end) : end;
            stop();
            const stdout = onLine === undefined ? (0,external_node_fs_.readFileSync)(paths[0], 'utf8') : '';
            return { tool: setup.tool, ...settled, stdout, stderr: endOf(paths[1]) };
        }
        finally {
            stop();
            running = undefined;
            for (const path of [...paths, pidFile])
                (0,external_node_fs_.rmSync)(path, { force: true });
        }
    };
    return {
        tool: setup.tool,
        varFiles: setup.varFiles,
        run,
        interrupt: () => {
            if (interrupted)
                return;
            interrupted = true;
            (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(setup.scratch, run_directory/* INTERRUPTED */.t), '');
            if (running !== undefined)
                signal(running, 'SIGINT');
        }
    };
}
/** An environment or an argument that is too long for the system is refused at once. */
function cli_start(setup, args, files) {
    try {
        return (0,external_node_child_process_.spawn)(setup.program, [...args], {
            cwd: setup.directory,
            env: { ...setup.environment },
            detached: true,
            stdio: ['ignore', ...files]
        });
    }
    catch (error) {
        throw notStarted(setup, error);
    }
    finally {
        files.forEach((file) => (0,external_node_fs_.closeSync)(file));
    }
}
const LONGEST_WORDS_BYTES = 64 * 1024;
/** The end of a file of any length, which must not cost a run its outcome. */
function endOf(path) {
    const tail = (0,lib_tail/* openTail */.L)(path, Math.max(0, (0,external_node_fs_.statSync)(path).size - LONGEST_WORDS_BYTES));
    try {
        return tail.read().toString('utf8');
    }
    finally {
        tail.close();
    }
}
/** A program that dies of a signal has failed. */
const exitOf = (child) => new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, name) => resolve({ exitCode: code ?? 1, signal: name ?? undefined }));
});
/**
 * The end of an interrupted group whose leader is gone. Terraform dies of an interrupt only in its first moments,
 * and alone; a script that was started in its place dies while Terraform still saves its state.
 */
async function settle(group, end) {
    if (end.signal === 'SIGINT') {
        if (!signal(group, 0))
            throw notBegun();
        const until = Date.now() + GROUP_LIMIT_MS;
        while (signal(group, 0) && Date.now() < until)
            await (0,promises_.setTimeout)(cli_POLL_MS);
        if (!signal(group, 0))
            return { exitCode: 1, signal: undefined };
    }
    signal(group, 'SIGKILL'); // what a provisioner left
    return end;
}
/** Hands over lines until it is stopped, then what is left. */
function follow(path, onLine) {
    if (onLine === undefined)
        return () => undefined;
    const tail = (0,lib_tail/* openTail */.L)(path);
    const lines = (0,lib_tail/* lineReader */.g)(onLine);
    const drain = () => {
        for (let data = tail.read(); data.length > 0; data = tail.read())
            lines.push(data);
    };
    const timer = setInterval(drain, cli_POLL_MS);
    let stopped = false;
    return () => {
        if (stopped)
            return;
        stopped = true;
        clearInterval(timer);
        drain();
        lines.end();
        tail.close();
    };
}
/** @returns whether there still is such a group */
function signal(group, name) {
    try {
        return process.kill(-group, name);
    }
    catch {
        return false;
    }
}
const notBegun = () => new lib_errors/* RunError */.e4('cancelled', 'The run was cancelled before Terraform changed anything.', 'Run it again.');
/** ENOENT is what the hint is about. */
function cli_reasonOf(error) {
    const code = error.code;
    if (code === 'E2BIG')
        return ': its environment is too large (E2BIG); pass large values in files';
    return code === undefined || code === 'ENOENT' ? '' : ` (${code})`;
}
function notStarted(setup, cause) {
    return new lib_errors/* RunError */.e4('invalid-input', `'${setup.program}' could not be started in ${setup.directory}${cli_reasonOf(cause)}.`, cli_reasonOf(cause) === '' ? SEE_IT_RUNS : 'Nothing was changed. Mend that, and run it again.', { cause });
}
const SEE_IT_RUNS = "See that it runs on this machine. Or take it off the PATH, or ask for a version of your own ('tool-version'): the action then installs it.";

// EXTERNAL MODULE: ./lib/terraform/module.js + 3 modules
var terraform_module = __webpack_require__(75778);
;// CONCATENATED MODULE: ./lib/work.js
/** Terraform's part of a run: its backend and environment, the plan, and with a memory what follows from it. */



























/**
 * Plans, and with a memory also applies what was planned.
 * @param memory undefined where nothing is to be changed
 * @throws RunError with whatever ended the run early
 */
async function runTerraform(run, prepared, remote, memory) {
    const { backend } = prepared;
    const record = remote.stored?.record;
    (0,process_environment/* refuseForeignSettings */.o)(run.variables);
    const known = { record, siblings: remote.siblings };
    guardBackend(run.names, known, backend, (0,encryption/* placeDigest */.K0)(backend.place));
    const changed = guardTool(run.names.environment, record, run.inputs.tool, (0,terraform_module/* hasTofuFiles */.a3)(prepared.root));
    if (changed !== undefined && !run.report.notices.includes(changed))
        run.report.notices.push(changed);
    const exposed = (0,secrets/* exposedIn */.U)((0,configure/* blockOf */.V)(backend.type, prepared.module), backend.type);
    run.hide([...prepared.secrets, ...exposed.values, ...Object.values(backend.environment)]);
    if (exposed.notice !== undefined && !run.report.notices.includes(exposed.notice))
        run.report.notices.push(exposed.notice);
    const { type, key, config } = backend;
    run.report.backend = { type, key, config, supplied: backend.override !== undefined };
    const tool = await prepared.tool;
    const state = backend.type === 'git' ? await openState(run, remote) : undefined;
    if (memory === undefined)
        noteRescued(run, remote);
    else if (state !== undefined) {
        await resealed(run, remote, state);
        await restoreRescued(run, remote, gitStore(state));
    }
    await prepared.plugins.restored;
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(run.directory, run_directory/* ROOT_NOTE */.qn), prepared.root);
    const workspace = await workspaceFor(run, remote, backend, memory);
    const override = (0,lib_override/* openOverride */.fj)(prepared.root, run.directory);
    let server;
    try {
        const backendArguments = await supply(run, workspace?.standIn ?? backend, tool, override);
        server = state === undefined ? undefined : await serve(state, memory !== undefined);
        const terraform = openTerraform({
            tool: tool.name,
            program: tool.program,
            directory: prepared.root,
            varFiles: prepared.varFiles,
            scratch: run.directory,
            environment: (0,process_environment/* terraformEnvironment */.M)(run.variables, {
                ...backend.environment,
                ...workspace?.environment,
                ...server?.environment,
                ...prepared.plugins.environment,
                ...(0,carriers/* awsTagVariables */.ns)(prepared.tags, prepared.module, run.variables),
                TF_DATA_DIR: (0,prepare/* dataDirectory */.e2)(run.directory)
            })
        });
        run.cancellation.onCancel(terraform.interrupt);
        const file = (0,external_node_path_.join)(run.directory, 'plan.tfplan');
        const task = {
            run,
            prepared,
            remote,
            terraform,
            state,
            server,
            file,
            backendArguments,
            override
        };
        await work(task, memory);
    }
    catch (error) {
        await discardUnused(run, workspace);
        // A state that could not be read: Terraform only saw a status, the state server knows why.
        const cause = server?.failure();
        const before = error instanceof lib_errors/* RunError */.e4 &&
            (error.reason === 'init-failed' || error.reason === 'plan-failed');
        if (cause === undefined || !before)
            throw error;
        run.report.diagnostics.length = 0;
        throw cause;
    }
    finally {
        try {
            override.remove();
        }
        finally {
            await server?.close();
        }
    }
}
/**
 * Interrupted in a plan, Terraform saves the state it has read, or the blank one it has made up. A run that only
 * plans stores nothing, and a blank first state would have no record.
 */
const serve = (state, locked) => startStateServer(state.load, async (body) => {
    const isFirst = state.commit() === undefined && (0,git_state/* isBlank */.z3)(body);
    if (locked && !isFirst)
        await state.save(body);
});
async function openState(run, remote) {
    if (run.inputs.statePassphrase === undefined) {
        throw new lib_errors/* RunError */.e4('invalid-input', `No state-passphrase is given, and the environment '${run.names.environment}' keeps its state in git, where it must be encrypted.`, 'Add a repository secret and pass it to the action, or declare a backend in the root module:\n    with:\n      state-passphrase: ${{ secrets.STATE_PASSPHRASE }}');
    }
    const { origin } = run.repository;
    // A repository of its own: the other one knows the state's commit without its content, and would not
    // be sent it again.
    const repository = (0,lib_repository/* createRepository */.vB)((0,external_node_path_.join)(run.directory, 'state'), origin, run.variables);
    const { stored, stateCommit } = remote;
    const keys = await run.keysFor?.(run.salt);
    return (0,git_state/* openGitState */.kL)(repository, run.names, stored, stateCommit, keys, run.keysFor);
}
/**
 * A state and a record that other keys were used for get those of this run at once: Terraform stores no state
 * where nothing changes, and the record's digest of it must be made with the keys that sign the record.
 */
async function resealed(run, { stored }, state) {
    const keys = await run.keysFor?.(run.salt);
    const changing = run.keysFor?.previous !== undefined;
    if (!changing && (stored === undefined || stored.keys?.check === keys?.check))
        return;
    if (!(await state.reseal()) || !changing)
        return;
    const text = `The state was sealed anew with the new passphrase; 'previous-passphrase' is needed until every environment had a run.`;
    run.log.say(text);
    run.report.notices.push(text);
}
async function work(task, memory) {
    const { run, prepared, remote, terraform, state, server, file } = task;
    const changes = await planned(task, memory);
    if (server?.asked() === false)
        throw elsewhere(run.inputs.tool);
    if (memory === undefined) {
        refuseOtherState(task);
        const plan = await (0,terraform_run/* describePlan */.df)(terraform, file);
        notePlan(run, plan, changes);
        if (run.operation.kind === 'plan')
            await noteRefusals(task, plan);
        return;
    }
    if (await branchIsBack(run))
        return;
    const entry = {
        backend: prepared.backend,
        variables: prepared.variablesFile.names,
        state: state?.facts(),
        lineage: remote.stored?.record.lineage,
        resources: remote.stored?.record.resources
    };
    // Both must be done before the apply, and neither needs the other.
    const [described, begun] = await Promise.allSettled([
        (0,terraform_run/* describePlan */.df)(terraform, file),
        changes ? memory.begin(entry) : undefined
    ]);
    if (begun.status === 'rejected')
        throw begun.reason;
    if (described.status === 'rejected') {
        await memory.refuse(state?.facts());
        throw described.reason;
    }
    await carryOut(task, memory, described.value, changes);
}
/** Whatever made it so: to apply would keep the state where nobody finds it again. */
const elsewhere = (tool) => new lib_errors/* RunError */.e4('invalid-input', `The plan was made without the state that is kept in git: ${tool} uses another backend than the one it was given.`, 'Nothing was changed. Look for what sets another backend in the root module, or around the program on the PATH, and remove it.');
async function noteRefusals(task, plan) {
    for (const refusal of await refusalsOf(task, plan)) {
        const [how = ''] = refusal.hint?.replace('Nothing was changed. ', '').split('\n') ?? [];
        task.run.report.notices.push(`An apply would be refused. ${refusal.message}\n${how}`);
    }
}
/** A destroy takes its time before it begins: the branch may have come back. */
async function branchIsBack(run) {
    const { operation, names, repository, report } = run;
    if (!operation.afterDeletion)
        return false;
    const ref = `refs/heads/${names.branch}`;
    const head = (await (0,git/* listOrigin */.JH)(repository, [ref])).get(ref);
    if (head === undefined)
        return false;
    const verdict = branchExists(names.branch, head);
    (0,lib_report/* noteSkip */.oy)(report, verdict);
    return true;
}

;// CONCATENATED MODULE: ./lib/main.js
/** The story of a run: read what is known, decide, lock, let Terraform work, remember, report. */



















/** After so long a wait the policy is read again. */
const STALE_POLICY_MS = 10_000;
/** A run that another one keeps overtaking gives up after so many tries. */
const TRIES = 3;
/**
 * Does the whole run and publishes its report. It never throws: whatever happens is in the report.
 * @param directory the run's own, private
 * @param variables the process's environment
 */
async function main(directory, variables) {
    const started = Date.now();
    const run = (0,start/* startRun */.A)(directory, variables);
    surviveAccidents(run);
    try {
        const { token, statePassphrase = '', previousPassphrase = '' } = run.inputs;
        run.hide([token, (0,lib_repository/* credentialOf */.$5)(token), statePassphrase, previousPassphrase]);
        await refuseBadVersion(run.inputs.toolVersion);
        const remote = await readRemote(run.repository, run.names, run.keysFor, run.operation);
        await actUntilSettled(run, remote);
    }
    catch (error) {
        (0,lib_report/* noteFailure */.fj)(run.report, error);
    }
    // Before the result: the post step takes that for the end.
    if (run.keep !== undefined)
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(directory, run_directory/* KEEP */.k9), run.keep);
    if (run.report.failed || run.report.operation === 'skip')
        run.cache?.stop();
    await run.abandon();
    run.report.elapsedMs = Date.now() - started;
    await run.log.load();
    run.report.notices.forEach(run.log.sayOnce);
    const { publish } = await Promise.all(/* import() */[__webpack_require__.e(119), __webpack_require__.e(942), __webpack_require__.e(838), __webpack_require__.e(957)]).then(__webpack_require__.bind(__webpack_require__, 45957));
    const secrets = [...run.secrets];
    const headline = await publish(run.report, directory, secrets, run.outputs).catch((error) => {
        // What was done must not go untold because telling it failed.
        const { plan: _, ...rest } = run.report;
        const short = { ...rest, tagCoverage: undefined, diagnostics: [], outputs: {} };
        (0,lib_report/* noteFailure */.fj)(short, error);
        return publish(short, directory, secrets, undefined);
    });
    await keepForLater(run);
    removeSecrets(run);
    run.log.say(headline);
}
/** Nobody waits for this run any more: record and lock are written, and its result is told. */
async function keepForLater(run) {
    const { directory, report, cancellation, log } = run;
    // From here on nothing makes it another result, not even the death of this process.
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(directory, `${run_directory/* TOLD */.Ev}.new`), String(process.exitCode ?? 0));
    (0,external_node_fs_.renameSync)((0,external_node_path_.join)(directory, `${run_directory/* TOLD */.Ev}.new`), (0,external_node_path_.join)(directory, run_directory/* TOLD */.Ev));
    removeSecrets(run, MOST_SECRET);
    if (report.failed || report.operation === 'skip')
        return;
    for (const keep of run.later) {
        if (cancellation.cancelled())
            break;
        await keep().catch((error) => log.say(`Nothing is kept for the next run: ${String(error)}`));
    }
    run.cache?.stop();
}
/** @throws RunError `invalid-input`, before a lock is taken */
async function refuseBadVersion(input) {
    if (input === '')
        return;
    const { wantedVersion } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 81370));
    wantedVersion({ input, file: undefined, requiredVersion: undefined });
}
/** Terraform may be in the middle of an apply: whatever else goes wrong, its state must be served. */
function surviveAccidents(run) {
    const note = (error) => {
        run.report.notices.push(`An accident of the action itself, please report it: ${String(error)}`);
    };
    process.on('uncaughtException', note).on('unhandledRejection', note);
    process.stdout.on('error', () => undefined); // a full disk costs the log, not the state
}
/** Starts again when another run came in between, before anything was changed. */
async function actUntilSettled(run, first) {
    let remote = first;
    for (let tries = 1;; tries += 1) {
        try {
            return await act(run, remote);
        }
        catch (error) {
            if (!(error instanceof Raced))
                throw error;
            if (tries === TRIES)
                throw overtaken(run, error);
            run.report.diagnostics.length = 0;
            run.report.phases.length = 0;
            run.log.say('Another run changed this environment in between; reading it again.');
            remote = await readRemote(run.repository, run.names, run.keysFor, run.operation);
        }
    }
}
const overtaken = (run, cause) => new lib_errors/* RunError */.e4('state-locked', `Other runs changed the environment '${run.names.environment}' ${TRIES} times while this one was about to. ${cause.message}`, 'Nothing was changed. Start it again when they are over.', { cause });
async function act(run, remote) {
    const { inputs, names, operation, report, repository } = run;
    // A plan may be made of anything.
    const policy = operation.kind === 'plan' ? undefined : await run.policy;
    const before = judge(run, remote, policy);
    // A first apply that is under way has a lock, but no record yet: there may be something to destroy.
    const unsure = before.kind === 'skip' && before.reason === 'already-gone' && remote.lock !== undefined;
    if (before.kind === 'skip' && !unsure)
        return (0,lib_report/* noteSkip */.oy)(report, before);
    if (inputs.command === 'resolve') {
        report.told = true;
        return;
    }
    const prepared = before.kind === 'skip' ? undefined : await makeReady(run, before.commit, remote.stored?.record);
    if (operation.kind === 'plan' && prepared !== undefined) {
        return runTerraform(run, prepared, remote, undefined);
    }
    const waiting = {
        operation,
        timeoutMs: inputs.lockTimeoutMs,
        checkCancelled: run.cancellation.check,
        ask: (holder) => (0,runs/* askWhetherOver */.R)(run.api, holder, run.identity),
        say: run.log.say
    };
    const asked = Date.now();
    const held = await takeLock(repository, names, run.identity, remote, run.keysFor, waiting);
    const memory = openMemory(run, held.remote, held.lock);
    try {
        // Waiting may have changed everything: the branch, the record, even whether there is work.
        if (Date.now() - asked > STALE_POLICY_MS)
            run.policy = run.readPolicy();
        const now = judge(run, held.remote, await run.policy);
        noteFound(run, held);
        if (now.kind === 'skip')
            return (0,lib_report/* noteSkip */.oy)(report, now);
        const still = now.commit === prepared?.commit
            ? prepared
            : await makeReady(run, now.commit, held.remote.stored?.record);
        await runTerraform(run, still, held.remote, memory);
    }
    finally {
        await memory
            .close()
            .catch((error) => report.notices.push(`The lock could not be freed: ${String(error)}`));
    }
}
/** Asks the guards, and notes what is known. */
function judge(run, remote, policy) {
    const { inputs, names, operation, report } = run;
    const record = remote.stored?.record;
    const verdict = guardStart(operation, {
        ...names,
        workingDirectory: inputs.workingDirectory,
        isProtected: policy?.protected ?? false,
        isSuspended: policy?.suspended ?? false,
        isTrusted: (0,lib_context/* isDefaultBranchWorkflow */.n4)(run.context, run.defaultBranch),
        named: inputs.project !== undefined
    }, {
        head: remote.head?.commit,
        siblings: remote.siblings,
        stateRef: remote.stateCommit === undefined ? undefined : (0,lib_record/* stateRef */.dZ)(names),
        record
    });
    const living = record === undefined || record.outcome === 'destroyed' ? undefined : record;
    report.existed = living?.applied !== undefined;
    if (living?.applied !== undefined)
        report.previous = { commit: living.applied, time: living.appliedAt };
    report.backTo =
        remote.head === undefined || operation.kind === 'destroy'
            ? undefined
            : wentBackTo(living?.history ?? [], remote.head)?.commit;
    const commit = verdict.kind === 'go' ? verdict.commit : operation.commit;
    if (commit !== undefined)
        report.commit = commit;
    return verdict;
}


/***/ }),

/***/ 60727:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ guardTags),
/* harmony export */   Y: () => (/* binding */ areNamed)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _report_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9293);
/* harmony import */ var _report_markdown_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(63021);
/* harmony import */ var _tags_coverage_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(38815);
/** Refuses a plan whose resources lack tags that the policy requires. */




const LISTED = 10;
const LONGEST = 200;
/**
 * The error of an apply whose plan has resources without a required tag, or undefined. What only the apply will
 * tell counts as there.
 */
function guardTags({ missing, required }, environment) {
    const lacking = missing
        .map((one) => ({
        ...one,
        lacks: one.lacks.filter((key) => required.includes(key)),
        hasOther: one.hasOther && required.includes(_tags_coverage_js__WEBPACK_IMPORTED_MODULE_2__/* .ENVIRONMENT_TAG */ .vp)
    }))
        .filter(({ lacks }) => lacks.length > 0);
    if (lacking.length === 0)
        return undefined;
    const named = (key, hasOther) => key === _tags_coverage_js__WEBPACK_IMPORTED_MODULE_2__/* .ENVIRONMENT_TAG */ .vp
        ? `'${key}' = '${environment}'${hasOther ? ' (has another value)' : ''}`
        : `'${key}'`;
    const rows = lacking
        .slice(0, LISTED)
        .map(({ address, lacks, hasOther }) => `  - ${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .cut */ .Jj)(address, LONGEST)}: ${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .cut */ .Jj)(lacks.map((key) => named(key, hasOther)).join(', '), LONGEST)}`);
    const more = lacking.length > rows.length ? [`  - and ${lacking.length - rows.length} more`] : [];
    const head = `${(0,_report_js__WEBPACK_IMPORTED_MODULE_1__/* .amount */ .vj)(lacking.length, 'resource')} of '${environment}' would be without a tag that the policy requires:`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('tags-missing', [head, ...rows, ...more].join('\n'), `Nothing was changed. ${(0,_tags_coverage_js__WEBPACK_IMPORTED_MODULE_2__/* .describeRemedy */ .cF)(lacking, (code) => `'${code}'`)} Or change 'require-tags' in .github/gitops-env.yml on the default branch.`);
}
/** Whether the error names every resource that lacks anything. */
const areNamed = ({ missing, required }) => missing.length <= LISTED &&
    missing.every(({ lacks }) => lacks.some((key) => required.includes(key)));


/***/ }),

/***/ 63029:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ cliConfigFiles),
/* harmony export */   g: () => (/* binding */ hasOwnPluginCache)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/** What the user has told Terraform outside the root module: the files, and whether they say where to keep providers. */


/**
 * A plug-in cache of the user's own, by variable or in the CLI configuration: it is left alone. Of Terraform's and
 * OpenTofu's files, and in places where only some versions look, any counts: better no cache than two.
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file
 * @see https://opentofu.org/docs/cli/config/config-file/
 */
function hasOwnPluginCache(variables) {
    if ((variables['TF_PLUGIN_CACHE_DIR'] ?? '') !== '')
        return true;
    return cliConfigFiles(variables).some((file) => SETTING.test(bare(textOf(file))));
}
const SETTING = /(?<![\w-])"?plugin_cache_dir"?\s*[=:]/u;
const STRING_OR_COMMENT = /"(?:[^"\\\n]|\\.)*"|(?:#|\/\/).*|\/\*[\s\S]*?\*\//gu;
/** HCL or JSON without comments, and without what stands in strings, but for the name that is looked for. */
const bare = (text) => text.replaceAll(STRING_OR_COMMENT, (found) => (found === '"plugin_cache_dir"' ? found : '""'));
/** The files of the CLI configuration, whether they are there or not. */
function cliConfigFiles(variables) {
    const named = (variables['TF_CLI_CONFIG_FILE'] ?? '') || (variables['TERRAFORM_CONFIG'] ?? '');
    if (named !== '')
        return [named];
    const home = variables['HOME'] ?? '';
    const folders = [
        (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home, '.terraform.d'),
        (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home, '.config/opentofu'),
        ...[variables['XDG_CONFIG_HOME'] ?? ''].filter(Boolean).map((xdg) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(xdg, 'opentofu'))
    ];
    const inHome = ['.terraformrc', '.tofurc'].map((name) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home, name));
    return [...inHome, ...folders.flatMap((folder) => configurationsIn(folder))];
}
function configurationsIn(folder) {
    try {
        const names = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(folder).filter((name) => /^tofurc$|\.tfrc(?:\.json)?$/u.test(name));
        return names.map((name) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name));
    }
    catch {
        return [];
    }
}
function textOf(file) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(file, 'utf8');
    }
    catch {
        return '';
    }
}


/***/ }),

/***/ 19021:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ terraformEnvironment),
/* harmony export */   o: () => (/* binding */ refuseForeignSettings)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/** The environment variables that Terraform's process gets, and those that it must not have. */

/**
 * Terraform's environment: the user's without what is ours or the runner's. OIDC's request variables
 * stay, for providers log in with them.
 */
function terraformEnvironment(variables, ours) {
    const hidden = /^(?:INPUT_|STATE_|GITOPS_ENV_|ACTIONS_RUNTIME_|ACTIONS_RESULTS_URL|ACTIONS_CACHE_|GITHUB_(?:OUTPUT|ENV|STATE|PATH|STEP_SUMMARY)$)/u;
    const kept = Object.entries(variables).filter(([name, value]) => value !== undefined && !hidden.test(name));
    return {
        ...Object.fromEntries(kept),
        TF_IN_AUTOMATION: '1',
        TF_INPUT: '0',
        CHECKPOINT_DISABLE: '1',
        ...ours
    };
}
/**
 * A workspace would be a second kind of environment, and `TF_CLI_ARGS…` would change what the action asks for, `-destroy` and `-target` included.
 * @throws RunError `invalid-input` for any argument that does more than tune the speed or the looks
 */
function refuseForeignSettings(variables) {
    const workspace = variables['TF_WORKSPACE'] ?? '';
    if (workspace !== '' && workspace !== 'default') {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('invalid-input', `The environment variable TF_WORKSPACE is '${workspace}', but each environment has a state of its own, in the workspace 'default'.`, 'Remove it.');
    }
    const harmless = /^(?:-parallelism=\d+|-no-color|-compact-warnings)$/u;
    for (const [name, value] of Object.entries(variables)) {
        if (!/^TF_CLI_ARGS(?:_|$)/u.test(name))
            continue;
        const bad = (value ?? '').split(/\s+/u).find((word) => word !== '' && !harmless.test(word));
        if (bad === undefined)
            continue;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('invalid-input', `The environment variable ${name} gives Terraform the argument '${bad}', so that it would do something else than what is shown.`, "Remove it; values go into the inputs 'variables', 'var-files' and 'backend-config'. Only -parallelism=N, -no-color and -compact-warnings are let through.");
    }
}


/***/ }),

/***/ 94219:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ findProgram),
/* harmony export */   S: () => (/* binding */ findTool)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/** Finds a tool on the PATH, and its own program behind the wrapper of a set-up action. */


/**
 * The file to start, absolute; undefined where none is on the PATH. setup-terraform and setup-opentofu put a script
 * named after the tool before it, which prints lines of its own and takes no interrupts; the program lies beside it
 * as `terraform-bin` or `tofu-bin`.
 * @see https://github.com/hashicorp/setup-terraform/blob/main/src/setup-terraform.js
 */
function findTool(tool, variables) {
    const found = findProgram(tool, variables);
    if (found === undefined)
        return undefined;
    const wrapped = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(found), `${tool}-bin${SUFFIX}`);
    return isScript(found) && isProgram(wrapped) ? wrapped : found;
}
const SUFFIX = process.platform === 'win32' ? '.exe' : '';
/** @returns a program's file, absolute; undefined where none is on the PATH */
function findProgram(name, variables) {
    // A relative folder would mean another file in every working directory.
    const folders = (variables['PATH'] ?? '').split(node_path__WEBPACK_IMPORTED_MODULE_1__.delimiter).filter((folder) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(folder));
    return folders.map((folder) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, `${name}${SUFFIX}`)).find((file) => isProgram(file));
}
/** A program that happens to lie beside one of the wrapped name is used itself. */
function isScript(file) {
    const start = Buffer.alloc(2);
    try {
        const handle = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(file, 'r');
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(handle, start);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(handle);
    }
    catch { } // it may be started, but not read
    return start.toString('latin1') === '#!';
}
function isProgram(file) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.accessSync)(file, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK);
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(file).isFile();
    }
    catch {
        return false;
    }
}


/***/ }),

/***/ 81370:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LATEST: () => (/* binding */ LATEST),
/* harmony export */   Qy: () => (/* binding */ versionsNear),
/* harmony export */   TS: () => (/* binding */ VERSION_FILES),
/* harmony export */   bS: () => (/* binding */ versionsIn),
/* harmony export */   isOld: () => (/* binding */ isOld),
/* harmony export */   mr: () => (/* binding */ refuseOld),
/* harmony export */   satisfies: () => (/* binding */ satisfies),
/* harmony export */   su: () => (/* binding */ newestOf),
/* harmony export */   wantedVersion: () => (/* binding */ wantedVersion),
/* harmony export */   y: () => (/* binding */ exactVersion)
/* harmony export */ });
/* harmony import */ var semver__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(62088);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(16413);
/* harmony import */ var _releases_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24270);
/** Which version of a tool is asked for, and whether one is what is asked for. */




/** The oldest that is run: the first with `init -json`, and with variables for every command of OpenTofu. */
const OLDEST = { terraform: '1.9.0', tofu: '1.8.0' };
/** The name of the file that holds a version, as other tools read it. */
const VERSION_FILES = {
    terraform: '.terraform-version',
    tofu: '.opentofu-version'
};
/** The newest, where nobody asks for another. */
const LATEST = { text: 'latest', source: 'no place', constraints: [] };
/**
 * What is asked for: by the input, else by the file, else by the module.
 * @returns undefined where nothing is asked
 * @throws RunError `invalid-input` for text that is no version
 */
function wantedVersion({ input, file, requiredVersion }) {
    if (input !== undefined && input.trim() !== '') {
        return parseWanted(input.trim(), "the input 'tool-version'", true);
    }
    if (file !== undefined)
        return parseWanted(lineOf(file.text), `the file '${file.path}'`, true);
    if (requiredVersion === undefined)
        return undefined;
    return parseWanted(requiredVersion.trim(), "the root module's 'required_version'", false);
}
/** The first line that is no comment. */
const lineOf = (text) => text
    .split('\n')
    .map((line) => line.replace(/#.*/u, '').trim())
    .find((line) => line !== '') ?? '';
/**
 * @param whole whether it is not the module's: a version without an operator needs its three numbers, and may be a
 *   pre-release, which Terraform refuses in a module
 */
function parseWanted(text, source, whole) {
    if (whole && text === 'latest')
        return { text, source, constraints: [] };
    const constraints = text.split(',').map((part) => parseConstraint(part.trim(), source));
    const early = constraints.find((one) => (0,semver__WEBPACK_IMPORTED_MODULE_0__.prerelease)(one.version) !== null);
    if (early !== undefined && (early.operator !== '=' || !whole)) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RunError */ .e4('invalid-input', `'${text.slice(0, 60)}' in ${source} has a pre-release where only an exact version in 'tool-version' or in a version file can be one.`, `Remove what stands behind '-', or ask for exactly '${early.version}' there.`);
    }
    const short = constraints.find(({ parts }) => parts < 3);
    if (whole && short !== undefined && /^v?[\d.]+$/u.test(text)) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RunError */ .e4('invalid-input', `'${text}' in ${source} is only a part of a version, and YAML reads 1.10 as 1.1.`, `Write three numbers, such as '${short.version}', or in quotes '~> ${short.version}' for the newest that begins like it.`);
    }
    return { text, source, constraints };
}
const NUMBER = String.raw `(?:0|[1-9]\d{0,8})`;
const CONSTRAINT = new RegExp(String.raw `^(=|!=|>=?|<=?|~>)?\s*v?(${NUMBER}(?:\.${NUMBER}){0,2})(-[0-9A-Za-z.-]+)?$`, 'u');
function parseConstraint(text, source) {
    const [, operator = '=', numbers = '', pre = ''] = CONSTRAINT.exec(text) ?? [];
    const parts = numbers.split('.');
    const version = `${[...parts, '0', '0'].slice(0, 3).join('.')}${pre}`;
    // A pre-release belongs to a whole version, and '-' alone is none.
    if (numbers === '' || (pre !== '' && (parts.length < 3 || (0,semver__WEBPACK_IMPORTED_MODULE_0__.prerelease)(version) === null))) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RunError */ .e4('invalid-input', `'${text.slice(0, 60)}' in ${source} is not a version.`, "Write a version such as '1.11.4', or constraints such as '~> 1.11.0' or '>= 1.9, < 2.0', with commas between them.");
    }
    return { operator: operator, version, parts: parts.length };
}
/**
 * Every constraint holds, as in Terraform; a pre-release only satisfies one that names it exactly.
 * @param version whole
 * @see https://developer.hashicorp.com/terraform/language/expressions/version-constraints
 */
function satisfies(version, { constraints }) {
    if ((0,semver__WEBPACK_IMPORTED_MODULE_0__.prerelease)(version) !== null) {
        return (constraints.length > 0 &&
            constraints.every((one) => one.operator === '=' && (0,semver__WEBPACK_IMPORTED_MODULE_0__.compare)(one.version, version) === 0));
    }
    return constraints.every((one) => holds(version, one));
}
function holds(version, constraint) {
    const { operator } = constraint;
    if (operator === '!=')
        return (0,semver__WEBPACK_IMPORTED_MODULE_0__.compare)(version, constraint.version) !== 0;
    if (operator !== '~>')
        return (0,semver__WEBPACK_IMPORTED_MODULE_0__.satisfies)(version, `${operator}${constraint.version}`);
    const [major = '', minor = ''] = constraint.version.split('.');
    // Only the last number that is written may be greater.
    const begins = [`${major}.`, `${major}.${minor}.`][constraint.parts - 2] ?? '';
    return (0,semver__WEBPACK_IMPORTED_MODULE_0__.satisfies)(version, `>=${constraint.version}`) && version.startsWith(begins);
}
/** The version itself, where exactly one can satisfy. */
function exactVersion({ constraints }) {
    const [only, ...others] = constraints;
    return only?.operator === '=' && others.length === 0 ? only.version : undefined;
}
/**
 * The versions in an index, newest first; what is no version is left out.
 * @param index JSON as it came: of Terraform, an object `versions` whose keys are versions; of OpenTofu, a list
 *   `versions` of objects with an `id`
 * @returns undefined where it is neither
 */
function versionsIn(tool, index) {
    const versions = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .objectOf */ .Xy)(index)?.['versions'];
    const texts = tool === 'terraform'
        ? Object.keys((0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .objectOf */ .Xy)(versions) ?? {})
        : ((0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .listOf */ .c3)(versions) ?? []).map((entry) => (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .textOf */ .b6)((0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .objectOf */ .Xy)(entry)?.['id']) ?? '');
    const found = texts
        .map((text) => text.replace(/^v/u, ''))
        .filter((text) => (0,semver__WEBPACK_IMPORTED_MODULE_0__.valid)(text) === text)
        .toSorted(semver__WEBPACK_IMPORTED_MODULE_0__.rcompare);
    return found.length === 0 ? undefined : found;
}
/** The newest of some that satisfies. */
const newestOf = (versions, wanted) => versions.reduce((best, one) => (satisfies(one, wanted) && (best === undefined || (0,semver__WEBPACK_IMPORTED_MODULE_0__.gt)(one, best)) ? one : best), undefined);
/** Up to five versions that somebody may have meant: of the same minor version, else the newest of all. */
function versionsNear(versions, version) {
    const minor = /^\d+\.\d+\./u.exec(version)?.[0] ?? version;
    const released = versions
        .filter((one) => (0,semver__WEBPACK_IMPORTED_MODULE_0__.prerelease)(one) === null)
        .toSorted((a, b) => (0,semver__WEBPACK_IMPORTED_MODULE_0__.compare)(b, a));
    const near = released.filter((one) => one.startsWith(minor));
    return (near.length > 0 ? near : released).slice(0, 5);
}
/** Whether the action cannot run a version. */
const isOld = (tool, version) => (0,semver__WEBPACK_IMPORTED_MODULE_0__.compare)(version, OLDEST[tool]) < 0;
/** @throws RunError `invalid-input` for a version that the action cannot run */
function refuseOld(tool, version, where) {
    if (!isOld(tool, version))
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RunError */ .e4('invalid-input', `${(0,_releases_js__WEBPACK_IMPORTED_MODULE_2__/* .titleOf */ .Gg)(tool)} ${version} (from ${where}) is too old: it lacks options that the action uses.`, `Ask for ${(0,_releases_js__WEBPACK_IMPORTED_MODULE_2__/* .titleOf */ .Gg)(tool)} ${OLDEST[tool]} or later.`);
}


/***/ })

};
