/**
 * One visit as the screens see it: what was recorded, merged, and what is typed now.
 *
 * Every answer is one operation, kept on the device before the screen says so. Paths are
 * merged one by one, so that a tap in a house of thirty rooms costs as much as in one of one.
 */
import { merged } from "../merge.mjs";

const WAIT_MS = 350;
/** So long after a failure it is tried again: room was made, or the browser came to itself. */
const AGAIN_MS = 5000;
/** What stands in a field that is no answer yet; sealed here, and never sent. */
const DRAFTS = "draft";

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
    /** @type {Map<string, {typed: any, timer?: number, keeping?: Promise<any>, failed?: boolean}>} not on the disk yet */
    this.pending = new Map();
    this.drafts = {};
    this.said = "";
    this.draftName = `draft ${visit}`;
    /** @type {Map<string, Entry>} what stood on the screen when it was last drawn */
    this.shown = new Map();
    /** @type {Map<string, string[]>} what was kept from this screen, by path */
    this.own = new Map();
  }

  /**
   * The screen stands: what is known now was seen. Not where somebody is still typing, for
   * there the screen shows what is being typed.
   *
   * @param {string} [path] Only the field of this path was drawn.
   */
  drawn(path) {
    for (const one of path === undefined ? this.state.keys() : [path]) {
      if (!this.pending.has(one) && this.state.has(one)) this.shown.set(one, this.state.get(one));
    }
  }

  /** What of a path was on the screen: only that is replaced by what is typed now. */
  seenAt(path) {
    return [...(this.shown.get(path)?.history ?? []).map((one) => one.id), ...(this.own.get(path) ?? [])];
  }

  /** Reads again what the device holds: after beginning, and after something came in. */
  async load() {
    const all = await this.store.operationsOf(this.visit);
    this.byPath = Map.groupBy ? Map.groupBy(all, (one) => one.path) : grouped(all);
    this.state = merged(all);
    this.known = new Set(all.map((one) => one.id));
    this.drafts = (await this.store.fileOf(this.draftName)) ?? {};
    return this.hear();
  }

  /** What the server wants people to know of the checklist of this visit. */
  async hear() {
    this.said = (await this.store.progressOf?.(this.visit))?.said ?? "";
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

  /** Keeps an answer now; it waits here until it is on the disk. */
  put(path, typed) {
    const before = this.pending.get(path);
    clearTimeout(before?.timer);
    const mine = { typed, failed: before?.failed };
    this.pending.set(path, mine);
    mine.keeping = this.keep(path, mine).finally(() => { mine.keeping = undefined; });
    return mine.keeping;
  }

  async keep(path, mine) {
    try {
      const made = await (path === DRAFTS ? this.writeDrafts(mine.typed) : this.write(path, mine.typed));
      this.done(path, mine);
      return made;
    } catch (error) {
      // What the server would never take is said now; anything else is tried again.
      if (error instanceof this.store.Refused) this.done(path, mine);
      else if (this.store.isOpen()) this.again(path, mine);
      throw error;
    }
  }

  done(path, mine) {
    if (this.pending.get(path) === mine) this.pending.delete(path);
  }

  again(path, mine) {
    mine.failed = true;
    if (this.pending.get(path) === mine) mine.timer = setTimeout(() => this.flush(path), AGAIN_MS);
  }

  /** Whether something could not be kept: it is on the screen only. */
  unkept() {
    return [...this.pending.values()].some((one) => one.failed);
  }

  async writeDrafts(said) {
    await this.store.keepFile(this.draftName, said);
    this.drafts = said;
  }

  draft(name) {
    return (this.pending.get(DRAFTS)?.typed ?? this.drafts)[name] ?? "";
  }

  /** Keeps what stands in a field that is no answer yet. */
  keepDraft(said) {
    this.later(DRAFTS, { ...(this.pending.get(DRAFTS)?.typed ?? this.drafts), ...said });
  }

  async write(path, typed) {
    const seen = this.seenAt(path);
    const id = crypto.randomUUID();
    // Before it is kept: who taps twice has seen the first, also while that is being written.
    this.own.set(path, [...(this.own.get(path) ?? []), id]);
    const made = await this.store.addOperation(this.visit, { path, typed, id, seen });
    this.take(made);
    return made;
  }

  /** Keeps an answer when the thumb has come to rest: eight taps on a plus are one answer. */
  later(path, typed) {
    const before = this.pending.get(path);
    clearTimeout(before?.timer);
    const timer = setTimeout(() => this.flush(path), WAIT_MS);
    this.pending.set(path, { typed, timer, failed: before?.failed });
  }

  /** Keeps what still waits; before a screen changes or the phone goes into a pocket. */
  async flush(path) {
    const faults = [];
    for (const key of path === undefined ? [...this.pending.keys()] : [path]) {
      const one = this.pending.get(key); // as it stands now: it may have been typed over meanwhile
      if (one) await (one.keeping ?? this.put(key, one.typed)).catch((error) => faults.push(error));
    }
    if (faults.length > 0) throw faults[0];
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
