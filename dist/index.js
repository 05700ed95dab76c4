import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 9379:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const ANY = Symbol('SemVer ANY')
// hoisted class for cyclic dependency
class Comparator {
  static get ANY () {
    return ANY
  }

  constructor (comp, options) {
    options = parseOptions(options)

    if (comp instanceof Comparator) {
      if (comp.loose === !!options.loose) {
        return comp
      } else {
        comp = comp.value
      }
    }

    comp = comp.trim().split(/\s+/).join(' ')
    debug('comparator', comp, options)
    this.options = options
    this.loose = !!options.loose
    this.parse(comp)

    if (this.semver === ANY) {
      this.value = ''
    } else {
      this.value = this.operator + this.semver.version
    }

    debug('comp', this)
  }

  parse (comp) {
    const r = this.options.loose ? re[t.COMPARATORLOOSE] : re[t.COMPARATOR]
    const m = comp.match(r)

    if (!m) {
      throw new TypeError(`Invalid comparator: ${comp}`)
    }

    this.operator = m[1] !== undefined ? m[1] : ''
    if (this.operator === '=') {
      this.operator = ''
    }

    // if it literally is just '>' or '' then allow anything.
    if (!m[2]) {
      this.semver = ANY
    } else {
      this.semver = new SemVer(m[2], this.options.loose)
    }
  }

  toString () {
    return this.value
  }

  test (version) {
    debug('Comparator.test', version, this.options.loose)

    if (this.semver === ANY || version === ANY) {
      return true
    }

    if (typeof version === 'string') {
      try {
        version = new SemVer(version, this.options)
      } catch (er) {
        return false
      }
    }

    return cmp(version, this.operator, this.semver, this.options)
  }

  intersects (comp, options) {
    if (!(comp instanceof Comparator)) {
      throw new TypeError('a Comparator is required')
    }

    if (this.operator === '') {
      if (this.value === '') {
        return true
      }
      return new Range(comp.value, options).test(this.value)
    } else if (comp.operator === '') {
      if (comp.value === '') {
        return true
      }
      return new Range(this.value, options).test(comp.semver)
    }

    options = parseOptions(options)

    // Special cases where nothing can possibly be lower
    if (options.includePrerelease &&
      (this.value === '<0.0.0-0' || comp.value === '<0.0.0-0')) {
      return false
    }
    if (!options.includePrerelease &&
      (this.value.startsWith('<0.0.0') || comp.value.startsWith('<0.0.0'))) {
      return false
    }

    // Same direction increasing (> or >=)
    if (this.operator.startsWith('>') && comp.operator.startsWith('>')) {
      return true
    }
    // Same direction decreasing (< or <=)
    if (this.operator.startsWith('<') && comp.operator.startsWith('<')) {
      return true
    }
    // same SemVer and both sides are inclusive (<= or >=)
    if (
      (this.semver.version === comp.semver.version) &&
      this.operator.includes('=') && comp.operator.includes('=')) {
      return true
    }
    // opposite directions less than
    if (cmp(this.semver, '<', comp.semver, options) &&
      this.operator.startsWith('>') && comp.operator.startsWith('<')) {
      return true
    }
    // opposite directions greater than
    if (cmp(this.semver, '>', comp.semver, options) &&
      this.operator.startsWith('<') && comp.operator.startsWith('>')) {
      return true
    }
    return false
  }
}

module.exports = Comparator

const parseOptions = __nccwpck_require__(356)
const { safeRe: re, t } = __nccwpck_require__(5471)
const cmp = __nccwpck_require__(8646)
const debug = __nccwpck_require__(1159)
const SemVer = __nccwpck_require__(7163)
const Range = __nccwpck_require__(6782)


/***/ }),

/***/ 6782:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const SPACE_CHARACTERS = /\s+/g

// hoisted class for cyclic dependency
class Range {
  constructor (range, options) {
    options = parseOptions(options)

    if (range instanceof Range) {
      if (
        range.loose === !!options.loose &&
        range.includePrerelease === !!options.includePrerelease
      ) {
        return range
      } else {
        return new Range(range.raw, options)
      }
    }

    if (range instanceof Comparator) {
      // just put it in the set and return
      this.raw = range.value
      this.set = [[range]]
      this.formatted = undefined
      return this
    }

    this.options = options
    this.loose = !!options.loose
    this.includePrerelease = !!options.includePrerelease

    // First reduce all whitespace as much as possible so we do not have to rely
    // on potentially slow regexes like \s*. This is then stored and used for
    // future error messages as well.
    this.raw = range.trim().replace(SPACE_CHARACTERS, ' ')

    // First, split on ||
    this.set = this.raw
      .split('||')
      // map the range to a 2d array of comparators
      .map(r => this.parseRange(r.trim()))
      // throw out any comparator lists that are empty
      // this generally means that it was not a valid range, which is allowed
      // in loose mode, but will still throw if the WHOLE range is invalid.
      .filter(c => c.length)

    if (!this.set.length) {
      throw new TypeError(`Invalid SemVer Range: ${this.raw}`)
    }

    // if we have any that are not the null set, throw out null sets.
    if (this.set.length > 1) {
      // keep the first one, in case they're all null sets
      const first = this.set[0]
      this.set = this.set.filter(c => !isNullSet(c[0]))
      if (this.set.length === 0) {
        this.set = [first]
      } else if (this.set.length > 1) {
        // if we have any that are *, then the range is just *
        for (const c of this.set) {
          if (c.length === 1 && isAny(c[0])) {
            this.set = [c]
            break
          }
        }
      }
    }

    this.formatted = undefined
  }

  get range () {
    if (this.formatted === undefined) {
      this.formatted = ''
      for (let i = 0; i < this.set.length; i++) {
        if (i > 0) {
          this.formatted += '||'
        }
        const comps = this.set[i]
        for (let k = 0; k < comps.length; k++) {
          if (k > 0) {
            this.formatted += ' '
          }
          this.formatted += comps[k].toString().trim()
        }
      }
    }
    return this.formatted
  }

  format () {
    return this.range
  }

  toString () {
    return this.range
  }

  parseRange (range) {
    // strip build metadata so it can't bleed into the version
    range = range.replace(BUILDSTRIPRE, '')

    // memoize range parsing for performance.
    // this is a very hot path, and fully deterministic.
    const memoOpts =
      (this.options.includePrerelease && FLAG_INCLUDE_PRERELEASE) |
      (this.options.loose && FLAG_LOOSE)
    const memoKey = memoOpts + ':' + range
    const cached = cache.get(memoKey)
    if (cached) {
      return cached
    }

    const loose = this.options.loose
    // `1.2.3 - 1.2.4` => `>=1.2.3 <=1.2.4`
    const hr = loose ? re[t.HYPHENRANGELOOSE] : re[t.HYPHENRANGE]
    range = range.replace(hr, hyphenReplace(this.options.includePrerelease))
    debug('hyphen replace', range)

    // `> 1.2.3 < 1.2.5` => `>1.2.3 <1.2.5`
    range = trimComparatorWhitespace(range)
    debug('comparator trim', range)

    // `~ 1.2.3` => `~1.2.3`
    range = range.replace(re[t.TILDETRIM], tildeTrimReplace)
    debug('tilde trim', range)

    // `^ 1.2.3` => `^1.2.3`
    range = range.replace(re[t.CARETTRIM], caretTrimReplace)
    debug('caret trim', range)

    // At this point, the range is completely trimmed and
    // ready to be split into comparators.

    let rangeList = range
      .split(' ')
      .map(comp => parseComparator(comp, this.options))
      .join(' ')
      .split(/\s+/)
      // >=0.0.0 is equivalent to *
      .map(comp => replaceGTE0(comp, this.options))

    if (loose) {
      // in loose mode, throw out any that are not valid comparators
      rangeList = rangeList.filter(comp => {
        debug('loose invalid filter', comp, this.options)
        return !!comp.match(re[t.COMPARATORLOOSE])
      })
    }
    debug('range list', rangeList)

    // if any comparators are the null set, then replace with JUST null set
    // if more than one comparator, remove any * comparators
    // also, don't include the same comparator more than once
    const rangeMap = new Map()
    const comparators = rangeList.map(comp => new Comparator(comp, this.options))
    for (const comp of comparators) {
      if (isNullSet(comp)) {
        return [comp]
      }
      rangeMap.set(comp.value, comp)
    }
    if (rangeMap.size > 1 && rangeMap.has('')) {
      rangeMap.delete('')
    }

    const result = [...rangeMap.values()]
    cache.set(memoKey, result)
    return result
  }

  intersects (range, options) {
    if (!(range instanceof Range)) {
      throw new TypeError('a Range is required')
    }

    return this.set.some((thisComparators) => {
      return (
        isSatisfiable(thisComparators, options) &&
        range.set.some((rangeComparators) => {
          return (
            isSatisfiable(rangeComparators, options) &&
            thisComparators.every((thisComparator) => {
              return rangeComparators.every((rangeComparator) => {
                return thisComparator.intersects(rangeComparator, options)
              })
            })
          )
        })
      )
    })
  }

  // if ANY of the sets match ALL of its comparators, then pass
  test (version) {
    if (!version) {
      return false
    }

    if (typeof version === 'string') {
      try {
        version = new SemVer(version, this.options)
      } catch (er) {
        return false
      }
    }

    for (let i = 0; i < this.set.length; i++) {
      if (testSet(this.set[i], version, this.options)) {
        return true
      }
    }
    return false
  }
}

module.exports = Range

const LRU = __nccwpck_require__(1383)
const cache = new LRU()

const parseOptions = __nccwpck_require__(356)
const Comparator = __nccwpck_require__(9379)
const debug = __nccwpck_require__(1159)
const SemVer = __nccwpck_require__(7163)
const trimComparatorWhitespace = __nccwpck_require__(9737)
const {
  safeRe: re,
  src,
  t,
  tildeTrimReplace,
  caretTrimReplace,
} = __nccwpck_require__(5471)
const { FLAG_INCLUDE_PRERELEASE, FLAG_LOOSE } = __nccwpck_require__(5101)

// unbounded global build-metadata stripper used by parseRange
const BUILDSTRIPRE = new RegExp(src[t.BUILD], 'g')

const isNullSet = c => c.value === '<0.0.0-0'
const isAny = c => c.value === ''

// take a set of comparators and determine whether there
// exists a version which can satisfy it
const isSatisfiable = (comparators, options) => {
  let result = true
  const remainingComparators = comparators.slice()
  let testComparator = remainingComparators.pop()

  while (result && remainingComparators.length) {
    result = remainingComparators.every((otherComparator) => {
      return testComparator.intersects(otherComparator, options)
    })

    testComparator = remainingComparators.pop()
  }

  return result
}

// comprised of xranges, tildes, stars, and gtlt's at this point.
// already replaced the hyphen ranges
// turn into a set of JUST comparators.
const parseComparator = (comp, options) => {
  comp = comp.replace(re[t.BUILD], '')
  debug('comp', comp, options)
  comp = replaceCarets(comp, options)
  debug('caret', comp)
  comp = replaceTildes(comp, options)
  debug('tildes', comp)
  comp = replaceXRanges(comp, options)
  debug('xrange', comp)
  comp = replaceStars(comp, options)
  debug('stars', comp)
  return comp
}

const isX = id => !id || id.toLowerCase() === 'x' || id === '*'

const invalidXRangeOrder = (M, m, p) => (
  (isX(M) && !isX(m)) ||
  (isX(m) && p && !isX(p))
)

// ~, ~> --> * (any, kinda silly)
// ~2, ~2.x, ~2.x.x, ~>2, ~>2.x ~>2.x.x --> >=2.0.0 <3.0.0-0
// ~2.0, ~2.0.x, ~>2.0, ~>2.0.x --> >=2.0.0 <2.1.0-0
// ~1.2, ~1.2.x, ~>1.2, ~>1.2.x --> >=1.2.0 <1.3.0-0
// ~1.2.3, ~>1.2.3 --> >=1.2.3 <1.3.0-0
// ~1.2.0, ~>1.2.0 --> >=1.2.0 <1.3.0-0
// ~0.0.1 --> >=0.0.1 <0.1.0-0
const replaceTildes = (comp, options) => {
  return comp
    .trim()
    .split(/\s+/)
    .map((c) => replaceTilde(c, options))
    .join(' ')
}

const replaceTilde = (comp, options) => {
  const r = options.loose ? re[t.TILDELOOSE] : re[t.TILDE]
  // if we're including prereleases in the match, then the lower bound is
  // -0, the lowest possible prerelease value, just like x-ranges and carets.
  // this keeps `~1.2` equivalent to the `1.2.x` x-range it's documented as.
  const z = options.includePrerelease ? '-0' : ''
  return comp.replace(r, (_, M, m, p, pr) => {
    debug('tilde', comp, _, M, m, p, pr)
    let ret

    if (isX(M)) {
      ret = ''
    } else if (isX(m)) {
      ret = `>=${M}.0.0${z} <${+M + 1}.0.0-0`
    } else if (isX(p)) {
      // ~1.2 == >=1.2.0 <1.3.0-0
      ret = `>=${M}.${m}.0${z} <${M}.${+m + 1}.0-0`
    } else if (pr) {
      debug('replaceTilde pr', pr)
      ret = `>=${M}.${m}.${p}-${pr
      } <${M}.${+m + 1}.0-0`
    } else {
      // ~1.2.3 == >=1.2.3 <1.3.0-0
      ret = `>=${M}.${m}.${p
      } <${M}.${+m + 1}.0-0`
    }

    debug('tilde return', ret)
    return ret
  })
}

// ^ --> * (any, kinda silly)
// ^2, ^2.x, ^2.x.x --> >=2.0.0 <3.0.0-0
// ^2.0, ^2.0.x --> >=2.0.0 <3.0.0-0
// ^1.2, ^1.2.x --> >=1.2.0 <2.0.0-0
// ^1.2.3 --> >=1.2.3 <2.0.0-0
// ^1.2.0 --> >=1.2.0 <2.0.0-0
// ^0.0.1 --> >=0.0.1 <0.0.2-0
// ^0.1.0 --> >=0.1.0 <0.2.0-0
const replaceCarets = (comp, options) => {
  return comp
    .trim()
    .split(/\s+/)
    .map((c) => replaceCaret(c, options))
    .join(' ')
}

const replaceCaret = (comp, options) => {
  debug('caret', comp, options)
  const r = options.loose ? re[t.CARETLOOSE] : re[t.CARET]
  const z = options.includePrerelease ? '-0' : ''
  return comp.replace(r, (_, M, m, p, pr) => {
    debug('caret', comp, _, M, m, p, pr)
    let ret

    if (isX(M)) {
      ret = ''
    } else if (isX(m)) {
      ret = `>=${M}.0.0${z} <${+M + 1}.0.0-0`
    } else if (isX(p)) {
      if (M === '0') {
        ret = `>=${M}.${m}.0${z} <${M}.${+m + 1}.0-0`
      } else {
        ret = `>=${M}.${m}.0${z} <${+M + 1}.0.0-0`
      }
    } else if (pr) {
      debug('replaceCaret pr', pr)
      if (M === '0') {
        if (m === '0') {
          ret = `>=${M}.${m}.${p}-${pr
          } <${M}.${m}.${+p + 1}-0`
        } else {
          ret = `>=${M}.${m}.${p}-${pr
          } <${M}.${+m + 1}.0-0`
        }
      } else {
        ret = `>=${M}.${m}.${p}-${pr
        } <${+M + 1}.0.0-0`
      }
    } else {
      debug('no pr')
      if (M === '0') {
        if (m === '0') {
          ret = `>=${M}.${m}.${p
          } <${M}.${m}.${+p + 1}-0`
        } else {
          ret = `>=${M}.${m}.${p
          } <${M}.${+m + 1}.0-0`
        }
      } else {
        ret = `>=${M}.${m}.${p
        } <${+M + 1}.0.0-0`
      }
    }

    debug('caret return', ret)
    return ret
  })
}

const replaceXRanges = (comp, options) => {
  debug('replaceXRanges', comp, options)
  return comp
    .split(/\s+/)
    .map((c) => replaceXRange(c, options))
    .join(' ')
}

const replaceXRange = (comp, options) => {
  comp = comp.trim()
  const r = options.loose ? re[t.XRANGELOOSE] : re[t.XRANGE]
  return comp.replace(r, (ret, gtlt, M, m, p, pr) => {
    debug('xRange', comp, ret, gtlt, M, m, p, pr)
    if (invalidXRangeOrder(M, m, p)) {
      return comp
    }

    const xM = isX(M)
    const xm = xM || isX(m)
    const xp = xm || isX(p)
    const anyX = xp

    if (gtlt === '=' && anyX) {
      gtlt = ''
    }

    // if we're including prereleases in the match, then we need
    // to fix this to -0, the lowest possible prerelease value
    pr = options.includePrerelease ? '-0' : ''

    if (xM) {
      if (gtlt === '>' || gtlt === '<') {
        // nothing is allowed
        ret = '<0.0.0-0'
      } else {
        // nothing is forbidden
        ret = '*'
      }
    } else if (gtlt && anyX) {
      // we know patch is an x, because we have any x at all.
      // replace X with 0
      if (xm) {
        m = 0
      }
      p = 0

      if (gtlt === '>') {
        // >1 => >=2.0.0
        // >1.2 => >=1.3.0
        gtlt = '>='
        if (xm) {
          M = +M + 1
          m = 0
          p = 0
        } else {
          m = +m + 1
          p = 0
        }
      } else if (gtlt === '<=') {
        // <=0.7.x is actually <0.8.0, since any 0.7.x should
        // pass.  Similarly, <=7.x is actually <8.0.0, etc.
        gtlt = '<'
        if (xm) {
          M = +M + 1
        } else {
          m = +m + 1
        }
      }

      if (gtlt === '<') {
        pr = '-0'
      }

      ret = `${gtlt + M}.${m}.${p}${pr}`
    } else if (xm) {
      ret = `>=${M}.0.0${pr} <${+M + 1}.0.0-0`
    } else if (xp) {
      ret = `>=${M}.${m}.0${pr
      } <${M}.${+m + 1}.0-0`
    }

    debug('xRange return', ret)

    return ret
  })
}

// Because * is AND-ed with everything else in the comparator,
// and '' means "any version", just remove the *s entirely.
const replaceStars = (comp, options) => {
  debug('replaceStars', comp, options)
  // Looseness is ignored here.  star is always as loose as it gets!
  return comp
    .trim()
    .replace(re[t.STAR], '')
}

const replaceGTE0 = (comp, options) => {
  debug('replaceGTE0', comp, options)
  return comp
    .trim()
    .replace(re[options.includePrerelease ? t.GTE0PRE : t.GTE0], '')
}

// This function is passed to string.replace(re[t.HYPHENRANGE])
// M, m, patch, prerelease, build
// 1.2 - 3.4.5 => >=1.2.0 <=3.4.5
// 1.2.3 - 3.4 => >=1.2.0 <3.5.0-0 Any 3.4.x will do
// 1.2 - 3.4 => >=1.2.0 <3.5.0-0
// TODO build?
const hyphenReplace = incPr => ($0,
  from, fM, fm, fp, fpr, fb,
  to, tM, tm, tp, tpr) => {
  if (isX(fM)) {
    from = ''
  } else if (isX(fm)) {
    from = `>=${fM}.0.0${incPr ? '-0' : ''}`
  } else if (isX(fp)) {
    from = `>=${fM}.${fm}.0${incPr ? '-0' : ''}`
  } else if (fpr) {
    from = `>=${from}`
  } else {
    from = `>=${from}${incPr ? '-0' : ''}`
  }

  if (isX(tM)) {
    to = ''
  } else if (isX(tm)) {
    to = `<${+tM + 1}.0.0-0`
  } else if (isX(tp)) {
    to = `<${tM}.${+tm + 1}.0-0`
  } else if (tpr) {
    to = `<=${tM}.${tm}.${tp}-${tpr}`
  } else if (incPr) {
    to = `<${tM}.${tm}.${+tp + 1}-0`
  } else {
    to = `<=${to}`
  }

  return `${from} ${to}`.trim()
}

const testSet = (set, version, options) => {
  for (let i = 0; i < set.length; i++) {
    if (!set[i].test(version)) {
      return false
    }
  }

  if (version.prerelease.length && !options.includePrerelease) {
    // Find the set of versions that are allowed to have prereleases
    // For example, ^1.2.3-pr.1 desugars to >=1.2.3-pr.1 <2.0.0
    // That should allow `1.2.3-pr.2` to pass.
    // However, `1.2.4-alpha.notready` should NOT be allowed,
    // even though it's within the range set by the comparators.
    for (let i = 0; i < set.length; i++) {
      debug(set[i].semver)
      if (set[i].semver === Comparator.ANY) {
        continue
      }

      if (set[i].semver.prerelease.length > 0) {
        const allowed = set[i].semver
        if (allowed.major === version.major &&
            allowed.minor === version.minor &&
            allowed.patch === version.patch) {
          return true
        }
      }
    }

    // Version has a -pre, but it's not one of the ones we like.
    return false
  }

  return true
}


/***/ }),

/***/ 7163:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const debug = __nccwpck_require__(1159)
const { MAX_LENGTH, MAX_SAFE_INTEGER } = __nccwpck_require__(5101)
const { safeRe: re, t } = __nccwpck_require__(5471)

const parseOptions = __nccwpck_require__(356)
const { compareIdentifiers } = __nccwpck_require__(3348)

const isPrereleaseIdentifier = (prerelease, identifier) => {
  const identifiers = identifier.split('.')
  if (identifiers.length > prerelease.length) {
    return false
  }

  for (let i = 0; i < identifiers.length; i++) {
    if (compareIdentifiers(prerelease[i], identifiers[i]) !== 0) {
      return false
    }
  }

  return true
}

class SemVer {
  constructor (version, options) {
    options = parseOptions(options)

    if (version instanceof SemVer) {
      if (version.loose === !!options.loose &&
        version.includePrerelease === !!options.includePrerelease) {
        return version
      } else {
        version = version.version
      }
    } else if (typeof version !== 'string') {
      throw new TypeError(`Invalid version. Must be a string. Got type "${typeof version}".`)
    }

    if (version.length > MAX_LENGTH) {
      throw new TypeError(
        `version is longer than ${MAX_LENGTH} characters`
      )
    }

    debug('SemVer', version, options)
    this.options = options
    this.loose = !!options.loose
    // this isn't actually relevant for versions, but keep it so that we
    // don't run into trouble passing this.options around.
    this.includePrerelease = !!options.includePrerelease

    const m = version.trim().match(options.loose ? re[t.LOOSE] : re[t.FULL])

    if (!m) {
      throw new TypeError(`Invalid Version: ${version}`)
    }

    this.raw = version

    // these are actually numbers
    this.major = +m[1]
    this.minor = +m[2]
    this.patch = +m[3]

    if (this.major > MAX_SAFE_INTEGER || this.major < 0) {
      throw new TypeError('Invalid major version')
    }

    if (this.minor > MAX_SAFE_INTEGER || this.minor < 0) {
      throw new TypeError('Invalid minor version')
    }

    if (this.patch > MAX_SAFE_INTEGER || this.patch < 0) {
      throw new TypeError('Invalid patch version')
    }

    // numberify any prerelease numeric ids
    if (!m[4]) {
      this.prerelease = []
    } else {
      this.prerelease = m[4].split('.').map((id) => {
        if (/^[0-9]+$/.test(id)) {
          const num = +id
          if (num >= 0 && num < MAX_SAFE_INTEGER) {
            return num
          }
        }
        return id
      })
    }

    this.build = m[5] ? m[5].split('.') : []
    this.format()
  }

  format () {
    this.version = `${this.major}.${this.minor}.${this.patch}`
    if (this.prerelease.length) {
      this.version += `-${this.prerelease.join('.')}`
    }
    return this.version
  }

  toString () {
    return this.version
  }

  compare (other) {
    debug('SemVer.compare', this.version, this.options, other)
    if (!(other instanceof SemVer)) {
      if (typeof other === 'string' && other === this.version) {
        return 0
      }
      other = new SemVer(other, this.options)
    }

    if (other.version === this.version) {
      return 0
    }

    return this.compareMain(other) || this.comparePre(other)
  }

  compareMain (other) {
    if (!(other instanceof SemVer)) {
      other = new SemVer(other, this.options)
    }

    if (this.major < other.major) {
      return -1
    }
    if (this.major > other.major) {
      return 1
    }
    if (this.minor < other.minor) {
      return -1
    }
    if (this.minor > other.minor) {
      return 1
    }
    if (this.patch < other.patch) {
      return -1
    }
    if (this.patch > other.patch) {
      return 1
    }
    return 0
  }

  comparePre (other) {
    if (!(other instanceof SemVer)) {
      other = new SemVer(other, this.options)
    }

    // NOT having a prerelease is > having one
    if (this.prerelease.length && !other.prerelease.length) {
      return -1
    } else if (!this.prerelease.length && other.prerelease.length) {
      return 1
    } else if (!this.prerelease.length && !other.prerelease.length) {
      return 0
    }

    let i = 0
    do {
      const a = this.prerelease[i]
      const b = other.prerelease[i]
      debug('prerelease compare', i, a, b)
      if (a === undefined && b === undefined) {
        return 0
      } else if (b === undefined) {
        return 1
      } else if (a === undefined) {
        return -1
      } else if (a === b) {
        continue
      } else {
        return compareIdentifiers(a, b)
      }
    } while (++i)
  }

  compareBuild (other) {
    if (!(other instanceof SemVer)) {
      other = new SemVer(other, this.options)
    }

    let i = 0
    do {
      const a = this.build[i]
      const b = other.build[i]
      debug('build compare', i, a, b)
      if (a === undefined && b === undefined) {
        return 0
      } else if (b === undefined) {
        return 1
      } else if (a === undefined) {
        return -1
      } else if (a === b) {
        continue
      } else {
        return compareIdentifiers(a, b)
      }
    } while (++i)
  }

  // preminor will bump the version up to the next minor release, and immediately
  // down to pre-release. premajor and prepatch work the same way.
  inc (release, identifier, identifierBase) {
    if (release.startsWith('pre')) {
      if (!identifier && identifierBase === false) {
        throw new Error('invalid increment argument: identifier is empty')
      }
      // Avoid an invalid semver results
      if (identifier) {
        const match = `-${identifier}`.match(this.options.loose ? re[t.PRERELEASELOOSE] : re[t.PRERELEASE])
        if (!match || match[1] !== identifier) {
          throw new Error(`invalid identifier: ${identifier}`)
        }
      }
    }

    switch (release) {
      case 'premajor':
        this.prerelease.length = 0
        this.patch = 0
        this.minor = 0
        this.major++
        this.inc('pre', identifier, identifierBase)
        break
      case 'preminor':
        this.prerelease.length = 0
        this.patch = 0
        this.minor++
        this.inc('pre', identifier, identifierBase)
        break
      case 'prepatch':
        // If this is already a prerelease, it will bump to the next version
        // drop any prereleases that might already exist, since they are not
        // relevant at this point.
        this.prerelease.length = 0
        this.inc('patch', identifier, identifierBase)
        this.inc('pre', identifier, identifierBase)
        break
      // If the input is a non-prerelease version, this acts the same as
      // prepatch.
      case 'prerelease':
        if (this.prerelease.length === 0) {
          this.inc('patch', identifier, identifierBase)
        }
        this.inc('pre', identifier, identifierBase)
        break
      case 'release':
        if (this.prerelease.length === 0) {
          throw new Error(`version ${this.raw} is not a prerelease`)
        }
        this.prerelease.length = 0
        break

      case 'major':
        // If this is a pre-major version, bump up to the same major version.
        // Otherwise increment major.
        // 1.0.0-5 bumps to 1.0.0
        // 1.1.0 bumps to 2.0.0
        if (
          this.minor !== 0 ||
          this.patch !== 0 ||
          this.prerelease.length === 0
        ) {
          this.major++
        }
        this.minor = 0
        this.patch = 0
        this.prerelease = []
        break
      case 'minor':
        // If this is a pre-minor version, bump up to the same minor version.
        // Otherwise increment minor.
        // 1.2.0-5 bumps to 1.2.0
        // 1.2.1 bumps to 1.3.0
        if (this.patch !== 0 || this.prerelease.length === 0) {
          this.minor++
        }
        this.patch = 0
        this.prerelease = []
        break
      case 'patch':
        // If this is not a pre-release version, it will increment the patch.
        // If it is a pre-release it will bump up to the same patch version.
        // 1.2.0-5 patches to 1.2.0
        // 1.2.0 patches to 1.2.1
        if (this.prerelease.length === 0) {
          this.patch++
        }
        this.prerelease = []
        break
      // This probably shouldn't be used publicly.
      // 1.0.0 'pre' would become 1.0.0-0 which is the wrong direction.
      case 'pre': {
        const base = Number(identifierBase) ? 1 : 0

        if (this.prerelease.length === 0) {
          this.prerelease = [base]
        } else {
          let i = this.prerelease.length
          while (--i >= 0) {
            if (typeof this.prerelease[i] === 'number') {
              this.prerelease[i]++
              i = -2
            }
          }
          if (i === -1) {
            // didn't increment anything
            if (identifier === this.prerelease.join('.') && identifierBase === false) {
              throw new Error('invalid increment argument: identifier already exists')
            }
            this.prerelease.push(base)
          }
        }
        if (identifier) {
          // 1.2.0-beta.1 bumps to 1.2.0-beta.2,
          // 1.2.0-beta.fooblz or 1.2.0-beta bumps to 1.2.0-beta.0
          let prerelease = [identifier, base]
          if (identifierBase === false) {
            prerelease = [identifier]
          }
          if (isPrereleaseIdentifier(this.prerelease, identifier)) {
            const prereleaseBase = this.prerelease[identifier.split('.').length]
            if (isNaN(prereleaseBase)) {
              this.prerelease = prerelease
            }
          } else {
            this.prerelease = prerelease
          }
        }
        break
      }
      default:
        throw new Error(`invalid increment argument: ${release}`)
    }
    this.raw = this.format()
    if (this.build.length) {
      this.raw += `+${this.build.join('.')}`
    }
    return this
  }
}

module.exports = SemVer


/***/ }),

/***/ 1799:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const parse = __nccwpck_require__(6353)
const clean = (version, options) => {
  const s = parse(version.trim().replace(/^[=v]+/, ''), options)
  return s ? s.version : null
}
module.exports = clean


/***/ }),

/***/ 8646:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const eq = __nccwpck_require__(5082)
const neq = __nccwpck_require__(4974)
const gt = __nccwpck_require__(6599)
const gte = __nccwpck_require__(1236)
const lt = __nccwpck_require__(3872)
const lte = __nccwpck_require__(6717)

const cmp = (a, op, b, loose) => {
  switch (op) {
    case '===':
      if (typeof a === 'object') {
        a = a.version
      }
      if (typeof b === 'object') {
        b = b.version
      }
      return a === b

    case '!==':
      if (typeof a === 'object') {
        a = a.version
      }
      if (typeof b === 'object') {
        b = b.version
      }
      return a !== b

    case '':
    case '=':
    case '==':
      return eq(a, b, loose)

    case '!=':
      return neq(a, b, loose)

    case '>':
      return gt(a, b, loose)

    case '>=':
      return gte(a, b, loose)

    case '<':
      return lt(a, b, loose)

    case '<=':
      return lte(a, b, loose)

    default:
      throw new TypeError(`Invalid operator: ${op}`)
  }
}
module.exports = cmp


/***/ }),

/***/ 5385:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const SemVer = __nccwpck_require__(7163)
const parse = __nccwpck_require__(6353)
const { safeRe: re, t } = __nccwpck_require__(5471)

const coerce = (version, options) => {
  if (version instanceof SemVer) {
    return version
  }

  if (typeof version === 'number') {
    version = String(version)
  }

  if (typeof version !== 'string') {
    return null
  }

  options = options || {}

  let match = null
  if (!options.rtl) {
    match = version.match(options.includePrerelease ? re[t.COERCEFULL] : re[t.COERCE])
  } else {
    // Find the right-most coercible string that does not share
    // a terminus with a more left-ward coercible string.
    // Eg, '1.2.3.4' wants to coerce '2.3.4', not '3.4' or '4'
    // With includePrerelease option set, '1.2.3.4-rc' wants to coerce '2.3.4-rc', not '2.3.4'
    //
    // Walk through the string checking with a /g regexp
    // Manually set the index so as to pick up overlapping matches.
    // Stop when we get a match that ends at the string end, since no
    // coercible string can be more right-ward without the same terminus.
    const coerceRtlRegex = options.includePrerelease ? re[t.COERCERTLFULL] : re[t.COERCERTL]
    let next
    while ((next = coerceRtlRegex.exec(version)) &&
        (!match || match.index + match[0].length !== version.length)
    ) {
      if (!match ||
            next.index + next[0].length !== match.index + match[0].length) {
        match = next
      }
      coerceRtlRegex.lastIndex = next.index + next[1].length + next[2].length
    }
    // leave it in a clean state
    coerceRtlRegex.lastIndex = -1
  }

  if (match === null) {
    return null
  }

  const major = match[2]
  const minor = match[3] || '0'
  const patch = match[4] || '0'
  const prerelease = options.includePrerelease && match[5] ? `-${match[5]}` : ''
  const build = options.includePrerelease && match[6] ? `+${match[6]}` : ''

  return parse(`${major}.${minor}.${patch}${prerelease}${build}`, options)
}
module.exports = coerce


/***/ }),

/***/ 7648:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const SemVer = __nccwpck_require__(7163)
const compareBuild = (a, b, loose) => {
  const versionA = new SemVer(a, loose)
  const versionB = new SemVer(b, loose)
  return versionA.compare(versionB) || versionA.compareBuild(versionB)
}
module.exports = compareBuild


/***/ }),

/***/ 6874:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const compare = __nccwpck_require__(8469)
const compareLoose = (a, b) => compare(a, b, true)
module.exports = compareLoose


/***/ }),

/***/ 8469:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const SemVer = __nccwpck_require__(7163)
const compare = (a, b, loose) =>
  new SemVer(a, loose).compare(new SemVer(b, loose))

module.exports = compare


/***/ }),

/***/ 711:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const parse = __nccwpck_require__(6353)

const diff = (version1, version2) => {
  const v1 = parse(version1, null, true)
  const v2 = parse(version2, null, true)
  const comparison = v1.compare(v2)

  if (comparison === 0) {
    return null
  }

  const v1Higher = comparison > 0
  const highVersion = v1Higher ? v1 : v2
  const lowVersion = v1Higher ? v2 : v1
  const highHasPre = !!highVersion.prerelease.length
  const lowHasPre = !!lowVersion.prerelease.length

  if (lowHasPre && !highHasPre) {
    // Going from prerelease -> no prerelease requires some special casing

    // If the low version has only a major, then it will always be a major
    // Some examples:
    // 1.0.0-1 -> 1.0.0
    // 1.0.0-1 -> 1.1.1
    // 1.0.0-1 -> 2.0.0
    if (!lowVersion.patch && !lowVersion.minor) {
      return 'major'
    }

    // If the main part has no difference
    if (lowVersion.compareMain(highVersion) === 0) {
      if (lowVersion.minor && !lowVersion.patch) {
        return 'minor'
      }
      return 'patch'
    }
  }

  // add the `pre` prefix if we are going to a prerelease version
  const prefix = highHasPre ? 'pre' : ''

  if (v1.major !== v2.major) {
    return prefix + 'major'
  }

  if (v1.minor !== v2.minor) {
    return prefix + 'minor'
  }

  if (v1.patch !== v2.patch) {
    return prefix + 'patch'
  }

  // high and low are prereleases
  return 'prerelease'
}

module.exports = diff


/***/ }),

/***/ 5082:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const compare = __nccwpck_require__(8469)
const eq = (a, b, loose) => compare(a, b, loose) === 0
module.exports = eq


/***/ }),

/***/ 6599:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const compare = __nccwpck_require__(8469)
const gt = (a, b, loose) => compare(a, b, loose) > 0
module.exports = gt


/***/ }),

/***/ 1236:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const compare = __nccwpck_require__(8469)
const gte = (a, b, loose) => compare(a, b, loose) >= 0
module.exports = gte


/***/ }),

/***/ 2338:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const SemVer = __nccwpck_require__(7163)

const inc = (version, release, options, identifier, identifierBase) => {
  if (typeof (options) === 'string') {
    identifierBase = identifier
    identifier = options
    options = undefined
  }

  try {
    return new SemVer(
      version instanceof SemVer ? version.version : version,
      options
    ).inc(release, identifier, identifierBase).version
  } catch (er) {
    return null
  }
}
module.exports = inc


/***/ }),

/***/ 3872:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const compare = __nccwpck_require__(8469)
const lt = (a, b, loose) => compare(a, b, loose) < 0
module.exports = lt


/***/ }),

/***/ 6717:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const compare = __nccwpck_require__(8469)
const lte = (a, b, loose) => compare(a, b, loose) <= 0
module.exports = lte


/***/ }),

/***/ 8511:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const SemVer = __nccwpck_require__(7163)
const major = (a, loose) => new SemVer(a, loose).major
module.exports = major


/***/ }),

/***/ 2603:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const SemVer = __nccwpck_require__(7163)
const minor = (a, loose) => new SemVer(a, loose).minor
module.exports = minor


/***/ }),

/***/ 4974:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const compare = __nccwpck_require__(8469)
const neq = (a, b, loose) => compare(a, b, loose) !== 0
module.exports = neq


/***/ }),

/***/ 6353:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const SemVer = __nccwpck_require__(7163)
const parse = (version, options, throwErrors = false) => {
  if (version instanceof SemVer) {
    return version
  }
  try {
    return new SemVer(version, options)
  } catch (er) {
    if (!throwErrors) {
      return null
    }
    throw er
  }
}

module.exports = parse


/***/ }),

/***/ 8756:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const SemVer = __nccwpck_require__(7163)
const patch = (a, loose) => new SemVer(a, loose).patch
module.exports = patch


/***/ }),

/***/ 5714:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const parse = __nccwpck_require__(6353)
const prerelease = (version, options) => {
  const parsed = parse(version, options)
  return (parsed && parsed.prerelease.length) ? parsed.prerelease : null
}
module.exports = prerelease


/***/ }),

/***/ 2173:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const compare = __nccwpck_require__(8469)
const rcompare = (a, b, loose) => compare(b, a, loose)
module.exports = rcompare


/***/ }),

/***/ 7192:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const compareBuild = __nccwpck_require__(7648)
const rsort = (list, loose) => list.sort((a, b) => compareBuild(b, a, loose))
module.exports = rsort


/***/ }),

/***/ 8011:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const Range = __nccwpck_require__(6782)
const satisfies = (version, range, options) => {
  try {
    range = new Range(range, options)
  } catch (er) {
    return false
  }
  return range.test(version)
}
module.exports = satisfies


/***/ }),

/***/ 9872:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const compareBuild = __nccwpck_require__(7648)
const sort = (list, loose) => list.sort((a, b) => compareBuild(a, b, loose))
module.exports = sort


/***/ }),

/***/ 6114:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const parse = __nccwpck_require__(6353)
const constants = __nccwpck_require__(5101)
const SemVer = __nccwpck_require__(7163)

const truncate = (version, truncation, options) => {
  if (!constants.RELEASE_TYPES.includes(truncation)) {
    return null
  }

  const clonedVersion = cloneInputVersion(version, options)
  return clonedVersion && doTruncation(clonedVersion, truncation)
}

const cloneInputVersion = (version, options) => {
  const versionStringToParse = (
    version instanceof SemVer ? version.version : version
  )

  return parse(versionStringToParse, options)
}

const doTruncation = (version, truncation) => {
  if (isPrerelease(truncation)) {
    return version.version
  }

  version.prerelease = []

  switch (truncation) {
    case 'major':
      version.minor = 0
      version.patch = 0
      break
    case 'minor':
      version.patch = 0
      break
  }

  return version.format()
}

const isPrerelease = (type) => {
  return type.startsWith('pre')
}

module.exports = truncate


/***/ }),

/***/ 8780:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const parse = __nccwpck_require__(6353)
const valid = (version, options) => {
  const v = parse(version, options)
  return v ? v.version : null
}
module.exports = valid


/***/ }),

/***/ 2088:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



// just pre-load all the stuff that index.js lazily exports
const internalRe = __nccwpck_require__(5471)
const constants = __nccwpck_require__(5101)
const SemVer = __nccwpck_require__(7163)
const identifiers = __nccwpck_require__(3348)
const parse = __nccwpck_require__(6353)
const valid = __nccwpck_require__(8780)
const clean = __nccwpck_require__(1799)
const inc = __nccwpck_require__(2338)
const diff = __nccwpck_require__(711)
const major = __nccwpck_require__(8511)
const minor = __nccwpck_require__(2603)
const patch = __nccwpck_require__(8756)
const prerelease = __nccwpck_require__(5714)
const compare = __nccwpck_require__(8469)
const rcompare = __nccwpck_require__(2173)
const compareLoose = __nccwpck_require__(6874)
const compareBuild = __nccwpck_require__(7648)
const sort = __nccwpck_require__(9872)
const rsort = __nccwpck_require__(7192)
const gt = __nccwpck_require__(6599)
const lt = __nccwpck_require__(3872)
const eq = __nccwpck_require__(5082)
const neq = __nccwpck_require__(4974)
const gte = __nccwpck_require__(1236)
const lte = __nccwpck_require__(6717)
const cmp = __nccwpck_require__(8646)
const coerce = __nccwpck_require__(5385)
const truncate = __nccwpck_require__(6114)
const Comparator = __nccwpck_require__(9379)
const Range = __nccwpck_require__(6782)
const satisfies = __nccwpck_require__(8011)
const toComparators = __nccwpck_require__(4750)
const maxSatisfying = __nccwpck_require__(3193)
const minSatisfying = __nccwpck_require__(8595)
const minVersion = __nccwpck_require__(1866)
const validRange = __nccwpck_require__(4737)
const outside = __nccwpck_require__(280)
const gtr = __nccwpck_require__(2276)
const ltr = __nccwpck_require__(5213)
const intersects = __nccwpck_require__(3465)
const simplifyRange = __nccwpck_require__(2028)
const subset = __nccwpck_require__(1489)
module.exports = {
  parse,
  valid,
  clean,
  inc,
  diff,
  major,
  minor,
  patch,
  prerelease,
  compare,
  rcompare,
  compareLoose,
  compareBuild,
  sort,
  rsort,
  gt,
  lt,
  eq,
  neq,
  gte,
  lte,
  cmp,
  coerce,
  truncate,
  Comparator,
  Range,
  satisfies,
  toComparators,
  maxSatisfying,
  minSatisfying,
  minVersion,
  validRange,
  outside,
  gtr,
  ltr,
  intersects,
  simplifyRange,
  subset,
  SemVer,
  re: internalRe.re,
  src: internalRe.src,
  tokens: internalRe.t,
  SEMVER_SPEC_VERSION: constants.SEMVER_SPEC_VERSION,
  RELEASE_TYPES: constants.RELEASE_TYPES,
  compareIdentifiers: identifiers.compareIdentifiers,
  rcompareIdentifiers: identifiers.rcompareIdentifiers,
}


/***/ }),

/***/ 5101:
/***/ ((module) => {



// Note: this is the semver.org version of the spec that it implements
// Not necessarily the package version of this code.
const SEMVER_SPEC_VERSION = '2.0.0'

const MAX_LENGTH = 256
const MAX_SAFE_INTEGER = Number.MAX_SAFE_INTEGER ||
/* istanbul ignore next */ 9007199254740991

// Max safe segment length for coercion.
const MAX_SAFE_COMPONENT_LENGTH = 16

// Max safe length for a build identifier. The max length minus 6 characters for
// the shortest version with a build 0.0.0+BUILD.
const MAX_SAFE_BUILD_LENGTH = MAX_LENGTH - 6

// ECMAScript whitespace and line terminators matched by \s.
const WHITESPACE_CHARACTERS = [
  '\t',
  '\n',
  '\v',
  '\f',
  '\r',
  ' ',
  '\u00a0',
  '\u1680',
  '\u2000',
  '\u2001',
  '\u2002',
  '\u2003',
  '\u2004',
  '\u2005',
  '\u2006',
  '\u2007',
  '\u2008',
  '\u2009',
  '\u200a',
  '\u2028',
  '\u2029',
  '\u202f',
  '\u205f',
  '\u3000',
  '\ufeff',
]

const RELEASE_TYPES = [
  'major',
  'premajor',
  'minor',
  'preminor',
  'patch',
  'prepatch',
  'prerelease',
]

module.exports = {
  MAX_LENGTH,
  MAX_SAFE_COMPONENT_LENGTH,
  MAX_SAFE_BUILD_LENGTH,
  MAX_SAFE_INTEGER,
  WHITESPACE_CHARACTERS,
  RELEASE_TYPES,
  SEMVER_SPEC_VERSION,
  FLAG_INCLUDE_PRERELEASE: 0b001,
  FLAG_LOOSE: 0b010,
}


/***/ }),

/***/ 1159:
/***/ ((module) => {



const debug = (
  typeof process === 'object' &&
  process.env &&
  process.env.NODE_DEBUG &&
  /\bsemver\b/i.test(process.env.NODE_DEBUG)
) ? (...args) => console.error('SEMVER', ...args)
  : () => {}

module.exports = debug


/***/ }),

/***/ 3348:
/***/ ((module) => {



const numeric = /^[0-9]+$/
const compareIdentifiers = (a, b) => {
  if (typeof a === 'number' && typeof b === 'number') {
    return a === b ? 0 : a < b ? -1 : 1
  }

  const anum = numeric.test(a)
  const bnum = numeric.test(b)

  if (anum && bnum) {
    a = +a
    b = +b
  }

  return a === b ? 0
    : (anum && !bnum) ? -1
    : (bnum && !anum) ? 1
    : a < b ? -1
    : 1
}

const rcompareIdentifiers = (a, b) => compareIdentifiers(b, a)

module.exports = {
  compareIdentifiers,
  rcompareIdentifiers,
}


/***/ }),

/***/ 1383:
/***/ ((module) => {



class LRUCache {
  constructor () {
    this.max = 1000
    this.map = new Map()
  }

  get (key) {
    const value = this.map.get(key)
    if (value === undefined) {
      return undefined
    } else {
      // Remove the key from the map and add it to the end
      this.map.delete(key)
      this.map.set(key, value)
      return value
    }
  }

  delete (key) {
    return this.map.delete(key)
  }

  set (key, value) {
    const deleted = this.delete(key)

    if (!deleted && value !== undefined) {
      // If cache is full, delete the least recently used item
      if (this.map.size >= this.max) {
        const firstKey = this.map.keys().next().value
        this.delete(firstKey)
      }

      this.map.set(key, value)
    }

    return this
  }
}

module.exports = LRUCache


/***/ }),

/***/ 356:
/***/ ((module) => {



// parse out just the options we care about
const looseOption = Object.freeze({ loose: true })
const emptyOpts = Object.freeze({ })
const parseOptions = options => {
  if (!options) {
    return emptyOpts
  }

  if (typeof options !== 'object') {
    return looseOption
  }

  return options
}
module.exports = parseOptions


/***/ }),

/***/ 5471:
/***/ ((module, exports, __nccwpck_require__) => {



const {
  MAX_SAFE_COMPONENT_LENGTH,
  MAX_SAFE_BUILD_LENGTH,
  MAX_LENGTH,
} = __nccwpck_require__(5101)
const debug = __nccwpck_require__(1159)
exports = module.exports = {}

// The actual regexps go on exports.re
const re = exports.re = []
const safeRe = exports.safeRe = []
const src = exports.src = []
const safeSrc = exports.safeSrc = []
const t = exports.t = {}
let R = 0

const LETTERDASHNUMBER = '[a-zA-Z0-9-]'

// Replace some greedy regex tokens to prevent regex dos issues. These regex are
// used internally via the safeRe object since all inputs in this library get
// normalized first to trim and collapse all extra whitespace. The original
// regexes are exported for userland consumption and lower level usage. A
// future breaking change could export the safer regex only with a note that
// all input should have extra whitespace removed.
const safeRegexReplacements = [
  ['\\s', 1],
  ['\\d', MAX_LENGTH],
  [LETTERDASHNUMBER, MAX_SAFE_BUILD_LENGTH],
]

const makeSafeRegex = (value) => {
  for (const [token, max] of safeRegexReplacements) {
    value = value
      .split(`${token}*`).join(`${token}{0,${max}}`)
      .split(`${token}+`).join(`${token}{1,${max}}`)
  }
  return value
}

const createToken = (name, value, isGlobal) => {
  const safe = makeSafeRegex(value)
  const index = R++
  debug(name, index, value)
  t[name] = index
  src[index] = value
  safeSrc[index] = safe
  re[index] = new RegExp(value, isGlobal ? 'g' : undefined)
  safeRe[index] = new RegExp(safe, isGlobal ? 'g' : undefined)
}

// The following Regular Expressions can be used for tokenizing,
// validating, and parsing SemVer version strings.

// ## Numeric Identifier
// A single `0`, or a non-zero digit followed by zero or more digits.

createToken('NUMERICIDENTIFIER', '0|[1-9]\\d*')
createToken('NUMERICIDENTIFIERLOOSE', '\\d+')

// ## Non-numeric Identifier
// Zero or more digits, followed by a letter or hyphen, and then zero or
// more letters, digits, or hyphens.

createToken('NONNUMERICIDENTIFIER', `\\d*[a-zA-Z-]${LETTERDASHNUMBER}*`)

// ## Main Version
// Three dot-separated numeric identifiers.

createToken('MAINVERSION', `(${src[t.NUMERICIDENTIFIER]})\\.` +
                   `(${src[t.NUMERICIDENTIFIER]})\\.` +
                   `(${src[t.NUMERICIDENTIFIER]})`)

createToken('MAINVERSIONLOOSE', `(${src[t.NUMERICIDENTIFIERLOOSE]})\\.` +
                        `(${src[t.NUMERICIDENTIFIERLOOSE]})\\.` +
                        `(${src[t.NUMERICIDENTIFIERLOOSE]})`)

// ## Pre-release Version Identifier
// A numeric identifier, or a non-numeric identifier.
// Non-numeric identifiers include numeric identifiers but can be longer.
// Therefore non-numeric identifiers must go first.

createToken('PRERELEASEIDENTIFIER', `(?:${src[t.NONNUMERICIDENTIFIER]
}|${src[t.NUMERICIDENTIFIER]})`)

createToken('PRERELEASEIDENTIFIERLOOSE', `(?:${src[t.NONNUMERICIDENTIFIER]
}|${src[t.NUMERICIDENTIFIERLOOSE]})`)

// ## Pre-release Version
// Hyphen, followed by one or more dot-separated pre-release version
// identifiers.

createToken('PRERELEASE', `(?:-(${src[t.PRERELEASEIDENTIFIER]
}(?:\\.${src[t.PRERELEASEIDENTIFIER]})*))`)

createToken('PRERELEASELOOSE', `(?:-?(${src[t.PRERELEASEIDENTIFIERLOOSE]
}(?:\\.${src[t.PRERELEASEIDENTIFIERLOOSE]})*))`)

// ## Build Metadata Identifier
// Any combination of digits, letters, or hyphens.

createToken('BUILDIDENTIFIER', `${LETTERDASHNUMBER}+`)

// ## Build Metadata
// Plus sign, followed by one or more period-separated build metadata
// identifiers.

createToken('BUILD', `(?:\\+(${src[t.BUILDIDENTIFIER]
}(?:\\.${src[t.BUILDIDENTIFIER]})*))`)

// ## Full Version String
// A main version, followed optionally by a pre-release version and
// build metadata.

// Note that the only major, minor, patch, and pre-release sections of
// the version string are capturing groups.  The build metadata is not a
// capturing group, because it should not ever be used in version
// comparison.

createToken('FULLPLAIN', `v?${src[t.MAINVERSION]
}${src[t.PRERELEASE]}?${
  src[t.BUILD]}?`)

createToken('FULL', `^${src[t.FULLPLAIN]}$`)

// like full, but allows v1.2.3 and =1.2.3, which people do sometimes.
// also, 1.0.0alpha1 (prerelease without the hyphen) which is pretty
// common in the npm registry.
createToken('LOOSEPLAIN', `[v=\\s]*${src[t.MAINVERSIONLOOSE]
}${src[t.PRERELEASELOOSE]}?${
  src[t.BUILD]}?`)

createToken('LOOSE', `^${src[t.LOOSEPLAIN]}$`)

createToken('GTLT', '((?:<|>)?=?)')

// Something like "2.*" or "1.2.x".
// Note that "x.x" is a valid xRange identifier, meaning "any version"
// Only the first item is strictly required.
createToken('XRANGEIDENTIFIERLOOSE', `${src[t.NUMERICIDENTIFIERLOOSE]}|x|X|\\*`)
createToken('XRANGEIDENTIFIER', `${src[t.NUMERICIDENTIFIER]}|x|X|\\*`)

createToken('XRANGEPLAIN', `[v=\\s]*(${src[t.XRANGEIDENTIFIER]})` +
                   `(?:\\.(${src[t.XRANGEIDENTIFIER]})` +
                   `(?:\\.(${src[t.XRANGEIDENTIFIER]})` +
                   `(?:${src[t.PRERELEASE]})?${
                     src[t.BUILD]}?` +
                   `)?)?`)

createToken('XRANGEPLAINLOOSE', `[v=\\s]*(${src[t.XRANGEIDENTIFIERLOOSE]})` +
                        `(?:\\.(${src[t.XRANGEIDENTIFIERLOOSE]})` +
                        `(?:\\.(${src[t.XRANGEIDENTIFIERLOOSE]})` +
                        `(?:${src[t.PRERELEASELOOSE]})?${
                          src[t.BUILD]}?` +
                        `)?)?`)

createToken('XRANGE', `^${src[t.GTLT]}\\s*${src[t.XRANGEPLAIN]}$`)
createToken('XRANGELOOSE', `^${src[t.GTLT]}\\s*${src[t.XRANGEPLAINLOOSE]}$`)

// Coercion.
// Extract anything that could conceivably be a part of a valid semver
createToken('COERCEPLAIN', `${'(^|[^\\d])' +
              '(\\d{1,'}${MAX_SAFE_COMPONENT_LENGTH}})` +
              `(?:\\.(\\d{1,${MAX_SAFE_COMPONENT_LENGTH}}))?` +
              `(?:\\.(\\d{1,${MAX_SAFE_COMPONENT_LENGTH}}))?`)
createToken('COERCE', `${src[t.COERCEPLAIN]}(?:$|[^\\d])`)
createToken('COERCEFULL', src[t.COERCEPLAIN] +
              `(?:${src[t.PRERELEASE]})?` +
              `(?:${src[t.BUILD]})?` +
              `(?:$|[^\\d])`)
createToken('COERCERTL', src[t.COERCE], true)
createToken('COERCERTLFULL', src[t.COERCEFULL], true)

// Tilde ranges.
// Meaning is "reasonably at or greater than"
createToken('LONETILDE', '(?:~>?)')

createToken('TILDETRIM', `(\\s*)${src[t.LONETILDE]}\\s+`, true)
exports.tildeTrimReplace = '$1~'

createToken('TILDE', `^${src[t.LONETILDE]}${src[t.XRANGEPLAIN]}$`)
createToken('TILDELOOSE', `^${src[t.LONETILDE]}${src[t.XRANGEPLAINLOOSE]}$`)

// Caret ranges.
// Meaning is "at least and backwards compatible with"
createToken('LONECARET', '(?:\\^)')

createToken('CARETTRIM', `(\\s*)${src[t.LONECARET]}\\s+`, true)
exports.caretTrimReplace = '$1^'

createToken('CARET', `^${src[t.LONECARET]}${src[t.XRANGEPLAIN]}$`)
createToken('CARETLOOSE', `^${src[t.LONECARET]}${src[t.XRANGEPLAINLOOSE]}$`)

// A simple gt/lt/eq thing, or just "" to indicate "any version"
createToken('COMPARATORLOOSE', `^${src[t.GTLT]}\\s*(${src[t.LOOSEPLAIN]})$|^$`)
createToken('COMPARATOR', `^${src[t.GTLT]}\\s*(${src[t.FULLPLAIN]})$|^$`)

// An expression to strip any whitespace between the gtlt and the thing
// it modifies, so that `> 1.2.3` ==> `>1.2.3`
createToken('COMPARATORTRIM', `(\\s*)${src[t.GTLT]
}\\s*(${src[t.LOOSEPLAIN]}|${src[t.XRANGEPLAIN]})`, true)
exports.comparatorTrimReplace = '$1$2$3'

// Something like `1.2.3 - 1.2.4`
// Note that these all use the loose form, because they'll be
// checked against either the strict or loose comparator form
// later.
createToken('HYPHENRANGE', `^\\s*(${src[t.XRANGEPLAIN]})` +
                   `\\s+-\\s+` +
                   `(${src[t.XRANGEPLAIN]})` +
                   `\\s*$`)

createToken('HYPHENRANGELOOSE', `^\\s*(${src[t.XRANGEPLAINLOOSE]})` +
                        `\\s+-\\s+` +
                        `(${src[t.XRANGEPLAINLOOSE]})` +
                        `\\s*$`)

// Star ranges basically just allow anything at all.
createToken('STAR', '(<|>)?=?\\s*\\*')
// >=0.0.0 is like a star
createToken('GTE0', '^\\s*>=\\s*0\\.0\\.0\\s*$')
createToken('GTE0PRE', '^\\s*>=\\s*0\\.0\\.0-0\\s*$')


/***/ }),

/***/ 9737:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

// @ts-check


// Reproduce safeRe[COMPARATORTRIM] replacement boundaries, not version
// validation. Each end-index finder returns an exclusive end, or its start
// on no match.
// Positions count from zero. An end of 3 means characters 0, 1, and 2 were read;
// range.slice(start, end) gives the matched text, not a converted number.
const {
  MAX_LENGTH,
  MAX_SAFE_BUILD_LENGTH,
  WHITESPACE_CHARACTERS,
} = __nccwpck_require__(5101)

/**
 * Remembers the last two rows of digits so their characters need not be reread.
 * Positions start at -1 until a row has been found.
 *
 * @typedef {object} DigitRunCache
 * @property {number} start The first character of the most recently found row.
 * @property {number} end The position after that row's last character.
 * @property {number} previousStart The first character of the previous row.
 * @property {number} previousEnd The position after the previous row.
 */

// One entry per UTF-16 code unit keeps membership checks constant-time.
const whitespace = new Uint8Array(0x10000)
for (const char of WHITESPACE_CHARACTERS) {
  whitespace[char.charCodeAt(0)] = 1
}

/**
 * Checks whether a character is whitespace, like a space, tab, or newline.
 * Looking past the end of the string returns false.
 *
 * @param {string|undefined} char One character, or undefined past the string's end.
 * @returns {boolean} Whether the character is whitespace.
 * @example isWhitespace(' ') // true
 * @example isWhitespace('1') // false
 */
const isWhitespace = char =>
  char !== undefined && whitespace[char.charCodeAt(0)] === 1

/**
 * Checks for v, =, or whitespace before the version number.
 * These are historical version prefixes, not range operators:
 * < and > are handled separately, as are tilde and caret ranges.
 *
 * @param {string|undefined} char One character to check.
 * @returns {boolean} Whether the character can belong to a version prefix.
 * @example isVersionPrefix('=') // true
 * @example isVersionPrefix('>') // false
 */
const isVersionPrefix = char =>
  char === 'v' ||
  char === '=' ||
  isWhitespace(char)

/**
 * Checks whether a character is one of the digits 0 through 9.
 *
 * @param {string|undefined} char One character to check.
 * @returns {boolean} Whether the character is an ASCII digit.
 * @example isDigit('7') // true
 * @example isDigit('.') // false
 */
const isDigit = char => char !== undefined && char >= '0' && char <= '9'

/**
 * Checks whether a character is an English letter, uppercase or lowercase.
 *
 * @param {string|undefined} char One character to check.
 * @returns {boolean} Whether the character is an ASCII letter.
 * @example isLetter('b') // true
 * @example isLetter('7') // false
 */
const isLetter = char =>
  char !== undefined && (
    (char >= 'a' && char <= 'z') ||
    (char >= 'A' && char <= 'Z')
  )

/**
 * Checks for a letter, digit, or hyphen: the characters allowed inside
 * prerelease and build names such as beta-1.
 *
 * @param {string|undefined} char One character to check.
 * @returns {boolean} Whether the character can be part of an identifier.
 * @example isIdentifierCharacter('-') // true
 * @example isIdentifierCharacter('.') // false; dots separate identifiers
 */
const isIdentifierCharacter = char => isDigit(char) || isLetter(char) || char === '-'

/**
 * Checks whether a version component can begin here: with a digit or
 * a wildcard such as x, X, or *.
 *
 * @param {string|undefined} char One character to check.
 * @returns {boolean} Whether a number or wildcard can start with this character.
 * @example isVersionStart('x') // true
 * @example isVersionStart('v') // false; v belongs to the prefix
 */
const isVersionStart = char =>
  isDigit(char) ||
  char === 'x' ||
  char === 'X' ||
  char === '*'

/**
 * Finds the end of a row of digits, but returns no more than limit digits.
 * Remembers the last two rows so looking at them again does not reread them.
 *
 * @param {string} range The text to read; it is not changed.
 * @param {number} start The position of the first character to check.
 * @param {number} limit The most digit characters the returned match can include.
 * @param {DigitRunCache} digitRuns Shared cache of digit-run positions, updated in place.
 * @returns {number} The position after the matched digits, or start if none match.
 * @example findDigitsEndIndex('123abc', 0, 10, digitRuns) // 3, pointing at a
 * @example findDigitsEndIndex('123abc', 0, 2, digitRuns) // 2, pointing at the unread 3
 */
const findDigitsEndIndex = (range, start, limit, digitRuns) => {
  if (!isDigit(range[start])) {
    return start
  }
  if (start >= digitRuns.start && start < digitRuns.end) {
    return Math.min(start + limit, digitRuns.end)
  }
  if (start >= digitRuns.previousStart && start < digitRuns.previousEnd) {
    return Math.min(start + limit, digitRuns.previousEnd)
  }
  let end = start + 1
  while (isDigit(range[end])) {
    end++
  }
  // A failed full version can rewind from its second run to its first.
  digitRuns.previousStart = digitRuns.start
  digitRuns.previousEnd = digitRuns.end
  digitRuns.start = start
  digitRuns.end = end
  return Math.min(start + limit, end)
}

/**
 * Reads a number using the old regex's length and leading-zero rules.
 * Strict mode reads just the first zero in 012; loose mode can read all three.
 *
 * @param {string} range The text to read; it is not changed.
 * @param {number} start The position where the number should begin.
 * @param {boolean} loose Whether to allow leading zeros.
 * @param {DigitRunCache} digitRuns Shared digit-run cache, updated as needed.
 * @returns {number} The position after the matched digits, not their numeric value.
 * @example findVersionNumberEndIndex('012', 0, false, digitRuns) // 1
 * @example findVersionNumberEndIndex('012', 0, true, digitRuns) // 3
 */
const findVersionNumberEndIndex = (range, start, loose, digitRuns) => {
  if (!loose && range[start] === '0') {
    return start + 1
  }
  // Strict syntax allows an initial nonzero digit plus MAX_LENGTH digits.
  return findDigitsEndIndex(range, start, loose ? MAX_LENGTH : MAX_LENGTH + 1, digitRuns)
}

/**
 * Reads one piece of a prerelease name, such as beta or 1 in beta.1.
 * Tries the letter-or-hyphen form first, then the number-only form.
 *
 * @param {string} range The text to read; it is not changed.
 * @param {number} start The position where the identifier should begin.
 * @param {boolean} loose Whether numeric identifiers may have leading zeros.
 * @param {DigitRunCache} digitRuns Shared digit-run cache, updated as needed.
 * @returns {number} The position after the identifier, or start if none matches.
 * @example findPrereleaseIdentifierEndIndex('beta.1', 0, false, digitRuns) // 4, at the dot
 * @example findPrereleaseIdentifierEndIndex('001beta', 0, false, digitRuns) // 7
 */
const findPrereleaseIdentifierEndIndex = (range, start, loose, digitRuns) => {
  const digitsEnd = findDigitsEndIndex(range, start, MAX_LENGTH, digitRuns)
  // The legacy regex tries a nonnumeric identifier before a numeric one.
  if (isLetter(range[digitsEnd]) || range[digitsEnd] === '-') {
    let end = digitsEnd + 1
    const limit = end + MAX_SAFE_BUILD_LENGTH
    while (end < limit && isIdentifierCharacter(range[end])) {
      end++
    }
    return end
  }
  return findVersionNumberEndIndex(range, start, loose, digitRuns)
}

/**
 * Reads a prerelease suffix such as -beta.1, one dot-separated piece at a time.
 * Loose mode also allows the name without its opening hyphen.
 *
 * @param {string} range The text to read; it is not changed.
 * @param {number} start The position where the suffix should begin, including -.
 * @param {boolean} loose Whether the opening hyphen is optional and zeros allowed.
 * @param {DigitRunCache} digitRuns Shared digit-run cache, updated as needed.
 * @returns {number} The position after the matched suffix, or start if absent.
 * @example findPrereleaseEndIndex('-beta.1+sha', 0, false, digitRuns) // 7, at the plus
 * @example findPrereleaseEndIndex('beta', 0, false, digitRuns) // 0; no opening hyphen
 */
const findPrereleaseEndIndex = (range, start, loose, digitRuns) => {
  const hyphen = range[start] === '-'
  if (!loose && !hyphen) {
    return start
  }
  const identifierStart = start + (hyphen ? 1 : 0)
  let end = findPrereleaseIdentifierEndIndex(range, identifierStart, loose, digitRuns)
  if (end === identifierStart) {
    if (!loose || !hyphen) {
      return start
    }
    // In loose syntax, a lone hyphen can itself be the identifier.
    end = findPrereleaseIdentifierEndIndex(range, start, loose, digitRuns)
  }
  while (range[end] === '.') {
    const next = findPrereleaseIdentifierEndIndex(range, end + 1, loose, digitRuns)
    if (next === end + 1) {
      break
    }
    end = next
  }
  return end
}

/**
 * Reads one build-name piece, such as sha or 123 in +sha.123.
 * Stops at a disallowed character or the old regex's length limit.
 *
 * @param {string} range The text to read; it is not changed.
 * @param {number} start The position where the identifier should begin.
 * @returns {number} The position after the identifier, or start if none matches.
 * @example findBuildIdentifierEndIndex('sha.123', 0) // 3, at the dot
 * @example findBuildIdentifierEndIndex('001', 0) // 3; leading zeros are allowed
 */
const findBuildIdentifierEndIndex = (range, start) => {
  let end = start
  while (end - start < MAX_SAFE_BUILD_LENGTH && isIdentifierCharacter(range[end])) {
    end++
  }
  return end
}

/**
 * Reads optional build metadata such as +sha.123.
 * Leaves the position unchanged if there is no plus sign followed by a name.
 *
 * @param {string} range The text to read; it is not changed.
 * @param {number} start The position where the opening + should be.
 * @returns {number} The position after the matched metadata, or start if absent.
 * @example findBuildEndIndex('+sha.123 <2', 0) // 8, at the space
 * @example findBuildEndIndex('+', 0) // 0; a plus sign alone is not a match
 */
const findBuildEndIndex = (range, start) => {
  if (range[start] !== '+') {
    return start
  }
  let end = findBuildIdentifierEndIndex(range, start + 1)
  if (end === start + 1) {
    return start
  }
  while (range[end] === '.') {
    const next = findBuildIdentifierEndIndex(range, end + 1)
    if (next === end + 1) {
      break
    }
    end = next
  }
  return end
}

/**
 * Reads three numbers separated by dots, then any prerelease and build suffixes.
 * Uses loose rules, so forms such as 01.02.03beta can match here.
 *
 * @param {string} range The text to read; it is not changed.
 * @param {number} start The position of the first number, after any prefix.
 * @param {DigitRunCache} digitRuns Shared digit-run cache, updated as needed.
 * @returns {number} The position after the version match, or start if none matches.
 * @example findLooseFullVersionEndIndex('1.2.3-beta+sha <2', 0, digitRuns) // 14
 * @example findLooseFullVersionEndIndex('1.2', 0, digitRuns) // 0; needs three numbers
 */
const findLooseFullVersionEndIndex = (range, start, digitRuns) => {
  let end = start
  for (let component = 0; component < 3; component++) {
    const next = findVersionNumberEndIndex(range, end, true, digitRuns)
    if (next === end) {
      return start
    }
    end = next
    if (component < 2) {
      if (range[end] !== '.') {
        return start
      }
      end++
    }
  }
  const prereleaseEnd = findPrereleaseEndIndex(range, end, true, digitRuns)
  return findBuildEndIndex(range, prereleaseEnd)
}

/**
 * Reads one component of a partial or wildcard version, such as 2 or x in 2.x.
 * Numbers use strict leading-zero rules; wildcards take up one character.
 *
 * @param {string} range The text to read; it is not changed.
 * @param {number} start The position where the component should begin.
 * @param {DigitRunCache} digitRuns Shared digit-run cache, updated as needed.
 * @returns {number} The position after the component, or start if none matches.
 * @example findPartialVersionComponentEndIndex('2.x', 0, digitRuns) // 1, at the dot
 * @example findPartialVersionComponentEndIndex('2.x', 2, digitRuns) // 3, after x
 */
const findPartialVersionComponentEndIndex = (range, start, digitRuns) => {
  if (isDigit(range[start])) {
    return findVersionNumberEndIndex(range, start, false, digitRuns)
  }
  return isVersionStart(range[start]) ? start + 1 : start
}

/**
 * Reads up to three components, allowing forms such as 1, 1.2, or 1.x.
 * After the third component, also reads any strict prerelease and build suffixes.
 *
 * @param {string} range The text to read; it is not changed.
 * @param {number} start The position of a number or wildcard, after any prefix.
 * @param {DigitRunCache} digitRuns Shared digit-run cache, updated as needed.
 * @returns {number} The position after the matched version text.
 * @example findPartialVersionEndIndex('1.x <2', 0, digitRuns) // 3, at the space
 * @example findPartialVersionEndIndex('1.', 0, digitRuns) // 1; the trailing dot is unread
 */
const findPartialVersionEndIndex = (range, start, digitRuns) => {
  let end = findPartialVersionComponentEndIndex(range, start, digitRuns)
  for (let component = 0; component < 2; component++) {
    if (range[end] !== '.') {
      return end
    }
    const next = findPartialVersionComponentEndIndex(range, end + 1, digitRuns)
    if (next === end + 1) {
      return end
    }
    end = next
  }
  const prereleaseEnd = findPrereleaseEndIndex(range, end, false, digitRuns)
  return findBuildEndIndex(range, prereleaseEnd)
}

/**
 * Finds where a version match ends, without deciding whether the range is valid.
 * Tries a loose full version first, then a partial or wildcard version, just
 * like the old regex's LOOSEPLAIN and XRANGEPLAIN alternatives.
 *
 * @param {string} range The text to read; it is not changed.
 * @param {number} start The position of a number or wildcard, after any prefix.
 * @param {DigitRunCache} digitRuns Shared digit-run cache, updated as needed.
 * @returns {number} The position where scanning the next candidate can resume.
 * @example findVersionEndIndex('1.2.3 <2', 0, digitRuns) // 5, at the space
 * @example findVersionEndIndex('1.x <2', 0, digitRuns) // 3, at the space
 */
const findVersionEndIndex = (range, start, digitRuns) => {
  const fullVersionEnd = findLooseFullVersionEndIndex(range, start, digitRuns)
  return fullVersionEnd !== start
    ? fullVersionEnd
    : findPartialVersionEndIndex(range, start, digitRuns)
}

/**
 * Finds the one whitespace character the old replacement would remove.
 * Keeps leading whitespace, skips an optional operator, and checks immediately
 * after it. Returns -1 if there is nothing to remove.
 *
 * @param {string} range The text containing a candidate already found by the caller.
 * @param {number} matchStart The candidate's position, including leading whitespace.
 * @returns {number} The position of the removable whitespace, or -1 if absent.
 * @example findRemovableWhitespaceIndex(' > 1', 0) // 2; keep the space at position 0
 * @example findRemovableWhitespaceIndex('>1', 0) // -1
 */
const findRemovableWhitespaceIndex = (range, matchStart) => {
  let position = matchStart
  if (isWhitespace(range[position])) {
    position++
  }
  if (range[position] === '<' || range[position] === '>') {
    position++
  }
  if (range[position] === '=') {
    position++
  }
  return isWhitespace(range[position]) ? position : -1
}

/**
 * Joins an operator to its version, turning > 1.2.3 into >1.2.3.
 * Copies everything else according to the old regex's matching rules.
 * Moves forward through prefixes and whole versions to avoid repeatedly
 * searching the same characters on long inputs.
 *
 * @param {string} range The range text to process; the original string is unchanged.
 * @returns {string} The range with matched operator whitespace removed.
 * @example trimComparatorWhitespace('> 1.2.3 < 2') // '>1.2.3 <2'
 * @example trimComparatorWhitespace('> invalid') // '> invalid'
 */
const trimComparatorWhitespace = range => {
  let result = ''
  let copyFrom = 0
  let cursor = 0
  const digitRuns = { start: -1, end: -1, previousStart: -1, previousEnd: -1 }

  while (cursor < range.length) {
    const matchStart = cursor
    if (range[cursor] === '<' || range[cursor] === '>') {
      cursor++
    } else if (!isVersionPrefix(range[cursor]) && !isVersionStart(range[cursor])) {
      cursor++
      continue
    }

    // Consume a v/=/whitespace run once, even when no version follows it.
    while (cursor < range.length && isVersionPrefix(range[cursor])) {
      cursor++
    }
    if (!isVersionStart(range[cursor])) {
      continue
    }

    const whitespacePosition = findRemovableWhitespaceIndex(range, matchStart)
    if (whitespacePosition !== -1) {
      result += range.slice(copyFrom, whitespacePosition)
      copyFrom = whitespacePosition + 1
    }

    // Skip the entire match, so a prerelease's trailing v cannot be
    // reconsidered as the prefix of another version.
    cursor = findVersionEndIndex(range, cursor, digitRuns)
  }

  return result + range.slice(copyFrom)
}

module.exports = trimComparatorWhitespace


/***/ }),

/***/ 2276:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



// Determine if version is greater than all the versions possible in the range.
const outside = __nccwpck_require__(280)
const gtr = (version, range, options) => outside(version, range, '>', options)
module.exports = gtr


/***/ }),

/***/ 3465:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const Range = __nccwpck_require__(6782)
const intersects = (r1, r2, options) => {
  r1 = new Range(r1, options)
  r2 = new Range(r2, options)
  return r1.intersects(r2, options)
}
module.exports = intersects


/***/ }),

/***/ 5213:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const outside = __nccwpck_require__(280)
// Determine if version is less than all the versions possible in the range
const ltr = (version, range, options) => outside(version, range, '<', options)
module.exports = ltr


/***/ }),

/***/ 3193:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const SemVer = __nccwpck_require__(7163)
const Range = __nccwpck_require__(6782)

const maxSatisfying = (versions, range, options) => {
  let max = null
  let maxSV = null
  let rangeObj = null
  try {
    rangeObj = new Range(range, options)
  } catch (er) {
    return null
  }
  versions.forEach((v) => {
    if (rangeObj.test(v)) {
      // satisfies(v, range, options)
      if (!max || maxSV.compare(v) === -1) {
        // compare(max, v, true)
        max = v
        maxSV = new SemVer(max, options)
      }
    }
  })
  return max
}
module.exports = maxSatisfying


/***/ }),

/***/ 8595:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const SemVer = __nccwpck_require__(7163)
const Range = __nccwpck_require__(6782)
const minSatisfying = (versions, range, options) => {
  let min = null
  let minSV = null
  let rangeObj = null
  try {
    rangeObj = new Range(range, options)
  } catch (er) {
    return null
  }
  versions.forEach((v) => {
    if (rangeObj.test(v)) {
      // satisfies(v, range, options)
      if (!min || minSV.compare(v) === 1) {
        // compare(min, v, true)
        min = v
        minSV = new SemVer(min, options)
      }
    }
  })
  return min
}
module.exports = minSatisfying


/***/ }),

/***/ 1866:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const SemVer = __nccwpck_require__(7163)
const Range = __nccwpck_require__(6782)
const gt = __nccwpck_require__(6599)

const minVersion = (range, loose) => {
  range = new Range(range, loose)

  let minver = new SemVer('0.0.0')
  if (range.test(minver)) {
    return minver
  }

  minver = new SemVer('0.0.0-0')
  if (range.test(minver)) {
    return minver
  }

  minver = null
  for (let i = 0; i < range.set.length; ++i) {
    const comparators = range.set[i]

    let setMin = null
    comparators.forEach((comparator) => {
      // Clone to avoid manipulating the comparator's semver object.
      const compver = new SemVer(comparator.semver.version)
      switch (comparator.operator) {
        case '>':
          if (compver.prerelease.length === 0) {
            compver.patch++
          } else {
            compver.prerelease.push(0)
          }
          compver.raw = compver.format()
          /* fallthrough */
        case '':
        case '>=':
          if (!setMin || gt(compver, setMin)) {
            setMin = compver
          }
          break
        case '<':
        case '<=':
          /* Ignore maximum versions */
          break
        /* istanbul ignore next */
        default:
          throw new Error(`Unexpected operation: ${comparator.operator}`)
      }
    })
    if (setMin && (!minver || gt(minver, setMin))) {
      minver = setMin
    }
  }

  if (minver && range.test(minver)) {
    return minver
  }

  return null
}
module.exports = minVersion


/***/ }),

/***/ 280:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const SemVer = __nccwpck_require__(7163)
const Comparator = __nccwpck_require__(9379)
const { ANY } = Comparator
const Range = __nccwpck_require__(6782)
const satisfies = __nccwpck_require__(8011)
const gt = __nccwpck_require__(6599)
const lt = __nccwpck_require__(3872)
const lte = __nccwpck_require__(6717)
const gte = __nccwpck_require__(1236)

const outside = (version, range, hilo, options) => {
  version = new SemVer(version, options)
  range = new Range(range, options)

  let gtfn, ltefn, ltfn, comp, ecomp
  switch (hilo) {
    case '>':
      gtfn = gt
      ltefn = lte
      ltfn = lt
      comp = '>'
      ecomp = '>='
      break
    case '<':
      gtfn = lt
      ltefn = gte
      ltfn = gt
      comp = '<'
      ecomp = '<='
      break
    default:
      throw new TypeError('Must provide a hilo val of "<" or ">"')
  }

  // If it satisfies the range it is not outside
  if (satisfies(version, range, options)) {
    return false
  }

  // From now on, variable terms are as if we're in "gtr" mode.
  // but note that everything is flipped for the "ltr" function.

  for (let i = 0; i < range.set.length; ++i) {
    const comparators = range.set[i]

    let high = null
    let low = null

    comparators.forEach((comparator) => {
      if (comparator.semver === ANY) {
        comparator = new Comparator('>=0.0.0')
      }
      high = high || comparator
      low = low || comparator
      if (gtfn(comparator.semver, high.semver, options)) {
        high = comparator
      } else if (ltfn(comparator.semver, low.semver, options)) {
        low = comparator
      }
    })

    // If the edge version comparator has a operator then our version
    // isn't outside it
    if (high.operator === comp || high.operator === ecomp) {
      return false
    }

    // If the lowest version comparator has an operator and our version
    // is less than it then it isn't higher than the range
    if ((!low.operator || low.operator === comp) &&
        ltefn(version, low.semver)) {
      return false
    } else if (low.operator === ecomp && ltfn(version, low.semver)) {
      return false
    }
  }
  return true
}

module.exports = outside


/***/ }),

/***/ 2028:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



// given a set of versions and a range, create a "simplified" range
// that includes the same versions that the original range does
// If the original range is shorter than the simplified one, return that.
const satisfies = __nccwpck_require__(8011)
const compare = __nccwpck_require__(8469)
module.exports = (versions, range, options) => {
  const set = []
  let first = null
  let prev = null
  const v = versions.sort((a, b) => compare(a, b, options))
  for (const version of v) {
    const included = satisfies(version, range, options)
    if (included) {
      prev = version
      if (!first) {
        first = version
      }
    } else {
      if (prev) {
        set.push([first, prev])
      }
      prev = null
      first = null
    }
  }
  if (first) {
    set.push([first, null])
  }

  const ranges = []
  for (const [min, max] of set) {
    if (min === max) {
      ranges.push(min)
    } else if (!max && min === v[0]) {
      ranges.push('*')
    } else if (!max) {
      ranges.push(`>=${min}`)
    } else if (min === v[0]) {
      ranges.push(`<=${max}`)
    } else {
      ranges.push(`${min} - ${max}`)
    }
  }
  const simplified = ranges.join(' || ')
  const original = typeof range.raw === 'string' ? range.raw : String(range)
  return simplified.length < original.length ? simplified : range
}


/***/ }),

/***/ 1489:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const Range = __nccwpck_require__(6782)
const Comparator = __nccwpck_require__(9379)
const { ANY } = Comparator
const satisfies = __nccwpck_require__(8011)
const compare = __nccwpck_require__(8469)

// Complex range `r1 || r2 || ...` is a subset of `R1 || R2 || ...` iff:
// - Every simple range `r1, r2, ...` is a null set, OR
// - Every simple range `r1, r2, ...` which is not a null set is a subset of
//   some `R1, R2, ...`
//
// Simple range `c1 c2 ...` is a subset of simple range `C1 C2 ...` iff:
// - If c is only the ANY comparator
//   - If C is only the ANY comparator, return true
//   - Else if in prerelease mode, return false
//   - else replace c with `[>=0.0.0]`
// - If C is only the ANY comparator
//   - if in prerelease mode, return true
//   - else replace C with `[>=0.0.0]`
// - Let EQ be the set of = comparators in c
// - If EQ is more than one, return true (null set)
// - Let GT be the highest > or >= comparator in c
// - Let LT be the lowest < or <= comparator in c
// - If GT and LT, and GT.semver > LT.semver, return true (null set)
// - If any C is a = range, and GT or LT are set, return false
// - If EQ
//   - If GT, and EQ does not satisfy GT, return true (null set)
//   - If LT, and EQ does not satisfy LT, return true (null set)
//   - If EQ satisfies every C, return true
//   - Else return false
// - If GT
//   - If GT.semver is lower than any > or >= comp in C, return false
//   - If GT is >=, and GT.semver does not satisfy every C, return false
//   - If GT.semver has a prerelease, and not in prerelease mode
//     - If no C has a prerelease and the GT.semver tuple, return false
// - If LT
//   - If LT.semver is greater than any < or <= comp in C, return false
//   - If LT is <=, and LT.semver does not satisfy every C, return false
//   - If LT.semver has a prerelease, and not in prerelease mode
//     - If no C has a prerelease and the LT.semver tuple, return false
// - Else return true

const subset = (sub, dom, options = {}) => {
  if (sub === dom) {
    return true
  }

  sub = new Range(sub, options)
  dom = new Range(dom, options)
  let sawNonNull = false

  OUTER: for (const simpleSub of sub.set) {
    for (const simpleDom of dom.set) {
      const isSub = simpleSubset(simpleSub, simpleDom, options)
      sawNonNull = sawNonNull || isSub !== null
      if (isSub) {
        continue OUTER
      }
    }
    // the null set is a subset of everything, but null simple ranges in
    // a complex range should be ignored.  so if we saw a non-null range,
    // then we know this isn't a subset, but if EVERY simple range was null,
    // then it is a subset.
    if (sawNonNull) {
      return false
    }
  }
  return true
}

const minimumVersionWithPreRelease = [new Comparator('>=0.0.0-0')]
const minimumVersion = [new Comparator('>=0.0.0')]

const simpleSubset = (sub, dom, options) => {
  if (sub === dom) {
    return true
  }

  if (sub.length === 1 && sub[0].semver === ANY) {
    if (dom.length === 1 && dom[0].semver === ANY) {
      return true
    } else if (options.includePrerelease) {
      sub = minimumVersionWithPreRelease
    } else {
      sub = minimumVersion
    }
  }

  if (dom.length === 1 && dom[0].semver === ANY) {
    if (options.includePrerelease) {
      return true
    } else {
      dom = minimumVersion
    }
  }

  const eqSet = new Set()
  let gt, lt
  for (const c of sub) {
    if (c.operator === '>' || c.operator === '>=') {
      gt = higherGT(gt, c, options)
    } else if (c.operator === '<' || c.operator === '<=') {
      lt = lowerLT(lt, c, options)
    } else {
      eqSet.add(c.semver)
    }
  }

  if (eqSet.size > 1) {
    return null
  }

  let gtltComp
  if (gt && lt) {
    gtltComp = compare(gt.semver, lt.semver, options)
    if (gtltComp > 0) {
      return null
    } else if (gtltComp === 0 && (gt.operator !== '>=' || lt.operator !== '<=')) {
      return null
    }
  }

  // will iterate one or zero times
  for (const eq of eqSet) {
    if (gt && !satisfies(eq, String(gt), options)) {
      return null
    }

    if (lt && !satisfies(eq, String(lt), options)) {
      return null
    }

    for (const c of dom) {
      if (!satisfies(eq, String(c), options)) {
        return false
      }
    }

    return true
  }

  let higher, lower
  let hasDomLT, hasDomGT
  // if the subset has a prerelease, we need a comparator in the superset
  // with the same tuple and a prerelease, or it's not a subset
  let needDomLTPre = lt &&
    !options.includePrerelease &&
    lt.semver.prerelease.length ? lt.semver : false
  let needDomGTPre = gt &&
    !options.includePrerelease &&
    gt.semver.prerelease.length ? gt.semver : false
  // exception: <1.2.3-0 is the same as <1.2.3
  if (needDomLTPre && needDomLTPre.prerelease.length === 1 &&
      lt.operator === '<' && needDomLTPre.prerelease[0] === 0) {
    needDomLTPre = false
  }

  for (const c of dom) {
    hasDomGT = hasDomGT || c.operator === '>' || c.operator === '>='
    hasDomLT = hasDomLT || c.operator === '<' || c.operator === '<='
    if (gt) {
      if (needDomGTPre) {
        if (c.semver.prerelease && c.semver.prerelease.length &&
            c.semver.major === needDomGTPre.major &&
            c.semver.minor === needDomGTPre.minor &&
            c.semver.patch === needDomGTPre.patch) {
          needDomGTPre = false
        }
      }
      if (c.operator === '>' || c.operator === '>=') {
        higher = higherGT(gt, c, options)
        if (higher === c && higher !== gt) {
          return false
        }
      } else if (gt.operator === '>=' && !c.test(gt.semver)) {
        return false
      }
    }
    if (lt) {
      if (needDomLTPre) {
        if (c.semver.prerelease && c.semver.prerelease.length &&
            c.semver.major === needDomLTPre.major &&
            c.semver.minor === needDomLTPre.minor &&
            c.semver.patch === needDomLTPre.patch) {
          needDomLTPre = false
        }
      }
      if (c.operator === '<' || c.operator === '<=') {
        lower = lowerLT(lt, c, options)
        if (lower === c && lower !== lt) {
          return false
        }
      } else if (lt.operator === '<=' && !c.test(lt.semver)) {
        return false
      }
    }
    if (!c.operator && (lt || gt) && gtltComp !== 0) {
      return false
    }
  }

  // if there was a < or >, and nothing in the dom, then must be false
  // UNLESS it was limited by another range in the other direction.
  // Eg, >1.0.0 <1.0.1 is still a subset of <2.0.0
  if (gt && hasDomLT && !lt && gtltComp !== 0) {
    return false
  }

  if (lt && hasDomGT && !gt && gtltComp !== 0) {
    return false
  }

  // we needed a prerelease range in a specific tuple, but didn't get one
  // then this isn't a subset.  eg >=1.2.3-pre is not a subset of >=1.0.0,
  // because it includes prereleases in the 1.2.3 tuple
  if (needDomGTPre || needDomLTPre) {
    return false
  }

  return true
}

// >=1.2.3 is lower than >1.2.3
const higherGT = (a, b, options) => {
  if (!a) {
    return b
  }
  const comp = compare(a.semver, b.semver, options)
  return comp > 0 ? a
    : comp < 0 ? b
    : b.operator === '>' && a.operator === '>=' ? b
    : a
}

// <=1.2.3 is higher than <1.2.3
const lowerLT = (a, b, options) => {
  if (!a) {
    return b
  }
  const comp = compare(a.semver, b.semver, options)
  return comp < 0 ? a
    : comp > 0 ? b
    : b.operator === '<' && a.operator === '<=' ? b
    : a
}

module.exports = subset


/***/ }),

/***/ 4750:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const Range = __nccwpck_require__(6782)

// Mostly just for testing and legacy API reasons
const toComparators = (range, options) =>
  new Range(range, options).set
    .map(comp => comp.map(c => c.value).join(' ').trim().split(' '))

module.exports = toComparators


/***/ }),

/***/ 4737:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const Range = __nccwpck_require__(6782)
const validRange = (range, options) => {
  try {
    // Return '*' instead of '' so that truthiness works.
    // This will throw if it's invalid anyway
    return new Range(range, options).range || '*'
  } catch (er) {
    return null
  }
}
module.exports = validRange


/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 5317:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");

/***/ }),

/***/ 6982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 3339:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("module");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 1421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 4708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");

/***/ }),

/***/ 8995:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:module");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 1708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:process");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 6466:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 2203:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("stream");

/***/ }),

/***/ 5574:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 3557:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 2018:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tty");

/***/ }),

/***/ 7016:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("url");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 6367:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A7: () => (/* binding */ BACKENDS),
/* harmony export */   I: () => (/* binding */ kindOf),
/* harmony export */   g1: () => (/* binding */ secretVariableOf)
/* harmony export */ });
/* unused harmony export KINDS */
/** One table of Terraform's backend types: what carries the environment, what is required, what is secret. */
const KEY = '{project}/{environment}.tfstate';
const kind = (environmentAttribute, environmentDefault, more = {}) => ({
    environmentAttribute,
    environmentDefault,
    required: {},
    secrets: {},
    example: `${environmentAttribute}=${environmentDefault ?? KEY}`,
    ...more
});
/** Every type a root module may declare, and `git`, which is ours. */
const KINDS = {
    git: kind('ref', 'refs/gitops-env/state/{project}/{environment}'),
    local: kind('path', undefined, {
        example: 'path=/var/lib/terraform/{project}/{environment}.tfstate'
    }),
    http: kind('address', undefined, {
        secrets: {
            username: 'TF_HTTP_USERNAME',
            password: 'TF_HTTP_PASSWORD',
            client_private_key_pem: 'TF_HTTP_CLIENT_PRIVATE_KEY_PEM'
        },
        example: 'address=https://states.example.com/{project}/{environment}'
    }),
    azurerm: kind('key', KEY, {
        required: { storage_account_name: [], container_name: [] },
        secrets: {
            access_key: 'ARM_ACCESS_KEY',
            sas_token: 'ARM_SAS_TOKEN',
            client_secret: 'ARM_CLIENT_SECRET',
            client_certificate_password: 'ARM_CLIENT_CERTIFICATE_PASSWORD',
            oidc_token: 'ARM_OIDC_TOKEN'
        }
    }),
    s3: kind('key', KEY, {
        required: { bucket: [], region: ['AWS_REGION', 'AWS_DEFAULT_REGION'] },
        secrets: {
            access_key: 'AWS_ACCESS_KEY_ID',
            secret_key: 'AWS_SECRET_ACCESS_KEY',
            token: 'AWS_SESSION_TOKEN',
            sse_customer_key: 'AWS_SSE_CUSTOMER_KEY'
        }
    }),
    gcs: kind('prefix', '{project}/{environment}', {
        required: { bucket: [] },
        secrets: {
            credentials: 'GOOGLE_CREDENTIALS',
            access_token: 'GOOGLE_OAUTH_ACCESS_TOKEN',
            encryption_key: 'GOOGLE_ENCRYPTION_KEY'
        }
    }),
    pg: kind('schema_name', '{project}_{environment}', { secrets: { conn_str: 'PG_CONN_STR' } }),
    // Terraform refuses a suffix that ends in a number.
    kubernetes: kind('secret_suffix', '{project}.{environment}.state', {
        secrets: {
            token: 'KUBE_TOKEN',
            password: 'KUBE_PASSWORD',
            client_key: 'KUBE_CLIENT_KEY_DATA'
        }
    }),
    consul: kind('path', '{project}/{environment}', {
        secrets: { access_token: 'CONSUL_HTTP_TOKEN', http_auth: 'CONSUL_HTTP_AUTH' }
    }),
    oss: kind('key', KEY, {
        required: { bucket: [] },
        secrets: {
            access_key: 'ALICLOUD_ACCESS_KEY',
            secret_key: 'ALICLOUD_SECRET_KEY',
            security_token: 'ALICLOUD_SECURITY_TOKEN'
        }
    }),
    cos: kind('key', KEY, {
        required: { bucket: [], region: ['TENCENTCLOUD_REGION'] },
        secrets: {
            secret_id: 'TENCENTCLOUD_SECRET_ID',
            secret_key: 'TENCENTCLOUD_SECRET_KEY',
            security_token: 'TENCENTCLOUD_SECURITY_TOKEN'
        }
    })
};
const BACKENDS = Object.keys(KINDS);
/** The environment variable a secret setting travels by, or undefined for one that is no secret. */
const secretVariableOf = (kind, setting) => Object.hasOwn(kind.secrets, setting) ? kind.secrets[setting] : undefined;
/** The table's row for a type, or undefined for a type it does not have. */
const kindOf = (type) => Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;


/***/ }),

/***/ 6048:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   DO: () => (/* binding */ parseContext),
/* harmony export */   Ek: () => (/* binding */ repositoryUrl),
/* harmony export */   Vp: () => (/* binding */ runUrl),
/* harmony export */   n4: () => (/* binding */ isDefaultBranchWorkflow),
/* harmony export */   wg: () => (/* binding */ inputOf)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/** Where a run takes place: what GitHub's runner tells in environment variables. */

/** @throws RunError `invalid-input` where the runner's variables are missing */
function parseContext(variables) {
    const need = (name) => {
        const value = variables[name] ?? '';
        if (value === '') {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('invalid-input', `${name} is not set.`, "The action runs in a job of GitHub Actions, as a step's 'uses:'.");
        }
        return value;
    };
    return {
        serverUrl: need('GITHUB_SERVER_URL').replace(/\/+$/u, ''),
        repository: need('GITHUB_REPOSITORY'),
        repositoryId: variables['GITHUB_REPOSITORY_ID'] ?? need('GITHUB_REPOSITORY'),
        eventName: need('GITHUB_EVENT_NAME'),
        eventPath: need('GITHUB_EVENT_PATH'),
        ref: variables['GITHUB_REF'] ?? '',
        workspace: need('GITHUB_WORKSPACE'),
        temp: need('RUNNER_TEMP'),
        runId: variables['GITHUB_RUN_ID'] ?? '0',
        attempt: variables['GITHUB_RUN_ATTEMPT'] ?? '1',
        job: variables['GITHUB_JOB'] ?? '',
        runner: variables['RUNNER_NAME'] ?? '',
        actor: variables['GITHUB_ACTOR'] ?? '',
        hosted: variables['RUNNER_ENVIRONMENT'] === 'github-hosted',
        apiUrl: variables['GITHUB_API_URL'] ?? '',
        workflowRef: variables['GITHUB_WORKFLOW_REF'] ?? ''
    };
}
/**
 * Whether the workflow that is running is the default branch's: a pushed branch brings its own.
 * A branch's name may itself hold `@refs/heads/main`, so that only what follows the first `@` counts.
 */
function isDefaultBranchWorkflow({ workflowRef, repository }, defaultBranch) {
    if (defaultBranch === undefined || !workflowRef.startsWith(`${repository}/`))
        return false;
    return workflowRef.slice(workflowRef.indexOf('@')) === `@refs/heads/${defaultBranch}`;
}
const repositoryUrl = (context) => `${context.serverUrl}/${context.repository}`;
const runUrl = (context) => `${repositoryUrl(context)}/actions/runs/${context.runId}/attempts/${context.attempt}`;
/** An input as the runner passes it on. @see `getInput` of `@actions/core`, which is too slow for a skip */
const inputOf = (variables) => (name) => variables[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '';


/***/ }),

/***/ 8825:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ decide)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3024);
/* harmony import */ var _context_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6048);
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(3554);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(452);
/* harmony import */ var _event_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(8799);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(646);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(6413);
/* harmony import */ var _operation_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(4250);
/** What a step can decide from its event and inputs alone, before any tool is loaded. */









const digest = (text) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(text).digest('hex');
/**
 * @param variables the process's environment
 * @throws RunError
 */
function decide(variables) {
    const context = (0,_context_js__WEBPACK_IMPORTED_MODULE_2__/* .parseContext */ .DO)(variables);
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_6__/* .parseInputs */ .T)((0,_context_js__WEBPACK_IMPORTED_MODULE_2__/* .inputOf */ .wg)(variables));
    const payload = readPayload(context.eventPath);
    refuseOpenStates(inputs, payload);
    const operation = (0,_operation_js__WEBPACK_IMPORTED_MODULE_7__/* .decideOperation */ .E)((0,_event_js__WEBPACK_IMPORTED_MODULE_5__/* .parseEvent */ .wj)(context.eventName, payload, context.ref), inputs.command, inputs.branch);
    const known = { context, inputs, defaultBranch: defaultBranchOf(payload) };
    if (operation.kind === 'skip')
        return { ...known, operation, names: undefined };
    const environment = (0,_environment_js__WEBPACK_IMPORTED_MODULE_3__/* .environmentOf */ .p7)(operation.branch, inputs.branches, digest);
    if (environment === undefined) {
        if (context.eventName.endsWith('_dispatch') && inputs.branch !== undefined) {
            const { why, otherwise } = notAnEnvironment(operation.branch, inputs);
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .RunError */ .e4('invalid-input', why, `Check the input 'branch'. ${otherwise}`);
        }
        return { ...known, operation: notAnEnvironment(operation.branch, inputs), names: undefined };
    }
    const project = inputs.project ?? (0,_environment_js__WEBPACK_IMPORTED_MODULE_3__/* .projectOf */ .v8)(context.repository, inputs.workingDirectory, digest);
    return { ...known, operation, names: { project, environment, branch: operation.branch } };
}
const defaultBranchOf = (payload) => (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .textOf */ .b6)((0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .objectOf */ .Xy)((0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .objectOf */ .Xy)(payload)?.['repository'])?.['default_branch']);
function readPayload(path) {
    const payload = (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .parseJson */ .qF)((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)(path, 'utf8'));
    if ((0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .objectOf */ .Xy)(payload) !== undefined)
        return payload;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .RunError */ .e4('invalid-input', 'The event payload (GITHUB_EVENT_PATH) is not a JSON object.');
}
/** A public repository's refs can be read by anybody, states in clear included. */
function refuseOpenStates(inputs, payload) {
    if (inputs.statePassphrase !== _inputs_js__WEBPACK_IMPORTED_MODULE_6__/* .NO_PASSPHRASE */ .P)
        return;
    const repository = (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .objectOf */ .Xy)((0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .objectOf */ .Xy)(payload)?.['repository']);
    if (repository?.['private'] === true && (0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .textOf */ .b6)(repository['visibility']) !== 'public')
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .RunError */ .e4('invalid-input', "'state-passphrase: none' keeps states in clear in the repository, and this repository is not known to be private.", 'Add a repository secret and pass it to the action:\n    with:\n      state-passphrase: ${{ secrets.STATE_PASSPHRASE }}');
}
const notAnEnvironment = (branch, inputs) => ({
    kind: 'skip',
    reason: 'not-an-environment',
    why: `The branch '${branch}' is no environment: it does not match ${inputs.branches.map((line) => `'${line.pattern}'`).join(', ')}.`,
    otherwise: "The input 'branches' says which branches are environments."
});


/***/ }),

/***/ 3554:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $h: () => (/* binding */ NAME_RULE),
/* harmony export */   Eo: () => (/* binding */ isName),
/* harmony export */   p7: () => (/* binding */ environmentOf),
/* harmony export */   v8: () => (/* binding */ projectOf)
/* harmony export */ });
/* unused harmony export safeName */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/** Derives the environment's name from the branch's: the same branch always gives the same name. */

const NAME_RULE = "1 to 32 of a-z, 0-9 and '-', starting and ending with a letter or digit";
const LONGEST = 32;
const HASH_LENGTH = 8;
/** Terraform's own name for "no workspace": an environment of that name could be mistaken for it. */
const RESERVED = ['default'];
const isName = (text) => /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/u.test(text);
/**
 * The environment a branch stands for, or undefined where no pattern matches. The first line that
 * matches decides.
 * @throws RunError `invalid-input` for an empty or reserved name, `name-taken` where a wildcard yields
 *   a name that another line gives to one branch alone
 */
function environmentOf(branch, patterns, digest) {
    for (const pattern of patterns) {
        const matched = matchOf(pattern.pattern, branch);
        if (matched === undefined)
            continue;
        const text = pattern.name === undefined ? matched : pattern.name.replace('*', () => matched);
        const name = nameOf(branch, text, digest);
        refuseClaimed(branch, name, pattern, patterns);
        return name;
    }
    return undefined;
}
/** What `*` matched (the whole branch where the pattern has none), or undefined. */
function matchOf(pattern, branch) {
    const star = pattern.indexOf('*');
    if (star === -1)
        return pattern === branch ? branch : undefined;
    const before = pattern.slice(0, star);
    const after = pattern.slice(star + 1);
    const fits = branch.length >= before.length + after.length;
    return fits && branch.startsWith(before) && branch.endsWith(after)
        ? branch.slice(before.length, branch.length - after.length)
        : undefined;
}
function nameOf(branch, text, digest) {
    const name = text === '' ? '' : safeName(text, branch, digest);
    if (name !== '' && !RESERVED.includes(name))
        return name;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('invalid-input', `The branch '${branch}' gives the environment the name '${name}', which is ${name === '' ? 'empty' : 'reserved'}.`, `Name the branch so that the part that '*' matches is ${NAME_RULE}, and not '${RESERVED.join("' or '")}'.`);
}
/**
 * A text as a name: unchanged where it is one already; otherwise lower-cased, everything else turned
 * into '-', and a short hash of `exact` appended, so that different texts keep different names.
 */
function safeName(text, exact, digest) {
    if (isName(text))
        return text;
    const cleaned = trimHyphens(text.toLowerCase().replace(/[^a-z0-9-]/gu, '-'));
    const hash = digest(exact).slice(0, HASH_LENGTH);
    const cut = trimHyphens(cleaned.slice(0, LONGEST - HASH_LENGTH - 1));
    return cut === '' ? hash : `${cut}-${hash}`;
}
const trimHyphens = (text) => text.replace(/^-+/u, '').replace(/-+$/u, '');
function refuseClaimed(branch, name, matched, patterns) {
    if (!matched.pattern.includes('*'))
        return;
    const owner = patterns.find((other) => !other.pattern.includes('*') && (other.name ?? other.pattern) === name);
    if (owner === undefined)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('name-taken', `The branch '${branch}' would be the environment '${name}', which the input 'branches' gives to '${owner.pattern}' alone.`, 'Rename the branch.');
}
/**
 * The project's name: the repository's, and the root module's folder where it is not the top.
 * @param repository `owner/name`
 */
function projectOf(repository, workingDirectory, digest) {
    const name = repository.slice(repository.indexOf('/') + 1);
    const whole = workingDirectory === '.' ? name : `${name}-${workingDirectory.replaceAll('/', '-')}`;
    return safeName(whole, `${name}/${workingDirectory}`, digest);
}


/***/ }),

/***/ 452:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   e4: () => (/* binding */ RunError)
/* harmony export */ });
/* unused harmony exports SKIP_REASONS, FAILURE_REASONS */
/** The closed list of reasons, and the one error that carries a reason to the report. */
/** Why a run did nothing; such a run is green. */
const SKIP_REASONS = (/* unused pure expression or super */ null && ([
    'not-an-environment',
    'unsupported-event',
    'not-a-branch',
    'branch-exists',
    'already-gone',
    'protected',
    'stale-run',
    'suspended'
]));
/** Why a run failed; such a run is red. */
const FAILURE_REASONS = (/* unused pure expression or super */ null && ([
    'invalid-input',
    'name-taken',
    'wrong-passphrase',
    'destroy-budget',
    'state-tampered',
    'state-locked',
    'state-missing',
    'state-not-saved',
    'rescue-pending',
    'tool-unavailable',
    'init-failed',
    'plan-failed',
    'apply-failed',
    'cancelled',
    'not-permitted',
    'origin-unreachable',
    'internal'
]));
/**
 * A failure that a person can act on. The message says what was found and where; `hint` says what to
 * write or do instead. Anything else that is thrown is our own defect and is reported as `internal`.
 */
class RunError extends Error {
    name = 'RunError';
    reason;
    hint;
    constructor(reason, message, hint, options) {
        super(message, options);
        this.reason = reason;
        this.hint = hint;
    }
}


/***/ }),

/***/ 8799:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Q8: () => (/* binding */ isBranchName),
/* harmony export */   WM: () => (/* binding */ isCommit),
/* harmony export */   wj: () => (/* binding */ parseEvent)
/* harmony export */ });
/* unused harmony export branchOfRef */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6413);
/** Reads GitHub's event name and payload into the few kinds of events the product knows. */


const HEADS = 'refs/heads/';
/**
 * The event of this run.
 * @param name `GITHUB_EVENT_NAME`
 * @param payload the parsed file `GITHUB_EVENT_PATH`
 * @param ref `GITHUB_REF`: on a dispatch, the branch it was started on
 * @throws RunError `invalid-input` for a payload without the fields GitHub documents for it
 * @see https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
function parseEvent(name, payload, ref) {
    switch (name) {
        case 'push':
            return parsePush(payload);
        case 'delete':
            return parseDelete(payload);
        case 'create':
            return { kind: 'create' };
        case 'workflow_dispatch':
        case 'repository_dispatch':
            return { kind: 'dispatch', branch: branchOfRef(ref) };
        case 'pull_request_target':
            return { kind: 'pull_request_target' };
        default:
            return { kind: 'other', name };
    }
}
function parsePush(payload) {
    const ref = field(payload, 'push', 'ref');
    const branch = branchOfRef(ref);
    if (branch === undefined)
        return { kind: 'not-a-branch', name: 'push', ref };
    const deleted = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)(payload)?.['deleted'] === true;
    const commit = field(payload, 'push', 'after');
    if (!isCommit(commit))
        throw malformed('push', 'after', commit);
    return { kind: 'push', branch, commit, deleted };
}
function parseDelete(payload) {
    // Unlike push, this payload holds the short name.
    const ref = field(payload, 'delete', 'ref');
    if (field(payload, 'delete', 'ref_type') !== 'branch')
        return { kind: 'not-a-branch', name: 'delete', ref };
    if (!isBranchName(ref))
        throw malformed('delete', 'ref', ref);
    return { kind: 'delete', branch: ref };
}
/** The branch of a full ref, or undefined where the ref is a tag or something else. */
function branchOfRef(ref) {
    if (!ref.startsWith(HEADS))
        return undefined;
    const branch = ref.slice(HEADS.length);
    return isBranchName(branch) ? branch : undefined;
}
/** Longer than any server takes, and short enough for every look at it to be quick. */
const LONGEST_BRANCH = 1000;
/** Whether git accepts the text as a branch's name (`git check-ref-format`). */
function isBranchName(text) {
    return (text !== '' &&
        text.length <= LONGEST_BRANCH &&
        // Half a character has no bytes: git and the digest would see the same sign for every such half.
        !/\p{Surrogate}/u.test(text) &&
        text !== '@' &&
        !text.startsWith('/') &&
        !text.endsWith('/') &&
        !text.endsWith('.') &&
        !/[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{|\/\//u.test(text) &&
        text.split('/').every((part) => !part.startsWith('.') && !part.endsWith('.lock')));
}
/** Whether the text is a whole object name, SHA-1 or SHA-256. */
const isCommit = (text) => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u.test(text);
function field(payload, event, name) {
    const value = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6)((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)(payload)?.[name]);
    if (value === undefined)
        throw malformed(event, name, undefined);
    return value;
}
function malformed(event, name, value) {
    const found = value === undefined ? 'is missing' : `is ${JSON.stringify(value.slice(0, 100))}`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('invalid-input', `The payload of the '${event}' event is not as GitHub documents it: '${name}' ${found}.`, 'Run the action on the event itself; a payload made by hand needs the same fields.');
}


/***/ }),

/***/ 7909:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ follow),
  I: () => (/* binding */ openRun)
});

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __nccwpck_require__(1421);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __nccwpck_require__(8500);
// EXTERNAL MODULE: ./lib/run-directory.js
var run_directory = __nccwpck_require__(4232);
// EXTERNAL MODULE: ./lib/tail.js + 1 modules
var lib_tail = __nccwpck_require__(3809);
;// CONCATENATED MODULE: ./lib/finish.js
/** The end of a run whose step or worker was killed: waits, tells the rest, and leaves nothing behind. */






/** GitHub gives a cancelled job five minutes, of which the step has used ten seconds. */
const POST_LIMIT_MS = 250_000;
/** Terraform gives up five seconds after a second interrupt; then the record is written. */
const GIVING_UP_MS = 30_000;
/** What a worker still prints after its result. */
const LAST_WORDS_MS = 2000;
const RESCUE_LIMIT_MS = 60_000;
/**
 * The post step: where the step was killed, waits for the worker and shows the rest; then cleans up.
 * @param program the action's entry
 */
async function finish(directory, program, variables) {
    if (readText(join(directory, FOLLOWED)) !== 'all' && existsSync(join(directory, LOG))) {
        await waitForWorker(directory);
        print(openTail(join(directory, LOG), Number(readText(join(directory, FOLLOWED)) ?? 0)), directory);
        addSummary(variables, readText(join(directory, 'summary.md')) ?? '');
        if (!existsSync(join(directory, RESULT))) {
            if (isAlive(pidIn(directory, WORKER_PID))) {
                process.stdout.write('::warning::The run is still under way, and GitHub ends it with this job; the next run says what it finds, and goes on.\n');
                return;
            }
            if (!(await reportDeath(directory, program, variables)))
                return;
        }
    }
    const kept = readText(join(directory, KEEP)) ?? unsavedBelow(join(directory, 'code'));
    if (kept === undefined)
        rmSync(directory, { recursive: true, force: true });
    else {
        removeOthers(directory, kept);
        process.stdout.write(`::warning::Not removed, for it is the only copy: ${kept}\n`);
    }
}
/** The log names what is masked, and the outputs are secrets: only what cannot be had again stays. */
function removeOthers(directory, kept) {
    for (const name of readdirSync(directory)) {
        const path = join(directory, name);
        if (path === kept)
            continue;
        if (kept.startsWith(`${path}/`))
            removeOthers(path, kept);
        else
            rmSync(path, { recursive: true, force: true });
    }
}
async function waitForWorker(directory) {
    const worker = pidIn(directory, WORKER_PID);
    // The result, not only the process: where nobody reaps, a dead worker stays a zombie.
    const over = () => existsSync(join(directory, RESULT)) || !isAlive(worker);
    const pass = () => void (worker !== undefined && signal(worker, 'SIGINT'));
    process.once('SIGINT', pass).once('SIGTERM', () => undefined);
    const started = Date.now();
    // A job that was not cancelled has its whole time.
    const late = () => existsSync(join(directory, INTERRUPTED)) && Date.now() - started > POST_LIMIT_MS;
    while (!over() && !late())
        await sleep(POLL_MS);
    if (!over())
        await makeTerraformGiveUp(directory, over);
    const last = Date.now() + LAST_WORDS_MS;
    while (Date.now() < last && isAlive(worker))
        await sleep(POLL_MS);
}
/** The machine is about to end everything: better Terraform stops and stores what it knows. */
async function makeTerraformGiveUp(directory, over) {
    const terraform = pidIn(directory, TERRAFORM_PID);
    if (terraform === undefined)
        return;
    process.stdout.write('The time after a cancellation is over: Terraform is told to give up.\n');
    signal(-terraform, 'SIGINT');
    const until = Date.now() + GIVING_UP_MS;
    while (Date.now() < until && !over())
        await sleep(POLL_MS);
}
const DEATH = 'The worker of this run ended without a result: it was killed, or this is a defect. The environment may be half-changed and its lock held; the next run says what it finds, and goes on.';
/**
 * A worker that was killed leaves Terraform without its state server: it must end, in good order, and what it
 * could not store must not lie about.
 * @param program the action's entry
 * @returns whether all of it is over
 */
async function reportDeath(directory, program, variables) {
    const terraform = (0,run_directory/* pidIn */.xi)(directory, run_directory/* TERRAFORM_PID */.lg);
    // A job that was not cancelled has its whole time.
    const limit = (0,external_node_fs_.existsSync)((0,external_node_path_.join)(directory, run_directory/* INTERRUPTED */.t)) ? Date.now() + POST_LIMIT_MS : Infinity;
    if (terraform !== undefined && (0,run_directory/* isAlive */._n)(terraform)) {
        // A second interrupt would make Terraform give up its state.
        if (limit === Infinity) {
            (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(directory, run_directory/* INTERRUPTED */.t), '');
            (0,run_directory/* signal */.vP)(-terraform, 'SIGINT');
        }
        process.stdout.write('The worker of this run was killed; waiting for Terraform to stop.\n');
        while (Date.now() < limit && (0,run_directory/* isAlive */._n)(terraform))
            await (0,promises_.setTimeout)(run_directory/* POLL_MS */.JO);
        if ((0,run_directory/* isAlive */._n)(terraform)) {
            process.stdout.write(`::error::${DEATH} Terraform is still at work.\n`);
            return false;
        }
    }
    const left = (0,external_node_path_.join)((0,run_directory/* readText */.yR)((0,external_node_path_.join)(directory, run_directory/* ROOT_NOTE */.qn)) ?? directory, 'errored.tfstate');
    if ((0,external_node_fs_.existsSync)(left))
        await rescueLeft(directory, program, left);
    const override = (0,run_directory/* readText */.yR)((0,external_node_path_.join)(directory, run_directory/* OVERRIDE_NOTE */.s2));
    if (override !== undefined)
        (0,external_node_fs_.rmSync)(override, { force: true });
    process.stdout.write(`::error::${DEATH}\n`);
    addSummary(variables, `## It is not known how this run ended\n\n> [!CAUTION]\n> ${DEATH}\n`);
    return true;
}
/** Has a second worker put the state into safety. */
async function rescueLeft(directory, program, left) {
    const child = (0,external_node_child_process_.spawn)(process.execPath, [program], {
        env: { ...process.env, [run_directory/* WORKER_VARIABLE */.gB]: directory, [run_directory/* RESCUE_VARIABLE */.n5]: left },
        stdio: ['ignore', 'inherit', 'inherit'],
        timeout: RESCUE_LIMIT_MS,
        killSignal: 'SIGKILL' // it heeds no other
    });
    const code = await new Promise((resolve) => {
        child.once('error', () => resolve(1)).once('exit', resolve);
    });
    if (code !== 0)
        process.stdout.write(`::error::${NOT_RESCUED}${left}\n`);
}
const NOT_RESCUED = 'The state that Terraform left could not be rescued, for the program that does it failed. It is only on this runner: ';
function addSummary(variables, text) {
    const file = variables['GITHUB_STEP_SUMMARY'] ?? '';
    if ((0,external_node_fs_.existsSync)(file))
        (0,external_node_fs_.appendFileSync)(file, text);
}
/** A state that Terraform could not store, in the code that was checked out beside the workspace. */
function unsavedBelow(directory) {
    if (!existsSync(directory))
        return undefined;
    const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
    const found = names.find((name) => basename(name) === 'errored.tfstate');
    return found === undefined ? undefined : join(directory, found);
}

;// CONCATENATED MODULE: ./lib/follow.js
/** The step's side of a run: starts the worker, prints what it writes, and passes one signal on. */







/** Makes the run's directory, and tells the post step of it. */
function openRun(variables) {
    const directory = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(variables['RUNNER_TEMP'] ?? (0,external_node_os_.tmpdir)(), 'gitops-env-'));
    const state = variables['GITHUB_STATE'] ?? '';
    if ((0,external_node_fs_.existsSync)(state))
        (0,external_node_fs_.appendFileSync)(state, `run=${directory}\n`);
    return directory;
}
/**
 * Starts the worker and follows it to its end. If this process is killed, the worker goes on.
 * @param program the file to run, this bundle's entry
 * @returns the exit code of the step
 */
async function follow(directory, program) {
    let worker;
    let signalled = false;
    let passed = false;
    const pass = () => {
        // Before the worker hears signals, one would kill it.
        if (!signalled || passed || !(0,external_node_fs_.existsSync)((0,external_node_path_.join)(directory, run_directory/* LISTENING */.af)))
            return;
        passed = true;
        if (worker !== undefined)
            (0,run_directory/* signal */.vP)(worker, 'SIGINT');
    };
    const cancel = () => {
        signalled = true;
        pass();
    };
    // Before the worker is started: a signal in between must not end this process.
    for (const name of ['SIGINT', 'SIGTERM'])
        process.on(name, cancel);
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(directory, run_directory/* FOLLOWED */.nz), '0');
    const file = (0,external_node_fs_.openSync)((0,external_node_path_.join)(directory, run_directory/* LOG */.$9), 'ax', 0o600);
    const child = (0,external_node_child_process_.spawn)(process.execPath, [program], {
        env: { ...process.env, [run_directory/* WORKER_VARIABLE */.gB]: directory },
        detached: true,
        stdio: ['ignore', file, file]
    });
    (0,external_node_fs_.closeSync)(file);
    worker = child.pid;
    if (worker !== undefined)
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(directory, run_directory/* WORKER_PID */.hC), String(worker));
    const tail = (0,lib_tail/* openTail */.L)((0,external_node_path_.join)(directory, run_directory/* LOG */.$9));
    const timer = setInterval(() => {
        (0,run_directory/* print */.yy)(tail, directory);
        pass();
    }, run_directory/* POLL_MS */.JO);
    const exitCode = await new Promise((resolve) => {
        child.once('error', () => resolve(1));
        child.once('exit', (code) => resolve(code ?? 1));
    });
    clearInterval(timer);
    (0,run_directory/* print */.yy)(tail, directory);
    const isOver = (0,external_node_fs_.existsSync)((0,external_node_path_.join)(directory, run_directory/* RESULT */.Mr)) || (await reportDeath(directory, program, process.env));
    if (isOver)
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(directory, run_directory/* FOLLOWED */.nz), 'all');
    return exitCode;
}


/***/ }),

/***/ 5691:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var node_url__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3136);
/* harmony import */ var _follow_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7909);
/* harmony import */ var _run_directory_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(4232);
/* harmony import */ var _step_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(3341);
/** The action's entry: the same bundle is the step, the worker that does its work, and what asks the cache for it. */




const worker = process.env[_run_directory_js__WEBPACK_IMPORTED_MODULE_2__/* .WORKER_VARIABLE */ .gB];
const request = process.env[_run_directory_js__WEBPACK_IMPORTED_MODULE_2__/* .CACHE_VARIABLE */ ._$];
if (request !== undefined) {
    const { serveCache } = await __nccwpck_require__.e(/* import() */ 781).then(__nccwpck_require__.bind(__nccwpck_require__, 8781));
    await serveCache(request);
    process.exit();
}
else if (worker !== undefined) {
    const left = process.env[_run_directory_js__WEBPACK_IMPORTED_MODULE_2__/* .RESCUE_VARIABLE */ .n5];
    if (left === undefined) {
        const { main } = await Promise.all(/* import() */[__nccwpck_require__.e(119), __nccwpck_require__.e(955), __nccwpck_require__.e(942), __nccwpck_require__.e(629), __nccwpck_require__.e(347)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5347));
        await main(worker, process.env);
    }
    else {
        const { rescueLeft } = await Promise.all(/* import() */[__nccwpck_require__.e(955), __nccwpck_require__.e(629), __nccwpck_require__.e(884)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7884));
        await rescueLeft(worker, left, process.env);
    }
    process.exit();
}
else {
    const directory = (0,_follow_js__WEBPACK_IMPORTED_MODULE_1__/* .openRun */ .I)(process.env);
    if (await (0,_step_js__WEBPACK_IMPORTED_MODULE_3__/* .step */ .P)(directory, process.env)) {
        process.exitCode = await (0,_follow_js__WEBPACK_IMPORTED_MODULE_1__/* .follow */ .e)(directory, (0,node_url__WEBPACK_IMPORTED_MODULE_0__.fileURLToPath)(import.meta.url));
    }
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 646:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ NO_PASSPHRASE),
/* harmony export */   T: () => (/* binding */ parseInputs)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3554);
/* harmony import */ var _operation_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(4250);
/* harmony import */ var _event_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(8799);
/* harmony import */ var _backend_kinds_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(6367);
/* harmony import */ var _tool_releases_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(4270);
/** Reads every input once, into one typed value; the only defaults are those of action.yml. */






const SHORTEST_PASSPHRASE = 20;
/** Written out, it keeps states in git in clear; anything else must be long enough to be a secret. */
const NO_PASSPHRASE = 'none';
/**
 * All inputs of a run.
 * @param get answers an input's text, defaults of action.yml filled in, '' where there is none
 * @throws RunError `invalid-input` with every mistake found, a line each
 */
function parseInputs(get) {
    const mistakes = [];
    const read = (name, parse) => {
        try {
            return parse(get(name).trim());
        }
        catch (error) {
            if (!(error instanceof Mistake))
                throw error;
            mistakes.push(`${name}: ${error.message}`);
            return undefined; // never seen: the mistakes are thrown below
        }
    };
    const inputs = {
        command: read('command', (text) => oneOf(_operation_js__WEBPACK_IMPORTED_MODULE_2__/* .COMMANDS */ .L, text)),
        branches: read('branches', parsePatterns),
        branch: read('branch', parseBranch),
        workingDirectory: read('working-directory', parseDirectory),
        project: read('project', parseProject),
        backend: read('backend', (text) => oneOf(['auto', ..._backend_kinds_js__WEBPACK_IMPORTED_MODULE_4__/* .BACKENDS */ .A7], text)),
        backendConfig: read('backend-config', parseAssignments),
        statePassphrase: read('state-passphrase', parsePassphrase),
        previousPassphrase: read('previous-passphrase', (text) => parsePrevious(text, get('state-passphrase').trim())),
        variables: read('variables', parseAssignments),
        varFiles: read('var-files', linesOf),
        tags: read('tags', parseAssignments),
        tool: read('tool', (text) => oneOf(_tool_releases_js__WEBPACK_IMPORTED_MODULE_5__/* .TOOLS */ .It, text)),
        toolVersion: read('tool-version', (text) => text),
        maxDestroy: read('max-destroy', parseCount),
        lockTimeoutMs: read('lock-timeout', parseDuration),
        cache: read('cache', parseBoolean),
        token: read('token', (text) => text)
    };
    if (mistakes.length === 0)
        return inputs;
    const list = mistakes.map((mistake) => `  - ${mistake}`).join('\n');
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('invalid-input', `Invalid inputs:\n${list}`);
}
class Mistake extends Error {
}
function oneOf(choices, text) {
    const found = choices.find((choice) => choice === text);
    if (found === undefined)
        throw new Mistake(`'${text}' is not one of ${choices.join(', ')}`);
    return found;
}
const linesOf = (text) => text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
function parsePatterns(text) {
    const lines = linesOf(text);
    if (lines.length === 0)
        throw new Mistake("is empty; write a pattern such as 'env-*'");
    return lines.map(parsePattern);
}
/** A branch's name may itself hold '=', so that only ` = ` with blanks separates. */
function parsePattern(line) {
    const [pattern = '', name, ...more] = line.split(/\s+=\s+/u);
    if (more.length > 0 || /\s/u.test(pattern)) {
        throw new Mistake(`'${line}' is neither PATTERN nor PATTERN = NAME`);
    }
    if (!(0,_event_js__WEBPACK_IMPORTED_MODULE_3__/* .isBranchName */ .Q8)(pattern.replace('*', 'x'))) {
        throw new Mistake(`'${pattern}' can match no branch; '*' stands once, for any text, '/' included`);
    }
    if (name === undefined)
        return { pattern, name };
    if (!(0,_environment_js__WEBPACK_IMPORTED_MODULE_1__/* .isName */ .Eo)(name.replace('*', 'x'))) {
        throw new Mistake(`'${name}' cannot name an environment; use ${_environment_js__WEBPACK_IMPORTED_MODULE_1__/* .NAME_RULE */ .$h}, and '*' for what '*' matched`);
    }
    if (name.includes('*') && !pattern.includes('*')) {
        throw new Mistake(`'${line}' has '*' in the name, but none in the pattern`);
    }
    return { pattern, name };
}
function parseBranch(text) {
    if (text === '')
        return undefined;
    const branch = text.replace(/^refs\/heads\//u, '');
    if (!(0,_event_js__WEBPACK_IMPORTED_MODULE_3__/* .isBranchName */ .Q8)(branch))
        throw new Mistake(`'${text}' is not a branch's name`);
    return branch;
}
function parseDirectory(text) {
    const parts = text.split(/[/\\]/u).filter((part) => part !== '' && part !== '.');
    if (/^[/\\]|^[A-Za-z]:/u.test(text) || parts.includes('..')) {
        throw new Mistake(`'${text}' leaves the repository; write a path below its top, such as 'infra'`);
    }
    return parts.length === 0 ? '.' : parts.join('/');
}
function parseProject(text) {
    if (text === '')
        return undefined;
    if (!(0,_environment_js__WEBPACK_IMPORTED_MODULE_1__/* .isName */ .Eo)(text))
        throw new Mistake(`'${text}' is not a project's name; use ${_environment_js__WEBPACK_IMPORTED_MODULE_1__/* .NAME_RULE */ .$h}`);
    return text;
}
/** Lines `key=value`; a value keeps its blanks, quotes and further '='. */
function parseAssignments(text) {
    const pairs = linesOf(text).map((line, index) => {
        const equals = line.indexOf('=');
        const key = line.slice(0, equals).trim();
        // Not quoted: it may be the second line of a secret.
        if (equals < 1 || key === '')
            throw new Mistake(`line ${index + 1} is not key=value`);
        return [key, line.slice(equals + 1).trim()];
    });
    const twice = pairs.find(([key], index) => pairs.findIndex(([other]) => other === key) !== index);
    if (twice !== undefined)
        throw new Mistake(`'${twice[0]}' is given twice`);
    return Object.fromEntries(pairs);
}
function parsePassphrase(text) {
    if (text === '')
        return undefined;
    if (text !== NO_PASSPHRASE && text.length < SHORTEST_PASSPHRASE) {
        throw new Mistake(`has ${text.length} characters and needs at least ${SHORTEST_PASSPHRASE}; make one with 'openssl rand -base64 32'`);
    }
    return text;
}
/** @param present the text of 'state-passphrase' */
function parsePrevious(text, present) {
    const previous = parsePassphrase(text);
    if (previous === undefined)
        return undefined;
    if (present === '')
        throw new Mistake("is given without the new one, 'state-passphrase'");
    if (present === previous) {
        throw new Mistake("is the same as 'state-passphrase'; give the one that was used before it");
    }
    if (present === NO_PASSPHRASE) {
        throw new Mistake("is given with 'state-passphrase: none', but what is encrypted stays so; destroy the environment with its passphrase, then create it with 'none'");
    }
    return previous;
}
/** Nine digits are more than any plan has, and stay exact. */
function parseCount(text) {
    if (text === '')
        return undefined;
    if (!/^\d{1,9}$/u.test(text)) {
        throw new Mistake(`'${text.slice(0, 40)}' is not a whole number such as 0 or 20`);
    }
    return Number(text);
}
function parseDuration(text) {
    const [, amount, unit] = /^(\d{1,5})(s|m|h)$/u.exec(text) ?? [];
    if (amount === undefined || unit === undefined) {
        throw new Mistake(`'${text}' is not a duration such as 30s, 5m or 1h`);
    }
    return Number(amount) * { s: 1000, m: 60_000, h: 3_600_000 }[unit];
}
/** The words of YAML 1.2. @see https://yaml.org/spec/1.2.2/#10212-boolean */
function parseBoolean(text) {
    if (/^(?:true|True|TRUE)$/u.test(text))
        return true;
    if (/^(?:false|False|FALSE)$/u.test(text))
        return false;
    throw new Mistake(`'${text.slice(0, 40)}' is neither true nor false`);
}


/***/ }),

/***/ 6413:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Xy: () => (/* binding */ objectOf),
/* harmony export */   b6: () => (/* binding */ textOf),
/* harmony export */   c3: () => (/* binding */ listOf),
/* harmony export */   f_: () => (/* binding */ isTooDeep),
/* harmony export */   qF: () => (/* binding */ parseJson),
/* harmony export */   rl: () => (/* binding */ numberOf)
/* harmony export */ });
/** Reads untrusted JSON: each function answers the value when it has the type, else undefined. */
const objectOf = (value) => typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
const listOf = (value) => Array.isArray(value) ? value : undefined;
const textOf = (value) => typeof value === 'string' ? value : undefined;
const numberOf = (value) => typeof value === 'number' && Number.isFinite(value) ? value : undefined;
/** What recursion, ours and JavaScript's own, can bear of values; far more than Terraform's types reach. */
const DEEPEST = 1000;
/** Whether values lie within more values than can be gone through safely. */
function isTooDeep(value, levels = DEEPEST) {
    if (typeof value !== 'object' || value === null)
        return false;
    return levels === 0 || Object.values(value).some((part) => isTooDeep(part, levels - 1));
}
/** The parsed text, or undefined where it is not JSON. */
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 4250:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ decideOperation),
/* harmony export */   L: () => (/* binding */ COMMANDS)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/** Decides from event and command what a run does: the table of docs/events.md, as a function. */

const COMMANDS = ['auto', 'plan', 'apply', 'destroy', 'resolve'];
const OTHERWISE = 'The action acts on push to an environment branch, on delete of one, and on workflow_dispatch.';
/**
 * What this run does, as far as event and inputs can tell; branch patterns, records and the origin
 * come later and can still turn it into a skip. `resolve` is decided as `auto`: it only stops sooner.
 * @param branch the input of that name
 * @throws RunError `invalid-input` where command and event contradict each other
 */
function decideOperation(event, command, branch) {
    switch (event.kind) {
        case 'push':
            return decidePush(event, command, branch);
        case 'delete':
            return decideDelete(event.branch, command, branch);
        case 'dispatch':
            return decideDispatch(event.branch, command, branch);
        case 'create':
            return skip('unsupported-event', "A 'create' event does nothing: the push that comes with it does the work.");
        case 'not-a-branch':
            return skip('not-a-branch', `The '${event.name}' event is about '${event.ref}', which is not a branch.`);
        case 'pull_request_target':
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('invalid-input', "The action does not run on 'pull_request_target': a stranger's Terraform would run with this repository's secrets.", "Use 'push', 'delete' and 'workflow_dispatch'.");
        case 'other':
            return skip('unsupported-event', `The event '${event.name}' is not supported.`);
    }
}
function decidePush(event, command, branch) {
    sameBranch('push', event.branch, branch);
    if (event.deleted) {
        return skip('unsupported-event', `The push deleted '${event.branch}': the 'delete' event does the work.`);
    }
    if (command === 'destroy') {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('invalid-input', "'command: destroy' on a push would destroy the environment that was just pushed to.", "Delete the branch, or use 'workflow_dispatch' with 'command: destroy' and 'branch'.");
    }
    const kind = command === 'plan' ? 'plan' : 'apply';
    return {
        kind,
        branch: event.branch,
        commit: event.commit,
        onPurpose: false,
        afterDeletion: false
    };
}
function decideDelete(deleted, command, branch) {
    sameBranch('delete', deleted, branch);
    if (command === 'plan' || command === 'apply') {
        return skip('unsupported-event', `'${deleted}' was deleted, so there is nothing to ${command}.`);
    }
    return {
        kind: 'destroy',
        branch: deleted,
        commit: undefined,
        onPurpose: false,
        afterDeletion: true
    };
}
function decideDispatch(startedOn, command, branch) {
    const target = branch ?? startedOn;
    if (target === undefined) {
        return skip('not-a-branch', 'The run was started on something that is not a branch.');
    }
    const kind = command === 'plan' || command === 'destroy' ? command : 'apply';
    const onPurpose = branch !== undefined && command === 'destroy';
    return { kind, branch: target, commit: undefined, onPurpose, afterDeletion: false };
}
function sameBranch(event, fromEvent, fromInput) {
    if (fromInput === undefined || fromInput === fromEvent)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4('invalid-input', `The '${event}' event is about the branch '${fromEvent}', but the input 'branch' says '${fromInput}'.`, "Leave 'branch' out on push and delete; it is meant for 'workflow_dispatch'. On delete, " +
        "'github.ref_name' is the default branch, not the deleted one.");
}
const skip = (reason, why, otherwise = OTHERWISE) => ({
    kind: 'skip',
    reason,
    why,
    otherwise
});


/***/ }),

/***/ 9293:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Fg: () => (/* binding */ startReport),
/* harmony export */   fj: () => (/* binding */ noteFailure),
/* harmony export */   gD: () => (/* binding */ headlineOf),
/* harmony export */   lZ: () => (/* binding */ NO_COUNTS),
/* harmony export */   oy: () => (/* binding */ noteSkip),
/* harmony export */   rs: () => (/* binding */ urlOf),
/* harmony export */   vj: () => (/* binding */ amount)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/** What a run has found so far; summary, outputs, log and result.json are rendered from it. */

const startReport = (start) => ({
    ...start,
    operation: 'skip',
    told: false,
    applied: false,
    steps: [],
    outputs: {},
    diagnostics: [],
    notices: [],
    phases: [],
    elapsedMs: 0,
    failed: false
});
function noteSkip(report, skip) {
    Object.assign(report, {
        operation: 'skip',
        reason: skip.reason,
        why: skip.why,
        hint: skip.otherwise
    });
}
/** Anything but a RunError is our own defect. */
function noteFailure(report, error) {
    const known = error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RunError */ .e4 ? error : undefined;
    report.failed = true;
    report.reason = known?.reason ?? 'internal';
    report.why =
        known?.message ??
            `Unexpected error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    const hint = known === undefined
        ? 'Please report it, with this text, as an issue of gitops-env-action.'
        : known.hint;
    if (hint !== undefined)
        report.hint = hint;
}
const NO_COUNTS = { add: 0, change: 0, destroy: 0, replace: 0 };
/** The environment's address: the output named `url` or `application_url`, else the first `*_url`. */
function urlOf(report) {
    const names = Object.keys(report.outputs).filter((name) => /(?:^|_)url$/u.test(name));
    const name = ['url', 'application_url'].find((candidate) => names.includes(candidate)) ?? names[0];
    const output = name === undefined ? undefined : report.outputs[name];
    const value = output?.sensitive === false ? output.value : undefined;
    return typeof value === 'string' && /^https?:\/\/[^\s<>"']+$/u.test(value) ? value : undefined;
}
const NOT = {
    'init-failed': 'Terraform could not be initialised',
    'plan-failed': 'Terraform refused the plan',
    'apply-failed': 'the apply failed half-way',
    'destroy-budget': 'it would destroy more than allowed',
    'state-locked': 'it is locked',
    'state-missing': 'its state is missing',
    'state-not-saved': 'its state could not be saved',
    'rescue-pending': 'a rescued state waits for a decision',
    'tool-unavailable': 'the tool could not be installed',
    'state-tampered': 'what is stored of it cannot be trusted',
    'wrong-passphrase': 'the passphrase is not the right one',
    'name-taken': 'its name is taken',
    'not-permitted': 'the origin refuses to be written',
    'origin-unreachable': 'the origin cannot be reached',
    'invalid-input': 'the workflow or the repository must change first',
    cancelled: 'the run was cancelled',
    internal: 'the action itself failed'
};
/** The verdict, in words a manager understands; plain text. */
function headlineOf(report) {
    if (report.failed && report.environment === undefined) {
        return `Nothing was done: ${NOT[report.reason] ?? 'it failed'}`;
    }
    const name = `'${report.environment ?? ''}'`;
    // What was done stays done, though it could not be noted or told.
    if (report.failed && report.applied && report.reason !== 'apply-failed')
        return `${name} was ${report.operation === 'destroy' ? 'destroyed' : newsOf(report)}, but this could not be noted`;
    if (report.failed)
        return `${name} was not ${aimOf(report)}: ${NOT[report.reason] ?? 'it failed'}`;
    if (report.told)
        return `${name}: ${report.operation} of ${(report.commit ?? '').slice(0, 7)}, only told`;
    const count = report.plan?.changes.length ?? 0;
    switch (report.operation) {
        case 'skip':
            return 'Nothing was done';
        case 'plan':
            return report.changes === true
                ? `${name} would be ${newsOf(report)}`
                : `${name} would not change`;
        case 'destroy':
            return count === 0
                ? `${name} was destroyed: nothing was left`
                : `${name} was destroyed: ${amount(count, 'resource')}`;
        case 'apply':
            if (!report.applied && report.backTo === undefined)
                return `${name} is up to date`;
            return `${name} was ${newsOf(report)}`;
    }
}
function newsOf({ existed, previous, backTo }) {
    if (backTo === undefined || previous === undefined)
        return existed === true ? 'updated' : 'created';
    return `rolled back from ${previous.commit.slice(0, 7)} to ${backTo.slice(0, 7)}`;
}
function aimOf(report) {
    if (report.operation === 'destroy')
        return 'destroyed';
    if (report.operation === 'plan')
        return 'planned';
    if (report.existed === undefined)
        return 'applied'; // it failed before that was known
    return report.existed ? 'updated' : 'created';
}
const amount = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;


/***/ }),

/***/ 3021:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   EU: () => (/* binding */ fence),
/* harmony export */   Jj: () => (/* binding */ cut),
/* harmony export */   TN: () => (/* binding */ oneLine),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   g$: () => (/* binding */ printable),
/* harmony export */   ih: () => (/* binding */ escape),
/* harmony export */   mG: () => (/* binding */ inline),
/* harmony export */   nf: () => (/* binding */ link),
/* harmony export */   tp: () => (/* binding */ table),
/* harmony export */   zH: () => (/* binding */ details)
/* harmony export */ });
/** Writes untrusted text into GitHub-flavoured markdown so that it stays text. */
/** Without control characters and without marks that turn the direction of writing. */
const printable = (text) => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\u061c\ufeff]/gu, (mark) => {
    if (mark === '\r')
        return '';
    return `\\u{${(mark.codePointAt(0) ?? 0).toString(16)}}`;
});
/** Text in which nothing is markup or becomes a link; a piece of a line. */
const literal = (text) => printable(text)
    .replace(/[&<>"'`*_~[\](){}#+|\\!@$^]/gu, (mark) => `&#${mark.codePointAt(0)};`)
    .replace(/:\/\//gu, '&#58;//')
    .replace(/\bwww\./giu, 'www&#46;')
    .replace(/\n/gu, '<br>');
/** Text within a line: GitHub would link names and addresses afterwards, so they are broken up. */
const inline = (text) => literal(text).replace(/&#64;/gu, '&#64;&#8203;');
/** Text that begins a line or a table's cell: it is no list, rule or block of code either. */
const escape = (text) => inline(text.replace(/^\s+/u, ''))
    .replace(/^(\d+)\./u, '$1&#46;')
    .replace(/^[-=]/u, (mark) => `&#${mark.codePointAt(0)};`);
/** Lines as one, without their indentation. No pattern does it: on a million blanks it would take hours. */
function oneLine(text) {
    if (!text.includes('\n'))
        return text;
    const lines = text.split('\n').map((line) => line.trim());
    return lines.filter((line) => line !== '').join(' ');
}
/** Text as code, on one line. */
function code(text) {
    const line = oneLine(printable(text));
    return /^[^`|]+$/u.test(line) && line.trim() === line && line !== ''
        ? `\`${line}\``
        : `<code>${literal(line)}</code>`;
}
/** A block of code; the fence is longer than any in the text. */
function fence(text, language = '') {
    const runs = text.match(/`{3,}/gu) ?? [];
    const ticks = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
    return `${ticks}${language}\n${printable(text)}\n${ticks}`;
}
/** A link whose text is code; both sides may be hostile. */
const link = (text, url) => `[${code(text)}](<${url.replace(/[<>\s\\]/gu, encodeURIComponent)}>)`;
const details = (title, body) => `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
function table(head, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
/** At most so many characters; a character of two halves is never cut between them. */
function cut(text, length) {
    if (text.length <= length)
        return text;
    const end = /[\ud800-\udbff]$/u.test(text.slice(0, length)) ? length - 1 : length;
    return `${text.slice(0, end)}… (${text.length} characters)`;
}


/***/ }),

/***/ 7751:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Is: () => (/* binding */ harmless),
/* harmony export */   N1: () => (/* binding */ renderEvent),
/* harmony export */   vk: () => (/* binding */ elapsed)
/* harmony export */ });
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3021);

/** Maps, for an action may be called anything, `constructor` too. */
const DONE = new Map([
    ['create', '+ created'],
    ['update', '~ changed'],
    ['delete', '- destroyed'],
    ['replace', '± replaced'],
    ['read', '  read']
]);
const DOING = new Map([
    ['create', 'creating'],
    ['update', 'changing'],
    ['delete', 'destroying'],
    ['read', 'reading']
]);
/** A line for people, or undefined for an event that says nothing new. */
function renderEvent(event) {
    switch (event.kind) {
        case 'planned':
            return `${column(`will ${event.action}`)}${event.address}`;
        case 'drift':
            return `${column('changed outside')}${event.address} (${event.action})`;
        case 'progress':
            return `${column(`still ${DOING.get(event.step.action) ?? event.step.action}`)}${event.step.address}, ${elapsed(event.step.elapsedSeconds)}`;
        case 'done':
            return `${column(DONE.get(event.step.action) ?? event.step.action)}${event.step.address}, ${elapsed(event.step.elapsedSeconds)}`;
        case 'failed':
            return `${column('! failed')}${event.step.address}, ${elapsed(event.step.elapsedSeconds)}`;
        case 'message':
            return event.text.trim() === '' ? undefined : (0,_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(event.text.trim());
        case 'diagnostic':
        case 'outputs':
        case 'refreshed':
        case 'started':
        case 'version':
            return undefined;
    }
}
const column = (text) => text.padEnd(18);
/** `2m10s` */
const elapsed = (seconds) => seconds < 60
    ? `${Math.round(seconds)}s`
    : `${Math.floor(seconds / 60)}m${String(Math.round(seconds) % 60).padStart(2, '0')}s`;
/**
 * Foreign text as lines that the runner does not take for commands: not `::command::`, wherever
 * blanks precede it, and not the older `##[command]`, wherever it stands.
 */
const harmless = (text) => (0,_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(text)
    .split('\n')
    .map((line) => line.replaceAll('##[', '## [').replace(/^(\s*)::/u, '$1: :'))
    .join('\n');


/***/ }),

/***/ 6749:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   a5: () => (/* binding */ redactReport),
/* harmony export */   dm: () => (/* binding */ maskable)
/* harmony export */ });
/* unused harmony export redact */
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6413);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3021);
/* harmony import */ var _progress_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7751);
/** Hides secrets by value, wherever they turn up. */



const SHORTEST = 4;
/** Masking these would blank the log and hide nothing. */
const COMMON = [
    'true',
    'false',
    'null',
    'none',
    'default',
    'localhost',
    'https',
    'http'
];
/**
 * The texts worth masking, longest first: each value, its single lines, and what they become on their
 * way to the log.
 * @param values texts that are secret
 */
function maskable(values) {
    const found = new Set();
    for (const value of values) {
        const lines = value.split(/\r\n|\r|\n/u);
        for (const part of new Set([
            value,
            value.trim(),
            ...lines,
            ...lines.map((line) => line.trim())
        ])) {
            if (!isSecret(part))
                continue;
            for (const form of formsOf(part).filter(isSecret))
                found.add(form);
        }
    }
    return [...found].toSorted((left, right) => right.length - left.length);
}
const isSecret = (text) => text.length >= SHORTEST && !COMMON.includes(text.toLowerCase());
/** As a text is written: within quotes, within JSON, within JSON within quotes; and each as the log has it. */
function formsOf(text) {
    const written = [
        text,
        ...[quoted, jsonEncoded].flatMap((within) => [within(text), quoted(within(text))]),
        // A key in a resource's address is a template to Terraform.
        quoted(text).replace(/[$%](?=\{)/gu, (mark) => mark + mark)
    ];
    const logged = written.map(_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .oneLine */ .TN).flatMap((line) => [
        (0,_progress_js__WEBPACK_IMPORTED_MODULE_0__/* .harmless */ .Is)(line),
        (0,_progress_js__WEBPACK_IMPORTED_MODULE_0__/* .harmless */ .Is)(`.${line}`).slice(1) // in the middle of a line less is changed than at its beginning
    ]);
    return [...written, ...logged];
}
const quoted = (text) => JSON.stringify(text).slice(1, -1);
/** Terraform's `jsonencode` escapes more than others, for the sake of web pages. */
const jsonEncoded = (text) => quoted(text).replace(/[<>&\u2028\u2029]/gu, (mark) => `\\u${(mark.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
/** The same value with every secret in its texts, and in the names of its fields, replaced. */
function redact(value, secrets) {
    if (secrets.length === 0)
        return value;
    // Values quoted as JSON carry their escapes.
    const forms = new Set(secrets.flatMap((secret) => [secret, quoted(secret)]));
    // The longest first, or a part of it would stay where a shorter one matches.
    const sorted = [...forms].toSorted((left, right) => right.length - left.length);
    const pattern = new RegExp(sorted.map(escapeRegExp).join('|'), 'gu');
    return replaceIn(value, (text) => text.replace(pattern, '***'));
}
/**
 * The report without any secret. Only foreign text is looked at: a secret that happens to be `apply`,
 * `steps` or `12` must not change our own words, names and numbers.
 */
function redactReport(report, secrets) {
    const hide = (value) => redact(value, secrets);
    const { backend, plan, why, hint } = report;
    return {
        ...report,
        ...(why === undefined ? {} : { why: hide(why) }),
        ...(hint === undefined ? {} : { hint: hide(hint) }),
        ...(backend === undefined
            ? {}
            : { backend: { ...backend, key: hide(backend.key), config: hide(backend.config) } }),
        ...(plan === undefined
            ? {}
            : {
                plan: {
                    counts: plan.counts,
                    changes: plan.changes.map((change) => redactChange(change, hide))
                }
            }),
        steps: report.steps.map((step) => ({ ...step, address: hide(step.address) })),
        diagnostics: report.diagnostics.map((diagnostic) => ({
            ...diagnostic,
            summary: hide(diagnostic.summary),
            detail: hide(diagnostic.detail),
            address: hide(diagnostic.address),
            code: hide(diagnostic.code)
        })),
        notices: hide(report.notices),
        outputs: Object.fromEntries(Object.entries(report.outputs).map(([name, { value, sensitive }]) => [
            name,
            { value: hide(value), sensitive }
        ]))
    };
}
const redactChange = (change, hide) => ({
    ...change,
    address: hide(change.address),
    previousAddress: hide(change.previousAddress),
    attributes: change.attributes.map((attribute) => ({
        ...attribute,
        name: hide(attribute.name),
        before: hide(attribute.before),
        after: hide(attribute.after)
    }))
});
function replaceIn(value, replace) {
    if (typeof value === 'string')
        return replace(value);
    if (typeof value === 'number')
        return replace(String(value)) === String(value) ? value : '***';
    const list = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .listOf */ .c3)(value);
    if (list !== undefined)
        return list.map((part) => replaceIn(part, replace));
    const object = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .objectOf */ .Xy)(value);
    if (object === undefined)
        return value;
    return Object.fromEntries(Object.entries(object).map(([name, part]) => [replace(name), replaceIn(part, replace)]));
}
const escapeRegExp = (text) => text.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&');


/***/ }),

/***/ 4232:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $9: () => (/* binding */ LOG),
/* harmony export */   JO: () => (/* binding */ POLL_MS),
/* harmony export */   Mr: () => (/* binding */ RESULT),
/* harmony export */   _$: () => (/* binding */ CACHE_VARIABLE),
/* harmony export */   _n: () => (/* binding */ isAlive),
/* harmony export */   af: () => (/* binding */ LISTENING),
/* harmony export */   gB: () => (/* binding */ WORKER_VARIABLE),
/* harmony export */   hC: () => (/* binding */ WORKER_PID),
/* harmony export */   k9: () => (/* binding */ KEEP),
/* harmony export */   lg: () => (/* binding */ TERRAFORM_PID),
/* harmony export */   n5: () => (/* binding */ RESCUE_VARIABLE),
/* harmony export */   nz: () => (/* binding */ FOLLOWED),
/* harmony export */   qn: () => (/* binding */ ROOT_NOTE),
/* harmony export */   s2: () => (/* binding */ OVERRIDE_NOTE),
/* harmony export */   t: () => (/* binding */ INTERRUPTED),
/* harmony export */   vP: () => (/* binding */ signal),
/* harmony export */   xi: () => (/* binding */ pidIn),
/* harmony export */   yR: () => (/* binding */ readText),
/* harmony export */   yy: () => (/* binding */ print)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);
/** What the processes of one run share: a directory of small files, and each other's process ids. */


/** Names the run's directory to the worker. */
const WORKER_VARIABLE = 'GITOPS_ENV_WORKER';
/** Names to a second worker the state that Terraform could not store after the first was killed. */
const RESCUE_VARIABLE = 'GITOPS_ENV_RESCUE';
/** Has a process ask the cache service, and tells it what. */
const CACHE_VARIABLE = 'GITOPS_ENV_CACHE';
/** Everything the worker prints. */
const LOG = 'log';
const WORKER_PID = 'worker.pid';
/** Says that the worker hears signals. */
const LISTENING = 'listening';
const TERRAFORM_PID = 'terraform.pid';
/** Says that Terraform has had its one interrupt. */
const INTERRUPTED = 'interrupted';
/** Names the root module that Terraform works in. */
const ROOT_NOTE = 'root';
/** Names the file that supplies the backend block, as long as it is there. */
const OVERRIDE_NOTE = 'override';
const RESULT = 'result.json';
/** How far the step has printed the log; complete once the worker's end was seen. */
const FOLLOWED = 'followed';
/** Names what the post step must not remove. */
const KEEP = 'keep';
const POLL_MS = 50;
/** The process that a file of the run's directory names. */
function pidIn(directory, name) {
    const pid = Number(readText((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, name)) ?? Number.NaN);
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
}
/** A zombie counts as dead: in some containers nobody reaps it. */
function isAlive(pid) {
    if (pid === undefined || !signal(pid, 0))
        return false;
    const [, state] = /\) ([A-Z]) /u.exec(readText(`/proc/${pid}/stat`) ?? '') ?? [];
    return state !== 'Z';
}
/** @param pid a negative one is a process group; returns whether it was there */
function signal(pid, name) {
    try {
        return process.kill(pid, name);
    }
    catch {
        return false;
    }
}
function readText(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8');
    }
    catch {
        return undefined;
    }
}
/** Prints what is new, and notes how far that is. */
function print(tail, directory) {
    let data = tail.read();
    if (data.length === 0)
        return;
    for (; data.length > 0; data = tail.read())
        process.stdout.write(data);
    // In place, for the number only grows: a kill after the file was emptied would have post tell all again.
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, FOLLOWED), String(tail.offset()), { flag: 'r+' });
}


/***/ }),

/***/ 3341:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ step)
/* harmony export */ });
/* harmony import */ var _context_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6048);
/* harmony import */ var _decision_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8825);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(452);
/* harmony import */ var _report_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(9293);
/* harmony import */ var _report_redact_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(6749);
/** The step's own part: decides without any tool whether there is work, and reports where there is none. */





/**
 * @param directory the run's own
 * @returns whether a worker has something to do
 */
async function step(directory, variables) {
    const started = Date.now();
    const report = (0,_report_js__WEBPACK_IMPORTED_MODULE_3__/* .startReport */ .Fg)({
        command: 'auto',
        repositoryUrl: '',
        runUrl: '',
        actor: '',
        workingDirectory: '.'
    });
    try {
        if (process.platform === 'win32')
            throw notOnWindows();
        const decision = (0,_decision_js__WEBPACK_IMPORTED_MODULE_1__/* .decide */ .L)(variables);
        if (decision.operation.kind !== 'skip')
            return true;
        Object.assign(report, startOf(decision));
        (0,_report_js__WEBPACK_IMPORTED_MODULE_3__/* .noteSkip */ .oy)(report, decision.operation);
    }
    catch (error) {
        (0,_report_js__WEBPACK_IMPORTED_MODULE_3__/* .noteFailure */ .fj)(report, error);
    }
    report.elapsedMs = Date.now() - started;
    const { publish } = await Promise.all(/* import() */[__nccwpck_require__.e(119), __nccwpck_require__.e(838), __nccwpck_require__.e(955), __nccwpck_require__.e(942), __nccwpck_require__.e(309)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5690));
    const secrets = SECRET_INPUTS.map((name) => variables[`INPUT_${name}`] ?? '');
    await publish(report, directory, (0,_report_redact_js__WEBPACK_IMPORTED_MODULE_4__/* .maskable */ .dm)(secrets), undefined);
    return false;
}
const SECRET_INPUTS = ['TOKEN', 'STATE-PASSPHRASE', 'PREVIOUS-PASSPHRASE'];
const notOnWindows = () => new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RunError */ .e4('invalid-input', 'The action does not run on Windows yet: an interrupt could not be passed to Terraform there.', "Use 'runs-on: ubuntu-latest'.");
const startOf = ({ context, inputs }) => ({
    command: inputs.command,
    repositoryUrl: (0,_context_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryUrl */ .Ek)(context),
    runUrl: (0,_context_js__WEBPACK_IMPORTED_MODULE_0__/* .runUrl */ .Vp)(context),
    actor: context.actor,
    workingDirectory: inputs.workingDirectory
});


/***/ }),

/***/ 3809:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  g: () => (/* binding */ lineReader),
  L: () => (/* binding */ openTail)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: external "node:string_decoder"
const external_node_string_decoder_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:string_decoder");
;// CONCATENATED MODULE: ./lib/tail.js
/** Reads what has been added to a file since the last look: how a program's output outlives its reader. */


const CHUNK_BYTES = 256 * 1024;
/** @param offset where to begin, in bytes */
function openTail(path, offset = 0) {
    const file = (0,external_node_fs_.openSync)(path, 'r');
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    let position = offset;
    return {
        read: () => {
            const count = (0,external_node_fs_.readSync)(file, chunk, 0, CHUNK_BYTES, position);
            position += count;
            return Buffer.from(chunk.subarray(0, count));
        },
        offset: () => position,
        close: () => (0,external_node_fs_.closeSync)(file)
    };
}
/** A line of more characters has no end in sight, and is not kept. */
const LONGEST_LINE = 32 * 2 ** 20;
/**
 * Hands over whole lines; the rest waits for its end. Of a line that is too long only its length is
 * told: a part of it could hold half a secret, which no mask would hide.
 */
function lineReader(onLine) {
    const decoder = new external_node_string_decoder_namespaceObject.StringDecoder('utf8');
    let parts = [];
    let length = 0;
    const take = (text) => {
        length += text.length;
        if (length > LONGEST_LINE)
            parts = [];
        else
            parts.push(text);
    };
    const finish = () => {
        const line = length > LONGEST_LINE ? `A line of ${length} characters was left out.` : parts.join('');
        parts = [];
        length = 0;
        onLine(line);
    };
    return {
        push: (data) => {
            decoder
                .write(data)
                .split('\n')
                .forEach((text, index) => {
                if (index > 0)
                    finish();
                take(text);
            });
        },
        end: () => {
            take(decoder.end());
            if (length > 0)
                finish();
        }
    };
}


/***/ }),

/***/ 4270:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Gg: () => (/* binding */ titleOf),
/* harmony export */   It: () => (/* binding */ TOOLS),
/* harmony export */   bS: () => (/* binding */ versionsIn),
/* harmony export */   l7: () => (/* binding */ releaseOf),
/* harmony export */   qh: () => (/* binding */ indexOf),
/* harmony export */   r0: () => (/* binding */ mirrorOf)
/* harmony export */ });
/* harmony import */ var semver__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2088);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(452);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6413);
/** Where the releases of Terraform and OpenTofu are, and what their files are called. */



const TOOLS = ['terraform', 'tofu'];
/**
 * @see https://releases.hashicorp.com/terraform/
 * @see https://github.com/opentofu/opentofu/releases
 */
const SOURCES = {
    terraform: {
        title: 'Terraform',
        base: 'https://releases.hashicorp.com',
        index: 'https://releases.hashicorp.com/terraform/index.json',
        mirroredIndex: 'terraform/index.json',
        folder: (version) => `terraform/${version}`,
        signature: 'SHA256SUMS.sig'
    },
    tofu: {
        title: 'OpenTofu',
        base: 'https://github.com/opentofu/opentofu/releases/download',
        index: 'https://get.opentofu.org/tofu/api.json',
        mirroredIndex: 'api.json',
        folder: (version) => `v${version}`,
        signature: 'SHA256SUMS.gpgsig'
    }
};
const SYSTEMS = {
    linux: 'linux',
    darwin: 'darwin',
    win32: 'windows'
};
const PROCESSORS = { x64: 'amd64', arm64: 'arm64' };
const titleOf = (tool) => SOURCES[tool].title;
/**
 * What is called how, and where it is. Whether a version is published for a platform, only its signed sums tell:
 * each year brings new ones.
 * @param version whole, such as `1.11.4`
 * @throws RunError `invalid-input` for a platform that neither tool is published for
 */
function releaseOf(tool, version, platform, mirror) {
    const source = SOURCES[tool];
    // It becomes part of an address and of a path.
    if ((0,semver__WEBPACK_IMPORTED_MODULE_0__.valid)(version) !== version)
        throw new Error(`'${version}' is not a version.`);
    const name = platformOf(platform);
    const prefix = `${tool}_${version}`;
    return {
        tool,
        version,
        title: `${source.title} ${version}`,
        platform: name,
        folder: `${mirror?.base ?? source.base}/${source.folder(version)}`,
        archive: `${prefix}_${name}.zip`,
        binary: name.startsWith('windows') ? `${tool}.exe` : tool,
        sums: `${prefix}_SHA256SUMS`,
        signature: `${prefix}_${source.signature}`
    };
}
function platformOf({ os, arch }) {
    const system = Object.hasOwn(SYSTEMS, os) ? SYSTEMS[os] : undefined;
    const processor = Object.hasOwn(PROCESSORS, arch) ? PROCESSORS[arch] : undefined;
    if (system !== undefined && processor !== undefined)
        return `${system}_${processor}`;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RunError */ .e4('invalid-input', `This runner is ${os} on ${arch}, for which the action installs neither Terraform nor OpenTofu.`, "Use a runner with Linux, macOS or Windows on x64 or arm64, or put the tool on the PATH in a step before this one; that is used where its version is what 'tool-version' asks for.");
}
/** Address of the list of all versions. */
function indexOf(tool, mirror) {
    const { index, mirroredIndex } = SOURCES[tool];
    return mirror === undefined ? index : `${mirror.base}/${mirroredIndex}`;
}
/**
 * The versions in an index, newest first; what is no version is left out.
 * @param index JSON as it came: of Terraform, an object `versions` whose keys are versions; of OpenTofu, a list
 *   `versions` of objects with an `id`
 * @returns undefined where it is neither
 */
function versionsIn(tool, index) {
    const versions = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .objectOf */ .Xy)(index)?.['versions'];
    const texts = tool === 'terraform'
        ? Object.keys((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .objectOf */ .Xy)(versions) ?? {})
        : ((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .listOf */ .c3)(versions) ?? []).map((entry) => (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textOf */ .b6)((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .objectOf */ .Xy)(entry)?.['id']) ?? '');
    const found = texts
        .map((text) => text.replace(/^v/u, ''))
        .filter((text) => (0,semver__WEBPACK_IMPORTED_MODULE_0__.valid)(text) === text)
        .toSorted(semver__WEBPACK_IMPORTED_MODULE_0__.rcompare);
    return found.length === 0 ? undefined : found;
}
/**
 * @param text of the environment variable GITOPS_ENV_TOOL_MIRROR; empty is none
 * @throws RunError `invalid-input`, without the text, which may hold a password
 */
function mirrorOf(text) {
    const given = text?.trim() ?? '';
    if (given === '')
        return undefined;
    const url = URL.canParse(given) ? new URL(given) : undefined;
    if (url === undefined || !/^https?:$/u.test(url.protocol) || url.search + url.hash !== '') {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RunError */ .e4('invalid-input', 'The environment variable GITOPS_ENV_TOOL_MIRROR is not the address of a server.', 'Write an address that begins with https:// or http://, without ? and #, such as https://mirror.example.com/hashicorp.');
    }
    const [user, password] = [decoded(url.username), decoded(url.password)];
    url.username = '';
    url.password = '';
    return { base: url.href.replace(/\/+$/u, ''), user, password };
}
/** A '%' that begins no code stands for itself. */
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(5691);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
