export const id = 665;
export const ids = [665];
export const modules = {

/***/ 22665:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openLocalState: () => (/* binding */ openLocalState)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/** The state of a destroyed environment in a file of this machine. */



/** @see https://developer.hashicorp.com/terraform/language/backend/local */
const openLocalState = async ({ path }) => {
    if (path === undefined)
        throw new Error("the code does not give 'path' as a plain value");
    const read = () => {
        if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(path))
            return undefined;
        const text = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)(path, 'utf8');
        return { text, version: (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(text).digest('hex') };
    };
    return {
        read: async () => read(),
        remove: async (version) => {
            const lock = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(path), `.${(0,node_path__WEBPACK_IMPORTED_MODULE_2__.basename)(path)}.lock.info`);
            if ((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(lock))
                throw new Error('somebody holds its lock');
            if (read()?.version !== version)
                throw new Error('it was changed meanwhile');
            for (const file of [path, `${path}.backup`])
                (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(file, { force: true });
        }
    };
};


/***/ })

};
