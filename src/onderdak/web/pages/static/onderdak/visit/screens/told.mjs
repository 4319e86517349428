/** What was said of one question: by whom and when, and two answers side by side. */
import { button, el, filled, idOf } from "./dom.mjs";
import { answerOf } from "./fields.mjs";

/** When a device said that something was typed; its clock is shown, and decides nothing. */
export function momentOf(app, operation) {
  const at = new Date(operation.at);
  return Number.isNaN(at.getTime())
    ? ""
    : at.toLocaleTimeString(app.locale, { hour: "2-digit", minute: "2-digit" });
}

/** Who typed it, by the name in the file of the visit. */
export function whoOf(app, operation) {
  if (operation.by === undefined || operation.by === null || operation.by === app.me.id) return app.t("me");
  return app.visit.members.find((one) => one.id === operation.by)?.name ?? app.t("colleague");
}

/** A way to everything that was ever typed here; only where there is more than one answer. */
export function historyWay(app, asked) {
  const found = app.model.entry(asked.path);
  if (!found || found.history.length < 2) return null;
  return el("a.visit__history", { href: app.to("history", encodeURIComponent(asked.path)) },
    filled(app.t("answersGiven"), { count: found.history.length }),
    el("span.visually-hidden", {}, `: ${asked.title}`));
}

/** Two answers on one question: both are shown, and a tap settles it. */
export function conflictOf(app, asked, draw) {
  const { heads } = app.model.entry(asked.path);
  const id = idOf(asked.path);
  return el("div.visit__conflict", { role: "group", "aria-label": app.t("twoAnswers") },
    el("p.visit__conflict-title", {}, app.t("twoAnswers")),
    el("div.visit__sides", {}, distinct(heads).map((operations, number) => el("div.visit__side", {},
      el("p.visit__side-value", {}, answerOf(app, asked, operations[0].typed)),
      el("p.visit__side-who", {}, operations.map((one) => `${whoOf(app, one)} ${momentOf(app, one)}`).join(", ")),
      button(app.t("takeThis"), async () => {
        await app.model.put(asked.path, operations[0].typed);
        await app.answered(asked.path, draw, `${id}-l`);
      }, "secondary", { id: `${id}-side-${number}`, "aria-label": `${app.t("takeThis")}: ${answerOf(app, asked, operations[0].typed)}` })))));
}

function distinct(heads) {
  const made = new Map();
  for (const one of heads) {
    const key = JSON.stringify(one.typed);
    made.set(key, [...(made.get(key) ?? []), one]);
  }
  return [...made.values()];
}
