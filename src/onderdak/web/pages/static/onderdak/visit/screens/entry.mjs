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

/** On what somebody is inside: danger, warrant, consent, or a place that is no dwelling; null outside. */
export function insideOn(model) {
  if (model.get("entry/entered") !== true || isSaid(model, "entry/left_at")) return null;
  if (model.get("entry/serious_danger") === true) return "danger";
  if (model.get("entry/warrant") === true) return "warrant";
  if (consentOf(model) === "given") return "consent";
  return model.get("entry/at_dwelling") === false && consentOf(model) === null ? "place" : null;
}

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

/** What may happen in a room: "enter", "ask", or why not. */
export function roomAccess(model, room) {
  const ground = insideOn(model);
  if (ground === null) return "outside";
  if (ground === "danger") return "enter";
  const shared = isShared(model.get(`room/${room}/kind`));
  if (ground === "warrant" && (shared || coveredBy(model, room))) return "enter";
  const own = strictest(model, `room/${room}/consent`);
  if (own === "given" || own === "shared") return "enter";
  if (CLOSED.includes(own)) return own;
  return shared ? "enter" : "ask";
}

/** A warrant opens the rooms of the dwelling it names; a room that is a home of its own, only where it names that too. */
function coveredBy(model, room) {
  const home = model.get(`room/${room}/own_home`);
  return home === false || (home === true && model.get(`room/${room}/named`) === true);
}

/** Answers after which nobody goes into a room. */
export const CLOSED = ["refused", "silent", "withdrawn", "absent"];

/** Rooms that all who live there use: who let you into the house let you in there. */
export const isShared = (kind) => ["living", "kitchen", "bathroom"].includes(kind);

/** Whether the right to be silent was told before questions whose answers may carry a fine: to each person anew. */
export const silenceTold = (model, about = "entry") => Boolean(model.get(`${about}/silence_told`));
