/** The checklist by section: one section a screen, each unit of the house its own answers. */
import { ask, askedOf } from "./fields.mjs";
import { el, fold, note, part, row, rows, way } from "./dom.mjs";
import { unitAsked } from "./dwellings.mjs";
import { MAIN, othersOf, silenceTold, unitAccess } from "./entry.mjs";
import { gatesOf, isBesides, isListed, itemsOf, parted, pathOf, sectionsOf } from "./kit.mjs";
import { readWays } from "./read.mjs";
import { unitsOf } from "./rooms.mjs";

const HERE = ["visit", "unit", "neighbour"];

/** All sections, each with how much of it was answered. */
export function lists(app) {
  const all = sectionsOf(app, HERE).filter(isListed);
  const besides = all.filter((one) => one.items.every((item) => isBesides(app, item)));
  const now = all.filter((one) => !besides.includes(one));
  return {
    title: app.t("lists"),
    lead: besides.length > 0 ? app.t("againOnly") : "",
    back: [app.to(""), app.t("visit")],
    inside: [
      all.length === 0 ? note("info", app.t("noKit")) : null,
      ...listed(app, now),
      besides.length > 0 && fold(app.t("againRest"), ...listed(app, besides)),
    ].filter(Boolean),
  };
}

function listed(app, all) {
  const ofUnit = all.filter((one) => one.each === "unit");
  return [
    list(app, all, ["before", "door"]),
    ...(ofUnit.length > 0 ? unitsOf(app) : []).map((unit) => el("div", {},
      unitsOf(app).length > 1 && el("h2", {}, unit.name),
      rows(ofUnit.map((one) => sectionRow(app, one, unit.id))))),
    list(app, all, ["inside", "after"]),
  ].filter(Boolean);
}

/** Sections of the visit as a whole, in the order of the evening. */
function list(app, all, when) {
  const here = all.filter((one) => one.each !== "unit" && when.includes(one.when));
  return here.length > 0 && rows(here.map((one) => sectionRow(app, one, "")));
}

function sectionRow(app, section, unit) {
  const fill = { unit };
  const items = itemsOf(app, section, fill).filter((one) => one.path && !one.path.includes("{neighbour}"));
  const answered = items.filter((one) => app.model.get(pathOf(one.path, fill)) !== null).length;
  const about = items.length > 0 ? app.t("answered", { count: answered, all: items.length }) : "";
  return row(app.to("check", section.key, unit), app.say(section.title), about);
}

export function checklist(app, key, unit = "main") {
  const section = (app.visit.kit?.checklist ?? []).find((one) => one.key === key);
  if (!section) return lists(app);
  const shown = section.each === "neighbour" ? neighbours(app, section) : ofUnit(app, section, unit || MAIN);
  const named = section.each === "unit" && unitsOf(app).length > 1 ? unitsOf(app).find((one) => one.id === unit)?.name : "";
  return {
    title: app.say(section.title),
    lead: [named, app.say(section.help)].filter(Boolean).join(" · "),
    back: [app.to("lists"), app.t("lists")],
    inside: [...shown, nextSection(app, section, unit)].filter(Boolean),
  };
}

/** Of a further dwelling first whether somebody may come in: the yes at the front door is none there. */
function ofUnit(app, section, unit) {
  const asked = fields(app, section, { unit });
  if (section.each !== "unit" || unit === MAIN) return asked;
  const access = unitAccess(app.model, unit, othersOf(app.visit));
  return [...unitAsked(app, unit, access), ...(access === "enter" ? asked : [fold(app.t("roomNotSeen"), ...asked)])];
}

/** The questions of a section; behind the right to be silent where an answer may carry a fine. */
export function fields(app, section, fill) {
  app.gates = gatesOf(app, [section], fill);
  const items = itemsOf(app, section, fill);
  const open = silenceTold(app.model);
  const behind = items.filter((one) => one.fine && !open);
  const [now, besides] = parted(app, items.filter((one) => !one.fine || open), fill);
  // Whoever opens a list with nothing of it wants all of it.
  const folded = now.length > 0 && besides.length > 0;
  return [
    ...(folded ? now : [...now, ...besides]).map((item) => one(app, item, fill)),
    folded && fold(app.t("againRest"), ...besides.map((item) => one(app, item, fill))),
    behind.length > 0 && part(app.t("silenceFirst"), note("warning", app.t("silenceAbout", { count: behind.length })), readWays(app, "silence")),
  ].filter(Boolean);
}

function one(app, item, fill) {
  if (item.kind === "note") return note("info", app.say(item.title));
  if (item.kind === "read") return el("div.visit__ask", {}, el("p.visit__ask-title", {}, app.say(item.title)), readWays(app, item.text));
  return ask(app, askedOf(app, item, fill));
}

/** What neighbours noticed: one after the other, and nobody is asked for a name. */
function neighbours(app, section) {
  const stem = section.items.find((one) => one.path?.includes("{neighbour}"))?.path.split("{neighbour}")[0] ?? "answer/neighbours/";
  const ids = app.model.under(stem);
  app.open ??= {};
  const here = app.open[section.key] ?? ids.at(-1) ?? crypto.randomUUID();
  app.open[section.key] = here;
  const number = ids.includes(here) ? ids.indexOf(here) + 1 : ids.length + 1;
  return [
    el("h2", {}, app.t("neighbour", { number })),
    ...fields(app, section, { neighbour: here }),
    el("button.utrecht-button.button.button--secondary.visit__button", {
      type: "button", id: "next-neighbour", on: { click: async () => { app.open[section.key] = crypto.randomUUID(); await app.again(); } },
    }, app.t("nextNeighbour")),
  ];
}

function nextSection(app, section, unit) {
  const all = sectionsOf(app, [section.each]).filter(isListed);
  const next = all[all.findIndex((one) => one.key === section.key) + 1];
  return el("div.visit__add", {},
    next && way(`${app.t("next")}: ${app.say(next.title)}`, app.to("check", next.key, unit), "primary"),
    way(app.t("allLists"), app.to("lists")));
}
