/**
 * Takes off this device what need not be there: at the end of a shift, and after its term.
 *
 * Only what is in the clear is looked at, so that it works while everything is locked. What the
 * server has not kept stays, with the key that opens it.
 */
import { KEEPING, askOthersToKeep, forget, removeKept, tell, tellEnded } from "./book.mjs";
import { removeOrphans, removeShiftWhenSent, removeWhenEmpty } from "./database.mjs";
import { TERM_MS, letGo, owner, settled, shifts } from "./unlock.mjs";

/** In this time another tab hears that a shift ends and begins to keep what is half typed there. */
const HEARD_MS = 250;

/**
 * Removes the files and all that is settled of one account; and the shift, when nothing waits.
 *
 * @param {string} who
 * @returns {Promise<number>} how much is left because the server does not have it
 */
export async function takeAway(who) {
  if (owner() === who) await settled();
  askOthersToKeep();
  await new Promise((heard) => setTimeout(heard, HEARD_MS));
  // Not while this tab or another keeps something: what it keeps would lie here without its key.
  return navigator.locks.request(KEEPING, () => takenAway(who));
}

async function takenAway(who) {
  await removeKept(who);
  forget();
  tell({ kind: "files" });
  const left = await removeShiftWhenSent(who);
  if (left === 0) {
    letGo(who);
    tellEnded(who);
  }
  await removeWhenEmpty();
  return left;
}

/** Ends the shift that is open; tells how much is left. */
export const endShift = () => takeAway(owner());

/** Shifts that are over their term lose their files; looked at whenever the app opens. */
export async function tidy(now = Date.now()) {
  const known = await shifts();
  for (const one of known) if (one.ends <= now || one.begun > now + TERM_MS) await takeAway(one.owner);
  // Without its shift nothing opens these: they are left over of an end that was cut off.
  for (const store of ["files", "operations", "photos", "chunks", "visits"]) await removeOrphans(store);
  await removeWhenEmpty();
}

/** Looks at the term also while the app stays open. */
export const watchTerm = () => setInterval(() => void tidy(), 60_000);
