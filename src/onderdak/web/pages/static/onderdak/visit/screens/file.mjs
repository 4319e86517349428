/** The file of the address: why we go, what is handled hard and what soft, who goes, and what is known. */
import { el, note, part } from "./dom.mjs";
import { warrantWords } from "./door.mjs";
import { dayIn } from "./reading.mjs";

export function file(app) {
  const one = app.visit;
  return {
    title: app.t("file"),
    lead: one.address,
    back: [app.to(""), app.t("visit")],
    inside: [
      part(app.t("whatFor"), el("p", {}, one.reason), one.ground && el("p.visit__law", {}, groundOf(app, one.ground)), el("p", {}, app.t(one.announced ? "announced" : "unannounced"))),
      (one.hard || one.soft) && part(app.t("hardSoft"), el("dl.visit__facts", {},
        line(app.t("hard"), one.hard), line(app.t("soft"), one.soft))),
      one.lighter && part(app.t("lighter"), el("p", {}, one.lighter)),
      part(app.t("who"), el("ul", {}, one.members.map((each) => el("li", {}, [each.name, each.role].filter(Boolean).join(", "))), one.companions.map((each) => el("li", {}, each.words ?? each.name)))),
      part(app.t("warrant"), warrantWords(app)),
      ...again(app),
      ...known(app),
      el("p.visit__small", {}, app.t("fileKept")),
    ].filter(Boolean),
  };
}

const line = (name, value) => (value ? [el("dt", {}, name), el("dd", {}, value)] : []);
const groundOf = (app, ground) => (typeof ground === "string" ? ground : [app.say(ground.title), ground.law].filter(Boolean).join(" · "));

/** What failed at the earlier visit, and is looked at now. */
function again(app) {
  const items = app.visit.failed_items ?? [];
  return items.length > 0 ? [part(app.t("again"), el("ul", {}, items.map((one) => el("li", {}, wordsOf(app, one)))))] : [];
}

/** What failed and where: in both languages where it came from a finding. */
function wordsOf(app, one) {
  const words = typeof one.words === "object" ? app.say(one.words) : one.words;
  return [words || one.rule, one.place].filter(Boolean).join(" · ");
}

function known(app) {
  const sections = app.visit.file?.sections ?? [];
  const earlier = app.visit.file?.earlier ?? [];
  return [
    ...sections.map((one) => part(one.name, el("dl.visit__facts", {}, (one.known ?? []).map((each) => line(each.what, [each.value, each.on && dayIn(app, each.on)].filter(Boolean).join(" · ")))),
      el("p.visit__small", {}, [one.source, one.ground].filter(Boolean).join(" · ")))),
    earlier.length > 0 && part(app.t("earlierVisits"), el("ul", {}, earlier.map((one) => el("li", {}, [one.number, one.day && dayIn(app, one.day), one.state].filter(Boolean).join(" · "))))),
    sections.length + earlier.length === 0 && note("info", app.t("fileEmpty")),
  ].filter(Boolean);
}
