/** Where two inspectors typed something else, and everything that was typed of one question. */
import { answerOf, ask } from "./fields.mjs";
import { el, note } from "./dom.mjs";
import { questionOf } from "./questions.mjs";
import { momentOf, whoOf } from "./told.mjs";

export function conflicts(app) {
  const paths = app.model.conflicts();
  return {
    title: app.t("conflicts"),
    lead: app.t("conflictsLead"),
    back: [app.to(""), app.t("visit")],
    inside: paths.length === 0
      ? [note("success", app.t("noConflicts"))]
      : paths.map((path) => {
        const asked = questionOf(app, path);
        return el("div", {}, asked.where && el("h2.visit__small-title", {}, asked.where), ask(app, asked));
      }),
  };
}

export function history(app, path = "") {
  const asked = questionOf(app, path);
  const found = app.model.entry(path);
  return {
    title: app.t("history"),
    lead: [asked.where, asked.title].filter(Boolean).join(": "),
    back: [app.to(""), app.t("visit")],
    inside: [
      el("p", {}, app.t("historyAbout")),
      el("ol.visit__log", {}, [...(found?.history ?? [])].reverse().map((one) => el("li", {},
        el("b", {}, one.sealed ? app.t("sealed") : answerOf(app, asked, one.typed)),
        el("span.visit__small", {}, ` ${whoOf(app, one)} · ${momentOf(app, one)}${found.heads.includes(one) ? ` · ${app.t("standsNow")}` : ""}`)))),
    ],
  };
}
