/**
 * Sends what waits, one tab at a time, and fetches what colleagues typed; never loses anything.
 *
 * Everything may be sent twice: the server knows an operation by its id and a photo by its hash.
 * So whatever happens on the way (no network, an answer that got lost, a page that was closed)
 * the same is simply sent again.
 */
import { photoBlob, photosOf, settlePhoto } from "./photos.mjs";
import * as store from "./store.mjs";
import { session } from "./unlock.mjs";

const BATCH = 100;
const MOST_ROUNDS = 200;
const PATIENCE_MS = 30_000;
const PHOTO_PATIENCE_MS = 120_000;
const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 5 * 60 * 1000;
const LOOK_AGAIN = 60_000;
const NEVER = new Set([400, 403, 404, 413, 415, 422]);
/** What no photo outlives: too large, of another kind, unreadable. Anything else may pass. */
const REFUSES_PHOTO = new Set([413, 415, 422]);

/** The session is over: everything stays, and goes after signing in again. */
export class SignedOut extends Error {}
/** Another account has signed in: what lies here is not theirs. */
export class OtherAccount extends Error {}
/** No connection, or a server that cannot answer now. */
export class NoAnswer extends Error {}
/** The server says that this may not be, whatever is sent. */
export class Denied extends Error {
  constructor(status, why = "") { super(String(status)); this.status = status; this.why = why; }
}

let token = "";

/** One request; tells the answer, or raises one of the four above. */
export async function ask(address, { patience = PATIENCE_MS, ...options } = {}) {
  let answer;
  try {
    answer = await fetch(address, { ...options, cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(patience) });
  } catch {
    throw new NoAnswer();
  }
  if (answer.status === 401 || answer.type === "opaqueredirect") throw new SignedOut();
  if (answer.status === 409) throw new OtherAccount();
  if (answer.status === 429 || answer.status >= 500) throw new NoAnswer();
  return answer;
}

/** The answer as data; one that was cut off half-way is no answer. */
export async function dataOf(answer) {
  try {
    return await answer.json();
  } catch {
    throw new NoAnswer();
  }
}

/** Who is signed in now, with a token that counts. */
export async function whoIsThere(patience = PATIENCE_MS) {
  const who = await dataOf(await ask("/round/who.json", { patience }));
  if (who.signedOut) throw new SignedOut();
  token = who.token;
  return who;
}

/** Sends something; when the token no longer counts, once more with a new one. */
export async function send(address, { method = "POST", body, type = "application/json", patience } = {}) {
  const headers = () => ({ "Content-Type": type, "X-CSRFToken": token, Accept: "application/json" });
  if (!token) await whoIsThere();
  let answer = await ask(address, { method, body, headers: headers(), patience });
  if (answer.status === 403) {
    await whoIsThere();
    answer = await ask(address, { method, body, headers: headers(), patience });
  }
  if (NEVER.has(answer.status)) throw new Denied(answer.status, await whyOf(answer));
  return answer;
}

async function whyOf(answer) {
  try {
    return String((await answer.json()).why ?? "");
  } catch {
    return "";
  }
}

const SENT = ["id", "device", "n", "path", "typed", "replaces", "at"];
const wire = (one) => Object.fromEntries(SENT.map((name) => [name, one[name]]));

/** What is sent in one go: as much as fits, and at least one. */
function batchOf(waiting) {
  const batch = [];
  let size = 0;
  for (const one of waiting.slice(0, BATCH)) {
    size += JSON.stringify(one.typed).length + 500;
    if (batch.length > 0 && size > 400_000) break;
    batch.push(one);
  }
  return batch;
}

async function operations(visit) {
  let state = "";
  const kit = (await store.fileOf(visit))?.kit_key ?? ""; // what was asked here, whatever is in use by now
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { owner, device } = session();
    const { cursor } = await store.progressOf(visit);
    const waiting = await store.waitingOf(visit);
    const batch = batchOf(waiting);
    const answer = await dataOf(await send(`/round/${visit}/sync/`, {
      body: JSON.stringify({ device, owner, known: cursor, more: batch.length < waiting.length, kit, operations: batch.map(wire) }),
    }));
    await store.keepOperations(visit, answer.operations ?? []);
    await store.settle(visit, { kept: answer.kept ?? [], refused: answer.refused ?? [] });
    await store.keepProgress(visit, { cursor: answer.cursor, state: stateIn(answer), said: String(answer.kitSaid ?? "") });
    state = stateIn(answer);
    const settled = (answer.kept ?? []).length + (answer.refused ?? []).length;
    if (batch.length > 0 && settled === 0) throw new NoAnswer(); // it took nothing: not now again
    if (!answer.more && (await store.waitingOf(visit)).length === 0) break;
  }
  return state;
}

const stateIn = (answer) => (typeof answer.state === "string" ? answer.state : (answer.state?.state ?? ""));

async function photos(visit) {
  let passing = null;
  for (const photo of await photosOf(visit)) {
    if (photo.state !== "waiting") continue;
    const body = await photoBlob(photo.id);
    if (body === null) continue;
    try {
      await send(`/round/${visit}/photos/${photo.id}/`, { method: "PUT", body, type: "image/jpeg", patience: PHOTO_PATIENCE_MS });
      await settlePhoto(visit, photo.id, "kept");
    } catch (error) {
      if (!(error instanceof Denied) || error.status === 403) throw error;
      // The others may still go; this one is tried again with the next round.
      if (!REFUSES_PHOTO.has(error.status)) passing ??= error;
      else await settlePhoto(visit, photo.id, "refused", error.why || String(error.status));
    }
  }
  if (passing !== null) throw passing;
}

/** States in which a visit is over: then nothing of it stays on a phone. */
const OVER = new Set(["closed", "reported", "cancelled"]);

const STATES = [[SignedOut, "signedOut"], [OtherAccount, "otherAccount"], [NoAnswer, "offline"], [Denied, "denied"]];

/**
 * Sends one visit and fetches what is new of it. Only one tab does so at a time.
 *
 * @param {string|number} visit
 * @returns {Promise<{state: ""|"signedOut"|"otherAccount"|"offline"|"denied", visit: string, cleared: boolean,
 *   refused: {id: string, path: string, why: string}[]}>} why it stopped, and what was refused
 */
export async function sync(visit) {
  const name = String(visit);
  let state = "";
  let of = "";
  let cleared = false;
  try {
    await navigator.locks.request("onderdak-visit", async () => {
      of = await operations(name);
      await photos(name);
      if (OVER.has(of)) cleared = await store.clearVisit(name);
    });
  } catch (error) {
    const known = STATES.find(([kind]) => error instanceof kind);
    if (!known) throw error;
    state = known[1];
  }
  return { state, visit: of, cleared, refused: cleared ? [] : await refusedOf(name) };
}

async function refusedOf(visit) {
  const found = [...await store.operationsOf(visit)].filter((one) => one.state === "refused");
  return found.map(({ id, path, why }) => ({ id, path, why }));
}

/**
 * Everything of this shift that waits, visit by visit, and what is new of other visits.
 *
 * @param {string[]} [others]
 * @returns {Promise<string>} why it stopped, '' where it did not
 */
export async function syncAll(others = []) {
  let said = "";
  for (const visit of new Set([...Object.keys(await store.unsent(session().owner)), ...others])) {
    const { state } = await sync(visit);
    if (state === "denied") said = state; // of this visit only
    else if (state !== "") return state;
  }
  return said;
}

/**
 * Goes on sending as long as the shift is open: at once when there is a connection again, and
 * with longer and longer pauses when there is no answer. Tells how to stop.
 *
 * @param {(state: string) => void} told
 * @param {() => string[]} visits  Of which a colleague may type something too.
 */
export function keepSending(told, visits) {
  let pause = FIRST_PAUSE;
  let timer = null;
  let running = false;
  const soon = (wait) => { clearTimeout(timer); timer = setTimeout(run, wait); };
  async function run() {
    if (running) return soon(FIRST_PAUSE);
    running = true;
    let state = "offline";
    try {
      // Nobody looks at a page that is hidden: then only what waits goes.
      state = await syncAll(document.hidden ? [] : visits());
    } catch (error) {
      if (store.isOpen()) console.error(error);
    } finally {
      running = false;
    }
    told(state);
    if (!store.isOpen()) return undefined;
    pause = state === "offline" ? Math.min(pause * 2, LONGEST_PAUSE) : FIRST_PAUSE;
    // Nobody at the door needs to ask for it: a random part keeps phones from coming all at once.
    soon(state === "offline" ? pause * (0.75 + Math.random() / 2) : LOOK_AGAIN);
    return undefined;
  }
  const now = () => { pause = FIRST_PAUSE; soon(0); };
  const look = () => { if (!document.hidden) now(); };
  const stop = store.onChange(({ kind, own }) => { if (own && (kind === "operations" || kind === "photos")) soon(1000); });
  addEventListener("online", now);
  document.addEventListener("visibilitychange", look);
  now();
  return () => {
    clearTimeout(timer);
    stop();
    removeEventListener("online", now);
    document.removeEventListener("visibilitychange", look);
  };
}
