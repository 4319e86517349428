/**
 * Photos of a visit on this device: drawn anew without metadata, hashed, sealed in parts.
 *
 * One at a time, outside the page: what is typed meanwhile does not wait for it.
 */
import { change, read, readOwned, within } from "./database.mjs";
import { drawAndSeal } from "./drawing.mjs";
import { seal, unseal, unsealBytes } from "./keys.mjs";
import { addOperation, tell, whileKept } from "./book.mjs";
import { beforeLock, session } from "./unlock.mjs";

/** What is not a picture that this browser can read. */
export class NoPicture extends Error {}

const ADDRESS = new URL("./drawing.mjs", import.meta.url);
const waiting = new Map();
let helper;

function worker() {
  if (helper !== undefined) return helper;
  try {
    helper = new Worker(ADDRESS, { type: "module" });
    helper.onmessage = ({ data }) => { waiting.get(data.id)?.(data); waiting.delete(data.id); };
    // A browser that cannot start it draws in the page.
    helper.onerror = () => { helper = null; for (const [id, done] of waiting) done({ id, failed: true }); waiting.clear(); };
  } catch {
    helper = null;
  }
  return helper;
}

async function drawn(blob, key, id) {
  const beside = worker();
  if (beside) {
    const told = await new Promise((done) => { waiting.set(id, done); beside.postMessage({ blob, key, id }); });
    if (told.drawn) return told.drawn;
    if (!told.failed) throw new NoPicture(told.error);
  }
  return drawAndSeal(blob, key, id).catch((error) => { throw new NoPicture(String(error)); });
}

let turn = Promise.resolve();
beforeLock(() => turn);

/**
 * Keeps a photo of an item; ends when it is on the disk, with its operation.
 *
 * @param {string|number} visit
 * @param {Blob} blob  As the camera gave it; it is not kept.
 * @param {{path: string, place?: {latitude: number, longitude: number, accuracy: number}|null, words?: string}} about
 *   `path`: of the item it shows.
 * @returns {Promise<{id: string, sha256: string, width: number, height: number, bytes: number}>}
 */
export function keepPhoto(visit, blob, { path, place = null, words = "" }) {
  const name = String(visit);
  const id = crypto.randomUUID();
  const taken = new Date().toISOString();
  const done = turn.then(async () => {
    const { owner, key } = session();
    const { parts, ...found } = await drawn(blob, key, id);
    const about = { path, taken_at: taken, place, words, ...found };
    const row = { id, owner, visit: name, state: "waiting", parts: parts.length, at: Date.now(), ...(await seal(key, about, `photo ${id}`)) };
    await whileKept(() => put(row, parts));
    await addOperation(name, { path: `photo/${id}`, typed: { item: path, sha256: found.sha256, taken_at: taken, place, words } });
    tell({ visit: name, kind: "photos" }, true);
    return { id, ...about };
  });
  turn = done.catch(() => undefined);
  return done;
}

function put(row, parts) {
  return within(["shifts", "photos", "chunks"], "readwrite", (transaction) => {
    const asked = transaction.objectStore("shifts").getKey(row.owner);
    asked.onsuccess = () => {
      // Without its shift nothing could open it: it must not seem kept.
      if (asked.result === undefined) { transaction.abort(); return; }
      transaction.objectStore("photos").put(row);
      parts.forEach((one, part) => transaction.objectStore("chunks").put({ photo: row.id, part, owner: row.owner, ...one }));
    };
  });
}

/** The photos of this device of a visit, oldest first, without their pixels. */
export async function photosOf(visit) {
  const { owner, key } = session();
  const rows = (await readOwned("photos", owner)).filter((one) => one.visit === String(visit));
  const opened = await Promise.all(rows.map(async (one) => ({
    ...(await unseal(key, one, `photo ${one.id}`)), id: one.id, state: one.state, sent: one.state === "kept", why: one.why ?? "",
  })));
  return opened.sort((one, other) => (one.taken_at < other.taken_at ? -1 : 1));
}

/** The picture itself, to show or to send; null where it is not on this device. */
export async function photoBlob(id) {
  const { key } = session();
  const row = await read("photos", id);
  if (!row) return null;
  const bytes = [];
  for (let part = 0; part < row.parts; part += 1) {
    bytes.push(await unsealBytes(key, await read("chunks", [id, part]), `photo ${id} ${part}`));
  }
  return new Blob(bytes, { type: "image/jpeg" });
}

/** What became of a photo at the server. */
export async function settlePhoto(visit, id, state, why = "") {
  await change("photos", id, (one) => ({ ...one, state, why }));
  tell({ visit: String(visit), kind: "sent" });
}
