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
const openHttpState = async (settings, variables, who) => {
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
            const free = await takeLock(http, who);
            let removed;
            try {
                removed = await removeOnce(version);
            }
            catch (error) {
                await free();
                throw error;
            }
            const freed = await free();
            if (removed.ok || removed.status === 404)
                return; // some servers remove the lock with the state
            if (!freed)
                throw new Error('its lock was taken, and could not be given back');
            // While it is locked some servers refuse, be it for us.
            const refused = LOCKED.includes(removed.status) && http.lockAddress !== '';
            checked('DELETE', refused ? await removeOnce(version) : removed);
        }
    };
};
/** Answers of a server that removes nothing that is locked. */
const LOCKED = [409, 422, 423];
/**
 * @returns what gives it back
 * @throws Error where it was not taken; where the backend has none nothing is
 */
async function takeLock(http, who) {
    if (http.lockAddress === '')
        return async () => true;
    const lock = await (0,_http_request_js__WEBPACK_IMPORTED_MODULE_1__/* .takeHttpLock */ .Vk)(http, 'removes the empty state of a destroyed environment', who);
    if (lock.kind === 'held')
        throw new Error('somebody holds its lock');
    if (lock.kind === 'refused') {
        throw new Error(lock.status === undefined
            ? 'it could not be reached'
            : `its lock could not be taken: ${http.lockMethod} was answered with ${lock.status}`);
    }
    return lock.giveBack;
}


/***/ })

};
