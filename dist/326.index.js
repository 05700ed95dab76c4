export const id = 326;
export const ids = [326];
export const modules = {

/***/ 91326:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   suitedTo: () => (/* binding */ suitedTo)
/* harmony export */ });
/* harmony import */ var semver__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(62088);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _tool_releases_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24270);
/* harmony import */ var _kinds_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(82078);
/** What of a backend a version of the tool has: the type itself, and the settings that switch its lock on. */




/**
 * @param version of the tool; undefined where it does not say
 * @throws RunError `invalid-input` for a type that the version does not have
 */
function suitedTo({ type, config, locking }, tool, version) {
    const kind = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_3__/* .kindOf */ .I)(type);
    const first = kind?.since;
    if (first !== undefined && !isSince(version, first[tool]))
        throw unknownTo(tool, version, type);
    if (Object.keys(locking).length === 0)
        return { config, notice: undefined };
    if (isSince(version, kind?.locking.since))
        return { config: { ...locking, ...config }, notice: undefined };
    return {
        config,
        notice: `${(0,_tool_releases_js__WEBPACK_IMPORTED_MODULE_2__/* .titleOf */ .Gg)(tool)} ${version ?? '(unknown version)'} takes no lock of its own in the '${type}' backend: it could with ${kind?.locking.unless.join(' (newer versions) or ') ?? ''}. The lock of this action keeps runs apart; a person's terraform is not kept out.`
    };
}
const isSince = (version, first) => first !== undefined && version !== undefined && (0,semver__WEBPACK_IMPORTED_MODULE_0__.valid)(version) !== null && (0,semver__WEBPACK_IMPORTED_MODULE_0__.gte)(version, first);
function unknownTo(tool, version, type) {
    const first = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_3__/* .kindOf */ .I)(type)?.since?.[tool];
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RunError */ .e4('invalid-input', `The backend type '${type}' is unknown to ${(0,_tool_releases_js__WEBPACK_IMPORTED_MODULE_2__/* .titleOf */ .Gg)(tool)} ${version ?? '(unknown version)'}.`, first === undefined
        ? `${(0,_tool_releases_js__WEBPACK_IMPORTED_MODULE_2__/* .titleOf */ .Gg)(tool)} has never had it. Name another type with the input 'backend'.`
        : `It exists since ${first}: ask for that with the input 'tool-version', or name another type with the input 'backend'.`);
}


/***/ })

};
