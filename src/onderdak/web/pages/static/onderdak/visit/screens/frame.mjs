/** What stands on every screen: the way back, the title, what waits, and the door out. */
import { el } from "./dom.mjs";
import { onConsent } from "./entry.mjs";
import { status } from "./status.mjs";

/**
 * @typedef {object} Drawn
 * @property {string} title
 * @property {Node[]} inside
 * @property {[string, string]} [back]  Where back leads, and how that is called.
 * @property {string} [lead]
 */

/** @param {any} app @param {Drawn} drawn @returns {Node[]} */
export function frame(app, drawn) {
  return [
    el("div.visit__bar", {}, back(drawn), status(app)),
    el("h1.visit__title", { tabindex: "-1" }, drawn.title),
    drawn.lead && el("p.visit__lead", {}, drawn.lead),
    el("div.visit__body", {}, ...drawn.inside),
    wayOut(app),
  ].filter(Boolean);
}

const back = ({ back: to }) =>
  to ? el("a.visit__back", { href: to[0] }, el("span", { "aria-hidden": "true" }, "‹ "), to[1]) : el("span");

/** Always in reach while somebody is inside on consent: leaving is one tap away. */
function wayOut(app) {
  if (!app.visit || !onConsent(app.model) || app.screen === "leave") return null;
  return el("div.visit__out", {},
    el("a.utrecht-button.button.button--danger.visit__button.visit__out-way", { href: app.to("leave") }, app.t("withdrawn")));
}
