/**
 * At the door, step by step: card, language, purpose, consent; and what then.
 *
 * Nobody is led inside: each step says what the law asks, and what is missing is named. The
 * way of a warrant is shown only where it is open now.
 */
import { ask, askedOf, own } from "./fields.mjs";
import { button, el, note, part, way } from "./dom.mjs";
import { outOfDwellings } from "./dwellings.mjs";
import { CONSENT, FORCED, NOT_INSIDE_BECAUSE, NOW_ON, consentOf, endedBy, insideOn, isSaid, isUnfree, wasForced } from "./entry.mjs";
import { holds } from "./kit.mjs";
import { dayIn, dayOf, hourOf } from "./reading.mjs";
import { readWays } from "./read.mjs";
import { mayEnter } from "./warrant.mjs";

const OWN_STEPS = new Set([
  "entry/identified", "entry/shared_language", "entry/interpreter", "entry/purpose_stated", "entry/explained_truthfully",
  CONSENT, NOW_ON, NOT_INSIDE_BECAUSE, "entry/consent_free", "entry/silence_told", "entry/entered", "entry/left_at", "entry/entered_at", "entry/entered_on", "entry/left_at_once", "entry/at_dwelling",
  "entry/serious_danger", "entry/warrant", "entry/warrant_by", "entry/hour", "entry/nobody_home", "entry/language", "entry/silence_understood",
]);

export function door(app) {
  const inside = insideOn(app.model);
  return {
    title: app.t("door"),
    back: [app.to(""), app.t("visit")],
    inside: [
      inside && note("success", app.t(`inside_${inside}`), way(app.t("toRooms"), app.to("rooms"), "primary"), backButton(app)),
      endedBy(app.model) && note("warning", app.t(`ended_${endedBy(app.model)}`)),
      ...onRecord(app, inside),
      ...steps(app),
      ...more(app),
    ].filter(Boolean),
  };
}

function steps(app) {
  const one = (path, key, kind = "truth", law = "", given = {}) =>
    own(app, path, app.t(key), kind, { law, help: app.words[`${key}Help`] ?? "", ...given });
  const language = languageStep(app);
  return [
    part(app.t("step1"), one("entry/at_dwelling", "askDwelling", "truth", "Awbi 1"), one("entry/identified", "askIdentified", "step", "Awbi 1")),
    part(app.t("step2"), ...language, one("entry/shared_language", "askShared"), one("entry/interpreter", "askInterpreter")),
    part(app.t("step3"),
      el("p", {}, app.t("reasonIs")), el("blockquote.visit__reason", {}, app.visit.reason ?? ""),
      readWays(app, "purpose"),
      one("entry/purpose_stated", "askPurpose", "step", "Awbi 1"),
      one("entry/explained_truthfully", "askTruthful")),
    part(app.t("step4"), readWays(app, "consent"), ...consent(app)),
  ];
}

/** In which language the texts open: chosen once, of the visit and not of a person. */
function languageStep(app) {
  const languages = Object.entries(app.visit.kit?.languages ?? {});
  if (languages.length === 0) return [];
  return [own(app, "entry/language", app.t("askLanguage"), "word", {
    options: languages.map(([code, one]) => ({ key: code, title: one.name })),
  })];
}

function consent(app) {
  const answer = consentOf(app.model);
  const asked = own(app, CONSENT, app.t("askConsent"), "word", {
    law: "Awbi 1", help: app.t("askConsentHelp"),
    options: ["given", "refused", "silent"].map((key) => ({ key, title: app.t(`consent_${key}`) })),
  });
  if (answer === "given") {
    const free = own(app, "entry/consent_free", app.t("askFree"), "truth");
    if (isUnfree(app.model)) return [asked, free, ...without(app)];
    const missing = missingBefore(app.model);
    if (missing.length > 0) return [asked, free, note("warning", stillMissing(app, missing))];
    return [asked, free, insideOn(app.model) === "consent" ? null : goIn(app, "consent")].filter(Boolean);
  }
  if (answer === null && app.model.get("entry/at_dwelling") === false) {
    return [note("info", app.t("noDwelling")), el("p.visit__law", {}, "Awb 5:15"), insideOn(app.model) === null ? goIn(app, "place") : null, asked].filter(Boolean);
  }
  const home = own(app, "entry/nobody_home", app.t("askNobody"), "step");
  return [asked, answer === null ? home : null, ...(answer || app.model.get("entry/nobody_home") ? without(app) : [])].filter(Boolean);
}

const BEFORE = [["entry/identified", "missCard"], ["entry/purpose_stated", "missPurpose"]];
const missingBefore = (model) => BEFORE.filter(([path]) => model.get(path) !== true).map(([, key]) => key);
const stillMissing = (app, missing) => `${app.t("stillMissing")} ${missing.map((key) => app.t(key)).join(", ")}.`;

/** Why nobody goes in on this ground now, in words; null where the way is open. */
function closed(app, ground, now) {
  const { model, visit } = app;
  const answer = consentOf(model);
  if (ground === "consent") {
    if (answer !== "given" || isUnfree(model)) return whyNot(app, answer);
    const missing = missingBefore(model);
    return missing.length > 0 ? stillMissing(app, missing) : null;
  }
  if (ground === "place") return answer === null && model.get("entry/at_dwelling") === false ? null : app.t("silenceIsNo");
  if (ground === "danger") return null;
  const { may, say: [words, values] } = mayEnter(visit, now, model.get("entry/nobody_home") === true);
  return may ? null : app.t(words, values?.day ? { day: dayIn(app, values.day) } : values);
}

const GROUNDS = { danger: [["entry/serious_danger", true]], warrant: [["entry/warrant", true], ["entry/warrant_by", "mayor"]] };
const OF_GROUNDS = Object.values(GROUNDS).flat().map(([path]) => path);
const GOING_IN = [...OF_GROUNDS, NOW_ON, "entry/hour", "entry/entered_on", "entry/entered_at", "entry/left_at", "entry/entered"];

/** The way in on one ground; whether it is still open is asked again at the tap. */
function goIn(app, ground) {
  const place = el("div", {});
  const enters = async () => {
    const now = new Date();
    const why = closed(app, ground, now);
    if (why === null) await enter(app, ground, now);
    else {
      place.replaceChildren(note("warning", why));
      app.told(why);
    }
  };
  const first = ground === "consent" || ground === "place" ? "primary" : "secondary";
  const tap = button(app.t(`goIn_${ground}`), ground === "danger" ? () => askAgain() : enters, first);
  // Whoever goes in because of danger passes over every other question: one tap does not do that.
  const askAgain = () => {
    const no = button(app.t("dangerNo"), () => { place.replaceChildren(tap); tap.focus(); }, "secondary");
    place.replaceChildren(note("warning", app.t("dangerSure"), no, button(app.t("dangerYes"), enters, "danger", { id: "danger-sure" })));
    no.focus();
  };
  place.append(tap);
  return place;
}

/**
 * One ground counts at a time. Who went in for danger or under a warrant keeps that, with its day
 * and hour, also where the resident says yes later: of that entry a report and a copy are due.
 */
export async function enter(app, ground, now) {
  const { model } = app;
  const mine = GROUNDS[ground] ?? [];
  const wasInside = insideOn(model) !== null;
  if (!wasInside) app.wasOutside = { visit: app.visit.id, said: new Map(GOING_IN.map((path) => [path, model.get(path)])) };
  // The first such entry keeps its day and hour; one of which somebody said that it was none, has none to keep.
  const forced = wasForced(model) && !(mine.length > 0 && isSaid(model, NOT_INSIDE_BECAUSE));
  for (const [path, value] of mine) await model.put(path, value);
  if (mine.length > 0 && isSaid(model, NOT_INSIDE_BECAUSE)) await model.put(NOT_INSIDE_BECAUSE, null);
  if (isSaid(model, NOW_ON) || FORCED.some((path) => isSaid(model, path) && !mine.some(([own]) => own === path))) await model.put(NOW_ON, ground);
  if (!wasInside) {
    if (!forced) {
      await model.put("entry/hour", now.getHours());
      await model.put("entry/entered_on", dayOf(now));
      await model.put("entry/entered_at", hourOf(now));
    }
    if (isSaid(model, "entry/left_at")) await model.put("entry/left_at", null);
    await outOfDwellings(model);
    await model.put("entry/entered", true);
  }
  app.go(app.to("rooms"));
}

/** What is taken back of an entry that stays on record: only whether somebody is inside now. */
const OF_NOW = [NOW_ON, "entry/left_at"];

/**
 * A wrong tap: everything is as it was before, and the history shows both.
 *
 * An entry for danger or under a warrant is never undone by a tap: its report and its copy are
 * due (Awbi 10 and 11). It ends now, and who says that nobody went in says why, in words.
 */
export async function takeBack(app, now) {
  const { model } = app;
  const before = app.wasOutside?.visit === app.visit.id ? app.wasOutside.said : new Map();
  const forced = wasForced(model);
  // Where this tap wrote when they went in, an hour of leaving from before is that of another entry.
  const wroteHour = ["entry/entered_on", "entry/entered_at"].some((path) => model.get(path) !== (before.get(path) ?? null));
  for (const path of forced ? OF_NOW : GOING_IN) {
    const value = before.get(path) ?? null;
    if (value !== null || isSaid(model, path)) await model.put(path, value);
  }
  if (forced && (wroteHour || !isSaid(model, "entry/left_at"))) await model.put("entry/left_at", hourOf(now));
  await app.again();
}

const backButton = (app) => button(app.t("notInside"), () => takeBack(app, new Date()), "quiet", { id: "not-inside" });

/** Outside again after an entry without a yes: it stands, and somebody may say that it was none. */
function onRecord(app, inside) {
  if (inside || !wasForced(app.model)) return [];
  return [note("info", app.t("forcedStays")), own(app, NOT_INSIDE_BECAUSE, app.t("notInsideBecause"), "text", { help: app.t("notInsideBecauseHelp") })];
}

/** Why a yes is not there, or is none. */
function whyNot(app, answer) {
  if (answer === "given") return app.t("notFree");
  return { silent: app.t("silenceIsNo"), refused: app.t("refusedSo"), withdrawn: app.t("ended_withdrawn") }[answer] ?? app.t("nobodySo");
}

/** Refused, silent, or nobody home: go away, or one of the two ways the law leaves. */
function without(app) {
  const absent = app.model.get("entry/nobody_home") === true;
  const answer = consentOf(app.model);
  const warrant = mayEnter(app.visit, new Date(), absent);
  return [
    readWays(app, "no_answer_is_no"),
    note("warning", whyNot(app, answer)),
    way(app.t("leaveNow"), app.to("leave", "refused"), "primary"),
    warrant.may
      ? part(app.t("warrant"), note("info", app.t(warrant.say[0], { day: dayIn(app, warrant.say[1].day) })), el("p.visit__law", {}, warrant.article),
        warrantWords(app), readWays(app, "warrant"), goIn(app, "warrant"))
      : null,
    part(app.t("danger"), el("p", {}, app.t("dangerAbout")), el("p.visit__law", {}, "Awbi 2 lid 3"), goIn(app, "danger"), way(app.t("act"), app.to("act"))),
  ].filter(Boolean);
}

/** For what a warrant holds: until when, which dwellings, and whether by night. */
export function warrantWords(app) {
  const { warrant } = app.visit;
  if (!warrant) return el("p", {}, app.t("warrantNone"));
  const dwellings = (warrant.dwellings ?? []).map((one) => (typeof one === "object" ? one.words ?? one.address : String(one)));
  return el("dl.visit__facts", {},
    line(app.t("warrantUntil"), warrant.valid_until ? dayIn(app, warrant.valid_until) : app.t(`warrant_${warrant.state}`)),
    line(app.t("warrantDwellings"), dwellings.join("; ")),
    line(app.t("warrantByNight"), app.t(warrant.night ? "yes" : "no")),
    line(app.t("warrantHolder"), warrant.holder_name ?? ""),
    line(app.t("warrantPower"), warrant.power ?? ""));
}

const line = (name, value) => (value ? [el("dt", {}, name), el("dd", {}, value)] : []);

/** What the checklist asks at the door besides. */
function more(app) {
  const sections = (app.visit.kit?.checklist ?? []).filter((one) => one.part === "entry" && one.each === "visit");
  const left = sections.flatMap((one) => one.items).filter(
    (item) => item.path && !OWN_STEPS.has(item.path) && holds(app, item.only_if, {}) && item.kind !== "read" && item.kind !== "note");
  if (left.length === 0) return [];
  return [part(app.t("stepMore"), ...left.map((item) => ask(app, askedOf(app, item))))];
}
