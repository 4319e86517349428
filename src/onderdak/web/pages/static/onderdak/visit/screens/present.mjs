/** Who was there, by what they are to the house: for the report, without a name. */
import { button, el, fold, part } from "./dom.mjs";
import { own } from "./fields.mjs";
import { ROLES } from "./statements.mjs";

export function present(app) {
  const ids = app.model.under("present/").filter((id) => app.model.get(`present/${id}/role`) !== null || app.model.inConflict(`present/${id}/role`));
  return {
    title: app.t("present"),
    lead: app.t("presentLead"),
    back: [app.to(""), app.t("visit")],
    inside: [
      el("div.visit__add", { role: "group", "aria-label": app.t("presentAdd") }, ROLES.map((role) =>
        button(`+ ${app.t(`role_${role}`)}`, () => add(app, role), "secondary", { id: `present-${role}` }))),
      ids.length > 0 && part(app.t("presentNow"), ...ids.map((id) => one(app, id))),
    ].filter(Boolean),
  };
}

async function add(app, role) {
  await app.model.put(`present/${crypto.randomUUID()}/role`, role);
  await app.again();
}

/** A mistake is taken back by tapping it again. */
const one = (app, id) => fold(app.t(`role_${app.model.get(`present/${id}/role`) ?? "other"}`),
  own(app, `present/${id}/role`, app.t("statementRole"), "word", { options: ROLES.map((key) => ({ key, title: app.t(`role_${key}`) })) }));
