/**
 * Further dwellings behind the same address: each asks at its own door whether somebody may come in.
 *
 * Which dwelling of the warrant a room belongs to is said apart from going in. The tap at its own door says that somebody
 * goes in, on which day and at what hour; then it is asked again whether the warrant holds there.
 */
import { own } from "./fields.mjs";
import { button, el, note, part } from "./dom.mjs";
import { CLOSED, dwellingOf, insideOn, isHome, isSaid, isShared, othersOf, tappedFor, unitOf, MAIN } from "./entry.mjs";
import { dayIn, dayOf, hourOf } from "./reading.mjs";
import { readWays } from "./read.mjs";
import { mayEnter } from "./warrant.mjs";

/** Whether who lives in a further dwelling lets somebody in, asked at its own door. */
export function unitAsked(app, unit, access) {
  if (access === "outside") return [note("warning", app.t("roomsOutside"))];
  if (insideOn(app.model) === "danger") return [];
  return [part(app.t("unitConsent"),
    readWays(app, "consent"),
    own(app, `unit/${unit}/consent`, app.t("askUnitConsent"), "word", {
      law: "Awbi 1", help: app.t("askUnitConsentHelp"),
      options: ["given", "refused", "silent", "absent", "withdrawn"].map((key) => ({ key, title: app.t(`consent_${key}`) })),
    }),
    CLOSED.includes(access) && note("warning", app.t("unitClosed")))];
}

/** A warrant holds for the dwelling it names: another, or a room that is a home of its own, it must name too (Awbi 5). */
export function underWarrant(app, id, access) {
  const { model } = app;
  const others = othersOf(app.visit);
  const home = isHome(model, id);
  const asks = !isShared(model, id) && unitOf(model, id) === MAIN;
  const under = home ? dwellingOf(model, id, others) !== null && access === "enter" : insideOn(model) === "warrant";
  return [
    under && note("info", app.t("roomUnder_warrant")),
    asks && own(app, `room/${id}/own_home`, app.t("askOwnHome"), "truth", { help: app.t("askOwnHomeHelp") }),
    home && others.length > 0 && own(app, `room/${id}/named`, app.t("askNamed"), "truth", { law: "Awbi 5" }),
    home && others.length > 0 && model.get(`room/${id}/named`) === true && whichDwelling(app, id),
    ...(home && dwellingOf(model, id, others) !== null ? atDoor(app, id, dwellingOf(model, id, others)) : []),
  ].filter(Boolean);
}

/** Each dwelling has its own day of entry and its own copy of the report: so it is said which one this is. */
const whichDwelling = (app, id) => own(app, `room/${id}/dwelling`, app.t("askWhichDwelling"), "word", {
  options: app.visit.warrant.dwellings.slice(1).map((one) => ({ key: String(one.id), title: one.words })), law: "Awbi 5",
});

/** At the door of a further dwelling: the way in where the warrant holds now, and a wrong tap. */
function atDoor(app, id, dwelling) {
  const tapped = tappedFor(app.model, dwelling);
  if (tapped.length > 0) return [button(app.t("notInside"), () => takeBack(app, tapped), "quiet", { id: "not-inside-here" })];
  const why = closedHere(app, id, new Date());
  const place = el("div", {}, why === null ? goInHere(app, id) : note("warning", why));
  return [part(app.t("warrant"),
    own(app, `room/${id}/nobody_home`, app.t("askNobody"), "step"),
    readWays(app, "warrant"), place), ...onRecord(app, id, dwelling)];
}

const isAbsent = (model, id) => model.get(`room/${id}/nobody_home`) === true || model.get(`room/${id}/consent`) === "absent";

/** Why nobody goes in there under the warrant now, in words; null where it holds. */
function closedHere(app, id, now) {
  const { may, say: [words, values] } = mayEnter(app.visit, now, isAbsent(app.model, id));
  return may ? null : app.t(words, values?.day ? { day: dayIn(app, values.day) } : values);
}

function goInHere(app, id) {
  const place = el("div", {});
  place.append(button(app.t("goInHere"), async () => {
    const why = await enterDwelling(app, id, new Date());
    if (why === null) return app.again();
    place.replaceChildren(note("warning", why));
    return app.told(why);
  }, "secondary", { id: "go-in-here" }));
  return place;
}

/** Goes into the dwelling of a room, with its own day and hour; returns why not where the warrant does not hold there now. */
export async function enterDwelling(app, id, now) {
  const { model } = app;
  const dwelling = dwellingOf(model, id, othersOf(app.visit));
  if (dwelling === null || insideOn(model) === null) return app.t("roomsOutside");
  const why = closedHere(app, id, now);
  if (why !== null) return why;
  const known = model.under("room/").filter((one) => model.get(`room/${one}/entered`) === dwelling
    && model.get(`room/${one}/dwelling`) === dwelling && !isSaid(model, `room/${one}/gone`));
  if (!known.some((one) => !isSaid(model, `room/${one}/not_inside_because`))) {
    await model.put(`room/${id}/entered_on`, dayOf(now));
    await model.put(`room/${id}/entered_at`, hourOf(now));
    await model.put(`room/${id}/hour`, now.getHours());
    if (isSaid(model, `room/${id}/not_inside_because`)) await model.put(`room/${id}/not_inside_because`, null);
  }
  // Said with each tap, for the office may have said in between that nobody went in.
  await model.put(`room/${id}/entered`, dwelling);
  await model.put(`room/${id}/now_in`, dwelling);
  return null;
}

/** A wrong tap: nobody is in there now. That it was tapped stays, with why nobody went in. */
async function takeBack(app, rooms) {
  for (const id of rooms) await app.model.put(`room/${id}/now_in`, null);
  await app.again();
}

function onRecord(app, id, dwelling) {
  if (app.model.get(`room/${id}/entered`) !== dwelling) return [];
  return [note("info", app.t("forcedStays")),
    own(app, `room/${id}/not_inside_because`, app.t("notInsideBecause"), "text", { help: app.t("notInsideBecauseHelp") })];
}

/** Who comes in again from outside is in no further dwelling yet: each is asked for anew. */
export async function outOfDwellings(model) {
  for (const id of model.under("room/")) if (isSaid(model, `room/${id}/now_in`)) await model.put(`room/${id}/now_in`, null);
}
