/**
 * Who may be inside, and on what: read from what was recorded at the door, never guessed.
 *
 * Silence is refusal. Consent that was withdrawn ends it. A room can be a home of its own: then
 * the consent of who lives there counts, and nobody else's. Where two inspectors recorded
 * something else, the strictest counts until they have settled it.
 */

export const CONSENT = "entry/consent";
const STRICTEST = ["withdrawn", "refused", "absent", "silent", null, "given", "shared"];

/** Everything that stands at a path: one answer, or those of two who disagree. */
function said(model, path) {
  return model.inConflict(path) ? model.entry(path).values.map((one) => one.typed ?? null) : [model.get(path)];
}

/** Whether anybody recorded something at a path. */
export const isSaid = (model, path) => said(model, path).some((one) => one !== null);

/** Of two answers about consent, the one that lets in least. */
function strictest(model, path) {
  const all = said(model, path);
  return all.length === 1 ? all[0] : (STRICTEST.find((one) => all.includes(one)) ?? null);
}

/** How the resident answered: given, refused, silent, withdrawn, or null where nobody asked. */
export const consentOf = (model) => strictest(model, CONSENT);

/** Whether somebody recorded that the resident could not refuse freely: a yes is none then. */
export const isUnfree = (model) => said(model, "entry/consent_free").includes(false);

/**
 * On what somebody is inside now. The entry for danger or under a warrant stays recorded when the
 * resident says yes later, for its report and its copy are due all the same (Awbi 10 and 11).
 */
export const NOW_ON = "entry/now_on";
/** The grounds on which somebody goes in without a yes: what was entered on these stays on record. */
export const FORCED = ["entry/serious_danger", "entry/warrant"];
/** Why somebody says that nobody went in after all. */
export const NOT_INSIDE_BECAUSE = "entry/not_inside_because";

/** Whether an entry for danger or under a warrant stands on record, with its day and hour. */
export const wasForced = (model) => isSaid(model, "entry/entered_on") && FORCED.some((path) => said(model, path).includes(true));
/** Of two answers, the one that opens least goes first. */
const BY_WORD = [["place", ["consent", "place"]], ["consent", ["consent", "place"]], ["warrant", ["warrant"]], ["danger", ["danger"]]];
const EVERY = ["danger", "warrant", "consent", "place"];

/** On what somebody is inside: danger, warrant, consent, or a place that is no dwelling; null outside. */
export function insideOn(model) {
  if (model.get("entry/entered") !== true || isSaid(model, "entry/left_at")) return null;
  const now = said(model, NOW_ON);
  const [, counting] = BY_WORD.find(([word]) => now.includes(word)) ?? ["", EVERY];
  return counting.find((ground) => HOLDS[ground](model)) ?? null;
}

const HOLDS = {
  danger: (model) => model.get("entry/serious_danger") === true,
  warrant: (model) => model.get("entry/warrant") === true,
  consent: (model) => consentOf(model) === "given",
  place: (model) => model.get("entry/at_dwelling") === false && consentOf(model) === null,
};

export const isInside = (model) => insideOn(model) !== null;

/** Whether somebody is inside because people let them: then they can be sent out at any moment. */
export const onConsent = (model) => ["consent", "place"].includes(insideOn(model));

/** Why the visit ended at the door or inside; null while it goes on. */
export function endedBy(model) {
  if (isInside(model)) return null;
  if (consentOf(model) === "withdrawn") return "withdrawn";
  if (model.get("entry/entered") === false) return model.get("entry/nobody_home") ? "nobodyHome" : "refused";
  return isSaid(model, "entry/left_at") ? "left" : null;
}

/**
 * What may happen in a room: "enter", "ask", or why not. `others` are the ids of the further dwellings of the warrant.
 *
 * A yes at the front door is one of who lives behind it: a further dwelling asks its own.
 */
export function roomAccess(model, room, others = []) {
  const ground = insideOn(model);
  if (ground === null) return "outside";
  if (ground === "danger" || coveredBy(model, room, others, ground)) return "enter";
  const [own, unit] = [strictest(model, `room/${room}/consent`), unitOf(model, room)];
  const common = isCommon(model.get(`room/${room}/kind`)) || own === "shared";
  if (own === "given") return "enter";
  if (CLOSED.includes(own)) return own;
  if (unit === MAIN) return common ? "enter" : "ask";
  const there = consentAt(model, unit);
  if (CLOSED.includes(there)) return there;
  return common && there === "given" ? "enter" : "ask";
}

/** What may happen in a further dwelling, in the words of a room. */
export function unitAccess(model, unit, others = []) {
  const ground = insideOn(model);
  if (ground === null) return "outside";
  const rooms = model.under("room/").filter((id) => unitOf(model, id) === unit && !isSaid(model, `room/${id}/gone`));
  if (unit === MAIN || ground === "danger" || rooms.some((id) => coveredBy(model, id, others, ground))) return "enter";
  const own = consentAt(model, unit);
  if (own === "given") return "enter";
  if (CLOSED.includes(own)) return own;
  return rooms.some((id) => roomAccess(model, id, others) === "enter") ? "enter" : "ask";
}

/** How who lives in a further dwelling answered at its own door. */
export const consentAt = (model, unit) => strictest(model, `unit/${unit}/consent`);

/** The dwelling behind the front door, of which nobody needs to say so. */
export const MAIN = "main";

/** The dwelling to which a room belongs; where two say something else, the one that is not behind the front door. */
export const unitOf = (model, room) => said(model, `room/${room}/unit`).find((one) => one && one !== MAIN) ?? MAIN;

/**
 * A warrant opens the rooms of the dwelling it names. A room of another dwelling, or that is a home of its own, opens where
 * it names that too, and somebody went in there; also where the first dwelling opened on a yes.
 */
function coveredBy(model, room, others, ground) {
  if (!isHome(model, room)) return ground === "warrant" && (isShared(model, room) || model.get(`room/${room}/own_home`) === false);
  const dwelling = dwellingOf(model, room, others);
  return dwelling !== null && isInDwelling(model, dwelling);
}

/** Whether a room is behind a front door of its own: of another dwelling, or a home by itself. */
export const isHome = (model, room) =>
  unitOf(model, room) !== MAIN || (!isShared(model, room) && model.get(`room/${room}/own_home`) === true);

/** Which further dwelling of the warrant a room belongs to; null where that is not said. */
export function dwellingOf(model, room, others) {
  const dwelling = String(model.get(`room/${room}/dwelling`));
  return model.get(`room/${room}/named`) === true && others.includes(dwelling) ? dwelling : null;
}

/** The rooms at whose door somebody tapped that they go into a further dwelling, and are in it now. */
export const tappedFor = (model, dwelling) => model.under("room/").filter((id) => model.get(`room/${id}/now_in`) === dwelling
  && model.get(`room/${id}/dwelling`) === dwelling && !isSaid(model, `room/${id}/gone`));
const isInDwelling = (model, dwelling) => tappedFor(model, dwelling).length > 0;

/** What of a room decides whether somebody may come in: a screen that shows a room follows each of these. */
export const OPENS_ROOM = ["kind", "unit", "consent", "own_home", "named", "dwelling", "nobody_home", "entered", "now_in"];

/** The dwellings that a warrant names besides that of the visit, by their ids. */
export const othersOf = (visit) => (visit?.warrant?.dwellings ?? []).slice(1).map((one) => String(one.id));

/** Answers after which nobody goes into a room. */
export const CLOSED = ["refused", "silent", "withdrawn", "absent"];

/** Rooms that all who live in a dwelling use. */
export const isCommon = (kind) => ["living", "kitchen", "bathroom"].includes(kind);

/** A room that all use who live behind the front door: who let you in there let you in here. */
export const isShared = (model, room) => isCommon(model.get(`room/${room}/kind`)) && unitOf(model, room) === MAIN;

/** Whether the right to be silent was told before questions whose answers may carry a fine: to each person anew. */
export const silenceTold = (model, about = "entry") => Boolean(model.get(`${about}/silence_told`));
