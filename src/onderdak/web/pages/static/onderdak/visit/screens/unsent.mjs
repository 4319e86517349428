/** What is still on this phone and not at the town hall, and what the server refused. */
import { button, el, note, part } from "./dom.mjs";
import { questionOf } from "./questions.mjs";
import { answerOf } from "./fields.mjs";
import { refusedOf, waitingFor } from "./status.mjs";
import { momentOf } from "./told.mjs";

const MOST = 50;

export function unsent(app) {
  const waiting = waitingFor(app);
  const refused = refusedOf(app);
  return {
    title: app.t("unsent"),
    lead: waiting.length > 0 ? app.t("unsentLead") : app.t("nothingWaits"),
    back: [app.to(""), app.t("visit")],
    inside: [
      app.stoppedBy === "signedOut" && note("warning", app.t("signIn"), el("a.utrecht-button.button.button--primary.visit__button", { href: "/accounts/login/?next=/round/" }, app.t("signInDo"))),
      app.stoppedBy === "otherAccount" && note("warning", app.t("otherAccount")),
      app.stoppedBy === "offline" && note("info", app.t("noConnection")),
      waiting.length > 0 && button(app.t("sendNow"), () => app.sendNow(), "primary", { id: "send-now" }),
      refused.length > 0 && part(app.t("refusedTitle"), el("p", {}, app.t("refusedAbout")), el("ul.visit__log", {}, refused.map((one) => line(app, one)))),
      waiting.length > 0 && part(app.t("waitingTitle"), el("ul.visit__log", {}, waiting.slice(-MOST).reverse().map((one) => line(app, one))),
        waiting.length > MOST && el("p", {}, app.t("andMore", { count: waiting.length - MOST }))),
    ].filter(Boolean),
  };
}

function line(app, one) {
  if (!one.path || one.taken_at) return el("li", {}, app.t("photo"), el("span.visit__small", {}, ` ${one.why ?? ""}`));
  const asked = questionOf(app, one.path);
  return el("li", {}, el("b", {}, [asked.where, asked.title].filter(Boolean).join(": ")), ` ${answerOf(app, asked, one.typed)}`,
    el("span.visit__small", {}, ` ${momentOf(app, one)}${one.why ? ` · ${one.why}` : ""}`));
}
