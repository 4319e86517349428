/**
 * Signs that somebody is exploited: a calm list that helps to look, and never adds up.
 *
 * A sign decides nothing and names nobody. The safety of who may be a victim comes first.
 */
import { ask, askedOf } from "./fields.mjs";
import { el, note, part, way } from "./dom.mjs";
import { itemsOf } from "./kit.mjs";

export function signs(app) {
  const sections = (app.visit.kit?.checklist ?? []).filter((one) => one.part === "signs");
  return {
    title: app.t("signs"),
    back: [app.to(""), app.t("visit")],
    inside: [
      note("warning", app.t("signsFirst"), el("p", {}, app.t("signsFirstMore"))),
      el("p", {}, app.t("signsNoCount")),
      ...sections.map((section) => part(app.say(section.title), section.help && el("p", {}, app.say(section.help)), ...itemsOf(app, section, {}).map((item) => sign(app, item)))),
      sections.length === 0 && note("info", app.t("noKit")),
      part(app.t("signsNext"), el("p", {}, app.t("signsNextAbout")), way(app.t("act"), app.to("act"), "primary")),
    ].filter(Boolean),
  };
}

function sign(app, item) {
  if (!item.path) return el("p", {}, app.say(item.title));
  const to = app.say(item.goes_to);
  const asked = askedOf(app, item);
  return ask(app, { ...asked, photo: undefined, help: [asked.help, to && app.t("signGoesTo", { to })].filter(Boolean).join(" ") });
}
