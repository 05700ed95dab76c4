export const id = 634;
export const ids = [634];
export const modules = {

/***/ 82784:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ ownLock),
/* harmony export */   h: () => (/* binding */ under)
/* harmony export */ });
/* harmony import */ var _reason_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(22808);
/** The lock that the action takes while it removes a state: what stands in it, and that it is given back. */

/**
 * @param path what is locked
 * @param id one that nothing else has
 * @param now as ISO 8601 has it
 * @param who this machine, as Terraform would name it: a lock that is left is known by that to the next run
 */
const ownLock = (path, id, now, who = 'gitops-env-action') => JSON.stringify({
    ID: id,
    Operation: 'OperationTypeInvalid',
    Info: 'removes the empty state of a destroyed environment',
    Who: who,
    Version: '',
    Created: now,
    Path: path
});
/**
 * Does something under a lock. Why that failed is told, and not that the lock could not be given back, too.
 * @param free gives it back; whether that succeeded
 * @param lock its name, for people
 */
async function under(free, lock, work) {
    let done;
    try {
        done = await work();
    }
    catch (error) {
        await free();
        throw error;
    }
    if (await free())
        return done;
    throw new _reason_js__WEBPACK_IMPORTED_MODULE_0__/* .StaysError */ .dw(`its lock '${lock}' was taken, and could not be given back`);
}


/***/ }),

/***/ 61634:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openS3State: () => (/* binding */ openS3State)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-s3/dist-cjs/index.js
var dist_cjs = __webpack_require__(53711);
// EXTERNAL MODULE: ./lib/backend/leftover/own-lock.js
var own_lock = __webpack_require__(82784);
// EXTERNAL MODULE: ./lib/backend/leftover/reason.js
var reason = __webpack_require__(22808);
// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/index.js + 1 modules
var lib = __webpack_require__(44942);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/credential-providers/dist-cjs/index.js
var credential_providers_dist_cjs = __webpack_require__(29719);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./lib/backend/leftover/setting.js
var setting = __webpack_require__(54054);
;// CONCATENATED MODULE: ./lib/backend/leftover/s3-credentials.js
/** Gets the credentials for Terraform's `s3` backend, and the way to Amazon's servers. */





const CONNECT_MS = 5000;
const ANSWER_MS = 10_000;
/** On a machine that is none of Amazon's nobody answers. */
const METADATA_MS = 1000;
/** @returns what asks for them when they are needed, and again when they are too old */
function credentialsFor({ login, role }, sts) {
    const first = firstFor(login, sts);
    return explained(role === undefined ? first : assumed(role, first, sts));
}
const assumed = (role, first, sts) => (0,credential_providers_dist_cjs/* fromTemporaryCredentials */.ss)({
    masterCredentials: first,
    params: {
        RoleArn: role.arn,
        RoleSessionName: role.sessionName ?? SESSION,
        ...(role.externalId === undefined ? {} : { ExternalId: role.externalId }),
        ...(role.sourceIdentity === undefined ? {} : { SourceIdentity: role.sourceIdentity }),
        ...(role.policy === undefined ? {} : { Policy: role.policy }),
        PolicyArns: policiesOf(role),
        Tags: Object.entries(role.tags).map(([Key, Value]) => ({ Key, Value })),
        TransitiveTagKeys: [...role.transitiveTagKeys]
    },
    clientConfig: sts
});
/** Without what a file or a server of the machine says. */
const explained = (provider) => async (properties) => await provider(properties).catch((error) => {
    const status = statusOf(error);
    if (status !== undefined)
        throw (0,reason/* reasonOf */.A3)('the service for its credentials', error, status);
    throw error instanceof reason/* StaysError */.dw ? error : new reason/* StaysError */.dw('no credentials were found');
});
/** Of an answer of Amazon's; undefined where none came. */
const statusOf = (error) => error?.$metadata
    ?.httpStatusCode;
const SESSION = 'gitops-env-action';
const policiesOf = ({ policyArns }) => policyArns.map((arn) => ({ arn }));
function firstFor(login, sts) {
    switch (login.kind) {
        case 'keys': {
            const { id: accessKeyId, secret: secretAccessKey, token } = login;
            const keys = { accessKeyId, secretAccessKey };
            return async () => (token === undefined ? keys : { ...keys, sessionToken: token });
        }
        case 'web-identity': {
            const { role, token } = login;
            return async () => await (0,credential_providers_dist_cjs/* fromWebToken */.G7)({
                roleArn: role.arn,
                roleSessionName: role.sessionName ?? SESSION,
                ...(role.policy === undefined ? {} : { policy: role.policy }),
                policyArns: policiesOf(role),
                webIdentityToken: 'text' in token ? token.text : (0,external_node_fs_.readFileSync)((0,setting/* absolutePath */.Hi)(token.file), 'utf8').trim(),
                clientConfig: sts
            })();
        }
        case 'profile':
            return fromProfile(login, sts);
        case 'machine': {
            const own = { timeout: METADATA_MS, maxRetries: 1 };
            return (0,credential_providers_dist_cjs/* createCredentialChain */.r$)(fromProfile(login, sts), (0,credential_providers_dist_cjs/* fromHttp */.bn)(own), ...(login.metadata ? [(0,credential_providers_dist_cjs/* fromInstanceMetadata */.DS)(own)] : []));
        }
    }
}
function fromProfile(login, sts) {
    const { credentialsFile, configFile } = login;
    return (0,credential_providers_dist_cjs/* fromIni */.nJ)({
        ...(login.kind === 'profile' ? { profile: login.profile } : {}),
        ...(credentialsFile === undefined ? {} : { filepath: (0,setting/* absolutePath */.Hi)(credentialsFile) }),
        ...(configFile === undefined ? {} : { configFilepath: (0,setting/* absolutePath */.Hi)(configFile) }),
        clientConfig: sts
    });
}
/** How a server is reached: by the proxy of the environment, and with the certificates that Terraform takes. */
function handlerFor(url, caBundle) {
    const agent = new lib/* HttpClient */.Qq('', [], { keepAlive: false }).getAgent(url);
    if (caBundle !== undefined) {
        Object.assign(agent, { options: { ...agent.options, ca: certificatesIn(caBundle) } });
    }
    // The SDK takes only what has it for an agent; one of a proxy lacks it.
    if (!('destroy' in agent))
        Object.assign(agent, { destroy: () => undefined });
    return {
        httpAgent: agent,
        httpsAgent: agent,
        connectionTimeout: CONNECT_MS,
        requestTimeout: ANSWER_MS,
        throwOnRequestTimeout: true
    };
}
function certificatesIn(file) {
    const path = (0,setting/* absolutePath */.Hi)(file);
    try {
        return (0,external_node_fs_.readFileSync)(path);
    }
    catch {
        throw new reason/* StaysError */.dw(`the file '${file}' of its certificates cannot be read`);
    }
}

// EXTERNAL MODULE: ./lib/backend/leftover/s3-settings.js + 1 modules
var s3_settings = __webpack_require__(77701);
;// CONCATENATED MODULE: ./lib/backend/leftover/s3.js
/** The state of a destroyed environment in Terraform's `s3` backend. */






/** Of all that is asked for one state. */
const LIMIT_MS = 30_000;
const ATTEMPTS = 3;
const NOT_IMPLEMENTED = 501;
/** Another one is just being written, or there is one. */
const [CONFLICT, REFUSED] = [409, 412];
/** @see https://developer.hashicorp.com/terraform/language/backend/s3 */
const openS3State = async (settings, variables, who) => {
    const place = (0,s3_settings/* s3SettingsOf */.l)(settings, variables);
    const client = clientFor(place);
    const { get, versionOf, remove } = objectsOf(client, place);
    return {
        read: async () => await get(place.key),
        remove: async (version) => {
            const free = await takeLock(client, place, who);
            await (0,own_lock/* under */.h)(free, lockOf(place), async () => {
                const now = await versionOf(place.key);
                if (now !== undefined && now !== version)
                    throw new reason/* StaysError */.dw('it was changed meanwhile');
                if (now !== undefined)
                    await remove(place.key, version);
            });
        },
        close: async () => client.destroy()
    };
};
const lockOf = ({ key }) => `${key}.tflock`;
/**
 * Takes the lock as Terraform does with `use_lockfile`.
 * @returns what removes it again, where it is still ours
 */
async function takeLock(client, place, who) {
    const lock = lockOf(place);
    const own = (0,own_lock/* ownLock */.A)(`${place.bucket}/${place.key}`, (0,external_node_crypto_.randomUUID)(), new Date().toISOString(), who);
    const { get, versionOf, create } = objectsOf(client, place);
    const held = new reason/* StaysError */.dw('somebody holds its lock');
    // Some servers do not heed the condition.
    if ((await versionOf(lock)) !== undefined)
        throw held;
    /** What is left of it, where this fails, is known to the next run by whose it is. */
    const free = async () => {
        // The time for the rest may be over.
        const objects = objectsOf(client, place);
        try {
            const now = await objects.get(lock);
            if (now?.text === own)
                await objects.remove(lock, now.version);
            return true;
        }
        catch {
            return false;
        }
    };
    try {
        await create(lock, own);
        // It is ours, too, where the answer to the first attempt was lost, and the second one refused.
        if ((await get(lock))?.text !== own)
            throw held;
    }
    catch (error) {
        await free();
        throw error;
    }
    return free;
}
/** What is asked of the bucket; undefined for an object that is not there. */
function objectsOf(client, { bucket: Bucket, customerKey, encryption }) {
    const abortSignal = AbortSignal.timeout(LIMIT_MS);
    const within = (0,reason/* limitedBy */.sx)(abortSignal);
    const key = customerKey === undefined ? {} : { SSECustomerAlgorithm: 'AES256', SSECustomerKey: customerKey };
    const ask = async (work) => await within(work).catch((error) => {
        if (isMissing(error))
            return undefined;
        throw (0,reason/* reasonOf */.A3)('S3', error, statusOf(error));
    });
    return {
        get: async (Key) => {
            const command = new dist_cjs/* GetObjectCommand */.jLs({ Bucket, Key, ...key });
            const found = await ask(client.send(command, { abortSignal }));
            if (found === undefined)
                return undefined;
            const text = await ask(found.Body?.transformToString() ?? Promise.resolve(''));
            return { text: text ?? '', version: found.ETag ?? '' };
        },
        versionOf: async (Key) => {
            const command = new dist_cjs/* HeadObjectCommand */.l81({ Bucket, Key, ...key });
            const found = await ask(client.send(command, { abortSignal }));
            return found && (found.ETag ?? '');
        },
        /** Leaves alone what is there. */
        create: async (Key, Body) => {
            const object = { Bucket, Key, Body, ContentType: 'application/json', ...encryption, ...key };
            const sent = client.send(new dist_cjs/* PutObjectCommand */.wKZ({ ...object, IfNoneMatch: '*' }), {
                abortSignal
            });
            await ask(sent.catch((error) => {
                if (![CONFLICT, REFUSED].includes(statusOf(error) ?? 0))
                    throw error;
            }));
        },
        /**
         * AWS removes an object only as the version that was read, where `If-Match` says so. MinIO takes that header and
         * does not heed it, others refuse it: whoever calls has compared the versions right before.
         * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html
         */
        remove: async (Key, IfMatch) => {
            const send = async (condition) => await client.send(new dist_cjs/* DeleteObjectCommand */.k4j({ Bucket, Key, ...condition }), { abortSignal });
            const removed = send({ IfMatch }).catch(async (error) => {
                if (statusOf(error) !== NOT_IMPLEMENTED)
                    throw error;
                return await send({});
            });
            await ask(removed);
        }
    };
}
const clientFor = (place) => new dist_cjs/* S3Client */.YxF({
    region: place.region,
    forcePathStyle: place.pathStyle,
    useFipsEndpoint: place.fips,
    useDualstackEndpoint: place.dualstack,
    maxAttempts: ATTEMPTS,
    ...(place.endpoint === undefined ? {} : { endpoint: place.endpoint }),
    // Not every server has the checksums that Amazon knows.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: handlerFor(place.endpoint ?? `https://s3.${place.region}.amazonaws.com`, place.caBundle),
    credentials: credentialsFor(place, { maxAttempts: ATTEMPTS, ...stsOf(place) })
});
/** Where temporary credentials are had. */
function stsOf({ sts: { region, endpoint }, caBundle }) {
    const requestHandler = handlerFor(endpoint ?? `https://sts.${region}.amazonaws.com`, caBundle);
    return { region, requestHandler, ...(endpoint === undefined ? {} : { endpoint }) };
}
/** Not so where the bucket is missing: then this is not where Terraform has been. */
const isMissing = (error) => statusOf(error) === 404 && error.name !== 'NoSuchBucket';


/***/ })

};
