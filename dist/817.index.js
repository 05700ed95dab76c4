export const id = 817;
export const ids = [817];
export const modules = {

/***/ 73817:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  install: () => (/* binding */ install)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(44708);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/index.js + 1 modules
var lib = __webpack_require__(44942);
// EXTERNAL MODULE: ./lib/json.js
var json = __webpack_require__(16413);
;// CONCATENATED MODULE: ./lib/tool/download.js
/** Downloads a file, with bounds on time, size and attempts; it goes through a proxy where one is set. */









const PATIENCE = { silence: 30_000, file: 600_000, pauses: [1000, 5000] };
const REDIRECTS = 5;
/** A download that goes on is told of this often. */
const NEWS_MS = 10_000;
/**
 * @param url http(s), without a user and a password: those of the mirror are sent to the mirror alone
 * @param file where it goes; whole or not there at all
 * @param most bytes
 * @returns whether there is such a file
 * @throws RunError `tool-unavailable`, or the reason of `stop`
 */
async function download(url, file, most, fetching) {
    const { patience, say, stop } = fetching;
    const { host, pathname } = new URL(url);
    const name = pathname.slice(pathname.lastIndexOf('/') + 1);
    for (let tries = 0;; tries += 1) {
        const outcome = await attempt(new URL(url), file, most, fetching);
        if (outcome.kind !== 'done')
            await (0,promises_.rm)(file, { force: true });
        stop?.throwIfAborted();
        if (outcome.kind !== 'failed')
            return outcome.kind === 'done';
        const pause = patience.pauses[tries];
        if (!outcome.again || pause === undefined) {
            throw new errors/* RunError */.e4('tool-unavailable', `${name} could not be downloaded from ${host}: ${outcome.problem}.`, "Run it again. Where this runner cannot reach that server, set 'https_proxy', or GITOPS_ENV_TOOL_MIRROR to a server that has the same files, or put the tool on the PATH in a step before this one.");
        }
        say(`${name} did not come from ${host}: ${outcome.problem}; trying again.`);
        await (0,external_node_timers_promises_.setTimeout)(pause, undefined, { signal: stop }).catch(() => stop?.throwIfAborted());
    }
}
async function attempt(url, file, most, { mirror, patience, say, stop }) {
    const silence = new AbortController();
    const whole = AbortSignal.timeout(patience.file);
    const signal = AbortSignal.any([silence.signal, whole, ...(stop === undefined ? [] : [stop])]);
    const timer = setTimeout(() => silence.abort(), patience.silence);
    try {
        const answer = await follow(url, mirror, signal);
        const { statusCode: status = 0 } = answer;
        if (status !== 200) {
            answer.destroy();
            if (status === 404 || status === 410)
                return { kind: 'missing' };
            const again = status >= 500 || status === 408 || status === 429;
            return { kind: 'failed', problem: `it answered ${status}`, again };
        }
        const bounded = bound(most, () => timer.refresh(), say);
        await (0,external_node_stream_promises_.pipeline)(answer, bounded, (0,external_node_fs_.createWriteStream)(file), { signal });
        return { kind: 'done' };
    }
    catch (error) {
        if (error instanceof Refused)
            return { kind: 'failed', problem: error.message, again: false };
        if (whole.aborted) {
            const problem = `it did not come within ${patience.file / 1000} s`;
            return { kind: 'failed', problem, again: false };
        }
        const silent = `nothing came for ${patience.silence / 1000} s`;
        const problem = silence.signal.aborted ? silent : wordsOf(error);
        return { kind: 'failed', problem, again: true };
    }
    finally {
        clearTimeout(timer);
    }
}
/** Passes on what comes, up to a size in bytes; tells of every piece, and says now and then how far it is. */
const bound = (most, touch, say) => async function* (chunks) {
    let size = 0;
    let told = Date.now();
    for await (const chunk of chunks) {
        size += chunk.length;
        if (size > most)
            throw new Refused(`it is larger than ${most / 1e6} MB, which cannot be right`);
        touch();
        if (Date.now() - told > NEWS_MS) {
            told = Date.now();
            say(`Still downloading, ${(size / 1e6).toFixed(0)} MB so far.`);
        }
        yield chunk;
    }
};
/** Another attempt would end the same way. */
class Refused extends Error {
}
/** The answer behind all redirects; the mirror's password stays with the mirror. */
async function follow(first, mirror, signal) {
    let url = first;
    for (let redirects = 0; redirects <= REDIRECTS; redirects += 1) {
        const trusted = mirror !== undefined && url.origin === new URL(mirror.base).origin;
        const answer = await ask(url, trusted ? credentialOf(mirror) : {}, signal);
        const { statusCode: status = 0, headers } = answer;
        if (![301, 302, 303, 307, 308].includes(status))
            return answer;
        answer.destroy();
        const { location = '' } = headers;
        const next = URL.canParse(location, url.href) ? new URL(location, url) : undefined;
        if (next === undefined || !/^https?:$/u.test(next.protocol)) {
            throw new Refused(`it answered ${status} without an address`);
        }
        if (url.protocol === 'https:' && next.protocol !== 'https:') {
            throw new Refused(`it leads from https to ${next.protocol}//${next.host}`);
        }
        url = next;
    }
    throw new Refused(`it leads on more than ${REDIRECTS} times`);
}
/** What authorizes with the mirror; nothing where it needs nothing. */
function credentialOf({ user, password }) {
    if (user === '' && password === '')
        return {};
    return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}
function ask(url, headers, signal) {
    // The toolkit's client only knows the way through a proxy: it has no bound on connecting.
    const agent = new lib/* HttpClient */.Qq().getAgent(url.href);
    const request = url.protocol === 'https:' ? external_node_https_.request : external_node_http_.request;
    return new Promise((resolve, reject) => {
        // A request that still waits for its proxy does not hear of the signal.
        signal.addEventListener('abort', () => reject(new Error('aborted')));
        request(url, { agent, signal, headers: { 'user-agent': 'gitops-env-action', ...headers } })
            .on('response', resolve)
            .on('error', reject)
            .end();
    });
}
/** Several addresses that were tried are an error without words of its own. */
function wordsOf(error) {
    const { errors, message } = (0,json/* objectOf */.Xy)(error) ?? {};
    const first = (0,json/* listOf */.c3)(errors)?.[0];
    if (first !== undefined)
        return wordsOf(first);
    const words = ((0,json/* textOf */.b6)(message) ?? String(error)).split('\n')[0] ?? '';
    return words === 'aborted' ? 'the connection was cut' : words.slice(0, 200);
}

// EXTERNAL MODULE: ./lib/folder.js
var lib_folder = __webpack_require__(52315);
// EXTERNAL MODULE: ./lib/tool/releases.js
var releases = __webpack_require__(24270);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./lib/tool/verify.js
/** Decides whether an archive is the one that was published: the sums are signed, and it has its sum. */




const NOT_INSTALLED = 'Nothing of it was installed. Run it again. If it stays so, something between the publisher and this runner changes files: look at the mirror and the proxy, and do not go around this check.';
/**
 * HashiCorp renewed its key's own signature when the key's life was prolonged, so that every release before that
 * is older than it. This accepts those where the key is good now, which is asked for in any case.
 */
const CONFIG = { allowInsecureVerificationWithReformattedKeys: true };
/**
 * Whether the sums are signed by one of the keys, and by one that is neither expired nor revoked.
 * @param signature a detached one, as bytes
 * @returns the SHA-256 that the archive has to have, in hexadecimal
 * @throws RunError `tool-unavailable`
 */
async function verifySums(release, sums, signature, keys, now = new Date()) {
    const why = await distrust(sums, signature, keys, now);
    if (why === undefined)
        return digestIn(release, new TextDecoder().decode(sums));
    throw new errors/* RunError */.e4('tool-unavailable', `The signature of ${release.sums} cannot be trusted: ${why}.`, NOT_INSTALLED);
}
/** @throws RunError `tool-unavailable` where the file has another SHA-256 */
async function verifyArchive(release, file, digest) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    await (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)(file), hash);
    const found = hash.digest('hex');
    if (found === digest)
        return;
    throw new errors/* RunError */.e4('tool-unavailable', `${release.archive} is not what was signed: its SHA-256 is ${found}, and ${release.sums} says ${digest}.`, NOT_INSTALLED);
}
/** Why the signature is not good; undefined where it is. */
async function distrust(sums, bytes, pinned, date) {
    const openpgp = await __webpack_require__.e(/* import() */ 74).then(__webpack_require__.bind(__webpack_require__, 13074));
    const verificationKeys = await Promise.all(pinned.map((one) => keyOf(openpgp, one)));
    const signature = await openpgp.readSignature({ binarySignature: bytes }).catch(() => undefined);
    if (signature === undefined || signature.packets.length === 0)
        return 'it is no OpenPGP signature';
    const message = await openpgp.createMessage({ binary: sums });
    const { signatures } = await openpgp.verify({
        message,
        signature,
        verificationKeys,
        date,
        format: 'binary',
        config: CONFIG
    });
    const reasons = [];
    for (const { verified, keyID } of signatures) {
        try {
            await verified;
            const signer = verificationKeys.find((key) => key.getKeys(keyID).length > 0);
            await signer?.getSigningKey(keyID, date, undefined, openpgp.config);
            if (signer !== undefined)
                return undefined;
        }
        catch (error) {
            reasons.push(verify_wordsOf(error));
        }
    }
    return reasons[0] ?? 'it is no OpenPGP signature';
}
/** Fails for a key that is not the one it is said to be: that would be a mistake of ours. */
async function keyOf(openpgp, { armored, fingerprint }) {
    const key = await openpgp.readKey({ armoredKey: armored });
    if (key.getFingerprint() === fingerprint)
        return key;
    throw new Error(`The pinned key ${fingerprint} is really ${key.getFingerprint()}.`);
}
const verify_wordsOf = (error) => (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 200) ?? '';
/** The one sum of the archive among lines `SUM  NAME`; the sums are signed, and so the names are printed. */
function digestIn({ archive, sums, title, platform }, text) {
    const lines = text.split('\n').map((line) => /^([0-9a-fA-F]{64})\s+\*?(\S+)\s*$/u.exec(line));
    const digests = lines.flatMap((line) => line?.[2] === archive ? [(line[1] ?? '').toLowerCase()] : []);
    const [digest, ...others] = new Set(digests);
    if (others.length > 0) {
        throw new errors/* RunError */.e4('tool-unavailable', `${sums} names ${archive} more than once, with different sums.`, NOT_INSTALLED);
    }
    if (digest !== undefined)
        return digest;
    const names = lines.flatMap((line) => /_([a-z0-9]+_[a-z0-9]+)\.zip$/u.exec(line?.[2] ?? '')?.[1] ?? []);
    throw new errors/* RunError */.e4('tool-unavailable', `${title} is not published for ${platform}: ${sums} does not name ${archive}.`, `It is published for ${names.join(', ') || 'no platform'}. Use another version, or another runner.`);
}

// EXTERNAL MODULE: ./lib/tool/version.js
var tool_version = __webpack_require__(81370);
;// CONCATENATED MODULE: ./lib/tool/publisher.js
/** Downloads from those who publish the tools: the list of versions, and a release that is verified. */








/** More than any release has, in bytes. */
const MOST = { archive: 300e6, sums: 1e6, signature: 100e3, index: 50e6 };
/**
 * Every version there is, newest first.
 * @param folder where the list may be written
 * @throws RunError `tool-unavailable`
 */
async function fetchVersions(tool, folder, { mirror, patience = PATIENCE }, telling) {
    const url = (0,releases/* indexOf */.qh)(tool, mirror);
    const file = (0,external_node_path_.join)(folder, 'index.json');
    const isThere = await download(url, file, MOST.index, { mirror, patience, ...telling });
    const versions = isThere ? (0,tool_version/* versionsIn */.bS)(tool, (0,json/* parseJson */.qF)(await (0,promises_.readFile)(file, 'utf8'))) : undefined;
    if (versions !== undefined)
        return versions;
    throw new errors/* RunError */.e4('tool-unavailable', `There is no list of versions of ${(0,releases/* titleOf */.Gg)(tool)} at ${url}.`, 'Ask for one version, such as 1.11.4: that needs no list. A mirror may have one, too.');
}
/**
 * Sums, signature and archive, verified.
 * @param folder where they go
 * @throws RunError `tool-unavailable`
 */
async function fetchRelease(release, folder, publisher, telling) {
    const { mirror, patience = PATIENCE } = publisher;
    const { host } = new URL(release.folder);
    const fetchFile = async (name, most) => await download(`${release.folder}/${name}`, (0,external_node_path_.join)(folder, name), most, {
        mirror,
        patience,
        ...telling
    });
    telling.say(`Downloading ${release.title} from ${host}`);
    if (!(await fetchFile(release.sums, MOST.sums))) {
        throw await unknownVersion(release, host, folder, publisher, telling);
    }
    const isSigned = await fetchFile(release.signature, MOST.signature);
    if (!isSigned)
        throw absent(release.signature, host);
    // Before the archive, for what is not signed is not worth the wait.
    const digest = await verifySignature(release, folder, publisher);
    const isThere = await fetchFile(release.archive, MOST.archive);
    if (!isThere)
        throw absent(release.archive, host);
    await verifyArchive(release, (0,external_node_path_.join)(folder, release.archive), digest);
}
const absent = (name, host) => new errors/* RunError */.e4('tool-unavailable', `${host} has the sums of this version, but not ${name}.`, 'Without it nothing can be verified, and nothing is installed. Use another version, or complete the mirror.');
async function unknownVersion({ tool, title, version }, host, folder, publisher, telling) {
    const versions = await fetchVersions(tool, folder, publisher, telling).catch(() => []);
    const near = (0,tool_version/* versionsNear */.Qy)(versions, version).join(', ');
    return new errors/* RunError */.e4('tool-unavailable', `There is no ${title} at ${host}.`, near === '' ? 'Ask for another version.' : `Ask for a version that is there, such as ${near}.`);
}
/** The three files in a folder, wherever they are from. */
async function verifyRelease(release, folder, publisher) {
    const digest = await verifySignature(release, folder, publisher);
    await verifyArchive(release, (0,external_node_path_.join)(folder, release.archive), digest);
}
const verifySignature = async (release, folder, { keys }) => await verifySums(release, await (0,promises_.readFile)((0,external_node_path_.join)(folder, release.sums)), await (0,promises_.readFile)((0,external_node_path_.join)(folder, release.signature)), keys);

;// CONCATENATED MODULE: ./lib/tool/kept.js
/** Keeps a release in the repository's cache, which every branch may write to: what comes back is verified anew. */




/**
 * @param directory goes with the run
 */
function keptOf({ tool, version, platform }, directory) {
    const name = `${tool}-${version}-${platform}`;
    return { key: `gitops-env-tool-1-${name}`, folder: (0,external_node_path_.join)(directory, 'kept', name) };
}
/**
 * Takes sums, signature and archive out of the cache; never the program, which nobody has signed.
 * @param folder where they go: one that nobody else writes to while they are verified
 * @returns whether they are there, and good
 */
async function restore(release, kept, folder, publisher, { cache, say }) {
    if ((await cache?.tryRestore(kept.folder, kept.key)) !== true)
        return false;
    try {
        await copyKept(kept.folder, folder, release.sums, MOST.sums);
        await copyKept(kept.folder, folder, release.signature, MOST.signature);
        await copyKept(kept.folder, folder, release.archive, MOST.archive);
        await verifyRelease(release, folder, publisher);
        return true;
    }
    catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        say(`Not used from the cache, but downloaded anew: ${why} Delete the entry: gh cache delete ${kept.key}`);
        return false;
    }
    finally {
        (0,lib_folder/* remove */.TF)(kept.folder); // or the end of the run does
    }
}
/** What came out of a cache may be a link to something else, or without an end. */
async function copyKept(from, to, name, most) {
    const path = (0,external_node_path_.join)(from, name);
    const found = await (0,promises_.lstat)(path).catch(() => undefined);
    if (found?.isFile() !== true)
        throw new Error(`it has no file ${name}.`);
    if (found.size > most)
        throw new Error(`its ${name} is too large.`);
    await (0,promises_.copyFile)(path, (0,external_node_path_.join)(to, name));
}
/** Lays sums, signature and archive aside, until there is time to save them. */
async function layAside(release, folder, { folder: to }) {
    await (0,promises_.mkdir)(to, { recursive: true });
    for (const name of [release.sums, release.signature, release.archive]) {
        await (0,promises_.rename)((0,external_node_path_.join)(folder, name), (0,external_node_path_.join)(to, name));
    }
}
/** Saves what was laid aside; never throws. */
async function save({ folder, key }, cache) {
    await cache?.trySave(folder, key);
    (0,lib_folder/* remove */.TF)(folder);
}

// EXTERNAL MODULE: ./lib/tool/find.js
var find = __webpack_require__(94219);
;// CONCATENATED MODULE: ./lib/tool/shelf.js
/** The runner's tool cache: finds a tool in it, and puts one there as a whole or not at all. */






/** Of two jobs that mend the same folder, one may have to wait for the other. */
const TRIES = 5;
/**
 * The layout of @actions/tool-cache, under a name of our own: what others put there was not verified. Its `cacheDir`
 * empties a folder before it fills it, so that of two jobs on a machine one takes the other's tool away.
 */
const folderOf = (root, { tool, version }, { arch }) => (0,external_node_path_.join)(root, `gitops-env-${tool}`, version, arch);
/** @returns the program, which starts; undefined where there is none */
async function findOnShelf(roots, release, platform, versionOf) {
    for (const root of roots) {
        const folder = folderOf(root, release, platform);
        const program = (0,external_node_path_.join)(folder, release.binary);
        const whole = (await exists(`${folder}.complete`)) && (await exists(program));
        if (whole && (await versionOf(program)) === release.version)
            return program;
    }
    return undefined;
}
/**
 * Unpacks a verified archive, sees that the program starts, and moves it to its place in one step.
 * @returns the program
 * @throws RunError `tool-unavailable`; `invalid-input` where unzip is missing
 */
async function putOnShelf(roots, release, platform, archive, versionOf) {
    const folder = await firstWritable(roots.map((root) => folderOf(root, release, platform)));
    const staged = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_path_.dirname)(folder), '.new-'));
    try {
        await unpack(archive, staged, release, platform);
        const program = (0,external_node_path_.join)(staged, release.binary);
        await (0,promises_.chmod)(program, 0o755);
        await (0,promises_.chmod)(staged, 0o755); // other users of this machine may run it
        if ((await versionOf(program)) !== release.version)
            throw notStarted(release, platform);
        await (0,promises_.writeFile)(`${folder}.complete`, '');
        const placed = (0,external_node_path_.join)(folder, release.binary);
        await moveTo(folder, staged, async () => (await versionOf(placed)) === release.version);
        return placed;
    }
    finally {
        (0,lib_folder/* remove */.TF)(staged);
    }
}
/**
 * Only an empty folder can be replaced, so that of two that are put there at once the first one stays. One that
 * does not work is put aside; somebody else may be doing so, too.
 */
async function moveTo(folder, staged, isGood) {
    for (let tries = 1;; tries += 1) {
        try {
            return await (0,promises_.rename)(staged, folder);
        }
        catch (error) {
            if (await isGood())
                return;
            if (tries === TRIES)
                throw error;
            const aside = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_path_.dirname)(folder), '.old-'));
            await (0,promises_.rename)(folder, (0,external_node_path_.join)(aside, 'it')).catch(() => undefined);
            (0,lib_folder/* remove */.TF)(aside);
        }
    }
}
async function firstWritable(folders) {
    let problem;
    for (const folder of folders) {
        try {
            const shelf = (0,external_node_path_.dirname)(folder);
            await (0,promises_.mkdir)(shelf, { recursive: true });
            (0,external_node_fs_.accessSync)(shelf, external_node_fs_.constants.W_OK);
            return folder;
        }
        catch (error) {
            problem = error;
        }
    }
    throw problem;
}
async function unpack(archive, folder, release, { os }) {
    if (os !== 'win32' && (0,find/* findProgram */.K)('unzip', process.env) === undefined) {
        throw new errors/* RunError */.e4('invalid-input', `This runner has no program unzip, and ${release.archive} has to be unpacked.`, `Install unzip before this step (apt-get install unzip, apk add unzip), or put ${release.binary} on the PATH yourself.`);
    }
    const { extractZip } = await Promise.all(/* import() */[__webpack_require__.e(838), __webpack_require__.e(805)]).then(__webpack_require__.bind(__webpack_require__, 59805));
    try {
        await extractZip(archive, folder);
        await (0,promises_.stat)((0,external_node_path_.join)(folder, release.binary));
    }
    catch (cause) {
        throw new errors/* RunError */.e4('tool-unavailable', `${release.archive} could not be unpacked: ${cause instanceof Error ? cause.message : String(cause)}`, 'It is what was published. See whether the disk of the runner is full.', { cause });
    }
}
const notStarted = (release, { os, arch }) => new errors/* RunError */.e4('tool-unavailable', `${release.title} was verified and unpacked, but does not start on this runner (${os}, ${arch}).`, 'See that programs in the folders RUNNER_TOOL_CACHE and RUNNER_TEMP may be started (no mount option noexec).');
const exists = async (path) => await (0,promises_.stat)(path).then(() => true, () => false);

;// CONCATENATED MODULE: ./lib/tool/install.js
/** Installs a version of Terraform or OpenTofu that is verified on every way it can come by. */









const nothing = () => Promise.resolve();
/**
 * From the tool cache, else from the repository's cache, else from the publisher; the latter two are verified.
 * @throws RunError `tool-unavailable`; `invalid-input` where the runner or the version cannot do; the reason of `stop`
 */
async function install(tool, wanted, publisher, means) {
    const { mirror, platform } = publisher;
    if (mirror !== undefined)
        means.hide(secretsOf(mirror));
    await (0,promises_.mkdir)(means.temp, { recursive: true });
    // Of its own: nobody else writes into it while its files are verified and unpacked.
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(means.temp, 'gitops-env-tool-'));
    try {
        const version = await decideVersion(tool, wanted, folder, publisher, means);
        (0,tool_version/* refuseOld */.mr)(tool, version, wanted.source);
        const release = (0,releases/* releaseOf */.l7)(tool, version, platform, mirror);
        const roots = [means.toolCache ?? '', (0,external_node_path_.join)(means.temp, 'gitops-env-tools')].filter(Boolean);
        const there = await findOnShelf(roots, release, platform, means.versionOf);
        if (there !== undefined)
            return { program: there, version, save: nothing };
        const kept = keptOf(release, means.directory);
        const isRestored = await restore(release, kept, folder, publisher, means);
        means.stop?.throwIfAborted();
        if (!isRestored)
            await fetchRelease(release, folder, publisher, means);
        const archive = (0,external_node_path_.join)(folder, release.archive);
        const program = await putOnShelf(roots, release, platform, archive, means.versionOf);
        if (isRestored)
            return { program, version, save: nothing };
        await layAside(release, folder, kept);
        return { program, version, save: () => save(kept, means.cache) };
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
/** As it is, as it stands in an address, and as it is sent; a token may stand where the user is. */
function secretsOf(mirror) {
    const secret = mirror.password === '' ? mirror.user : mirror.password;
    const sent = credentialOf(mirror).authorization?.slice('Basic '.length) ?? '';
    return [secret, encodeURIComponent(secret), sent].filter((text) => text !== '');
}
async function decideVersion(tool, wanted, folder, publisher, telling) {
    const exact = (0,tool_version/* exactVersion */.y)(wanted);
    if (exact !== undefined)
        return exact;
    const versions = await fetchVersions(tool, folder, publisher, telling);
    const newest = (0,tool_version/* newestOf */.su)(versions, wanted);
    if (newest !== undefined)
        return newest;
    throw new errors/* RunError */.e4('tool-unavailable', `No version of ${(0,releases/* titleOf */.Gg)(tool)} is '${wanted.text}', as ${wanted.source} asks; the newest are ${(0,tool_version/* versionsNear */.Qy)(versions, '').join(', ')}.`, 'Correct it there.');
}


/***/ })

};
