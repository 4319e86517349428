/**
 * Whether somebody may go in without consent, by the warrant in the file of tonight.
 *
 * The same questions in the same order as `may_enter` on the server (Awbi art. 2, 3, 5, 6
 * and 7). The clock of the phone answers the last two: a phone that is wrong is wrong here.
 */

/**
 * @param {any} visit
 * @param {Date} at
 * @param {boolean} absent  Whether nobody who lives there is at home.
 * @returns {{may: boolean, article: string, say: [string, object?]}}
 */
export function mayEnter(visit, at, absent = false) {
  const paper = visit.warrant;
  if (!paper) return no("Awbi art. 2", "warrantNone");
  if (paper.state !== "granted") return no("Awbi art. 2 en 3", `warrant_${paper.state}`);
  if (paper.names_this_dwelling === false) return no("Awbi art. 5", "warrantElsewhere");
  const today = dayOf(at);
  if (!paper.valid_until || today < paper.issued_on) return no("Awbi art. 6", "warrantNotYet");
  if (today > paper.valid_until) return no("Awbi art. 6", "warrantOver", { day: paper.valid_until });
  const until = paper.night_until_hour ?? 6;
  if (!paper.night && at.getHours() < until) return no("Awbi art. 7", "warrantNight", { hour: until });
  if (absent && !paper.absent) return no("Awbi art. 7", "warrantAbsent");
  return { may: true, article: "Awbi art. 2, 6 en 7", say: ["warrantMay", { day: paper.valid_until }] };
}

const no = (article, words, values = {}) => ({ may: false, article, say: [words, values] });

/** The day by the clock of the phone, as the server writes days. */
export function dayOf(at) {
  const two = (number) => String(number).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
