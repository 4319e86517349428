/** The checklist of a visit: which sections and questions are to be asked here and now. */

/** Sections that go with a visit, a unit, a room, a person or a neighbour. */
export function sectionsOf(app, each, fill = {}) {
  return (app.visit.kit?.checklist ?? []).filter(
    (one) => each.includes(one.each) && holds(app, one.only_if, fill),
  );
}

/** The questions of a section that are to be asked: hidden ones keep what was typed. */
export function itemsOf(app, section, fill) {
  return section.items.filter((one) => holds(app, one.only_if, fill));
}

/** The fact of a norm that a question is about, by its path; '' where it is about none. */
export function factOf(path) {
  const [kind, , ...rest] = (path ?? "").split("/");
  if (kind === "place") return path.slice("place/".length);
  return (kind === "unit" || kind === "room") && rest.length > 0 ? `${kind}.${rest.join("/")}` : "";
}

/**
 * Whether this visit asks again what failed before, and a question is about something else: another
 * fact, or the same in a unit in which it did not fail. Such questions stay within reach, and out
 * of the way. What failed is given as each fact with the names of its units; none is everywhere.
 */
export function isBesides(app, item, fill = {}) {
  const again = app.visit.asked_again ?? {};
  if (Object.keys(again).length === 0) return false;
  const fact = factOf(item.path);
  // A shift of before an update has a list without places.
  const places = Array.isArray(again) ? (again.includes(fact) ? [] : undefined) : again[fact];
  if (!places) return true;
  const here = placeOf(app, fill.unit);
  return places.length > 0 && here !== "" && !places.includes(here);
}

/** The name of a unit as it is compared with where something failed (domain/asked.py); '' where it has none. */
function placeOf(app, unit) {
  if (!unit) return "";
  const named = String(app.model.get(`unit/${unit}/name`) ?? "").trim().replace(/\s+/g, " ").toLowerCase();
  // Of more units the first is called 1 where nobody gave it a name (facts.mjs).
  return named || (unit === "main" && app.model.under("unit/").some((one) => one !== "main") ? "1" : "");
}

/** Questions in two: what is asked now, and what is only within reach. */
export function parted(app, items, fill = {}) {
  return [items.filter((one) => !isBesides(app, one, fill)), items.filter((one) => isBesides(app, one, fill))];
}

/** Remembers which answers decide what else is asked, so that the screen follows them. */
export function gatesOf(app, sections, fill) {
  const found = new Set();
  for (const section of sections) {
    walk(section.only_if, fill, found);
    for (const item of section.items) walk(item.only_if, fill, found);
  }
  return found;
}

function walk(condition, fill, found) {
  if (!condition) return;
  if (condition.path) found.add(pathOf(condition.path, fill));
  for (const inner of [...(condition.all ?? []), ...(condition.any ?? []), condition.not].filter(Boolean)) walk(inner, fill, found);
}

export const pathOf = (template, fill) => (template ?? "").replace(/\{(\w+)\}/g, (hit, name) => fill[name] ?? hit);

/** Whether a condition of the kit is true; an answer that nobody gave makes none true. */
export function holds(app, condition, fill) {
  if (!condition) return true;
  if (condition.all) return condition.all.every((one) => holds(app, one, fill));
  if (condition.any) return condition.any.some((one) => holds(app, one, fill));
  if (condition.not) return !holds(app, condition.not, fill);
  const value = app.model.get(pathOf(condition.path, fill));
  const said = value !== null && value !== undefined;
  if ("answered" in condition) return said === condition.answered;
  if (!said) return false;
  if ("is" in condition) return value === condition.is;
  if ("has" in condition) return Array.isArray(value) && value.includes(condition.has);
  if ("at_least" in condition) return numberOf(value) >= numberOf(condition.at_least);
  if ("at_most" in condition) return numberOf(value) <= numberOf(condition.at_most);
  return false;
}

/** A number as it was typed, with a comma or a point; what is none compares as false. */
function numberOf(typed) {
  const said = String(typed).trim().replace(",", ".");
  return said === "" ? Number.NaN : Number(said);
}

/** Languages in which a text of the kit can be read: own name, direction, and whether read by a speaker. */
export function languagesOf(app, key) {
  const texts = app.visit.kit?.texts?.[key] ?? {};
  const named = app.visit.kit?.languages ?? {};
  return Object.keys(texts).map((code) => ({ code, name: code, direction: "ltr", note: "", ...named[code], words: texts[code] }));
}

/** Parts that have a screen of their own stand in no list. */
export const isListed = (section) => !["entry", "signs"].includes(section.part);
