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
    const ask = async (method) => {
        const response = await (0,_http_request_js__WEBPACK_IMPORTED_MODULE_1__/* .requestState */ .h)(http, method, http.address);
        if (response === undefined)
            throw new Error('it could not be reached');
        if (response.ok || response.status === 404)
            return response;
        throw new Error(`it answered ${method} with ${response.status}`);
    };
    const read = async () => {
        const response = await ask('GET');
        const text = response.status === 404 ? '' : await response.text();
        if (text === '')
            return undefined;
        return { text, version: (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(text).digest('hex') };
    };
    return {
        read,
        // The protocol has no conditions: they are looked at just before. With its lock held, some servers refuse.
        remove: async (version) => {
            const holder = await (0,_http_request_js__WEBPACK_IMPORTED_MODULE_1__/* .askHttpLock */ .X)(http);
            if (holder !== undefined && holder !== 'free')
                throw new Error('somebody holds its lock');
            if ((await read())?.version !== version)
                throw new Error('it was changed meanwhile');
            await ask('DELETE');
        }
    };
};


/***/ })

};
