/** A child: a short word to who looks after children, sealed, and read by nobody else. */
import { button, el, note } from "./dom.mjs";

const LONGEST = 2000;

export function child(app) {
  const opened = app.model.under("child/").filter((id) => app.model.entry(`child/${id}`));
  return {
    title: app.t("child"),
    back: [app.to(""), app.t("visit")],
    inside: [
      note("info", app.t("childWhat")),
      ...form(app),
      opened.length > 0 && note("success", app.t("childOpened", { count: opened.length })),
      el("p.visit__small", {}, app.t("childDanger")),
    ].filter(Boolean),
  };
}

function form(app) {
  const words = area(app, "childWords", 4);
  const where = area(app, "childWhere", 2);
  const wrong = el("p.visit__wrong", { role: "alert", hidden: true });
  const send = async () => {
    const typed = words.input.value.trim();
    wrong.hidden = typed !== "";
    wrong.textContent = typed ? "" : app.t("childEmpty");
    if (!typed) { words.input.focus(); return; }
    await app.model.put(`child/${crypto.randomUUID()}`, { words: typed, where: where.input.value.trim() });
    app.told(app.t("childKept"));
    app.model.keepDraft({ childWords: "", childWhere: "" });
    await app.again();
  };
  return [words.field, where.field, wrong, button(app.t("childSend"), send, "primary", { id: "child-send" })];
}

function area(app, key, lines) {
  const id = key;
  const input = el("textarea.visit__text", { id, rows: lines, maxlength: LONGEST, autocomplete: "off" });
  input.value = app.model.draft(key);
  // Not sent before it is asked for, and not lost either.
  input.addEventListener("input", () => app.model.keepDraft({ [key]: input.value }));
  return { input, field: el("div.visit__ask", {}, el("label.visit__ask-title", { for: id }, app.t(key)), input) };
}
