/**
 * Questions of a checklist as fields with large targets: one question, one path.
 *
 * What is typed is kept as it was typed, also where the norms cannot read it: then the field
 * says so. An answer can be taken back; that is an answer too, and the history shows both.
 *
 * @typedef {object} Asked
 * @property {string} path
 * @property {string} title
 * @property {string} [help]
 * @property {string} kind  As in the kit.
 * @property {string|null} [unit]
 * @property {{key: string, title: string}[]} [options]
 * @property {number|null} [least]
 * @property {number|null} [most]
 * @property {boolean} [photo]
 * @property {string} [law]
 */
import { el, filled, idOf } from "./dom.mjs";
import { pathOf } from "./kit.mjs";
import { photoOf } from "./photos.mjs";
import { conflictOf, historyWay } from "./told.mjs";

const SIGNS = { m2: "m²", m3: "m³", l: "l", cm: "cm", m: "m", cents: "€" };
const DECIMAL = /^\s*\d{1,7}([.,]\d{1,4})?\s*$/;
const LONGEST = 2000;
const THINGS = /^(place|unit|room)\//;

/** One question with its answer, its photos, its history and what two inspectors disagree on. */
export function ask(app, /** @type {Asked} */ asked) {
  const id = idOf(asked.path);
  const make = KINDS[asked.kind] ?? typed;
  const whole = el("div.visit__ask", { data: { path: asked.path }, role: "group", "aria-labelledby": `${id}-l` });
  const draw = () => {
    whole.replaceChildren(
      ...[
        el("div.visit__ask-head", {}, el("p.visit__ask-title", { id: `${id}-l` }, asked.title), asked.photo ? null : photoOf(app, asked)),
        asked.help && el("p.visit__ask-help", { id: `${id}-h` }, asked.help),
        app.model.inConflict(asked.path) ? conflictOf(app, asked, draw) : make(app, asked, id, draw),
        below(app, asked),
      ].filter(Boolean),
    );
    return whole.isConnected;
  };
  draw();
  return whole;
}

function below(app, asked) {
  const parts = [
    asked.law && el("span.visit__law", {}, asked.law),
    historyWay(app, asked),
    asked.photo ? photoOf(app, asked) : null,
  ].filter(Boolean);
  return parts.length > 0 ? el("div.visit__ask-below", {}, ...parts) : null;
}

/** The words of an answer, for lists and for two answers side by side. */
export function answerOf(app, asked, value) {
  if (value === null || value === undefined || value === "") return app.t("noAnswer");
  if (value === true) return app.t("yes");
  if (value === false) return app.t("no");
  if (Array.isArray(value)) return value.map((one) => answerOf(app, asked, one)).join(", ") || app.t("none");
  if (typeof value === "object") return Object.values(value).filter((one) => typeof one === "string").join(", ");
  const option = asked.options?.find((one) => one.key === value);
  if (option) return option.title;
  const sign = SIGNS[asked.unit] ?? "";
  return sign ? `${value} ${sign}` : String(value);
}

// --- one tap

function choices(app, asked, id, draw, options) {
  const now = app.model.get(asked.path);
  return el("div.visit__choices", {}, options.map(({ key, title }) => {
    const chosen = now === key;
    const happens = async () => {
      await app.model.put(asked.path, chosen ? null : key);
      await app.answered(asked.path, draw, `${id}-${key}`);
    };
    return el("button.visit__choice", {
      type: "button", id: `${id}-${key}`, "aria-pressed": chosen ? "true" : "false", on: { click: happens },
    }, title);
  }));
}

const truth = (app, asked, id, draw) =>
  choices(app, asked, id, draw, [
    { key: true, title: app.t("yes") },
    { key: false, title: app.t("no") },
  ]);

const word = (app, asked, id, draw) => choices(app, asked, id, draw, asked.options ?? []);

const step = (app, asked, id, draw) => choices(app, asked, id, draw, [{ key: true, title: app.t("done") }]);
const sign = (app, asked, id, draw) => choices(app, asked, id, draw, [{ key: true, title: app.t("noticed") }]);

function wordsOf(app, asked, id, draw) {
  const now = app.model.get(asked.path) ?? [];
  const flip = async (key) => {
    const next = now.includes(key) ? now.filter((one) => one !== key) : [...now, key];
    await app.model.put(asked.path, next);
    await app.answered(asked.path, draw, `${id}-${key}`);
  };
  const nothing = Array.isArray(app.model.get(asked.path)) && now.length === 0;
  return el("div.visit__choices", {},
    (asked.options ?? []).map(({ key, title }) =>
      el("button.visit__choice", { type: "button", id: `${id}-${key}`, "aria-pressed": String(now.includes(key)), on: { click: () => flip(key) } }, title)),
    el("button.visit__choice", {
      type: "button", id: `${id}-none`, "aria-pressed": String(nothing),
      on: { click: async () => { await app.model.put(asked.path, nothing ? null : []); await app.answered(asked.path, draw, `${id}-none`); } },
    }, app.t("none")));
}

// --- counting

function count(app, asked, id) {
  const least = asked.least ?? 0;
  const most = asked.most ?? 9999;
  const input = el("input.visit__number", {
    id, type: "text", inputmode: "numeric", autocomplete: "off", "aria-labelledby": `${id}-l`, "aria-describedby": `${id}-w`,
    value: shownCount(app.model.get(asked.path)),
  });
  const wrong = el("p.visit__wrong", { id: `${id}-w`, hidden: true });
  const check = () => {
    const value = input.value.trim();
    const bad = value !== "" && (!/^\d{1,5}$/.test(value) || Number(value) < least || Number(value) > most);
    wrong.hidden = !bad;
    wrong.textContent = bad ? filled(app.t("wholeNumber"), { least, most }) : "";
  };
  const keep = () => {
    const value = input.value.trim();
    app.model.later(asked.path, value === "" ? null : /^\d{1,5}$/.test(value) ? Number(value) : value);
    check();
  };
  const by = (more) => {
    const now = /^\d+$/.test(input.value.trim()) ? Number(input.value) : null;
    const next = now === null ? (more > 0 ? Math.max(1, least) : least) : Math.min(most, Math.max(least, now + more));
    input.value = String(next);
    keep();
  };
  input.addEventListener("input", keep);
  check();
  return el("div", {}, el("div.visit__stepper", {},
    el("button.visit__step", { type: "button", id: `${id}-less`, "aria-label": `${app.t("less")}: ${asked.title}`, on: { click: () => by(-1) } }, "−"),
    input,
    el("button.visit__step", { type: "button", id: `${id}-more`, "aria-label": `${app.t("more")}: ${asked.title}`, on: { click: () => by(1) } }, "+")),
  wrong);
}

const shownCount = (value) => (value === null || value === undefined ? "" : String(value));

// --- typing

function measure(app, asked, id) {
  return written(app, asked, id, { inputmode: "decimal" }, (value) => (DECIMAL.test(value) ? "" : app.t("unreadableNumber")));
}

const typed = (app, asked, id) => written(app, asked, id, {}, () => "");
const telephone = (app, asked, id) => written(app, asked, id, { inputmode: "tel" }, () => "");

function written(app, asked, id, given, faultOf) {
  const wrong = el("p.visit__wrong", { id: `${id}-w`, hidden: true });
  const long = asked.kind === "text";
  const input = el(long ? "textarea.visit__text" : "input.visit__number.visit__number--wide", {
    id, ...(long ? { rows: 3, maxlength: LONGEST } : { type: "text", maxlength: 200 }), autocomplete: "off",
    "aria-labelledby": `${id}-l`, "aria-describedby": `${id}-w`, ...given,
  });
  input.value = shownCount(app.model.get(asked.path));
  const check = () => {
    const fault = input.value.trim() === "" ? "" : faultOf(input.value);
    wrong.textContent = fault;
    wrong.hidden = !fault;
  };
  input.addEventListener("input", () => {
    app.model.later(asked.path, input.value.trim() === "" ? null : input.value);
    check();
  });
  check();
  const sign = SIGNS[asked.unit];
  return el("div", {}, sign ? el("div.visit__measure", {}, input, el("span.visit__unit", {}, sign)) : input, wrong);
}

function onADay(type) {
  return (app, asked, id) => {
    const input = el("input.visit__number.visit__number--wide", { id, type, "aria-labelledby": `${id}-l` });
    input.value = app.model.get(asked.path) ?? "";
    input.addEventListener("change", () => app.model.later(asked.path, input.value || null));
    return input;
  };
}

const KINDS = {
  none: () => el("span"), step, sign, truth, word, words: wordsOf, count,
  area: measure, length: measure, volume: measure, money: measure,
  date: onADay("date"), time: onADay("time"), text: typed, tel: telephone,
};

/** An item of the kit as a question, its places filled in. */
export function askedOf(app, item, fill = {}) {
  const say = (both) => (both ? (both[app.language] ?? both.en ?? both.nl ?? "") : "");
  return {
    path: pathOf(item.path, fill),
    title: say(item.title),
    help: say(item.help),
    kind: item.kind,
    unit: item.unit,
    least: item.least,
    most: item.most,
    options: (item.options ?? []).map((one) => ({ key: one.key, title: say(one.title) })),
    // What people say is not photographed; what stands in the house can be.
    photo: item.photo || THINGS.test(item.path) ? item.photo : undefined,
    law: item.law,
  };
}

/** A field with a question of its own, with no kit behind it. */
export const own = (app, path, title, kind, more = {}) => ask(app, { path, title, kind, ...more });
