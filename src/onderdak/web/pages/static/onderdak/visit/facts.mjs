/**
 * From what stands in a visit to the facts file that the norms judge (norms/judge.mjs).
 *
 * What people disagree on, and what cannot be read, becomes unknown: a norm that needs it cannot
 * judge. Each is listed with why, so that somebody can settle it. The same stands in Python
 * (inspections/domain/facts.py); generated tests hold the two together.
 *
 * Paths: `place/<fact>` for the location, `entry/<name>` for the facts of entry, `unit/<id>/<fact>` and `room/<id>/<fact>` for its units
 * and rooms, with the fact as in the schema of facts and without `unit.` or `room.` before it:
 * `room/<id>/floor_area`, `unit/main/sanitary.toilets`, `place/management.site_manager`.
 *
 * @typedef {import("./merge.mjs").State} State
 * @typedef {import("./places.mjs").Doubt} Doubt
 * @typedef {import("./places.mjs").Place} Place
 * @typedef {object} RoomHere  `ids` has also those that were found to be the same room.
 * @property {string} id
 * @property {string[]} ids
 * @property {string} name
 * @typedef {object} UnitHere
 * @property {string} id
 * @property {string[]} ids
 * @property {string|null} named  As `place` in findings.
 * @property {RoomHere[]} rooms
 * @property {boolean} sure  Whether it is known which rooms it has.
 * @typedef {{raw: object, unknown: Doubt[], units: UnitHere[]}} VisitFacts
 */
import { canonical } from "./merge.mjs";
import { MAIN, nameOf, states, things } from "./places.mjs";
import { plainText, rawFact, Unreadable } from "./typed.mjs";

const MOST_UNITS = 2000;
const MOST_ROOMS = 4000;
const LONGEST_NAME = 60;
const ENTRY = "entry";

/** The facts file of a state, for `judge(pack, factsOf(state, pack))`. @param {State} state */
export const factsOf = (state, pack) => factsIn(state, pack).raw;

/**
 * All rooms that are not gone, in the order in which they were made; also those of which nobody
 * knows in which unit they are (`unit` is null) or whether they are there (`doubts`), so that
 * somebody can settle it.
 *
 * @param {State} state
 * @returns {{id: string, ids: string[], name: string, unit: string|null, doubts: Doubt[]}[]}
 */
export function roomsOf(state) {
  const rooms = things(state, "room");
  const units = things(state, "unit", namedUnits(rooms));
  return rooms.standing.map((room) => {
    const places = placesOf(room, units);
    const unit = places.size === 1 ? [...places][0] : null;
    return { id: room.id, ids: room.ids, name: nameOf(room), unit, doubts: room.doubts };
  });
}

/**
 * The facts of a state, what in them nobody knows and why, and what is where.
 *
 * Why: `conflict` (people disagree), `unreadable` (it cannot be meant), `rooms_differ` (two rooms
 * that are one say something else), `sealed`, `too_many`.
 *
 * @param {State} state @param {any} pack @returns {VisitFacts}
 */
export function factsIn(state, pack) {
  const reading = { pack, facts: factsByName(pack), unknown: [], rooms: new Map(), unsure: new Set() };
  const rooms = things(state, "room");
  const units = things(state, "unit", namedUnits(rooms));
  settleRooms(reading, rooms, units);
  const raw = record(reading, "location", [["place", ofPlace(state)], [ENTRY, ofEntry(state)]]);
  const here = unitsHere(reading, units);
  if (here.length > MOST_UNITS || here.reduce((many, unit) => many + unit.rooms.length, 0) > MOST_ROOMS) {
    reading.unknown.push({ path: "unit", why: "too_many" });
  } else if (here.length > 0) {
    raw.units = here.map((unit) => unitRecord(reading, units.of.get(unit.id), unit));
  }
  return { raw, unknown: inOrder(reading.unknown), units: here };
}

function factsByName(pack) {
  const found = { location: new Map(), unit: new Map(), room: new Map() };
  for (const fact of pack.facts) found[fact.of].set(fact.keys.join("."), fact);
  return found;
}

const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

/** Each doubt once. @param {Doubt[]} doubts */
function inOrder(doubts) {
  const once = new Map(doubts.map((each) => [`${each.path} ${each.why}`, each]));
  return [...once.values()].sort((one, other) => compare(one.path, other.path) || compare(one.why, other.why));
}

function ofPlace(state) {
  const found = [...state].filter(([path]) => path.startsWith("place/"));
  return new Map(found.map(([path, each]) => [path.slice("place/".length), each]));
}

/** What was noted at the door has the names of the facts of entry. */
function ofEntry(state) {
  const found = [...state].filter(([path]) => path.startsWith(`${ENTRY}/`));
  return new Map(found.map(([path, each]) => [path.replace("/", "."), each]));
}

const pathOf = (at, name) => (at === ENTRY ? name.replace(".", "/") : `${at}/${name}`);

const saidUnits = (stated) => {
  const said = stated.flatMap(([, found]) => found.values.map((value) => plainText(value.typed) || MAIN));
  return said.length > 0 ? said : [MAIN];
};

/** The units that rooms say they belong to; the first one where they say nothing. */
const namedUnits = (rooms) => rooms.standing.flatMap((room) => saidUnits(states(room, "unit")));

/** The units in which a room is said to be: one, unless people disagree; null for one that is gone. */
const placesOf = (room, units) =>
  new Set(saidUnits(states(room, "unit")).map((id) => units.of.get(id)?.id ?? null));

/** Says of each room in which unit it is, or which units it makes unsure. */
function settleRooms(reading, rooms, units) {
  for (const unit of units.standing) reading.unknown.push(...unit.doubts);
  for (const room of rooms.standing) {
    const stated = states(room, "unit");
    const places = placesOf(room, units);
    const disagreed = places.size > 1;
    reading.unknown.push(...room.doubts);
    if (disagreed) reading.unknown.push(aboutUnit(stated));
    for (const id of places) {
      if (id === null) continue;
      if (disagreed || room.doubts.length > 0) reading.unsure.add(id);
      if (!disagreed) reading.rooms.set(id, [...(reading.rooms.get(id) ?? []), room]);
    }
  }
}

function aboutUnit(stated) {
  const torn = stated.find(([, found]) => !found.settled);
  return torn ? { path: `room/${torn[0]}/unit`, why: "conflict" } : { path: `room/${stated[0][0]}/unit`, why: "rooms_differ" };
}

/** @returns {UnitHere[]} */
function unitsHere(reading, units) {
  const here = units.standing.filter(
    (unit) => unit.fields.some((each) => each.size > 0) || reading.rooms.has(unit.id) || reading.unsure.has(unit.id),
  );
  const names = namesOf(here);
  return here.map((unit) => ({
    id: unit.id,
    ids: unit.ids,
    named: names.get(unit.id),
    rooms: (reading.rooms.get(unit.id) ?? []).map((room) => ({ id: room.id, ids: room.ids, name: nameOf(room) })),
    sure: !reading.unsure.has(unit.id) && unit.doubts.length === 0,
  }));
}

/** A name for each unit that no other has; one alone needs none. @param {Place[]} units */
function namesOf(units) {
  const names = new Map();
  const taken = new Set();
  for (const unit of units) {
    let named = nameOf(unit);
    if (units.length === 1 && !named) return names.set(unit.id, null);
    if (!named || [...named].length > LONGEST_NAME || taken.has(named)) {
      named = unit.id === MAIN ? "1" : [...unit.id].slice(0, 8).join("");
    }
    while (taken.has(named)) named += "*";
    names.set(unit.id, named);
    taken.add(named);
  }
  return names;
}

function unitRecord(reading, unit, here) {
  const found = record(reading, "unit", unit.ids.map((id, at) => [`unit/${id}`, unit.fields[at]]));
  if (here.named !== null) found.name = here.named;
  const rooms = (reading.rooms.get(unit.id) ?? []).map((room) =>
    record(reading, "room", room.ids.map((id, at) => [`room/${id}`, room.fields[at]])),
  );
  if (rooms.length > 0 && here.sure) found.rooms = rooms;
  return found;
}

function record(reading, of, folded) {
  const found = {};
  for (const [name, fact] of reading.facts[of]) {
    const stated = folded.filter(([, fields]) => fields.has(name)).map(([at, fields]) => [pathOf(at, name), fields.get(name)]);
    const raw = factOf(reading, stated, fact);
    if (raw !== null) put(found, fact.keys, raw);
  }
  return found;
}

/** The one thing that is said of a fact; null where nobody knows it. */
function factOf(reading, stated, fact) {
  const said = new Map();
  const doubts = [];
  for (const [path, found] of stated) {
    const [why, raw] = readState(found, fact, reading.pack.units);
    if (why) doubts.push({ path, why });
    else if (raw !== null && !said.has(canonical(raw))) said.set(canonical(raw), raw);
  }
  if (said.size > 1) doubts.push({ path: stated[0][0], why: "rooms_differ" });
  reading.unknown.push(...doubts);
  return doubts.length > 0 || said.size === 0 ? null : [...said.values()][0];
}

// What stands at a path is read once: a phone judges after each thing that is typed.
const remembered = new WeakMap();

function readState(found, fact, units) {
  const known = remembered.get(found);
  if (known?.fact === fact && known.units === units) return known.told;
  const told = readAnew(found, fact, units);
  remembered.set(found, { fact, units, told });
  return told;
}

function readAnew(found, fact, units) {
  if (!found.settled) return ["conflict", null];
  if (found.values[0].sealed) return ["sealed", null];
  try {
    return ["", rawFact(found.value, fact, units)];
  } catch (error) {
    if (error instanceof Unreadable) return ["unreadable", null];
    throw error;
  }
}

function put(record, keys, raw) {
  let inside = record;
  for (const key of keys.slice(0, -1)) inside = inside[key] ??= {};
  inside[keys.at(-1)] = raw;
}
