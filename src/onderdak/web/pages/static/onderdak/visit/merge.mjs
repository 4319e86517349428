/**
 * Makes the state of a visit out of its operations: edits of several devices become one record,
 * and no typed value is ever gone (docs/decisions/0045).
 *
 * A record is a set of operations that only grows. Each says what was typed at a path, and which
 * operations stood there on that device at that moment: those it replaces. What stands now are the
 * heads: the operations that no other one of that path replaces. One typed value among the heads
 * is settled; more than one is a conflict, which a person settles by typing again. No clock
 * decides. The same is computed in Python (engines/merge); tests hold the two together.
 *
 * @typedef {null|boolean|number|string|any[]|{[key: string]: any}} Json
 * @typedef {object} Operation
 * @property {string} id
 * @property {string} device
 * @property {number} n  The counter of the device.
 * @property {string} path
 * @property {Json} typed  Exactly as typed: "12,5".
 * @property {string[]} replaces  What was seen at this path when it was typed.
 * @property {string} at  What the clock of the device said: shown, never trusted.
 * @property {number|null} [by]  Who, said by the server.
 * @property {boolean} [sealed]  Of a colleague, and not to be read here.
 *
 * @typedef {{typed: Json, operations: Operation[], sealed: boolean}} Value
 * @typedef {object} PathState
 * @property {Operation[]} heads
 * @property {Value[]} values  The distinct values of the heads.
 * @property {boolean} settled
 * @property {Json} value  The settled value; null where in conflict, sealed or made empty.
 * @property {Operation[]} history  Everything that was ever typed here.
 *
 * @typedef {Map<string, PathState>} State
 */

export const MOST_TYPED = 8192; // bytes of JSON
const LONGEST_PATH = 200;
const MOST_REPLACED = 500;
const DEEPEST = 8;
const MOST_COUNTED = 2 ** 31 - 1;
const LARGEST = 1e300;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const PATH = /^[a-z_]+(?:\/[^/\u0000-\u001f\u007f]+)+$/;
const SAID = /^[0-9TZ:.+-]{0,40}$/;

/** What stands at each path. @param {Iterable<Operation>} operations @returns {State} */
export function merged(operations) {
  const byPath = new Map();
  for (const operation of once(operations)) {
    const known = byPath.get(operation.path);
    if (known) known.push(operation);
    else byPath.set(operation.path, [operation]);
  }
  return new Map([...byPath.keys()].sort().map((path) => [path, stateOf(byPath.get(path))]));
}

/**
 * The operation of what is typed now: it replaces what stands at its path on this device.
 *
 * @param {State} state
 * @param {{device: string, n: number, path: string, typed: Json, at: string, id?: string, seen?: string[]}} typed
 * @returns {Operation}
 */
export function operation(state, { device, n, path, typed, at, id, seen }) {
  return { id: id ?? crypto.randomUUID(), device, n, path, typed, replaces: replacedAt(state, path, seen), at };
}

/**
 * Which operations one typed now at this path replaces: all that are seen there.
 *
 * Those that stand would do where everything arrives. One that never does, because it was refused
 * or is late, must not bring back what it had replaced itself.
 *
 * A device can hold what came in while somebody typed and was on no screen yet: where `seen` is
 * given, nothing else is replaced, so that it stands beside what is typed as a second answer.
 *
 * @param {State} state @param {string} path @param {Iterable<string>} [seen] @returns {string[]}
 */
export function replacedAt(state, path, seen) {
  const found = state.get(path);
  if (!found) return [];
  const shownHere = seen && new Set(seen);
  const ids = (operations) => operations.map((one) => one.id).filter((id) => !shownHere || shownHere.has(id)).sort();
  const heads = ids(found.heads);
  const before = ids(found.history).filter((id) => !heads.includes(id));
  return [...heads, ...before].slice(0, MOST_REPLACED).sort();
}

/** The paths at which more than one value stands. @param {State} state @returns {string[]} */
export function conflicts(state) {
  return [...state].filter(([, found]) => !found.settled).map(([path]) => path);
}

/** Whether what is typed here is sealed when it arrives at the server. */
export const isSealedPath = (/** @type {string} */ path) => path.startsWith("statement/") || path.startsWith("child/");

/**
 * Why the server would refuse an operation for its size or shape; null where it would not. Asked
 * before something is kept, so that a person hears it while typing.
 *
 * @param {any} raw @returns {string|null}
 */
export function refusal(raw) {
  if (!isMapping(raw)) return "shape";
  for (const [name, fits] of PARTS) if (!Object.hasOwn(raw, name) || !fits(raw[name])) return name;
  const slip = valueSlip(raw.typed, DEEPEST);
  if (slip) return slip;
  return new TextEncoder().encode(JSON.stringify(raw.typed)).length > MOST_TYPED ? "size" : null;
}

/** A value written in one way only: equal values are equal text, in Python as well. @returns {string} */
export function canonical(/** @type {Json} */ value) {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return text(value);
  if (typeof value === "number") return number(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const written = Object.keys(value).map((key) => [text(key), canonical(value[key])]);
  written.sort(([one], [other]) => order(one, other));
  return `{${written.map(([key, inner]) => `${key}:${inner}`).join()}}`;
}

const isMapping = (found) => typeof found === "object" && found !== null && !Array.isArray(found);
const isUuid = (found) => typeof found === "string" && UUID.test(found);
const order = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

const PARTS = [
  ["id", isUuid],
  ["device", isUuid],
  ["n", (n) => Number.isInteger(n) && n >= 0 && n <= MOST_COUNTED],
  ["path", (path) => typeof path === "string" && [...path].length <= LONGEST_PATH && PATH.test(path) && isText(path)],
  ["replaces", (ids) => Array.isArray(ids) && ids.length <= MOST_REPLACED && ids.every(isUuid)],
  ["at", (at) => typeof at === "string" && SAID.test(at)],
  ["typed", () => true],
];

/** Whether a database can hold it: no NUL, and no half of a sign. */
function isText(/** @type {string} */ written) {
  return !written.includes("\u0000") && !/\p{Surrogate}/u.test(written);
}

function valueSlip(typed, deeper) {
  if (deeper === 0) return "size";
  if (typed === null || typeof typed === "boolean") return null;
  if (typeof typed === "string") return isText(typed) ? null : "text";
  if (typeof typed === "number") return -LARGEST < typed && typed < LARGEST ? null : "number";
  if (typeof typed !== "object") return "typed";
  const inner = Array.isArray(typed) ? typed : [...Object.keys(typed), ...Object.values(typed)];
  for (const each of inner) {
    const slip = valueSlip(each, deeper - 1);
    if (slip) return slip;
  }
  return null;
}

/** Each operation once, by its id; which of two that differ counts does not depend on their order. */
function once(operations) {
  const found = new Map();
  for (const one of operations) {
    const known = found.get(one.id);
    if (known === undefined) found.set(one.id, one);
    else if (known !== one && asText(one) < asText(known)) found.set(one.id, one);
  }
  return found.values();
}

/** First comes what can be read, and of that what the server said who typed it. */
function asText({ path, at, device, n, replaces, by, typed, sealed }) {
  const who = by === null || by === undefined ? "" : String(by);
  const written = [path, at, device, String(n), ...[...replaces].sort(), who, sealed ? "" : canonical(typed)];
  return `${sealed ? 1 : 0}${who ? 0 : 1}${canonical(written)}`;
}

/** @param {Operation[]} operations @returns {PathState} */
function stateOf(operations) {
  const replaced = new Set();
  for (const one of operations) for (const gone of one.replaces) if (gone !== one.id) replaced.add(gone);
  const history = [...operations].sort(shown);
  const standing = history.filter((one) => !replaced.has(one.id));
  // Only operations that replace one another in a ring leave none: then all stand.
  const heads = standing.length > 0 ? standing : history;
  const values = valuesOf(heads);
  const settled = values.length === 1;
  return { heads, values, settled, value: settled ? values[0].typed : null, history };
}

/** @param {Operation[]} heads @returns {Value[]} */
function valuesOf(heads) {
  const alike = new Map();
  for (const head of heads) {
    // What cannot be read may say anything: it is never taken for the same.
    const key = head.sealed ? `sealed:${head.id}` : canonical(head.typed);
    const known = alike.get(key);
    if (known) known.operations.push(head);
    else alike.set(key, { typed: head.sealed ? null : head.typed, operations: [head], sealed: head.sealed ?? false });
  }
  return [...alike.values()];
}

/** The order in which people see them; it decides nothing. */
function shown(one, other) {
  return order(one.at, other.at) || order(one.device, other.device) || one.n - other.n || order(one.id, other.id);
}

function text(/** @type {string} */ written) {
  return JSON.stringify(written).replace(
    /[\u007f-\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

const view = new DataView(new ArrayBuffer(8));
function number(/** @type {number} */ value) {
  view.setFloat64(0, value + 0); // 0 and -0 are one number
  return `#${view.getBigUint64(0).toString(16).padStart(16, "0")}`;
}
