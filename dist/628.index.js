export const id = 628;
export const ids = [628];
export const modules = {

/***/ 67628:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openHttpState: () => (/* binding */ openHttpState)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _http_request_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(17426);
/* harmony import */ var _http_settings_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(80262);
/** The state of a destroyed environment behind Terraform's `http` backend. */



/** @see https://developer.hashicorp.com/terraform/language/backend/http */
const openHttpState = async (settings, variables) => {
    const http = (0,_http_settings_js__WEBPACK_IMPORTED_MODULE_2__/* .httpSettingsOf */ .z)(settings, variables);
    const send = async (method) => {
        const response = await (0,_http_request_js__WEBPACK_IMPORTED_MODULE_1__/* .requestState */ .h9)(http, method, http.address);
        if (response === undefined)
            throw new Error('it could not be reached');
        return response;
    };
    const checked = (method, response) => {
        if (response.ok || response.status === 404)
            return response;
        throw new Error(`it answered ${method} with ${response.status}`);
    };
    const read = async () => {
        const response = checked('GET', await send('GET'));
        const text = response.status === 404 ? '' : await response.text();
        if (text === '')
            return undefined;
        return { text, version: (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(text).digest('hex') };
    };
    // The protocol has no conditions: they are looked at just before.
    const removeOnce = async (version) => {
        if ((await read())?.version !== version)
            throw new Error('it was changed meanwhile');
        return await send('DELETE');
    };
    return {
        read,
        remove: async (version) => {
            const free = await takeLock(http);
            const removed = await within(free, () => removeOnce(version));
            // While it is locked some servers refuse, be it for us.
            const refused = !removed.ok && removed.status !== 404 && http.lockAddress !== '';
            checked('DELETE', refused ? await removeOnce(version) : removed);
        }
    };
};
async function within(free, work) {
    try {
        return await work();
    }
    finally {
        await free();
    }
}
/**
 * @returns what gives it back
 * @throws Error where it was not taken; where the backend has none nothing is
 */
async function takeLock(http) {
    if (http.lockAddress === '')
        return async () => undefined;
    const lock = await (0,_http_request_js__WEBPACK_IMPORTED_MODULE_1__/* .takeHttpLock */ .Vk)(http, 'removes the empty state of a destroyed environment');
    if (lock.kind === 'held')
        throw new Error('somebody holds its lock');
    if (lock.kind === 'refused') {
        throw new Error(lock.status === undefined
            ? 'it could not be reached'
            : `its lock could not be taken: ${http.lockMethod} was answered with ${lock.status}`);
    }
    return async () => {
        if (await lock.giveBack())
            return;
        throw new Error('its lock was taken, and could not be given back');
    };
}


/***/ })

};
