/** What goes well here: for the report, and for others to learn from. */
import { own } from "./fields.mjs";
import { button, el } from "./dom.mjs";

export function good(app) {
  const ids = app.model.under("good/");
  app.open ??= {};
  return {
    title: app.t("good"),
    lead: app.t("goodLead"),
    back: [app.to(""), app.t("visit")],
    inside: [
      ...(ids.length > 0 ? ids : [(app.open.good ??= crypto.randomUUID())]).map((id, number) =>
        own(app, `good/${id}`, app.t("goodNumber", { number: number + 1 }), "text", { photos: true })),
      ids.length > 0 && el("div.visit__add", {}, button(app.t("goodMore"), async () => {
        await app.model.put(`good/${crypto.randomUUID()}`, "");
        await app.again();
      }, "secondary", { id: "good-more" })),
    ].filter(Boolean),
  };
}
