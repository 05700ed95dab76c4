export const id = 820;
export const ids = [820];
export const modules = {

/***/ 9820:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   group: () => (/* binding */ group),
/* harmony export */   mask: () => (/* binding */ mask),
/* harmony export */   say: () => (/* binding */ say)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7264);
/* harmony import */ var _progress_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7751);
/** The log of a run: groups, lines and masks, as GitHub's runner shows them. */


/** Prints foreign text; it cannot command the runner. */
const say = (text) => _actions_core__WEBPACK_IMPORTED_MODULE_0__.info((0,_progress_js__WEBPACK_IMPORTED_MODULE_1__/* .harmless */ .Is)(text));
/** Folds what `work` prints under a title. */
async function group(title, work) {
    _actions_core__WEBPACK_IMPORTED_MODULE_0__.startGroup((0,_progress_js__WEBPACK_IMPORTED_MODULE_1__/* .harmless */ .Is)(title));
    try {
        return await work();
    }
    finally {
        _actions_core__WEBPACK_IMPORTED_MODULE_0__.endGroup();
    }
}
/** Has the runner replace the values by `***` from now on. */
const mask = (values) => values.forEach((value) => _actions_core__WEBPACK_IMPORTED_MODULE_0__.setSecret(value));


/***/ })

};
