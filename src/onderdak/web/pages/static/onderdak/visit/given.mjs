/**
 * What the server gave for tonight: each visit, the kits and the norms, kept apart and sealed.
 *
 * A visit that the server no longer names goes off this device, unless something of it waits.
 */
import { clearVisit, fileOf, keepFile, keepOperations, keepProgress, progressOf, waitingOf } from "./store.mjs";
import { ask, dataOf, Denied, OtherAccount } from "./sending.mjs";
import { session } from "./unlock.mjs";

const LIST = "tonight";
const PATIENCE_MS = 60_000;

/** Fetches the visits of tonight and keeps them; raises as `ask` does. */
export async function fetchTonight() {
  const answer = await ask("/round/tonight.json", { patience: PATIENCE_MS });
  if (!answer.ok) throw new Denied(answer.status);
  const { visits, kits, packs, ...list } = await dataOf(answer);
  if (String(list.owner) !== session().owner) throw new OtherAccount();
  const before = (await fileOf(LIST))?.visits ?? [];
  for (const [key, kit] of Object.entries(kits)) await keepFile(`kit ${key}`, kit);
  for (const [key, pack] of Object.entries(packs)) await keepFile(`pack ${key}`, pack);
  for (const visit of visits) await keepVisit(visit);
  const now = visits.map((one) => String(one.id));
  const left = [];
  for (const gone of before.filter((one) => !now.includes(one))) {
    if (!(await clearVisit(gone))) left.push(gone);
  }
  await keepFile(LIST, { ...list, visits: [...now, ...left], fetched: new Date().toISOString() });
}

async function keepVisit({ operations = [], cursor = null, ...file }) {
  const kit = await kitOf(file);
  const before = (await fileOf(file.id))?.kit_key;
  await keepFile(file.id, { ...file, kit_key: kit });
  await keepOperations(file.id, operations);
  const known = await progressOf(file.id);
  // What came by sending may be newer than what came with the list.
  if (known.cursor === null || known.cursor === undefined) await keepProgress(file.id, { cursor, state: file.state ?? "" });
  // Another checklist came: what was said of the one before holds no more.
  else if (kit !== before) await keepProgress(file.id, { cursor: known.cursor, state: known.state });
}

/** A visit that somebody types in here keeps the checklist it was begun with, until it is sent. */
async function kitOf(file) {
  const before = file.state === "planned" ? (await fileOf(file.id))?.kit_key : undefined;
  if (before === undefined || before === file.kit_key) return file.kit_key;
  return (await waitingOf(file.id)).length > 0 ? before : file.kit_key;
}

/** The visits of tonight as they lie here, in one piece for the screens; null when there are none. */
export async function tonightHere() {
  const list = await fileOf(LIST);
  if (!list) return null;
  const shared = new Map();
  const once = async (name) => {
    if (!shared.has(name)) shared.set(name, await fileOf(name));
    return shared.get(name);
  };
  const visits = [];
  for (const id of list.visits) {
    const file = await fileOf(id);
    if (!file) continue;
    visits.push({ ...file, kit: await once(`kit ${file.kit_key}`), pack: await once(`pack ${file.pack_key}`) });
  }
  return { ...list, visits };
}
