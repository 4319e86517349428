/**
 * The page of an evening, for one thumb and a bad connection.
 *
 * Each tap is kept on this phone first and then sent. Without this script, or where the
 * browser cannot encrypt, the same forms go to the server as they are.
 */
import * as store from "./evening-store.mjs";
import { NameOpener } from "./evening-names.mjs";
import { fetchPart, NoConnection, sendAll, SignedOut } from "./evening-sending.mjs";
import { fill, focusOf, typedIn } from "./evening-typed.mjs";

const words = JSON.parse(document.getElementById("evening-words").textContent);
const location_ = Number(window.location.pathname.match(/^\/locations\/(\d+)\/tonight\/$/)?.[1] ?? 0);
const able = window.isSecureContext && "indexedDB" in window && crypto.subtle && navigator.locks;
const TRIES_MS = 15000;
const MORNING_MS = 6 * 60 * 60 * 1000;
const SAID_MS = 6000;

const part = () => document.getElementById("evening");
const owner = () => Number(part().dataset.owner ?? 0);
const arrival = () => part().querySelector("[data-arrival]");
const night = () => part().dataset.night;
const token = () => part().querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
const region = document.querySelector("[data-sending]");
const address = () => window.location.pathname + window.location.search;
const query = () => {
  const asked = new URLSearchParams(window.location.search);
  if (night()) asked.set("night", night());
  return `?${asked}`;
};
const clock = (at) => new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });

const names = new NameOpener({
  location: location_,
  token,
  unreachable: (isSignedOut) => {
    signedOut ||= isSignedOut;
    say(isSignedOut ? words.signIn : words.nameOffline);
    region.querySelector("[data-sending-door]").hidden = !signedOut;
  },
});
let signedOut = false;
let trouble = "";
let busy = false;
let again = false;
const justSent = [];
let paintedAt = Date.now();
let agreedOn = ""; // the earlier night that somebody said to go on with
let seenAt = null; // when the list was last seen, while an old copy is shown

function say(text) {
  region.hidden = false;
  region.querySelector("[data-sending-state]").textContent = text;
}

function ofWhen() {
  if (isPast()) return ` ${aboutNight(words.pastNight)}`;
  return seenAt ? ` ${words.copyOf.replace("{time}", clock(seenAt))}` : "";
}

// --- what is waiting

function about({ act, who, name }) {
  const letters = name ? name.split(/\s+/).slice(0, 3).map((each) => each[0] ?? "").join("").toUpperCase() : "";
  return [who || letters, words[act]].filter(Boolean).join(" – ");
}

function button(label, action) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "evening__act evening__act--quiet";
  made.textContent = label;
  made.addEventListener("click", action);
  return made;
}

function line(tap) {
  const item = document.createElement("li");
  item.dataset.state = tap.state;
  const told = document.createElement("span");
  told.textContent = `${about(tap.content)}: ${words[tap.state]}${tap.reason ? `. ${tap.reason}` : ""}`;
  item.append(told);
  if (tap.state === "waiting") item.append(button(words.undo, () => takeOut(tap)));
  const mends = tap.state === "refused" && tap.content.act === "arrive" && tap.location === location_;
  if (mends) item.append(button(words.again, () => mend(tap)));
  if (tap.state === "refused") item.append(button(words.understood, () => dismiss(tap)));
  return item;
}

/** What has gone is said for a moment, and stands in the list of the evening from then on. */
function tellSent(tap) {
  if (tap.content.act === "void") return;
  justSent.push({ ...tap, state: "sent" });
  setTimeout(() => {
    justSent.shift();
    show();
  }, SAID_MS);
}

async function takeOut(tap) {
  await store.voidTap(tap);
  await show();
}

async function dismiss(tap) {
  await store.forgetTap(tap.id);
  await show();
}

/** A refused arrival goes back into the form: nothing has to be typed again. */
async function mend(tap) {
  fill(part().querySelector("[data-arrival]"), tap.content);
  await store.keepDraft(location_, tap.content, owner());
  await dismiss(tap);
  part().querySelector("[data-arrival] [name=name]").focus();
}

function mark(waiting) {
  for (const state of part().querySelectorAll("[data-state]")) {
    const guest = state.closest("[data-guest]").dataset.guest;
    const own = waiting.filter((tap) => tap.content.act !== "void" && tap.content.guest === guest);
    state.textContent = own.map((tap) => `${words[tap.content.act]} – ${words[tap.state]}`).join(", ");
    state.hidden = own.length === 0;
  }
}

async function show() {
  const all = await store.taps(owner());
  const shown = all.filter((tap) => tap.content.act !== "void");
  const waiting = shown.filter((tap) => tap.state === "waiting");
  region.querySelector("[data-sending-list]").replaceChildren(...justSent.map(line), ...shown.map(line));
  region.querySelector("[data-sending-door]").hidden = !(signedOut && waiting.length > 0);
  mark(all.filter((tap) => tap.location === location_));
  if (waiting.length > 0) {
    const count = waiting.length === 1 ? words.waitingOne : words.waitingMany.replace("{count}", waiting.length);
    say(`${signedOut ? words.signIn : trouble || count}${ofWhen()}`);
  } else if (seenAt) say(`${words.offline}${ofWhen()}`);
  else if (isPast()) say(aboutNight(words.pastNight));
  else if (!region.hidden) say(shown.length > 0 ? "" : words.allSent);
  document.body.dataset.waiting = waiting.length;
}

// --- sending

function replacePart(html) {
  const draft = typedIn(arrival());
  const focus = focusOf(document.activeElement);
  const before = window.scrollY;
  const made = new DOMParser().parseFromString(html, "text/html").getElementById("evening");
  part().replaceWith(made);
  fill(made.querySelector("[data-arrival]"), draft);
  if (focus.length > 0) focus.map((each) => made.querySelector(each)).find(Boolean)?.focus({ preventScroll: true });
  window.scrollTo(0, before);
}

async function send() {
  if (busy) { again = true; return; }
  busy = true;
  trouble = "";
  try {
    const newest = await sendAll({
      owner: owner(),
      here: location_,
      night: night(),
      query: query(),
      token,
      failed: (why) => { trouble = words[why]; },
      sent: tellSent,
    });
    signedOut = false;
    if (newest) await painted(newest.html);
  } catch (error) {
    if (error instanceof SignedOut) signedOut = true;
    else if (!(error instanceof NoConnection)) throw error;
  } finally {
    busy = false;
  }
  await show();
  if (again) { again = false; await send(); }
}

// A list that is replaced under a finger takes the button away before its click comes.
let finger = Promise.resolve();

function onPress() {
  finger = new Promise((lifted) => {
    for (const end of ["pointerup", "pointercancel"]) {
      document.addEventListener(end, () => setTimeout(lifted), { once: true, capture: true });
    }
  });
}

/** Until nobody presses or chooses: the dialogue of a move lies in the list as well. */
async function undisturbed() {
  await finger;
  const dialogue = document.getElementById("move");
  if (dialogue?.open) await new Promise((closed) => dialogue.addEventListener("close", closed, { once: true }));
}

async function painted(html) {
  await undisturbed();
  replacePart(html);
  seenAt = null;
  paintedAt = Date.now();
  await store.keepCopy(address(), html, owner());
}

async function tapped(content) {
  await store.addTap(owner(), location_, { ...content, night: night(), at: new Date().toISOString() });
  await show();
  await send();
}

// --- taps

function contentOf(form, submitter) {
  const [act, about_ = ""] = submitter.value.split(" ");
  const typedIn = Object.fromEntries(new FormData(form));
  const row = submitter.closest("[data-guest]");
  const content = { act, about: about_, who: row?.dataset.who ?? "" };
  if (row) content.guest = row.dataset.guest;
  for (const name of ["name", "residence", "document_kind", "reference", "work_municipality", "place", "room", "bed"]) {
    if (["arrive", "move"].includes(act) && typedIn[name] !== undefined) content[name] = typedIn[name];
  }
  if (act === "move") {
    content.guest = content.about = typedIn.guest;
    content.who = part().querySelector(`[data-guest="${typedIn.guest}"]`)?.dataset.who ?? "";
  }
  return content;
}

async function onSubmit(event) {
  const form = event.target.closest("#evening form");
  const submitter = event.submitter;
  if (!form || !submitter || form.method === "dialog") return;
  if (submitter.name === "open") {
    event.preventDefault();
    await names.toggle(submitter);
    return;
  }
  if (submitter.name !== "tap") return;
  event.preventDefault();
  const content = contentOf(form, submitter);
  if (content.act === "move" && !content.place && !content.room && !content.bed) {
    form.querySelector("select, input:not([type=hidden])").focus();
    return;
  }
  if (!mayWrite()) return;
  form.closest("dialog")?.close();
  if (content.act === "arrive") {
    form.reset();
    await store.forgetDraft(location_);
  }
  await tapped(content);
}

function onClick(event) {
  const opener = event.target.closest("[data-move]");
  const dialogue = document.getElementById("move");
  if (opener && dialogue) {
    event.preventDefault();
    const known = part().querySelector("#arrival-place");
    if (known) dialogue.querySelector("select").innerHTML = known.innerHTML;
    dialogue.querySelector("form").reset();
    for (const other of dialogue.querySelectorAll("details")) other.open = false;
    dialogue.querySelector("[name=guest]").value = opener.dataset.move;
    dialogue.querySelector("[data-moving-who]").textContent = opener.closest("[data-guest]").dataset.who;
    dialogue.showModal();
    dialogue.querySelector("select, input:not([type=hidden])").focus();
  }
  if (event.target.closest("[data-close]")) dialogue?.close();
}

// --- what is typed and not yet sent

let saving;

function onInput(event) {
  if (!event.target.closest("[data-arrival]")) return;
  clearTimeout(saving);
  saving = setTimeout(() => store.keepDraft(location_, typedIn(arrival()), owner()), 250);
}

async function restoreDraft() {
  const draft = await store.draftOf(location_);
  const form = arrival();
  if (!draft || draft.owner !== owner() || !form) return;
  if (!draft.value.name && !draft.value.residence && !draft.value.reference) return;
  fill(form, draft.value);
  const note = form.querySelector("[data-draft]");
  note.textContent = words.draft;
  note.hidden = false;
}

// --- beginning

async function openCopy() {
  const copy = (await store.copyOf(address())) ?? (await store.copyOf(window.location.pathname));
  if (copy === null) {
    part().querySelector("p").textContent = words.noCopy;
    return false;
  }
  replacePart(copy.value);
  seenAt = paintedAt = copy.at;
  document.querySelector("h1").textContent = part().dataset.place;
  return true;
}

async function refresh(asked = query()) {
  try {
    const newest = await fetchPart(location_, asked);
    if (newest) await painted(newest.html);
    signedOut = false;
  } catch (error) {
    if (error instanceof SignedOut) signedOut = true;
    else if (!(error instanceof NoConnection)) throw error;
  }
}

/** Nothing is kept yet, or no more: a connection too slow for the page may carry the list. */
async function fetchFirst() {
  await refresh();
  if (!("empty" in part().dataset)) {
    document.querySelector("h1").textContent = part().dataset.place;
    return true;
  }
  if (signedOut) say(words.signIn);
  region.querySelector("[data-sending-door]").hidden = !signedOut;
  window.addEventListener("online", () => window.location.reload(), { once: true });
  return false;
}

/** The night that is meant now: until six in the morning still last evening's. */
function nightNow() {
  const moment = new Date(Date.now() - MORNING_MS);
  const two = (number) => String(number).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

const asksNight = () => new URLSearchParams(window.location.search).has("night");

/** Whether the list is one of an earlier night that nobody asked for. */
const isPast = () => Boolean(night()) && night() < nightNow() && !asksNight();

function aboutNight(words_) {
  const day = new Date(`${night()}T12:00`);
  return words_.replace("{day}", day.toLocaleDateString(document.documentElement.lang, { weekday: "long", day: "numeric", month: "long" }));
}

/** A list of last night is written to only by who says so; asked once for a night. */
function mayWrite() {
  if (isPast() && agreedOn !== night() && window.confirm(aboutNight(words.askNight))) agreedOn = night();
  return !isPast() || agreedOn === night();
}

/** A page that stood open since yesterday goes on with tonight. */
async function onReturn() {
  if (document.hidden) { names.close(); return; }
  await send();
  if (isPast()) {
    await refresh("");
    await show();
  }
  // A list this old is not shown any more, as it is not kept any more.
  if (Date.now() - paintedAt > store.KEEP_MS) window.location.reload();
}

async function startWorker() {
  if (!("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.register("/service-worker.js");
  await navigator.serviceWorker.ready;
  registration.active?.postMessage({ language: document.documentElement.lang });
  document.body.dataset.worker = "";
}

async function begin() {
  const empty = "empty" in part().dataset;
  if (empty && !(await openCopy()) && !(await fetchFirst())) return;
  if (!empty) {
    await store.forgetOld(owner());
    await store.keepCopy(address(), part().outerHTML, owner());
  }
  document.addEventListener("submit", onSubmit);
  document.addEventListener("click", onClick);
  document.addEventListener("pointerdown", onPress, true);
  document.addEventListener("input", onInput);
  await restoreDraft();
  await show();
  window.addEventListener("online", async () => { await send(); if (empty) await refresh(); await show(); });
  window.addEventListener("offline", () => say(words.offline));
  setInterval(() => { if (Number(document.body.dataset.waiting) > 0 && navigator.onLine) send(); }, TRIES_MS);
  document.addEventListener("visibilitychange", onReturn);
  document.body.dataset.evening = "";
  await send();
  if (empty && navigator.onLine) { await refresh(); await show(); }
}

if (able && location_) {
  begin();
  startWorker();
}
