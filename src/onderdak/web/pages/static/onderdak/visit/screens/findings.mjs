/** What the norms say of the facts so far, and what the inspector says of that. */
import { own } from "./fields.mjs";
import { el, fold, note, part, way } from "./dom.mjs";
import { factsIn } from "../facts.mjs";
import { keyOf, told } from "./judging.mjs";

export function findings(app) {
  const found = told(app);
  const by = (outcome) => found.findings.filter((one) => one.outcome === outcome && binding(one));
  const advice = found.findings.filter((one) => !binding(one) && one.outcome === "breaches");
  return {
    title: app.t("findings"),
    lead: app.t("findingsLead"),
    back: [app.to(""), app.t("visit")],
    inside: [
      found.missing && note("warning", app.t("noPack")),
      found.faults.length > 0 && note("error", app.t("factsUnreadable")),
      ...doubts(app),
      by("breaches").length > 0
        ? part(app.t("breaches"), ...by("breaches").map((one) => breach(app, one)))
        : !found.missing && note("info", app.t("noBreaches")),
      prompts(app, by("cannot_judge")),
      advice.length > 0 && fold(app.t("adviceTitle", { count: advice.length }), el("p", {}, app.t("adviceAbout")), ...advice.map((one) => told_(app, one))),
      by("meets").length > 0 && fold(app.t("meetsTitle", { count: by("meets").length }), ...by("meets").map((one) => told_(app, one))),
      by("cannot_judge").length > 0 && fold(app.t("unknownTitle", { count: by("cannot_judge").length }), ...by("cannot_judge").map((one) => told_(app, one))),
    ].filter(Boolean),
  };
}

/** Law and the town's own rules bind; a private standard or advice is never an offence. */
const binding = (one) => one.kind === "law" || one.kind === "local";

function breach(app, one) {
  const key = keyOf(one);
  const verdict = app.model.get(`finding/${key}/verdict`);
  return el("article.visit__finding", { data: { rule: one.rule } },
    ...said(app, one),
    one.mend && el("p.visit__mend", {}, app.t("mend"), " ", app.say(one.mend)),
    own(app, `finding/${key}/verdict`, app.t("verdict"), "word", {
      options: ["confirmed", "deviates"].map((each) => ({ key: each, title: app.t(`verdict_${each}`) })),
    }),
    verdict === "deviates" && own(app, `finding/${key}/why`, app.t("verdictWhy"), "text", { help: app.t("verdictWhyHelp") }),
    way(app.t("actFrom"), app.to("act", encodeURIComponent(key))));
}

const said = (app, one) => [
  one.place && el("h3", {}, one.place),
  el("p.visit__sentence", {}, app.say(one.text)),
  el("p.visit__law", {}, [one.article, app.t(`norm_${one.kind}`)].filter(Boolean).join(" · ")),
].filter(Boolean);

const told_ = (app, one) => el("article.visit__finding", { data: { rule: one.rule } }, ...said(app, one));

/** Cannot be judged, and yet a reason to look. */
function prompts(app, unsure) {
  const found = unsure.filter((one) => one.prompt);
  return found.length > 0 ? part(app.t("promptsTitle"), ...found.map((one) => told_(app, one))) : null;
}

/** Facts that count as unknown, because two inspectors disagree or nobody can read them. */
function doubts(app) {
  if (!app.visit.pack) return [];
  const unknown = factsIn(app.model.state, app.visit.pack).unknown;
  const torn = unknown.filter((one) => one.why === "conflict" || one.why === "rooms_differ");
  const unreadable = unknown.filter((one) => one.why === "unreadable");
  return [
    torn.length > 0 && note("warning", app.t("tornFacts", { count: torn.length }), way(app.t("conflicts"), app.to("conflicts"))),
    unreadable.length > 0 && note("warning", app.t("unreadableFacts", { count: unreadable.length })),
  ].filter(Boolean);
}
