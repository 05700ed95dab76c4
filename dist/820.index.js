export const id = 820;
export const ids = [820];
export const modules = {

/***/ 19820:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   group: () => (/* binding */ group),
/* harmony export */   load: () => (/* binding */ load),
/* harmony export */   mask: () => (/* binding */ mask),
/* harmony export */   say: () => (/* binding */ say),
/* harmony export */   sayOnce: () => (/* binding */ sayOnce)
/* harmony export */ });
/* harmony import */ var _progress_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37751);
/** The log of a run: groups, lines and masks, as GitHub's runner shows them. */

let toolkit;
let loading;
const waiting = [];
const said = new Set();
/** Prints now, or in its turn when the toolkit is there. */
function print(line) {
    if (toolkit === undefined)
        waiting.push(line);
    else
        line(toolkit);
}
/**
 * Loads the toolkit and prints what has waited for it. That blocks this thread for a while, so that it
 * happens beside something slow: the first Terraform.
 */
function load() {
    loading ??= Promise.all(/* import() */[__webpack_require__.e(119), __webpack_require__.e(942), __webpack_require__.e(955), __webpack_require__.e(838)]).then(__webpack_require__.bind(__webpack_require__, 33838)).then((core) => {
        toolkit = core;
        for (const line of waiting.splice(0))
            line(core);
    });
    return loading;
}
/** Prints foreign text; it cannot command the runner. */
function say(text) {
    said.add(text);
    print((core) => core.info((0,_progress_js__WEBPACK_IMPORTED_MODULE_0__/* .harmless */ .Is)(text)));
    void load();
}
/** Prints what is in the summary and was not printed when it happened. */
function sayOnce(text) {
    if (!said.has(text))
        say(`Note: ${text}`);
}
/** Folds what `work` prints under a title. */
async function group(title, work) {
    print((core) => core.startGroup((0,_progress_js__WEBPACK_IMPORTED_MODULE_0__/* .harmless */ .Is)(title)));
    const working = work();
    void load();
    try {
        return await working;
    }
    finally {
        print((core) => core.endGroup());
    }
}
/** Has the runner replace the values by `***`, before anything else is printed. */
const mask = (values) => print((core) => values.forEach((value) => core.setSecret(value)));


/***/ })

};
