export const id = 761;
export const ids = [761];
export const modules = {

/***/ 22808:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A3: () => (/* binding */ reasonOf),
/* harmony export */   dw: () => (/* binding */ StaysError),
/* harmony export */   sx: () => (/* binding */ limitedBy)
/* harmony export */ });
/** Why a state stays, in words that hold no secret; waiting too long is a reason, too. */
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
        return new StaysError('it was changed meanwhile');
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

/***/ 58142:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openS3State: () => (/* binding */ openS3State)
});

// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-s3/dist-cjs/index.js
var dist_cjs = __webpack_require__(53711);
// EXTERNAL MODULE: ./lib/backend/leftover/reason.js
var reason = __webpack_require__(22808);
// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/index.js + 1 modules
var lib = __webpack_require__(44942);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/credential-providers/dist-cjs/index.js
var credential_providers_dist_cjs = __webpack_require__(29719);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
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
                webIdentityToken: 'text' in token ? token.text : (0,external_node_fs_.readFileSync)(token.file, 'utf8').trim(),
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
        ...(credentialsFile === undefined ? {} : { filepath: credentialsFile }),
        ...(configFile === undefined ? {} : { configFilepath: configFile }),
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
    try {
        return (0,external_node_fs_.readFileSync)(file);
    }
    catch {
        throw new reason/* StaysError */.dw(`the file '${file}' of its certificates cannot be read`);
    }
}

// EXTERNAL MODULE: ./lib/terraform/hcl-shape.js
var hcl_shape = __webpack_require__(92871);
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
    const region = get('region') ?? (0,setting/* variableOf */.Qn)(variables, 'AWS_REGION', 'AWS_DEFAULT_REGION') ?? '';
    return {
        bucket,
        key,
        region,
        endpoint: (0,setting/* textOf */.b6)(endpoints['s3']) ??
            get('endpoint') ??
            (0,setting/* variableOf */.Qn)(variables, 'AWS_ENDPOINT_URL_S3', 'AWS_S3_ENDPOINT', 'AWS_ENDPOINT_URL'),
        pathStyle: get('use_path_style', 'force_path_style') === 'true',
        fips: (get('use_fips_endpoint') ?? variables['AWS_USE_FIPS_ENDPOINT']) === 'true',
        dualstack: (get('use_dualstack_endpoint') ?? variables['AWS_USE_DUALSTACK_ENDPOINT']) === 'true',
        // Terraform has it, and does without it, where nothing is to be encrypted.
        customerKey: get('encrypt') === 'true'
            ? (get('sse_customer_key') ?? (0,setting/* variableOf */.Qn)(variables, 'AWS_SSE_CUSTOMER_KEY'))
            : undefined,
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

;// CONCATENATED MODULE: ./lib/backend/leftover/s3.js
/** The state of a destroyed environment in Terraform's `s3` backend. */




/** Of all that is asked for one state. */
const LIMIT_MS = 30_000;
const ATTEMPTS = 3;
const NOT_IMPLEMENTED = 501;
/** @see https://developer.hashicorp.com/terraform/language/backend/s3 */
const openS3State = async (settings, variables) => {
    const place = s3SettingsOf(settings, variables);
    const client = clientFor(place);
    const { get, versionOf, remove } = objectsOf(client, place);
    return {
        read: async () => await get(place.key),
        remove: async (version) => {
            const lock = await versionOf(`${place.key}.tflock`);
            if (lock !== undefined)
                throw new reason/* StaysError */.dw('somebody holds its lock');
            const now = await versionOf(place.key);
            if (now === undefined)
                return;
            if (now !== version)
                throw new reason/* StaysError */.dw('it was changed meanwhile');
            await remove(place.key, version);
        },
        close: async () => client.destroy()
    };
};
/** What is asked of the bucket; undefined for an object that is not there. */
function objectsOf(client, { bucket: Bucket, customerKey }) {
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
    // Not every server has the checksums that Amazon's answers carry.
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


/***/ }),

/***/ 54054:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
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


/***/ })

};
