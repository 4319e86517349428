/**
 * Builds what is on a screen. Everything that somebody typed comes in as text, never as markup.
 *
 * @typedef {Record<string, any>} Given  Attributes; `on` has what happens, `data` the data-values.
 */

/**
 * One element with what it holds.
 *
 * @param {string} tag  The name, with classes after dots: `p.visit__lead`.
 * @param {Given} [given]
 * @param {...(Node|string|number|null|undefined|false|Array)} inside
 * @returns {HTMLElement}
 */
export function el(tag, given = {}, ...inside) {
  const [name, ...classes] = tag.split(".");
  const made = document.createElement(name);
  if (classes.length > 0) made.className = classes.join(" ");
  for (const [key, value] of Object.entries(given)) set(made, key, value);
  made.append(...inside.flat(3).filter(counts).map(asNode));
  return made;
}

const counts = (one) => one !== null && one !== undefined && one !== false && one !== "";
const asNode = (one) => (one instanceof Node ? one : document.createTextNode(String(one)));

function set(made, key, value) {
  if (key === "on") {
    for (const [event, happens] of Object.entries(value)) made.addEventListener(event, happens);
  } else if (key === "data") Object.assign(made.dataset, value);
  else if (value === true) made.setAttribute(key, "");
  else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, String(value));
}

/** Fills the places of a sentence: `{count}`. */
export function filled(sentence, values = {}) {
  return (sentence ?? "").replace(/\{(\w+)\}/g, (hit, name) => (name in values ? String(values[name]) : hit));
}

/** @param {"primary"|"secondary"|"danger"|"quiet"} kind */
export function button(label, happens, kind = "secondary", given = {}) {
  return el(`button.utrecht-button.button.button--${kind}.visit__button`, { type: "button", on: { click: happens }, ...given }, label);
}

/** A way to another screen that looks like a button. */
export function way(label, to, kind = "secondary", given = {}) {
  return el(`a.utrecht-button.button.button--${kind}.visit__button`, { href: to, ...given }, label);
}

/** A row that opens another screen: what it is, what is known of it, and a mark where it asks for a look. */
export function row(to, title, about = "", marks = []) {
  return el("li.visit__row", {},
    el("a.visit__row-way", { href: to },
      el("span.visit__row-title", {}, title),
      about && el("span.visit__row-about", {}, about),
      marks.map(([words, kind]) => el(`span.tag.tag--${kind}`, {}, words)),
    ));
}

export const rows = (...inside) => el("ul.visit__rows", {}, ...inside);

/** A message that stands out: info, success, warning or error. */
export function note(kind, words, ...more) {
  return el(`div.visit__note.visit__note--${kind}`, {}, el("p", {}, words), ...more);
}

/** A heading with what belongs to it. */
export function part(title, ...inside) {
  return el("section.visit__part", {}, el("h2", {}, title), ...inside);
}

/** Something that opens under its own words. */
export function fold(title, ...inside) {
  return el("details.visit__fold", {}, el("summary", {}, title), el("div.visit__fold-in", {}, ...inside));
}

let number = 0;
/** A name for an element that no other has. */
export const fresh = (about = "n") => `${about}-${(number += 1)}`;

/** An identifier in a document from a path of a fact. */
export const idOf = (path) => `f-${path.replace(/[^a-zA-Z0-9_-]/g, "_")}`;
