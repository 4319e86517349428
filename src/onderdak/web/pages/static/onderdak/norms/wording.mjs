/** Puts numbers into sentences, the same way as the server does (rules/findings/wording.py). */
import { readableDay } from "./facts.mjs";

export const LANGUAGES = ["nl", "en"];
const SIGNS = { square_metres: " m²", centimetres: " cm", metres: " m" };
const LITRES = { nl: " liter", en: " litres" };
const YES = { nl: ["nee", "ja"], en: ["no", "yes"] };
const MISSING = { nl: "Niet bekend: ", en: "Not known: " };
const PARAMETER = {
  nl: ["de waarde van “", "” (niemand kon die controleren)"],
  en: ["the value of “", "” (nobody could verify it)"],
};
const UNREADY = { nl: "Dit is niet te berekenen.", en: "This cannot be computed." };
const MONTHS = {
  nl: "januari februari maart april mei juni juli augustus september oktober november december".split(" "),
  en: "January February March April May June July August September October November December".split(" "),
};

/** A value as people read it: 13,5 m² in Dutch, 13.5 m² in English. @returns {string} */
export function shown(value, unit, language, pack) {
  if (value === null) return "?";
  if (typeof value === "boolean") return YES[language][Number(value)];
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value === "object") return value.d === 1 ? String(value.n) : `${value.n}/${value.d}`;
  if (typeof value !== "number") return String(value);
  if (unit === "cents") return `€ ${euros(value, language)}`;
  if (unit === "date") return dayInWords(value, language);
  const written = decimal(value, pack.shown[unit].scale);
  const sign = unit === "litres" ? LITRES[language] : (SIGNS[unit] ?? "");
  return (language === "nl" ? written.replace(".", ",") : written) + sign;
}

/** A value as JSON holds it, in the unit that is shown; dates as ISO words. */
export function plain(value, unit, pack) {
  if (typeof value === "boolean" || typeof value === "string") return value;
  if (unit === null || typeof value !== "number") return null;
  return unit === "date" ? readableDay(value) : value / pack.shown[unit].scale;
}

/** Fills a sentence: `%(name)s` by its value, `%%` by a percent sign. */
export function filled(sentence, values) {
  return sentence.replace(/%%|%\((\w+)\)s/g, (hit, name) => (name === undefined ? "%" : values[name]));
}

/** Says in words what is not known. */
export function cannotJudge(missing, pack, language) {
  if (missing.length === 0) return UNREADY[language];
  return `${MISSING[language]}${missing.map((path) => named(path, pack, language)).join(", ")}.`;
}

function named(path, pack, language) {
  if (path.startsWith("parameter:")) return PARAMETER[language].join(path.slice("parameter:".length));
  return (pack.lists[path] ?? pack.facts.find((fact) => fact.path === path).label)[language];
}

/** Whole smallest units in a larger unit, digit by digit: a scale is a power of ten. */
function decimal(value, scale) {
  const digits = String(Math.abs(value)).padStart(String(scale).length, "0");
  const places = String(scale).length - 1;
  const fraction = digits.slice(digits.length - places).replace(/0+$/, "");
  const whole = digits.slice(0, digits.length - places);
  return `${value < 0 ? "-" : ""}${places && fraction ? `${whole}.${fraction}` : places ? whole : digits}`;
}

function euros(cents, language) {
  const [group, point] = language === "nl" ? [".", ","] : [",", "."];
  const digits = String(Math.abs(cents)).padStart(3, "0");
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, group);
  return `${cents < 0 ? "-" : ""}${whole}${point}${digits.slice(-2)}`;
}

function dayInWords(day, language) {
  const [year, month, date] = readableDay(day).split("-");
  return `${Number(date)} ${MONTHS[language][Number(month) - 1]} ${year}`;
}
