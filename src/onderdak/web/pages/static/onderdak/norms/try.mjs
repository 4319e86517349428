/**
 * Judges the form on the page of a norm while it is filled in, by the pack of the server.
 *
 * Without this the form goes to the server, which says the same. Whenever something cannot be
 * read, or the pack does not come, that is still the way.
 */
import { UnreadableFacts } from "./facts.mjs";
import { judge } from "./judge.mjs";

const form = document.querySelector("form[data-try]");
const outcome = document.querySelector("[data-outcome]");
const language = document.documentElement.lang === "nl" ? "nl" : "en";
const TAGS = { meets: "success", breaches: "error", cannot_judge: "warning" };

async function packFor(filled) {
  const query = new URLSearchParams({ rule: form.dataset.rule, on: filled.get("on") });
  if (filled.get("municipality")) query.set("municipality", filled.get("municipality"));
  const answer = await fetch(`${form.dataset.try}?${query}`);
  if (!answer.ok) throw new Error(`The norms did not come: ${answer.status}`);
  return answer.json();
}

/** The facts as a facts file has them. The names of the controls say where each stands. */
function factsOf(filled, pack) {
  const parts = new Map();
  const names = [...form.elements].map((control) => control.name).filter((name) => name.includes(":"));
  for (const name of new Set(names)) {
    const [prefix, path] = name.split(":");
    const fact = pack.facts.find((one) => one.path === path);
    const value = fact && valueOf(fact, filled.getAll(name));
    if (value === undefined || value === null) continue;
    if (!parts.has(prefix)) parts.set(prefix, {});
    put(parts.get(prefix), fact.keys, value);
  }
  const facts = parts.get("location") ?? {};
  const units = unitsOf(parts);
  return units.length > 0 ? { ...facts, units } : facts;
}

function unitsOf(parts) {
  const numbers = new Set([...parts.keys()].filter((prefix) => prefix !== "location").map((prefix) => prefix.split("-")[1]));
  return [...numbers].sort().map((number) => {
    const rooms = [...parts].filter(([prefix]) => prefix.startsWith(`room-${number}-`)).map(([, room]) => room);
    return { ...(parts.get(`unit-${number}`) ?? {}), ...(rooms.length > 0 ? { rooms } : {}) };
  });
}

function put(record, keys, value) {
  const last = keys.at(-1);
  for (const key of keys.slice(0, -1)) record = record[key] ??= {};
  record[last] = value;
}

/** What was typed, in the form of a facts file; what cannot be meant is left for the reader. */
function valueOf(fact, typed) {
  if (fact.type === "words" && Object.keys(fact.words).length > 0) return wordsOf(typed);
  const written = (typed[0] ?? "").trim();
  if (written === "") return null;
  if (fact.type === "truth") return written === "yes";
  if (fact.type === "count") return /^\d+$/.test(written) ? Number(written) : written;
  if (fact.type === "money") return cents(written) ?? written;
  if (fact.unit && /^[\d.,]+$/.test(written)) return `${written} ${fact.unit}`;
  return written;
}

/** What is ticked is there; nothing ticked, not even "I do not know", says: none of these. */
function wordsOf(typed) {
  const chosen = typed.filter((word) => word !== "?");
  return chosen.length === 0 && typed.includes("?") ? null : chosen;
}

/** Only what can be read in one way; the server reads the rest. */
function cents(written) {
  const found = /^(\d{1,9})(?:,(\d{2}))?$/.exec(written.replace(/^€\s*/, ""));
  return found && Number(found[1]) * 100 + Number(found[2] ?? 0);
}

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function lineOf(finding) {
  const line = document.createElement("li");
  const word = outcome.dataset[finding.outcome];
  const label = finding.prompt ? `${word}; ${outcome.dataset.look}` : word;
  const place = finding.place ? `${finding.place}: ` : "";
  line.append(element("span", label, `tag tag--${TAGS[finding.outcome]}`), ` ${place}${finding.text[language]}`);
  if (finding.mend) line.append(" ", element("strong", finding.mend[language]));
  const cited = [outcome.dataset[finding.kind], finding.article, finding.parameter_version].join("; ");
  line.append(document.createElement("br"), element("small", cited));
  return line;
}

function show({ findings, hints }) {
  const told = [...findings, ...hints];
  outcome.querySelector("[data-findings]").replaceChildren(...told.map(lineOf));
  outcome.querySelector("[data-none]").hidden = told.length > 0;
  outcome.querySelector("[data-unreadable]").hidden = true;
  outcome.hidden = false;
}

function showUnreadable() {
  outcome.querySelector("[data-findings]").replaceChildren();
  outcome.querySelector("[data-none]").hidden = true;
  outcome.querySelector("[data-unreadable]").hidden = false;
  outcome.hidden = false;
}

let coming;

async function judgeAgain() {
  const filled = new FormData(form);
  try {
    coming ??= packFor(filled);
    const pack = await coming;
    show(judge(pack, factsOf(filled, pack)));
  } catch (error) {
    if (error instanceof UnreadableFacts || error instanceof RangeError) showUnreadable();
    else coming = undefined; // the button still works, and a later try may succeed
  }
  document.body.dataset.judged = "";
}

let waiting;
if (form && outcome) {
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(judgeAgain, 200);
  });
}
