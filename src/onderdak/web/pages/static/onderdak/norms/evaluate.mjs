/**
 * Computes the closed form in which norms are written (docs/decisions/0031).
 *
 * The same expressions are computed in Python on the server; the sheets of the norms run
 * against both. Everything is a whole number of the smallest unit, and `null` is unknown: it
 * stays unknown unless the rest decides (false and unknown is false, true or unknown is true).
 *
 * @typedef {number|boolean|string|string[]|{n: number, d: number}|null} Value
 * @typedef {Record<string, Value>} Known  What is known, by the path of the fact.
 * @typedef {{name: string|null, known: Known, rooms: Known[]|null}} Unit
 * @typedef {{known: Known, units: Unit[]|null}} Location
 * @typedef {Record<string, any>} Node  One form with its operands: `{at_most: [a, b]}`.
 * @typedef {object} Seen  From where an expression looks.
 * @property {number} on  The day judged for, counted from 1 January 1970.
 * @property {Map<string, {of: string, exception?: boolean}>} facts
 * @property {Record<string, any>} parameters
 * @property {Location} location
 * @property {Unit} unit
 * @property {Known} room
 */

const DAY_MS = 86_400_000;

/** Refuses a number that a browser cannot hold exactly: no answer is better than a wrong one. */
export function exact(found) {
  if (typeof found === "number" && !Number.isSafeInteger(found)) {
    throw new RangeError("This number is too large to be computed exactly.");
  }
  return found;
}

/** What an expression comes to; null where it is unknown. @returns {Value} */
export function valueOf(/** @type {Node} */ node, /** @type {Seen} */ seen) {
  const [name, inner] = formOf(node);
  return exact(FORMS[name].value(inner, seen, node));
}

/** What is missing for an expression; only asked where its value is unknown. @returns {string[]} */
export function missingOf(/** @type {Node} */ node, /** @type {Seen} */ seen) {
  const [name, inner] = formOf(node);
  return FORMS[name].missing(inner, seen, node);
}

/** Each once, in order. */
export const once = (/** @type {string[]} */ paths) => [...new Set(paths)];

/** Floor of a / b, exact for all safe whole numbers; null where nothing can be divided. */
export function wholePart(a, b) {
  if (b === 0) return null;
  const rest = a % b;
  const down = rest !== 0 && rest < 0 !== b < 0 ? b : 0;
  return (a - rest - down) / b || 0;
}

function roundedUp(a, b) {
  const down = wholePart(exact(-a), b);
  return down === null ? null : -down || 0;
}

function formOf(node) {
  const name = Object.keys(node)[0];
  if (!Object.hasOwn(FORMS, name)) throw new TypeError(`There is no form ${name}.`);
  return [name, node[name]];
}

const nothing = () => [];

function missingOfParts(parts, seen) {
  const unknown = parts.filter((part) => valueOf(part, seen) === null);
  return once(unknown.flatMap((part) => missingOf(part, seen)));
}

/** A form of numbers: unknown where one of them is. */
const onAll = (reckon) => ({
  value(parts, seen) {
    const found = parts.map((part) => valueOf(part, seen));
    return found.includes(null) ? null : reckon(...found);
  },
  missing: missingOfParts,
});

const literal = { value: (inner) => inner, missing: nothing };

const fact = {
  value(path, { facts, location, unit, room }) {
    const { of, exception } = facts.get(path);
    const known = of === "location" ? location.known : of === "unit" ? unit.known : room;
    return known[path] ?? (exception ? false : null);
  },
  missing: (path) => [path],
};

const param = {
  value(id, { parameters }) {
    const found = parameters[id] ?? null;
    return found?.count === undefined ? found : found.count; // a term counts as its number
  },
  missing: (id) => [`parameter:${id}`],
};

const step = {
  value([number, id], seen) {
    const steps = seen.parameters[id]?.steps;
    const found = steps && valueOf(number, seen);
    const last = steps && found !== null && steps.findLast((one) => one.from <= found);
    if (!last) return null;
    return last.per ? roundedUp(found, last.per) : last.value;
  },
  missing: ([number, id], seen) =>
    seen.parameters[id]?.steps ? missingOf(number, seen) : [`parameter:${id}`],
};

const oneOf = {
  value([word, words], seen) {
    const found = valueOf(word, seen);
    return found === null ? null : words.includes(found);
  },
  missing: ([word], seen) => missingOf(word, seen),
};

const asNode = (wanted) => (Array.isArray(wanted) ? { word: wanted } : wanted);
const holdsAll = {
  value(parts, seen) {
    const [found, wanted] = parts.map((part) => valueOf(asNode(part), seen));
    return found === null || wanted === null ? null : wanted.every((word) => found.includes(word));
  },
  missing: (parts, seen) => missingOfParts(parts.map(asNode), seen),
};

/** `all` (false decides) or `any` (true decides). */
const logic = (decides) => ({
  value(parts, seen) {
    const found = parts.map((part) => valueOf(part, seen));
    if (found.includes(decides)) return decides;
    return found.includes(null) ? null : !decides;
  },
  missing: missingOfParts,
});

const not = {
  value(inner, seen) {
    const found = valueOf(inner, seen);
    return found === null ? null : !found;
  },
  missing: missingOf,
};

const known = {
  value(path, seen) {
    if (path === "units") return seen.location.units !== null;
    if (path === "rooms") return seen.unit.rooms !== null;
    return fact.value(path, seen) !== null;
  },
  missing: nothing,
};

const choice = {
  value([when, then, otherwise], seen) {
    const found = valueOf(when, seen);
    if (found !== null) return valueOf(found ? then : otherwise, seen);
    const [first, second] = [valueOf(then, seen), valueOf(otherwise, seen)];
    return same(first, second) ? first : null;
  },
  missing([when, then, otherwise], seen) {
    const found = valueOf(when, seen);
    return missingOf(found === null ? when : found ? then : otherwise, seen);
  },
};

const firstKnown = {
  value(parts, seen) {
    for (const part of parts) {
      const found = valueOf(part, seen);
      if (found !== null) return found;
    }
    return null;
  },
  missing: ([first], seen) => missingOf(first, seen), // the first is the one to ask for
};

const after = {
  value([start, term], seen) {
    const found = valueOf(start, seen);
    const length = seen.parameters[term.param] ?? null;
    return found === null || length === null ? null : later(found, length);
  },
  missing: ([start, term], { parameters, ...seen }) =>
    parameters[term.param] == null
      ? [`parameter:${term.param}`]
      : missingOf(start, { parameters, ...seen }),
};

/** So many days, weeks, months or years later; a month that is too short ends on its last day. */
export function later(day, { count, unit }) {
  if (unit === "days" || unit === "weeks") return day + count * (unit === "weeks" ? 7 : 1);
  const at = new Date(day * DAY_MS);
  const months = at.getUTCMonth() + count * (unit === "years" ? 12 : 1);
  const last = new Date(0);
  last.setUTCFullYear(at.getUTCFullYear(), months + 1, 0);
  last.setUTCDate(Math.min(at.getUTCDate(), last.getUTCDate()));
  return last.getTime() / DAY_MS;
}

/** From where each unit of the location, or each room of the unit, looks; null where unknown. */
function elements(which, seen) {
  if (which === "units") return seen.location.units?.map((unit) => ({ ...seen, unit, room: {} })) ?? null;
  return seen.unit.rooms?.map((room) => ({ ...seen, room })) ?? null;
}

function missingIn(which, parts, seen, undecided = () => true) {
  const found = elements(which, seen);
  if (found === null) return [which];
  return once(found.filter(undecided).flatMap((each) => missingOfParts(parts, each)));
}

/** `every` (false decides) or `some` (true decides). */
function over(decides) {
  const one = (seen, { where, holds }) => {
    const held = valueOf(holds, seen);
    const counts = where ? valueOf(where, seen) : true;
    if (counts === false) return !decides;
    return counts === null && held === decides ? null : held;
  };
  return {
    value(which, seen, node) {
      const found = elements(which, seen)?.map((each) => one(each, node)) ?? null;
      if (found === null) return null;
      if (found.includes(decides)) return decides;
      return found.includes(null) ? null : !decides;
    },
    missing: (which, seen, node) =>
      missingIn(which, [node.where, node.holds].filter(Boolean), seen, (each) => one(each, node) === null),
  };
}

/** The sum over the elements that count, or their number where nothing is summed. */
const total = {
  value(which, seen, { where, of }) {
    const parts = elements(which, seen)?.map((each) => {
      const counts = where ? valueOf(where, each) : true;
      return counts && of ? valueOf(of, each) : counts && Number(counts);
    });
    if (!parts || parts.includes(null)) return null;
    return parts.reduce((sum, part) => exact(sum + Number(part)), 0);
  },
  missing: (which, seen, { where, of }) => missingIn(which, [where, of].filter(Boolean), seen),
};

/** Words and ratios are the same when their parts are. */
const same = (a, b) => a === b || JSON.stringify(a) === JSON.stringify(b);

const FORMS = {
  fact, param, whole: literal, word: literal, known,
  day: { value: (_, seen) => seen.on, missing: nothing },
  plus: onAll((...parts) => parts.reduce((sum, part) => exact(sum + part), 0)),
  minus: onAll((a, b) => a - b),
  times: onAll((...parts) => parts.reduce((product, part) => exact(product * part), 1)),
  whole_part: onAll(wholePart),
  rounded_up: onAll(roundedUp),
  share: onAll((number, { n, d }) => wholePart(exact(number * n), d)),
  share_up: onAll((number, { n, d }) => roundedUp(exact(number * n), d)),
  smallest: onAll(Math.min),
  largest: onAll(Math.max),
  step,
  at_least: onAll((a, b) => a >= b),
  at_most: onAll((a, b) => a <= b),
  more_than: onAll((a, b) => a > b),
  less_than: onAll((a, b) => a < b),
  same: onAll(same),
  one_of: oneOf,
  holds_all: holdsAll,
  all: logic(false),
  any: logic(true),
  not,
  if: choice,
  first_known: firstKnown,
  after,
  every: over(false),
  some: over(true),
  sum: total,
  count: total,
};
