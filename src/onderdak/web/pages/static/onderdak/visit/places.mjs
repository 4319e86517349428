/**
 * The units and rooms of a visit, as far as they are sure. Nothing is deleted: `same_as` folds two
 * rooms into one, `gone` leaves one out; where people disagree on that, nobody knows how many there
 * are. The same stands in Python (inspections/domain/places.py).
 *
 * @typedef {import("./merge.mjs").State} State
 * @typedef {import("./merge.mjs").PathState} PathState
 * @typedef {Map<string, PathState>} Fields
 * @typedef {{path: string, why: string}} Doubt
 * @typedef {{id: string, ids: string[], fields: Fields[], doubts: Doubt[]}} Place
 */
import { canonical } from "./merge.mjs";
import { plainText } from "./typed.mjs";

export const MAIN = "main";
const EMPTY = ["null", '""', "false"];
const LAST = "~"; // after every instant that a clock can say

/**
 * Folds the rooms or the units of a state.
 *
 * @param {State} state
 * @param {"room"|"unit"} kind
 * @param {Iterable<string>} besides  Ids that are there although nothing was typed of them.
 * @returns {{standing: Place[], of: Map<string, Place>}}
 */
export function things(state, kind, besides = []) {
  const fields = fieldsOf(state, kind);
  for (const id of besides) if (!fields.has(id)) fields.set(id, new Map());
  const firsts = new Map([...fields].map(([id, each]) => [id, first(each)]));
  const order = (one, other) =>
    (other === MAIN) - (one === MAIN) || compare(firsts.get(one), firsts.get(other)) || compare(one, other);
  const ids = [...fields.keys()].sort(order);
  const gone = new Set(ids.filter((id) => holds(fields.get(id).get("gone")) === true));
  const standing = [];
  const of = new Map();
  for (const group of groups(ids, fields)) {
    if (group.every((id) => gone.has(id))) continue;
    const place = placeOf(group, kind, fields, gone);
    standing.push(place);
    for (const id of group) of.set(id, place);
  }
  return { standing, of };
}

/** What stands at one field, for each that was folded into this place. @returns {[string, PathState][]} */
export function states(/** @type {Place} */ place, /** @type {string} */ name) {
  return place.ids.map((id, at) => [id, place.fields[at].get(name)]).filter(([, found]) => found);
}

/** Its name; "" where it has none, or more than one. */
export function nameOf(/** @type {Place} */ place) {
  const names = states(place, "name").filter(([, found]) => found.settled).map(([, found]) => plainText(found.value));
  return names.find((name) => name) ?? "";
}

const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

/** Which other one this is the same as; "" where none, or where people disagree. */
function linked(/** @type {Fields} */ fields) {
  const found = fields.get("same_as");
  return found?.settled ? plainText(found.value) : "";
}

/** @returns {Map<string, Fields>} */
function fieldsOf(state, kind) {
  const found = new Map();
  for (const [path, each] of state) {
    const [one, id, ...rest] = path.split("/");
    if (one !== kind || rest.length === 0) continue;
    if (!found.has(id)) found.set(id, new Map());
    found.get(id).set(rest.join("/"), each);
  }
  return found;
}

/** They are shown in the order in which they were made, by what the clocks said. */
function first(fields) {
  let said = null;
  for (const each of fields.values()) {
    for (const { at } of each.history) if (said === null || at < said) said = at;
  }
  return said ?? LAST;
}

/** Whether something was said; null where people disagree on that. */
function holds(/** @type {PathState|undefined} */ found) {
  if (!found) return false;
  const said = new Set(found.values.map((value) => !EMPTY.includes(canonical(value.typed))));
  return said.size === 1 ? said.has(true) : null;
}

/** Those that are the same one together, in order. */
function groups(ids, fields) {
  const root = new Map(ids.map((id) => [id, id]));
  const top = (id) => {
    while (root.get(id) !== id) id = root.get(id);
    return id;
  };
  for (const id of ids) {
    const other = linked(fields.get(id));
    if (root.has(other)) root.set(top(id), top(other));
  }
  const together = new Map();
  for (const id of ids) {
    if (!together.has(top(id))) together.set(top(id), []);
    together.get(top(id)).push(id);
  }
  return [...together.values()];
}

/** @returns {Place} */
function placeOf(group, kind, fields, gone) {
  const standing = group.filter((id) => !gone.has(id));
  // The one that the others were found to be; the first where they say it in a ring.
  const itself = standing.find((id) => !linked(fields.get(id))) ?? standing[0];
  const ids = [itself, ...standing.filter((id) => id !== itself)];
  const doubts = standing.flatMap((id) =>
    ["gone", "same_as"]
      .filter((name) => isDoubtful(name, fields.get(id).get(name)))
      .map((name) => ({ path: `${kind}/${id}/${name}`, why: "conflict" })),
  );
  return { id: itself, ids, fields: ids.map((id) => fields.get(id)), doubts };
}

function isDoubtful(name, found) {
  if (!found || found.settled) return false;
  return name === "same_as" || holds(found) === null;
}
