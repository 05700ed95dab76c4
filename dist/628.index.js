export const id = 628;
export const ids = [628];
export const modules = {

/***/ 7628:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openHttpState: () => (/* binding */ openHttpState)
/* harmony export */ });
/* harmony import */ var _http_request_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7426);
/* harmony import */ var _http_settings_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(262);
/** The state of a destroyed environment behind Terraform's `http` backend. */


/** @see https://developer.hashicorp.com/terraform/language/backend/http */
const openHttpState = async (settings, variables) => {
    const http = (0,_http_settings_js__WEBPACK_IMPORTED_MODULE_1__/* .httpSettingsOf */ .z)(settings, variables);
    const ask = async (method) => {
        const response = await (0,_http_request_js__WEBPACK_IMPORTED_MODULE_0__/* .requestState */ .h)(http, method, http.address);
        if (response === undefined)
            throw new Error('it could not be reached');
        if (response.ok || response.status === 404)
            return response;
        throw new Error(`it answered ${method} with ${response.status}`);
    };
    return {
        read: async () => {
            const response = await ask('GET');
            const text = response.status === 404 ? '' : await response.text();
            return text === '' ? undefined : { text, version: '' };
        },
        // The protocol has no conditions; the lock of this run keeps others away.
        remove: async () => {
            await ask('DELETE');
        }
    };
};


/***/ })

};
