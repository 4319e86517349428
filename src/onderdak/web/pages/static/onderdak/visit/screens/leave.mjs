/** Leaving: because consent was withdrawn, because it was refused, or because the work is done. */
import { own } from "./fields.mjs";
import { button, el, note } from "./dom.mjs";
import { CONSENT } from "./entry.mjs";
import { hourOf } from "./reading.mjs";

const REASON = "entry/left_because";

export function leave(app, why = "withdrawn") {
  const kind = ["withdrawn", "refused", "done"].includes(why) ? why : "withdrawn";
  return {
    title: app.t(`leave_${kind}`),
    back: [app.to(kind === "refused" ? "door" : ""), app.t(kind === "refused" ? "door" : "goOn")],
    inside: [
      note(kind === "done" ? "info" : "warning", app.t(`leave_${kind}_about`)),
      kind === "withdrawn" && el("p.visit__law", {}, "Awbi 1; Sr 370"),
      button(app.t(`leave_${kind}_do`), () => left(app, kind), kind === "withdrawn" ? "danger" : "primary", { id: "leave-now" }),
      kind !== "done" && own(app, REASON, app.t("leaveWhy"), "text", { help: app.t("leaveWhyHelp") }),
    ].filter(Boolean),
  };
}

async function left(app, kind) {
  const { model } = app;
  await model.flush();
  if (kind === "withdrawn") {
    await model.put(CONSENT, "withdrawn");
    await model.put("entry/left_at_once", true);
  }
  if (kind === "refused" && model.get("entry/entered") !== true) await model.put("entry/entered", false);
  if (model.get("entry/entered") === true) await model.put("entry/left_at", hourOf(new Date()));
  app.told(app.t(`leave_${kind}_told`));
  app.go(app.to(""));
}
