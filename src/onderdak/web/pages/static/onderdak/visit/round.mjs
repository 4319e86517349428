/**
 * The app of a round: opens without a connection, opens a shift, and gives the screens their ground.
 *
 * Nothing of a visit is in the page as it comes. What lies here is sealed (unlock.mjs, book.mjs)
 * and is sent whenever there is a connection (sending.mjs).
 */
import { Gate } from "./gate.mjs";
import { fetchTonight, tonightHere } from "./given.mjs";
import { canPasskey, makePasskey } from "./passkey.mjs";
import { begin as beginScreens } from "./screens/app.mjs";
import { button, el, filled, note } from "./screens/dom.mjs";
import { Denied, NoAnswer, OtherAccount, SignedOut, keepSending, sync, syncAll, whoIsThere } from "./sending.mjs";
import * as store from "./store.mjs";
import { endShift, takeAway, tidy, watchTerm } from "./tidying.mjs";
import { TERM_MS, WrongPin, addPasskey, settled, shiftOf, shifts, watchIdle } from "./unlock.mjs";

const PATIENCE_MS = 4000;
const root = document.getElementById("main");
const tools = document.querySelector("[data-tools]");
const state = document.querySelector("[data-state]");
let words = JSON.parse(document.getElementById("round-words").textContent);
let screens = null;
let stopSending = () => undefined;
let stopped = "";
/** @type {string[]} */
let visits = [];

const t = (key, values) => filled(words[`round_${key}`] ?? key, values);
const gate = new Gate({ root, t, opened });

/** What stands above every screen: only what asks for something. */
function tell(key, { way = false, kind = "warning", values } = {}) {
  state.hidden = !key;
  state.dataset.kind = kind;
  state.replaceChildren(...(key ? [el("p", {}, t(key, values)), way && signInWay()].filter(Boolean) : []));
}

/** The way out of the page waits for what is half typed. */
function signInWay() {
  const way = gate.way("signInNow");
  way.addEventListener("click", async (event) => {
    event.preventDefault();
    await settled();
    location.assign(way.href);
  });
  return way;
}

const STOPPED = { signedOut: ["signInToSend", { way: true }], otherAccount: ["otherAccount"], denied: ["denied"] };

function sent(now) {
  stopped = now;
  document.body.dataset.sending = now || "sent";
  // No connection is no trouble at the door: the screens say what waits.
  if (!screens?.unkept()) tell(...(STOPPED[now] ?? [""]));
  screens?.told?.(now);
  void count();
}

/** How much waits is told to the page, for whoever looks at it. */
async function count() {
  if (!store.isOpen()) return;
  const all = Object.values(await store.unsent(store.owner()));
  document.body.dataset.waiting = String(all.reduce((sum, one) => sum + one.operations + one.photos, 0));
}

// --- into a shift

async function enter() {
  document.body.dataset.shift = "locked";
  tools.replaceChildren();
  const lie = await shifts();
  const there = await whoNow();
  if (there.owner) {
    const own = lie.find((one) => one.owner === there.owner);
    if (own) return gate.open(own);
    if (!there.inspector) return gate.say("notHere", { kind: "warning" });
    gate.begin(there.owner);
    if (lie.length > 0) root.querySelector("h1").after(note("info", t("otherShift")));
    return undefined;
  }
  // Who it is cannot be asked now: whoever has a shift here knows when it began.
  if (lie.length > 0) return gate.open(lie.at(-1), there.signedOut ? t("signInToSend") : null, lie.slice(0, -1));
  return there.signedOut ? gate.say("signIn", { way: "signInNow" }) : gate.say("noShift", { kind: "warning" });
}

async function whoNow() {
  try {
    return await whoIsThere(PATIENCE_MS);
  } catch (error) {
    return { signedOut: error instanceof SignedOut };
  }
}

async function opened() {
  document.body.dataset.shift = "open";
  document.body.dataset.waiting = "";
  if ((await shiftOf(store.owner())).ends <= Date.now()) return over();
  drawTools();
  const here = await tonightHere();
  if (here === null) gate.show(el("h1", { tabindex: "-1" }, t("title")), el("p", {}, t("fetching")));
  else show(here);
  await fetchAgain();
  if (store.isOpen()) stopSending = keepSending(sent, () => visits);
  await count();
}

/** A shift that is over its term is opened to send what waits, and for nothing else. */
async function over() {
  const again = button(t("sendNow"), over, "primary");
  gate.show(el("h1", { tabindex: "-1" }, t("title")), note("warning", t("termOver", { hours: TERM_MS / 3_600_000 })), again);
  sent(await syncAll());
  await takeAway(store.owner()); // when nothing is left the shift is gone, and a new one can begin
  await count();
}

function show(tonight) {
  visits = tonight.visits.map((one) => one.id);
  if (screens) return screens.refresh(tonight);
  screens = beginScreens({ root, words, tonight, store, send: (visit) => sending(visit), lock: () => store.lock(), t });
  document.body.dataset.round = "";
  return undefined;
}

async function sending(visit) {
  const answer = await sync(visit);
  sent(answer.state);
  if (answer.cleared) await showAgain();
  return answer;
}

async function showAgain() {
  const here = store.isOpen() ? await tonightHere() : null;
  if (here) await show(here);
}

/** The visits as the server has them now; what lies here stays when it cannot be asked. */
async function fetchAgain() {
  try {
    await fetchTonight();
    await showAgain();
  } catch (error) {
    if (error instanceof SignedOut) sent("signedOut");
    else if (error instanceof OtherAccount) sent("otherAccount");
    else if (error instanceof Denied) sent("denied");
    else if (!(error instanceof NoAnswer)) throw error;
    if (!screens) show({ owner: store.owner(), on: "", visits: [] });
  }
}

store.beforeLock(() => screens?.flush());
store.onLock((open) => {
  if (open) return;
  stopSending();
  screens?.end();
  screens = null;
  delete document.body.dataset.round;
  tell("");
  void enter();
});
let counting;
let troubled = false;
store.onChange(({ kind }) => {
  if (kind === "ending") return void screens?.flush(); // another tab ends the shift
  if (kind === "files") return;
  clearTimeout(counting); // counting reads everything: not for each key that is typed
  counting = setTimeout(() => { recovered(); void count(); }, 200);
});

// --- the shift itself

function drawTools() {
  tools.replaceChildren(button(t("shift"), shiftPage, "quiet", { id: "shift-menu" }), button(t("lock"), () => store.lock(), "quiet", { id: "shift-lock" }));
}

const dialogue = el("dialog.dialog", { "aria-labelledby": "shift-title" });
document.body.append(dialogue);

async function shiftPage() {
  const { begun, passkey } = await shiftOf(store.owner());
  const waiting = Number(document.body.dataset.waiting || 0);
  const refused = Object.values(await store.unsent(store.owner())).reduce((sum, one) => sum + one.refused, 0);
  dialogue.replaceChildren(...[
    el("h2", { id: "shift-title" }, t("shift")),
    el("p", {}, t("until", { time: gate.timeOf(begun + TERM_MS) })),
    el("p", {}, waiting > 0 ? t("waiting", { count: waiting }) : t("sent")),
    refused > 0 && el("p", {}, t("refused", { count: refused }), " ",
      button(t("refusedGone"), () => closing(() => store.forgetRefused()), "quiet", { id: "shift-refused" })),
    el("div.buttons", {},
      button(t("fetch"), () => closing(async () => { await fetchAgain(); sent(await syncAll()); }), "secondary", { id: "shift-fetch" }),
      canPasskey() && !passkey && button(t("passkeyAdd"), passkeyPage, "secondary", { id: "shift-passkey" }),
      button(t("end"), endPage, "danger", { id: "shift-end" }),
      button(t("cancel"), () => dialogue.close(), "quiet")),
  ].filter(Boolean));
  if (!dialogue.open) dialogue.showModal();
}

async function closing(work) {
  dialogue.close();
  await work();
}

function endPage() {
  dialogue.replaceChildren(
    el("h2", { id: "shift-title" }, t("end")), el("p", {}, t("endAsk")),
    el("div.buttons", {},
      button(t("endNow"), () => closing(end), "danger", { id: "shift-end-now" }),
      button(t("signOut"), () => closing(endAndSignOut), "secondary", { id: "shift-sign-out" }),
      button(t("cancel"), () => dialogue.close(), "quiet")),
  );
}

/** Sends what waits, takes away what is settled, and says what is left. */
async function end() {
  await screens?.flush();
  tell("sending", { kind: "info" });
  await syncAll();
  stopSending();
  screens?.end();
  screens = null;
  const left = await endShift();
  await store.lock();
  tell(left > 0 ? "endedNot" : "ended", { kind: left > 0 ? "warning" : "success", values: { count: left } });
  document.body.dataset.ended = String(left);
  return left;
}

async function endAndSignOut() {
  await end();
  try {
    const { token } = await whoIsThere();
    await fetch("/accounts/logout/", { method: "POST", headers: { "X-CSRFToken": token }, redirect: "manual" });
  } catch {
    return; // without a connection there is no session to end: it ends by itself
  }
  await enter();
}

function passkeyPage() {
  const field = gate.field("passkey", t("pin"));
  const form = gate.form([field], t("passkeyAdd"), async (pin) => {
    try {
      const made = await makePasskey(t("title"));
      if (!made) return field.fault(t("passkeyNot"));
      await addPasskey(pin, made.id, made.secret);
    } catch (error) {
      return field.fault(error instanceof WrongPin ? gate.wrong(error) : t("passkeyNot"));
    }
    dialogue.close();
    return tell("passkeyAdded", { kind: "success" });
  });
  dialogue.replaceChildren(el("h2", { id: "shift-title" }, t("passkeyAdd")), el("p", {}, t("passkeyAddWhy")), form,
    button(t("cancel"), () => dialogue.close(), "quiet"));
}

// --- the app itself

async function speak(asked) {
  if (store.isOpen()) await screens?.flush(); // what cannot be kept now stays on its screen
  const answer = await fetch(asked.dataset.shell);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  words = JSON.parse(page.getElementById("round-words").textContent);
  document.documentElement.lang = asked.dataset.language;
  document.title = page.title;
  for (const one of document.querySelectorAll("[data-language]")) one.setAttribute("aria-pressed", String(one === asked));
  navigator.serviceWorker?.controller?.postMessage({ language: asked.dataset.language });
  if (!store.isOpen()) return enter();
  screens?.end();
  screens = null;
  drawTools();
  await showAgain();
  return sent(stopped);
}

async function install() {
  if (!navigator.serviceWorker) return;
  try {
    await navigator.serviceWorker.register("/round/worker.js", { scope: "/round/" });
    const ready = await navigator.serviceWorker.ready;
    ready.active?.postMessage({ language: document.documentElement.lang });
    document.body.dataset.worker = "";
  } catch {
    // Without the worker everything works as long as the page stays open.
  }
}

function canKeep() {
  return Boolean(globalThis.indexedDB && globalThis.crypto?.subtle && navigator.locks && globalThis.BroadcastChannel);
}

/** What could not be kept has been kept after all: then the screens show it. */
function recovered() {
  if (!troubled || screens?.unkept()) return;
  troubled = false;
  sent(stopped);
  void screens?.again();
}

/** A failure here must not pass unseen: the person goes on only when what was typed is kept. */
function failed(error) {
  if (error instanceof store.Locked) return;
  troubled = Boolean(screens?.unkept());
  if (troubled) return tell("unkept", { kind: "error" });
  const why = error instanceof store.Refused ? "tooLong" : "failed";
  tell(error?.name === "QuotaExceededError" ? "full" : why, { kind: "error" });
}

async function start() {
  if (!canKeep()) return gate.say("cannotKeep", { kind: "error" });
  addEventListener("unhandledrejection", ({ reason }) => failed(reason));
  for (const one of document.querySelectorAll("[data-language]")) one.addEventListener("click", () => speak(one));
  // A browser that is short of room must not choose what lies here.
  void navigator.storage?.persist?.();
  void install();
  await tidy();
  watchIdle();
  watchTerm();
  return enter();
}

await start();
document.body.dataset.ready = "";
