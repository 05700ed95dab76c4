export const id = 781;
export const ids = [781];
export const modules = {

/***/ 48781:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   serveCache: () => (/* binding */ serveCache)
/* harmony export */ });
/* harmony import */ var node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53053);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16413);
/** The process that talks to GitHub's cache service: the only file that loads the toolkit's cache. */


/**
 * Serves one request, and tells the process that started this one what came of it. What fails is printed as a
 * warning or an error, which that process reads.
 * @param text a `CacheRequest` as JSON
 */
async function serveCache(text) {
    const request = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .qF)(text));
    process.once('disconnect', () => process.exit()); // nobody waits for it any more
    const last = await answer(request).catch((error) => {
        process.stdout.write(`::error::${String(error)}\n`);
        return 'missed';
    });
    await tell(last);
}
async function answer({ verb, name, key }) {
    const cache = await Promise.all(/* import() */[__webpack_require__.e(119), __webpack_require__.e(942), __webpack_require__.e(955), __webpack_require__.e(838), __webpack_require__.e(669), __webpack_require__.e(246), __webpack_require__.e(88), __webpack_require__.e(142)]).then(__webpack_require__.bind(__webpack_require__, 60142));
    // Without a service the toolkit tries for ten seconds.
    if (!cache.isFeatureAvailable())
        return 'absent';
    if (verb === 'save') {
        tellOfReservation();
        return (await cache.saveCache([name], key)) === -1 ? 'missed' : 'done';
    }
    const found = await cache.restoreCache([name], key, [], { lookupOnly: true });
    if (found !== key)
        return 'missed';
    await tell('found');
    return (await cache.restoreCache([name], key)) === key ? 'done' : 'missed';
}
/** In the second API of the service, and in the first one. */
const RESERVATION = /\/(?:CreateCacheEntry|caches)$/u;
/** The toolkit packs, reserves and uploads in one: only its requests show how far it is. A retry counts as the first. */
function tellOfReservation() {
    const told = new Set();
    const note = (stage, { path }) => {
        if (told.has(stage) || !RESERVATION.test(path))
            return;
        told.add(stage);
        void tell(stage);
    };
    (0,node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_0__.subscribe)('http.client.request.start', (message) => {
        note('asking', message.request);
    });
    (0,node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_0__.subscribe)('http.client.response.finish', (message) => {
        const { request, response } = message;
        if ((response.statusCode ?? 500) < 300)
            note('reserved', request);
    });
}
const tell = (answer) => new Promise((resolve) => {
    if (process.send === undefined)
        resolve();
    else
        process.send(answer, () => resolve());
});


/***/ })

};
