/** Statements of people: only where the purpose of the visit needs them, and sealed. */
import { ask, askedOf, own } from "./fields.mjs";
import { button, el, fold, note, part } from "./dom.mjs";
import { silenceTold } from "./entry.mjs";
import { gatesOf, itemsOf, sectionsOf } from "./kit.mjs";
import { readWays } from "./read.mjs";

/** Who somebody is to the house; no name is asked. */
export const ROLES = ["resident", "manager", "owner", "employer", "other"];

export function statements(app) {
  const needed = app.model.get("entry/statement_needed");
  return {
    title: app.t("statements"),
    lead: app.t("statementsLead"),
    back: [app.to(""), app.t("visit")],
    inside: [
      ...persons(app),
      part(app.t("statementTitle"),
        el("p", {}, app.t("reasonIs")), el("blockquote.visit__reason", {}, app.visit.reason ?? ""),
        own(app, "entry/statement_needed", app.t("statementNeeded"), "truth", { help: app.t("statementNeededHelp") }),
        needed === true ? own(app, "entry/statement_because", app.t("statementBecause"), "text") : null),
      needed === true && part(app.t("statements"), ...all(app)),
    ].filter(Boolean),
  };
}

/** The questions to a person: without a name, one list after the other. */
function persons(app) {
  const sections = sectionsOf(app, ["person"]);
  if (sections.length === 0) return [];
  const stem = sections.flatMap((one) => one.items).find((one) => one.path?.includes("{person}"))?.path.split("{person}")[0];
  if (!stem) return [];
  const ids = app.model.under(stem);
  app.open ??= {};
  const here = (app.open.person ??= ids.at(-1) ?? crypto.randomUUID());
  const number = ids.includes(here) ? ids.indexOf(here) + 1 : ids.length + 1;
  app.gates = gatesOf(app, sections, { person: here });
  return [fold(app.t("questionsPerson", { number }), el("p", {}, app.t("personFree")),
    ...sections.flatMap((section) => asks(app, section, here, `${stem}${here}`)),
    button(app.t("nextPerson"), async () => { app.open.person = crypto.randomUUID(); await app.again(); }, "secondary", { id: "next-person" }))];
}

function asks(app, section, person, about) {
  const fill = { person };
  // What is sealed is a statement: asked only where the purpose needs one.
  const items = itemsOf(app, section, fill).filter((one) => !one.sealed || app.model.get("entry/statement_needed") === true);
  if (items.length === 0) return [];
  const open = silenceTold(app.model, about);
  const shut = items.some((one) => one.fine) && !open;
  return [
    el("h3", {}, app.say(section.title)),
    ...items.filter((one) => one.path && (!one.fine || open) && one.kind !== "read").map((item) => ask(app, askedOf(app, item, fill))),
    shut && note("warning", app.t("silenceShort"), readWays(app, "silence", about)),
  ].filter(Boolean);
}

function all(app) {
  return [
    ...app.model.under("statement/").filter((id) => app.model.entry(`statement/${id}/role`)).map((id, number) => one(app, id, number)),
    button(app.t("statementNew"), async () => {
      await app.model.put(`statement/${crypto.randomUUID()}/role`, "resident");
      await app.again();
    }, "primary", { id: "statement-new" }),
  ];
}

function one(app, id, number) {
  const at = (name) => `statement/${id}/${name}`;
  if (app.model.entry(at("words"))?.values.some((each) => each.sealed)) {
    return part(app.t("statementNumber", { number: number + 1 }), note("info", app.t("statementSealed")));
  }
  return part(app.t("statementNumber", { number: number + 1 }),
    own(app, at("role"), app.t("statementRole"), "word", { options: ROLES.map((key) => ({ key, title: app.t(`role_${key}`) })) }),
    own(app, at("language"), app.t("statementLanguage"), "word_typed"),
    own(app, at("interpreter"), app.t("askInterpreter"), "truth"),
    ...(silenceTold(app.model, `statement/${id}`)
      ? [own(app, at("words"), app.t("statementWords"), "text", { help: app.t("statementWordsHelp") }), own(app, at("read_back"), app.t("statementReadBack"), "truth")]
      : [el("h3", {}, app.t("silenceFirst")), note("warning", app.t("silenceStatement"), readWays(app, "silence", `statement/${id}`))]));
}
