/** What cannot wait: what is wrong, who has to do something, and a telephone number to tap. */
import { own } from "./fields.mjs";
import { button, el, note, part } from "./dom.mjs";
import { keyOf, told } from "./judging.mjs";
import { clockIn } from "./reading.mjs";

export function act(app, from = "") {
  const ids = app.model.under("act/");
  return {
    title: app.t("act"),
    lead: app.t("actLead"),
    back: from ? [app.to("findings"), app.t("findings")] : [app.to(""), app.t("visit")],
    inside: [
      part(app.t("phones"), el("ul.visit__phones", {}, app.visit.phones.map((one) => el("li", {}, call(one.name ? `${one.name}: ${one.number}` : one.number, one.number))))),
      ...ids.map((id, number) => one(app, id, number)),
      button(app.t("actNew"), () => add(app, from), "primary", { id: "act-new" }),
      ids.length === 0 && note("info", app.t("actNone")),
    ].filter(Boolean),
  };
}

async function add(app, from) {
  const id = crypto.randomUUID();
  const found = from ? told(app).findings.find((each) => keyOf(each) === from) : null;
  if (found) await app.model.put(`act/${id}/about`, from);
  await app.model.put(`act/${id}/what`, found ? app.say(found.text) : "");
  await app.again();
}

const call = (words, number) =>
  el("a.utrecht-button.button.button--secondary.visit__button", { href: `tel:${number.replace(/[^+0-9]/g, "")}` }, words);

function one(app, id, number) {
  const at = app.model.get(`act/${id}/phoned_at`);
  const typed = app.model.get(`act/${id}/phone`);
  return part(app.t("actNumber", { number: number + 1 }),
    own(app, `act/${id}/what`, app.t("actWhat"), "text", { photos: true }),
    own(app, `act/${id}/who`, app.t("actWho"), "word_typed"),
    own(app, `act/${id}/phone`, app.t("actPhone"), "tel"),
    typed && call(app.t("actCall", { number: typed }), String(typed)),
    at ? note("success", app.t("actPhoned", { when: clockIn(app, at) }))
      : button(app.t("actPhonedNow"), async () => {
        await app.model.put(`act/${id}/phoned_at`, new Date().toISOString());
        await app.again();
      }, "secondary", { id: `phoned-${id}` }));
}
