export const id = 884;
export const ids = [884];
export const modules = {

/***/ 67884:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   rescueLeft: () => (/* binding */ rescueLeft)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(45894);
/* harmony import */ var _rescue_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(70484);
/* harmony import */ var _start_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(22490);
/** Rescues the state that Terraform could not store, for the run's own worker was killed. */




/**
 * Never throws; says what became of it. The next run on the environment puts it back.
 * @param directory the run's own
 * @param file where Terraform left the state
 */
async function rescueLeft(directory, file, variables) {
    const say = (level, text) => void process.stdout.write(`::${level}::${text}\n`);
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.chmodSync)(file, 0o600);
        const run = (0,_start_js__WEBPACK_IMPORTED_MODULE_3__/* .startRun */ .A)(directory, variables);
        const problem = await (0,_rescue_js__WEBPACK_IMPORTED_MODULE_2__/* .rescue */ .ic)(run, (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(file));
        if (problem !== undefined)
            throw new Error(problem);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(file, { force: true });
        say('notice', `The state that Terraform left was rescued, encrypted, in ${(0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .rescueRef */ .RC)(run.names)}.`);
    }
    catch (error) {
        const why = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/gu, ' ');
        say('error', `The state that Terraform left is only on this runner, in ${file}, for it could not be rescued: ${why}`);
    }
}


/***/ })

};
