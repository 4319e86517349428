/**
 * The screens of a visit: one page, one screen at a time, found again by its address.
 *
 * The ground (round.mjs) has opened the shift and gives what the screens need; nothing here
 * keeps anything by itself.
 *
 * @typedef {object} Ground
 * @property {HTMLElement} root  Where the screens are drawn.
 * @property {Record<string, string>} words
 * @property {any} tonight  The visits of tonight, as the device holds them.
 * @property {any} store  store.mjs
 * @property {(visit: string) => Promise<any>} send
 * @property {() => void} lock
 */
import { el, filled } from "./dom.mjs";
import { OPENS_ROOM } from "./entry.mjs";
import { Model } from "./model.mjs";
import { meOf, visitsOf } from "./reading.mjs";
import { SCREENS } from "./screens.mjs";
import { status } from "./status.mjs";
import { frame } from "./frame.mjs";
import { clearFindings } from "./judging.mjs";

/** Longer than a thumb in a glove rests on a button: nothing is redrawn under it. */
const CAUGHT_UP_MS = 700;
/** What of a room other questions hang on: whether it opens, which of them it has, and whether it is there. */
const OF_ROOM = new Set([...OPENS_ROOM, "gone", "same_as"]);

/** Draws the screens; returns what the ground may ask of them. */
export function begin(/** @type {Ground} */ ground) {
  const app = new App(ground);
  app.start();
  return {
    refresh: (tonight) => app.refresh(tonight),
    flush: () => app.flush(),
    unkept: () => app.unkept(),
    again: () => app.again(),
    /** Why sending stopped: "", "offline", "signedOut", "otherAccount", "denied". */
    told: (state) => app.stopped(state),
    end: () => app.end(),
  };
}

class App {
  constructor({ root, words, tonight, store, send, lock }) {
    Object.assign(this, { root, words, store, send, lock });
    this.language = document.documentElement.lang === "en" ? "en" : "nl";
    this.locale = this.language === "en" ? "en-GB" : "nl-NL";
    this.models = new Map();
    this.stoppedBy = "";
    this.live = el("p.visually-hidden", { role: "status" });
    this.place = el("div.visit");
    this.cleanups = [];
    /** What a screen holds as long as it is open: it outlives each time that it is drawn again. */
    this.held = {};
    this.read(tonight);
  }

  read(tonight) {
    this.tonight = tonight;
    this.visits = visitsOf(tonight);
    this.me = meOf(tonight);
  }

  t(key, values) {
    return filled(this.words[key] ?? key, values);
  }

  /** A text of the kit in the language of this page. */
  say(both) {
    return both ? (both[this.language] ?? both.en ?? both.nl ?? "") : "";
  }

  start() {
    this.root.replaceChildren(this.place, this.live);
    this.on(window, "hashchange", () => this.show());
    this.on(document, "visibilitychange", () => document.hidden && this.flush());
    this.on(document, "focusout", () => this.caughtUp());
    this.on(window, "pagehide", () => this.flush());
    this.unwatch = this.store.onChange?.((about) => this.changed(about));
    this.show();
  }

  on(target, event, happens) {
    target.addEventListener(event, happens);
    this.cleanups.push(() => target.removeEventListener(event, happens));
  }

  end() {
    for (const clean of this.cleanups) clean();
    this.unwatch?.();
    this.models.clear();
    this.root.replaceChildren();
  }

  /** Keeps what still waits, of every visit that was looked at; raises where it could not. */
  async flush() {
    const faults = [];
    for (const model of this.models.values()) await model.flush().catch((error) => faults.push(error));
    if (faults.length > 0) throw faults[0];
  }

  unkept() {
    return [...this.models.values()].some((one) => one.unkept());
  }

  async refresh(tonight) {
    this.read(tonight);
    clearFindings();
    await this.again();
  }

  // --- where we are

  /** The address of a screen of this visit. */
  to(screen, ...more) {
    return `#/visit/${[this.visit.id, screen, ...more].filter((one) => one !== "").join("/")}`;
  }

  go(address) {
    if (window.location.hash === address) return this.show();
    window.location.hash = address;
    return undefined;
  }

  where() {
    const [first, visit, screen = "visit", ...more] = window.location.hash.replace(/^#\/?/, "").split("/");
    const found = first === "visit" ? this.visits.find((one) => one.id === visit) : null;
    return found ? { visit: found, screen: SCREENS[screen] ? screen : "visit", more: more.map(decodeURIComponent) } : { screen: "tonight", more: [] };
  }

  async show({ keep = false } = {}) {
    // What could not be kept stays with its model and is tried again; the ground says so.
    await this.model?.flush().catch((error) => void Promise.reject(error));
    const { visit = null, screen, more } = this.where();
    if (window.location.hash !== this.here) {
      if (this.here !== undefined && !this.here.includes("/read/")) this.before = this.here;
      this.here = window.location.hash;
    }
    this.visit = visit;
    this.model = visit ? await this.modelOf(visit.id) : null;
    if (visit) this.photos = await this.photosOf(visit.id);
    this.draw(screen, more, keep);
  }

  draw(screen, more, keep) {
    if (!keep) this.held = {};
    const focus = keep ? focusNow() : null;
    const kept = keep ? keptOf(this.place) : null;
    const top = window.scrollY;
    this.screen = screen;
    const drawn = SCREENS[screen](this, ...more);
    this.model?.drawn();
    this.place.replaceChildren(...frame(this, drawn));
    // A browser writes titles into its history, readable: an address never stands there.
    document.title = `${this.t("round_title")} – Onderdak`;
    this.root.dataset.screen = screen;
    if (keep) {
      keptIn(this.place, kept);
      window.scrollTo(0, top);
      restore(focus);
    } else {
      window.scrollTo(0, 0);
      this.place.querySelector("h1")?.focus({ preventScroll: true });
    }
  }

  async modelOf(id) {
    if (!this.models.has(id)) this.models.set(id, await new Model(id, this.store).load());
    return this.models.get(id);
  }

  async photosOf(visit) {
    const all = (await this.store.photosOf?.(visit)) ?? [];
    return new Map(all.map((one) => [one.id, one]));
  }

  // --- what changes

  /** The same screen with what is known now; the focus stays where it was. */
  async again() {
    const { screen, more } = this.where();
    if (this.visit) this.visit = this.visits.find((one) => one.id === this.visit.id) ?? this.visit;
    this.draw(screen, more, true);
  }

  /** An answer was given: only its own field is drawn again, except where a step follows from it. */
  async answered(path, draw, focus) {
    // A field that is no longer on the screen was drawn anew while its answer was being kept.
    if (draw && !this.follows(path) && draw()) this.model.drawn(path);
    else await this.again();
    document.getElementById(focus)?.focus({ preventScroll: true });
  }

  /** Whether other parts of a screen hang on this path. */
  follows(path) {
    const [kind, , name, ...deeper] = path.split("/");
    const ofRoom = kind === "room" && deeper.length === 0 && OF_ROOM.has(name);
    const ofUnit = kind === "unit" && name === "consent";
    return ofRoom || ofUnit || path.startsWith("entry/") || (this.gates?.has(path) ?? false);
  }

  /** Something was kept, sent, or came in from a colleague or another tab. */
  async changed({ visit, kind, own }) {
    if (!visit || !this.models.has(visit)) return;
    const here = this.visit?.id === visit;
    if (kind === "photos" || kind === "sent") {
      if (here) this.photos = await this.photosOf(visit);
    } else if (kind === "told") {
      await this.models.get(visit).hear();
      this.stale ||= here && isTyping();
      if (here && !isTyping()) await this.again();
    } else if (kind === "operations" && !own) {
      await this.models.get(visit).load();
      this.stale = here && isTyping();
      if (here && !this.stale) await this.again();
    }
    if (here) this.showStatus();
  }

  /** What a colleague typed is not drawn under the fingers of who types: only after. */
  caughtUp() {
    setTimeout(() => {
      if (!this.stale || isTyping() || !this.model) return;
      this.stale = false;
      void this.again();
    }, CAUGHT_UP_MS);
  }

  showStatus() {
    const old = this.place.querySelector("[data-sent]");
    if (old) old.replaceWith(status(this));
  }

  /** Says something to who cannot see the screen. */
  told(words) {
    this.live.textContent = "";
    setTimeout(() => { this.live.textContent = words; }, 50);
  }

  stopped(state) {
    this.stoppedBy = state;
    this.showStatus();
  }

  async sendNow() {
    await this.model?.flush();
    const { state } = (await this.send(this.visit.id)) ?? {};
    this.stopped(state ?? "");
    await this.again();
  }
}

const isTyping = () => document.activeElement?.matches?.("input[type=text], textarea") ?? false;

/** What stands open, and what was typed that is no answer yet. */
function keptOf(place) {
  return {
    open: new Set([...place.querySelectorAll("details[open] > summary")].map((one) => one.textContent)),
    typed: new Map([...place.querySelectorAll("[data-keep]")].map((one) => [one.id, one.value])),
  };
}

function keptIn(place, { open, typed }) {
  for (const one of place.querySelectorAll("details > summary")) if (open.has(one.textContent)) one.parentElement.open = true;
  for (const one of place.querySelectorAll("[data-keep]")) one.value = typed.get(one.id) ?? "";
}

function focusNow() {
  const at = document.activeElement;
  if (!at?.id) return null;
  return { id: at.id, value: at.value, start: at.selectionStart, end: at.selectionEnd };
}

function restore(focus) {
  const at = focus && document.getElementById(focus.id);
  if (!at) return;
  at.focus({ preventScroll: true });
  if (typeof focus.start === "number" && at.setSelectionRange) at.setSelectionRange(focus.start, focus.end);
}
