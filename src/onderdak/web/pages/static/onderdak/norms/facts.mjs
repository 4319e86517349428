/**
 * Reads the facts of a location as they were handed in into whole smallest units.
 *
 * Quantities carry their unit ("95 m2" or {value: 95, unit: "m2"}): a bare number is refused.
 * What is absent is unknown, never "no" or zero. Every slip is reported at once.
 *
 * @typedef {import("./evaluate.mjs").Location} Location
 * @typedef {import("./evaluate.mjs").Known} Known
 * @typedef {object} Fact  As in the pack.
 * @property {string} path
 * @property {"location"|"unit"|"room"} of
 * @property {string[]} keys  Where it stands, from its location, unit or room down.
 * @property {string} type
 * @property {string} [unit]
 * @property {number} [least]
 * @property {number} [most]
 * @property {Record<string, object>} words
 */

const SAME = { liter: "l", litre: "l", litres: "l", meter: "m", L: "l" };
const WRITTEN = /^\s*([0-9]{1,9}(?:[.,][0-9]{1,4})?)\s*([a-zA-Z]+[23²³]?)\s*$/;
const NUMBER = /^([0-9]+)(?:\.([0-9]+))?$/;
const MOST_UNITS = 2000;
const MOST_ROOMS = 4000; // of all units together
const LONGEST_NAME = 60;
const MOST_WORDS = 200;
const LONGEST_WORD = 100;
const FIRST = "1900-01-01";
const LAST = "2199-12-31";
const DAY_MS = 86_400_000;

/** What somebody handed in cannot be meant. */
class Slip extends Error {}

/** Facts that cannot be meant; `faults` has every slip with its place. */
export class UnreadableFacts extends Error {
  constructor(/** @type {{where: string, expected: string}[]} */ faults) {
    super(`The facts cannot be read: ${faults.map((one) => `${one.where} (${one.expected})`).join(", ")}`);
    this.faults = faults;
  }
}

/**
 * Reads a facts file, partial as it may be, by the facts and units of a pack.
 *
 * @param {any} raw
 * @param {{facts: Fact[], units: Record<string, {type: string, scale: number}>}} pack
 * @returns {Location}
 */
export function readFacts(raw, pack) {
  const reader = new Reader(pack);
  const facts = reader.location(raw);
  if (reader.faults.length > 0) throw new UnreadableFacts(reader.faults);
  return facts;
}

const isMapping = (found) => typeof found === "object" && found !== null && !Array.isArray(found);
const at = (where, keys) => [...(where ? [where] : []), ...keys].join(".");

class Reader {
  constructor({ facts, units }) {
    this.facts = facts;
    this.measures = units;
    this.faults = [];
    this.roomsLeft = MOST_ROOMS;
  }

  fault(where, expected) {
    this.faults.push({ where: where || "-", expected });
    return null;
  }

  location(raw) {
    if (!isMapping(raw)) return this.fault("", "mapping");
    const units = this.list(raw.units, "units", MOST_UNITS);
    const known = this.record(raw, "location", "", ["units"]);
    const names = new Set();
    const read = units?.map((unit, number) => this.unit(unit, number, units.length, names));
    return { known, units: read ?? null };
  }

  unit(raw, number, many, names) {
    const where = `units[${number}]`;
    if (!isMapping(raw)) return this.fault(where, "mapping");
    const rooms = this.roomsOf(raw, `${where}.rooms`);
    return {
      name: this.name(raw.name ?? null, number, many, names, where),
      known: this.record(raw, "unit", where, ["name", "rooms"]),
      rooms: rooms?.map((room, place) => this.room(room, `${where}.rooms[${place}]`)) ?? null,
    };
  }

  roomsOf(raw, where) {
    const rooms = this.list(raw.rooms, where, MOST_ROOMS);
    const left = this.roomsLeft - (rooms?.length ?? 0);
    this.roomsLeft = Math.max(left, 0);
    return left < 0 ? this.fault(where, "rooms") : rooms;
  }

  room(raw, where) {
    return isMapping(raw) ? this.record(raw, "room", where, ["name"]) : this.fault(where, "mapping");
  }

  name(name, number, many, names, where) {
    if (name === null) return many === 1 ? null : String(number + 1);
    if (typeof name !== "string" || !name.trim() || names.has(name)) return this.fault(`${where}.name`, "name");
    if ([...name].length > LONGEST_NAME) return this.fault(`${where}.name`, "long_name");
    names.add(name);
    return name.trim();
  }

  record(raw, of, where, besides) {
    const written = new Map([...leaves(raw, besides)].map(([keys, value]) => [JSON.stringify(keys), value]));
    const known = {};
    for (const fact of this.facts.filter((one) => one.of === of)) {
      const key = JSON.stringify(fact.keys);
      const found = written.get(key) ?? null;
      written.delete(key);
      if (found !== null) this.read(found, fact, at(where, fact.keys), known);
    }
    for (const [keys, left] of written) {
      if (left !== null) this.fault(at(where, JSON.parse(keys)), "unknown");
    }
    return known;
  }

  read(found, fact, where, known) {
    try {
      known[fact.path] = readFact(found, fact, this.measures);
    } catch (slip) {
      if (!(slip instanceof Slip)) throw slip;
      this.fault(where, slip.message);
    }
  }

  /** An empty list says nothing: nobody lives in a house without rooms. */
  list(found, where, most) {
    if (found === undefined || found === null || (Array.isArray(found) && found.length === 0)) return null;
    if (!Array.isArray(found)) return this.fault(where, "list");
    return found.length > most ? this.fault(where, "long") : found;
  }
}

function* leaves(raw, besides, above = []) {
  for (const [key, value] of Object.entries(raw)) {
    if (above.length === 0 && besides.includes(key)) continue;
    if (isMapping(value) && !("value" in value) && !("unit" in value)) yield* leaves(value, besides, [...above, key]);
    else yield [[...above, key], value];
  }
}

function readFact(written, fact, units) {
  switch (fact.type) {
    case "truth":
      return expect(typeof written === "boolean", "truth") && written;
    case "count":
    case "money":
      expect(Number.isSafeInteger(written) && written >= 0, fact.type);
      return within(written, fact, 1, "bounds");
    case "date":
      readDay(written);
      expect(written >= FIRST && written <= LAST, "far");
      return readDay(written);
    case "word":
      expect(typeof written === "string" && Object.hasOwn(fact.words, written), "word");
      return written;
    case "words":
      expect(Array.isArray(written) && written.every((word) => typeof word === "string" && [...word].length <= LONGEST_WORD), "words");
      expect(written.length <= MOST_WORDS, "long");
      expect(Object.keys(fact.words).length === 0 || written.every((word) => Object.hasOwn(fact.words, word)), "word");
      return written;
    default:
      return quantity(written, fact, units);
  }
}

function expect(holds, expected) {
  if (!holds) throw new Slip(expected);
  return true;
}

function within(number, { least, most }, scale, expected) {
  expect((least ?? null) === null || number >= least * scale, expected);
  expect((most ?? null) === null || number <= most * scale, expected);
  return number;
}

/** A day as a number, counted from 1 January 1970. */
export function readDay(/** @type {string} */ written) {
  const day = /^\d{4}-\d\d-\d\d$/.test(written) ? new Date(`${written}T00:00:00Z`) : new Date(NaN);
  expect(!Number.isNaN(day.getTime()) && day.toISOString().startsWith(written), "date");
  return day.getTime() / DAY_MS;
}

/** The day of a day number: 2026-11-21. @returns {string} */
export function readableDay(/** @type {number} */ day) {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

function quantity(written, fact, units) {
  const [number, sign] = parts(written);
  const plain = sign.replaceAll("²", "2").replaceAll("³", "3");
  const unit = units[Object.hasOwn(SAME, plain) ? SAME[plain] : plain];
  expect(unit?.type === fact.type, "unit");
  return within(whole(number, unit.scale), fact, units[fact.unit].scale, "quantity_bounds");
}

function parts(written) {
  if (typeof written === "string") {
    const found = WRITTEN.exec(written);
    expect(found, "quantity");
    return [found[1].replace(",", "."), found[2]];
  }
  expect(isMapping(written) && Object.keys(written).sort().join() === "unit,value", "quantity");
  expect(typeof written.value === "number" && written.value >= 0, "quantity");
  return [String(written.value), String(written.unit)];
}

/** Counts a written number in units that are so many times smaller; refuses what is lost. */
function whole(number, scale) {
  const found = NUMBER.exec(number);
  expect(found, "finer");
  const fraction = found[2] ?? "";
  const [counted, one] = [BigInt(found[1] + fraction) * BigInt(scale), 10n ** BigInt(fraction.length)];
  expect(counted % one === 0n, "finer");
  expect(counted / one <= BigInt(Number.MAX_SAFE_INTEGER), "quantity_bounds");
  return Number(counted / one);
}
