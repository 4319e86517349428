/**
 * Reads the file of tonight as the server gave it into what the screens ask for.
 *
 * The one place that knows how that file is written; a visit without a part is a visit on
 * which nothing is said of it, never an error.
 */

/** Who holds this phone. */
export const meOf = (tonight) => ({ id: tonight?.me?.id ?? Number(tonight?.owner ?? 0), name: tonight?.me?.name ?? "" });

/** The visits of tonight, in the order of their hours. */
export function visitsOf(tonight) {
  return (tonight?.visits ?? []).map((one) => visitOf(one, tonight)).sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

const key = (one) => `${one.day} ${one.hours} ${one.number}`;

function visitOf(raw, tonight) {
  return {
    ...raw,
    id: String(raw.id ?? raw.visit),
    kit: raw.kit ?? null,
    pack: raw.pack ?? tonight.packs?.[raw.pack_key] ?? tonight.pack ?? null,
    members: raw.members ?? [],
    companions: raw.companions ?? [],
    warrant: raw.warrant ?? null,
    phones: withEmergency(raw.phones ?? tonight.phones ?? []),
    registry: raw.registry ?? tonight.registry ?? null,
  };
}

/** What cannot wait always has a number to call, also in an evening that was fetched without one. */
const EMERGENCY = { name: "", number: "112" };
const withEmergency = (phones) => (phones.some((one) => one.number === EMERGENCY.number) ? phones : [EMERGENCY, ...phones]);

const MIDDAY = "T12:00:00";

/** A day in words: zaterdag 21 november 2026. */
export function dayIn(app, iso) {
  const at = new Date(iso.length === 10 ? iso + MIDDAY : iso);
  if (Number.isNaN(at.getTime())) return iso;
  return at.toLocaleDateString(app.locale, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

/** A moment in words. */
export const clockIn = (app, at) => new Date(at).toLocaleTimeString(app.locale, { hour: "2-digit", minute: "2-digit" });

/** The day by the clock of this phone: 2026-03-10. */
export const dayOf = (at) => `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, "0")}-${String(at.getDate()).padStart(2, "0")}`;

/** The hour by the clock of this phone, as a question about time is answered: 20:05. */
export const hourOf = (at) => `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
