/**
 * What somebody typed for a fact, as a facts file writes it: "12,5" for a floor area, "350,50" for
 * a rent, "21-11-2026" for a day. The same stands in Python (inspections/domain/typed.py).
 *
 * @typedef {import("../norms/facts.mjs").Fact} Fact
 */
import { readFacts, UnreadableFacts } from "../norms/facts.mjs";

const WHOLE = /^[0-9]{1,9}$/;
const MEASURED = /^([0-9]{1,9}(?:[.,][0-9]{1,4})?)[ \u00a0]?([a-zA-Z]+[23²³]?)?$/;
const EUROS = /^(?:€ ?)?([0-9]{1,7})(?:[.,]([0-9]{1,2}))?$/;
const DAY = /^([0-9]{1,2})[-/]([0-9]{1,2})[-/]([0-9]{4})$/;
const TRUTHS = new Map([["true", true], ["yes", true], ["ja", true], ["false", false], ["no", false], ["nee", false]]);
const NOT_SAID = ["", "unknown"];

/** What was typed cannot be meant as this fact. */
export class Unreadable extends Error {}

/**
 * What was typed as a facts file writes it; null where nothing was said.
 *
 * @param {any} typed
 * @param {Fact} fact
 * @param {Record<string, {type: string, scale: number}>} units  Of the pack.
 * @throws {Unreadable}
 */
export function rawFact(typed, fact, units) {
  const said = plain(typed);
  if (said === null) return null;
  const raw = (FORMS[fact.type] ?? measured)(said, fact);
  check(raw, fact, units);
  return raw;
}

/** A name or a key as typed, without the spaces around it; "" where it is none. */
export const plainText = (typed) => (typeof typed === "string" ? stripped(typed) : "");

const stripped = (/** @type {string} */ typed) => typed.replace(/^[ \t\r\n\u00a0]+|[ \t\r\n\u00a0]+$/g, "");

function plain(typed) {
  if (typeof typed !== "string") return typed;
  const said = stripped(typed);
  return NOT_SAID.includes(said) ? null : said;
}

/** Reads it as the judge will, as a fact by itself. */
function check(raw, fact, units) {
  const alone = { ...fact, of: "location", keys: ["fact"] };
  try {
    const { known } = readFacts({ fact: raw }, { facts: [alone], units });
    if (known[fact.path] === undefined) throw new Unreadable(fact.path); // an empty mapping says nothing
  } catch (error) {
    if (error instanceof UnreadableFacts) throw new Unreadable(fact.path);
    throw error;
  }
}

/** A number that came as a number is read as if it had been typed. */
function found(form, said, fact) {
  const parts = ["string", "number"].includes(typeof said) ? form.exec(String(said)) : null;
  if (!parts) throw new Unreadable(fact.path);
  return parts;
}

function measured(said, fact) {
  const [, number, unit] = found(MEASURED, said, fact);
  return `${number.replace(",", ".")} ${unit ?? fact.unit}`;
}

const FORMS = {
  truth: (said) => (typeof said === "string" ? (TRUTHS.get(said.toLowerCase()) ?? said) : said),
  count: (said, fact) => Number(found(WHOLE, said, fact)[0]),
  money(said, fact) {
    const [, whole, cents] = found(EUROS, said, fact);
    return Number(whole) * 100 + Number((cents ?? "").padEnd(2, "0"));
  },
  date(said) {
    const parts = typeof said === "string" ? DAY.exec(said) : null;
    return parts ? `${parts[3]}-${parts[2].padStart(2, "0")}-${parts[1].padStart(2, "0")}` : said;
  },
  word: (said) => said,
  words: (said) => (typeof said === "string" ? [said] : said),
};
