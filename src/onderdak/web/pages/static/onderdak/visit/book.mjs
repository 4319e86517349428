/**
 * What was typed in the visits of a shift, and their files, sealed on this device.
 *
 * A typed value leaves this store only when the server has kept it. Everything here belongs to the
 * account whose shift is open (unlock.mjs); while it is locked nothing can be read or added.
 *
 * @typedef {import("./merge.mjs").Operation} Operation
 * @typedef {Operation & {state: "waiting"|"kept"|"refused", sent: boolean, why: string}} Kept
 *   An operation as it lies here: `sent` when the server has kept it.
 */
import { read, readAll, readOwned, remove, removeWhere, within, write } from "./database.mjs";
import { seal, unseal } from "./keys.mjs";
import { merged, operation, refusal } from "./merge.mjs";
import { beforeLock, letGo, onLock, session } from "./unlock.mjs";

/** Something that the server would refuse for its shape: heard while typing, not at the end. */
export class Refused extends Error {
  constructor(why) { super(why); this.why = why; }
}

/** @type {Map<string, Promise<Map<string, Kept>>>} what was opened, by visit */
const books = new Map();
/** @type {Map<string, import("./merge.mjs").State>} */
const states = new Map();
const listeners = new Set();
const others = new BroadcastChannel("onderdak-visit");

export function forget(visit) {
  if (visit === undefined) { books.clear(); states.clear(); }
  else { books.delete(visit); states.delete(visit); }
}

others.onmessage = ({ data }) => {
  if (data.kind === "ended") { letGo(data.owner); return; }
  forget(data.visit);
  for (const listener of listeners) listener(data);
};
onLock((open) => { if (!open) forget(); });

/**
 * Hears of each change, also of those of another tab and of a colleague.
 *
 * @param {(told: {visit?: string, kind: "operations"|"photos"|"files"|"sent"|"told"|"ending", paths?: string[], own?: boolean}) => void} listener
 *   `own`: typed in this very tab, which therefore knows it.
 * @returns {() => void} stops it
 */
export function onChange(listener) { listeners.add(listener); return () => listeners.delete(listener); }

export function tell(told, own = false) {
  others.postMessage(told);
  for (const listener of listeners) listener({ ...told, own });
}

const aboutOperation = (visit, id) => `operation ${visit} ${id}`;

/** @returns {Kept} */
const standing = (made, state, why = "") => Object.assign(made, { state, sent: state === "kept", why });

async function readBook(visit) {
  const { owner, key } = session();
  const found = (await readOwned("operations", owner)).filter((one) => one.visit === visit);
  const opened = await Promise.all(found.map(async (one) => {
    const content = await unseal(key, one, aboutOperation(visit, one.id));
    return [one.id, standing({ ...content, id: one.id, n: one.n }, one.state, one.why)];
  }));
  return new Map(opened);
}

/** @param {string|number} visit */
function book(visit) {
  session();
  if (!books.has(visit)) {
    const reading = readBook(visit);
    // Not kept when it failed, or when the shift was locked meanwhile.
    reading.catch(() => books.delete(visit));
    books.set(visit, reading);
  }
  return books.get(visit);
}

/** All operations of a visit that this device knows, of everybody. @returns {Promise<Kept[]>} */
export async function operationsOf(visit) {
  return [...(await book(String(visit))).values()];
}

/** What stands at each path now (merge.mjs). @returns {Promise<import("./merge.mjs").State>} */
export async function stateOf(visit) {
  const name = String(visit);
  const known = await book(name);
  if (!states.has(name)) states.set(name, merged(known.values()));
  return states.get(name);
}

/** Only the paths that changed are put together anew: a house may have thousands of operations. */
async function add(visit, entries) {
  const known = await book(visit);
  const state = await stateOf(visit);
  for (const one of entries) known.set(one.id, one);
  const paths = new Set(entries.map((one) => one.path));
  for (const path of paths) {
    state.set(path, merged(state.get(path)?.history.concat(entries.filter((one) => one.path === path))
      ?? entries.filter((one) => one.path === path)).get(path));
  }
  return [...paths];
}

export const KEEPING = "onderdak-visit-keeping";
/** Several tabs may keep at once, but not while one takes away (tidying.mjs). Not to be nested. */
export const whileKept = (work) => navigator.locks.request(KEEPING, { mode: "shared" }, work);
/** Other tabs first keep what is half typed there. */
export const askOthersToKeep = () => others.postMessage({ kind: "ending" });
/** The shift is gone: other tabs let go of its key, for they could keep nothing any more. */
export const tellEnded = (owner) => others.postMessage({ kind: "ended", owner });

let turn = Promise.resolve();
beforeLock(() => turn);

/** One after the other, so that what is typed last replaces what was typed before. */
function inTurn(work) {
  const done = turn.then(() => whileKept(work));
  turn = done.catch(() => undefined);
  return done;
}

/**
 * Keeps what was typed at a path, exactly so; it is on the disk when this ends.
 *
 * @param {string|number} visit
 * @param {{path: string, typed: import("./merge.mjs").Json, id?: string, seen?: string[]}} typed
 *   `seen`: the operations of this path that stood on the screen; no other one is replaced.
 * @returns {Promise<Kept>}
 */
export function addOperation(visit, { path, typed, id, seen }) {
  const name = String(visit);
  const at = new Date().toISOString();
  return inTurn(async () => {
    const { device } = session();
    const made = operation(await stateOf(name), { device, n: 0, path, typed, at, id, seen });
    const why = refusal(made);
    if (why !== null) throw new Refused(why);
    made.n = await put(name, made);
    const paths = await add(name, [standing(made, "waiting")]);
    tell({ visit: name, kind: "operations", paths }, true);
    return made;
  });
}

const contentOf = ({ id, n, sent, state, why, ...content }) => content;

async function put(visit, made) {
  const { owner, key } = session();
  const sealed = await seal(key, contentOf(made), aboutOperation(visit, made.id));
  return within(["operations", "shifts"], "readwrite", (transaction, answer) => {
    const shifts = transaction.objectStore("shifts");
    const asked = shifts.get(owner);
    asked.onsuccess = () => {
      if (!asked.result) { transaction.abort(); return; } // without its shift nothing could open it
      const n = asked.result.next;
      shifts.put({ ...asked.result, next: n + 1 });
      transaction.objectStore("operations").put({ id: made.id, owner, visit, n, state: "waiting", ...sealed });
      answer(n);
    };
  });
}

/** Operations that came from the server: kept there, and now here too. */
export function keepOperations(visit, operations) {
  const name = String(visit);
  return inTurn(async () => {
    const known = await book(name);
    const fresh = operations.filter((one) => !known.has(one.id));
    if (fresh.length === 0) return;
    const { owner, key } = session();
    const rows = await Promise.all(fresh.map(async (one) => ({
      id: one.id, owner, visit: name, n: one.n, state: "kept", ...(await seal(key, contentOf(one), aboutOperation(name, one.id))),
    })));
    await within(["operations"], "readwrite", (transaction) => {
      for (const row of rows) transaction.objectStore("operations").put(row);
    });
    const paths = await add(name, fresh.map((one) => standing({ ...one }, "kept")));
    tell({ visit: name, kind: "operations", paths });
  });
}

/** What became of operations: the server kept them, or told why not. */
export function settle(visit, { kept = [], refused = [] }) {
  const name = String(visit);
  return inTurn(async () => {
    const known = await book(name);
    const outcomes = [...kept.map((id) => [id, "kept", ""]), ...refused.map(({ id, why }) => [id, "refused", why])]
      .filter(([id]) => known.has(id));
    await within(["operations"], "readwrite", (transaction) => {
      const all = transaction.objectStore("operations");
      for (const [id, state, why] of outcomes) {
        const asked = all.get(id);
        asked.onsuccess = () => { if (asked.result) all.put({ ...asked.result, state, why }); };
      }
    });
    for (const [id, state, why] of outcomes) standing(known.get(id), state, why);
    tell({ visit: name, kind: "sent" });
  });
}

/** The operations of this device that the server has not kept yet, in the order of typing. */
export async function waitingOf(visit) {
  const found = (await operationsOf(visit)).filter((one) => one.state === "waiting");
  return found.sort((one, other) => one.n - other.n);
}

/** How much waits and what was refused, per visit: told without the key. */
export async function unsent(owner) {
  const told = {};
  for (const [store, what] of [["operations", "operations"], ["photos", "photos"]]) {
    for (const one of await readOwned(store, String(owner))) {
      if (one.state === "kept") continue;
      told[one.visit] ??= { operations: 0, photos: 0, refused: 0 };
      told[one.visit][one.state === "refused" ? "refused" : what] += 1;
    }
  }
  return told;
}

const aboutFile = (name) => `file ${name}`;

/** Keeps the file of a visit, or what several visits need, sealed. */
export async function keepFile(visit, file) {
  const { owner, key } = session();
  const name = String(visit);
  await write("files", { owner, name, at: Date.now(), ...(await seal(key, file, aboutFile(name))) });
  tell({ visit: name, kind: "files" });
}

/** The file of a visit, or null where it is not (or no longer) here. */
export async function fileOf(visit) {
  const { owner, key } = session();
  const found = await read("files", [owner, String(visit)]);
  return found ? unseal(key, found, aboutFile(String(visit))) : null;
}

/** How far this device has come with a visit. */
export async function progressOf(visit) {
  return (await read("visits", [session().owner, String(visit)])) ?? { cursor: null, state: "" };
}
/**
 * @param {{cursor: number|null, state: string, said?: string}} now  `said`: what the server wants people to
 *   know of the checklist with which this visit was walked.
 */
export async function keepProgress(visit, { cursor, state, said = "" }) {
  const name = String(visit);
  const before = (await progressOf(name)).said ?? "";
  await write("visits", { owner: session().owner, visit: name, cursor, state, said });
  if (said !== before) tell({ visit: name, kind: "told" });
}

/**
 * Removes a visit from this device; not while something of it is not at the server.
 *
 * @returns {Promise<boolean>} whether it is gone
 */
export async function clearVisit(visit) {
  const { owner } = session();
  const name = String(visit);
  if ((await unsent(owner))[name]) return false;
  await removeKept(owner, name);
  forget(name);
  tell({ visit: name, kind: "files" });
  return true;
}

/** What is settled goes; looks only at what is in the clear, so that it works while locked. */
export async function removeKept(owner, visit) {
  const ours = (one) => one.owner === owner && (visit === undefined || one.visit === visit);
  const gone = new Set((await readAll("photos")).filter((one) => ours(one) && one.state === "kept").map((one) => one.id));
  await removeWhere("chunks", (one) => gone.has(one.photo));
  await removeWhere("photos", (one) => gone.has(one.id));
  await removeWhere("operations", (one) => ours(one) && one.state === "kept");
  if (visit === undefined) await removeWhere("files", (one) => one.owner === owner);
  else for (const name of [visit, `draft ${visit}`]) await remove("files", [owner, name]);
  await removeWhere("visits", ours);
}

/** Gives up what the server refused, after somebody has read why; tells how much. */
export async function forgetRefused() {
  const { owner } = session();
  const refused = (one) => one.owner === owner && one.state === "refused";
  const gone = new Set((await readOwned("photos", owner)).filter(refused).map((one) => one.id));
  await removeWhere("chunks", (one) => gone.has(one.photo));
  const number = (await removeWhere("photos", refused)) + (await removeWhere("operations", refused));
  forget();
  tell({ kind: "operations" });
  return number;
}
