/**
 * One visit as the screens see it: what was recorded, merged, and what is typed now.
 *
 * Every answer is one operation, kept on the device before the screen says so. Paths are
 * merged one by one, so that a tap in a house of thirty rooms costs as much as in one of one.
 */
import { merged } from "../merge.mjs";

const WAIT_MS = 350;

/**
 * @typedef {{heads: object[], values: any[], settled: boolean, value: any, history: object[]}} Entry
 */
export class Model {
  /** @param {string} visit @param {any} store */
  constructor(visit, store) {
    this.visit = visit;
    this.store = store;
    this.byPath = new Map();
    /** @type {Map<string, Entry>} */
    this.state = new Map();
    this.pending = new Map();
  }

  /** Reads again what the device holds: after beginning, and after something came in. */
  async load() {
    const all = await this.store.operationsOf(this.visit);
    this.byPath = Map.groupBy ? Map.groupBy(all, (one) => one.path) : grouped(all);
    this.state = merged(all);
    this.known = new Set(all.map((one) => one.id));
    return this;
  }

  /** What a path says; null where nobody answered, or where two answers stand. */
  get(path) {
    if (this.pending.has(path)) return this.pending.get(path).typed;
    const found = this.state.get(path);
    return found && found.settled ? (found.value ?? null) : null;
  }

  /** @returns {Entry|null} */
  entry(path) {
    return this.state.get(path) ?? null;
  }

  inConflict(path) {
    const found = this.state.get(path);
    return Boolean(found) && !found.settled;
  }

  /** All paths on which two answers stand. */
  conflicts() {
    return [...this.state].filter(([, found]) => !found.settled).map(([path]) => path);
  }

  /** The keys right under a path, in the order in which they were first written. */
  under(prefix) {
    const found = new Map();
    for (const [path, operations] of this.byPath) {
      if (!path.startsWith(prefix)) continue;
      const key = path.slice(prefix.length).split("/")[0];
      const first = operations.reduce((least, one) => (one.at < least ? one.at : least), "~");
      if (!found.has(key) || first < found.get(key)) found.set(key, first);
    }
    return [...found].sort((a, b) => (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : a[0] < b[0] ? -1 : 1)).map(([key]) => key);
  }

  /** Keeps an answer now. */
  async put(path, typed) {
    this.drop(path);
    const made = await this.store.addOperation(this.visit, { path, typed });
    this.take(made);
    return made;
  }

  /** Keeps an answer when the thumb has come to rest: eight taps on a plus are one answer. */
  later(path, typed) {
    this.drop(path);
    const timer = setTimeout(() => this.flush(path), WAIT_MS);
    this.pending.set(path, { typed, timer });
  }

  /** Keeps what still waits; before a screen changes or the phone goes into a pocket. */
  async flush(path) {
    const waiting = path === undefined ? [...this.pending] : [[path, this.pending.get(path)]];
    for (const [key, one] of waiting) {
      if (one) await this.put(key, one.typed);
    }
  }

  drop(path) {
    const waiting = this.pending.get(path);
    if (waiting) clearTimeout(waiting.timer);
    this.pending.delete(path);
  }

  /** Takes in one operation that was just kept. */
  take(operation) {
    if (!operation || this.known?.has(operation.id)) return;
    this.known?.add(operation.id);
    const own = this.byPath.get(operation.path) ?? [];
    own.push(operation);
    this.byPath.set(operation.path, own);
    this.state.set(operation.path, merged(own).get(operation.path));
  }
}

function grouped(all) {
  const made = new Map();
  for (const one of all) {
    if (!made.has(one.path)) made.set(one.path, []);
    made.get(one.path).push(one);
  }
  return made;
}
