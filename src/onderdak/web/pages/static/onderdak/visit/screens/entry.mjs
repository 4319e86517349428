/**
 * Who may be inside, and on what: read from what was recorded at the door, never guessed.
 *
 * Silence is refusal. Consent that was withdrawn ends it. A room can be a home of its own: then
 * the consent of who lives there counts, and nobody else's.
 */

export const CONSENT = "entry/consent";

/** How the resident answered: given, refused, silent, withdrawn, or null where nobody asked. */
export const consentOf = (model) => model.get(CONSENT);

/** On what somebody is inside: danger, warrant, consent, or a place that is no dwelling; null outside. */
export function insideOn(model) {
  if (model.get("entry/entered") !== true || model.get("entry/left_at") !== null) return null;
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
  return model.get("entry/left_at") === null ? null : "left";
}

/** What may happen in a room: "enter", "ask", or why not. */
export function roomAccess(model, room) {
  const ground = insideOn(model);
  if (ground === null) return "outside";
  const own = model.get(`room/${room}/consent`);
  if (ground === "danger" || ground === "warrant") return "enter";
  if (own === "given" || own === "shared") return "enter";
  if (CLOSED.includes(own)) return own;
  return isShared(model.get(`room/${room}/kind`)) ? "enter" : "ask";
}

/** Answers after which nobody goes into a room. */
export const CLOSED = ["refused", "silent", "withdrawn", "absent"];

/** Rooms that all who live there use: who let you into the house let you in there. */
export const isShared = (kind) => ["living", "kitchen", "bathroom"].includes(kind);

/** Whether the right to be silent was told before questions whose answers may carry a fine. */
export const silenceTold = (model) => Boolean(model.get("entry/silence_told"));
