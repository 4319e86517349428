/**
 * A shift on this device: opened with a PIN or a passkey, locked after a while and at every start.
 *
 * The key of the shift lives in the memory of this page only. A wrong PIN makes the next guess
 * wait longer; after the tenth the PIN is gone, and only signing in again with a connection
 * opens the shift: nothing that was typed depends on somebody's memory.
 */
import { change, insert, read, readAll } from "./database.mjs";
import { ROUNDS, keyOfPin, keyOfSecret, newSecret, unwrap, workingKey, wrap } from "./keys.mjs";

const HOUR = 60 * 60 * 1000;
/** How long a shift may last; what it was given goes after that. */
export const TERM_MS = 16 * HOUR;
/** Untouched for so long, it locks itself. */
export const IDLE_MS = 5 * 60 * 1000;
export const SHORTEST_PIN = 6;
const FREE_TRIES = 3;
export const MOST_TRIES = 10;
const FIRST_WAIT = 5000;
const LONGEST_WAIT = 15 * 60 * 1000;

export class Locked extends Error {}
/** `wait`: milliseconds before the next guess; `left`: guesses left before the PIN is gone. */
export class WrongPin extends Error {
  constructor(wait, left) { super("wrong pin"); this.wait = wait; this.left = left; }
}

/** @type {{owner: string, shift: string, device: string, key: CryptoKey}|null} */
let held = null;
let touched = Date.now();
const beforehand = new Set();
const heard = new Set();

/** Who works here now, with which key; raises `Locked`. */
export function session() {
  if (held === null) throw new Locked();
  return held;
}

export const isOpen = () => held !== null;
export const owner = () => held?.owner ?? null;

/** Called before the key goes: a screen keeps what is half typed. Tells how to stop. */
export function beforeLock(work) { beforehand.add(work); return () => beforehand.delete(work); }
/** Called with true when a shift opens and with false when it locks. */
export function onLock(listener) { heard.add(listener); return () => heard.delete(listener); }
const tell = (open) => { for (const listener of heard) listener(open); };

/** The shifts that lie on this device: whose, since when, until when, and how they open. */
export async function shifts() {
  return (await readAll("shifts")).map((one) => ({
    owner: one.owner, shift: one.shift, begun: one.begun, ends: one.begun + TERM_MS,
    pin: Boolean(one.pin), passkey: one.passkey?.id ?? null, recovery: Boolean(one.recovery),
    wait: waitOf(one), tries: one.tries,
  }));
}

export const shiftOf = async (who) => (await shifts()).find((one) => one.owner === String(who)) ?? null;

// A clock that was put back must not lock somebody out for a day.
const waitOf = ({ waitUntil }) => Math.min(Math.max(0, (waitUntil ?? 0) - Date.now()), LONGEST_WAIT);
const about = (who, shift) => `shift ${who} ${shift}`;

/**
 * Begins a shift of one account and opens it.
 *
 * @param {{owner: string|number, pin: string, shift: string, secret: Uint8Array}} given
 *   `shift` and `secret` are the server's: with them the shift opens when the PIN is forgotten.
 */
export async function beginShift({ owner: who, pin, shift, secret }) {
  const whose = String(who);
  if (pin.length < SHORTEST_PIN) throw new RangeError("pin");
  if (await read("shifts", whose)) throw new Error("a shift is open already");
  const raw = newSecret();
  const salt = newSecret();
  const place = about(whose, shift);
  const [byPin, byServer] = await Promise.all([keyOfPin(pin, salt, ROUNDS), keyOfSecret(secret, salt)]);
  // Two tabs may come here at once: the second is refused, and opens the shift of the first.
  await insert("shifts", {
    owner: whose, shift, device: crypto.randomUUID(), next: 1, begun: Date.now(), tries: 0, waitUntil: 0,
    salt, rounds: ROUNDS, pin: await wrap(raw, byPin, place), recovery: await wrap(raw, byServer, place),
  });
  await hold(whose, raw);
}

async function hold(whose, raw) {
  const found = await read("shifts", whose);
  held = { owner: whose, shift: found.shift, device: found.device, key: await workingKey(raw) };
  touched = Date.now();
  tell(true);
}

/** Opens a shift that lies here. Each guess is counted before it is looked at. */
export async function unlock(who, pin) {
  const whose = String(who);
  const before = await read("shifts", whose);
  if (!before?.pin) throw new Locked("no pin");
  if (waitOf(before) > 0) throw new WrongPin(waitOf(before), MOST_TRIES - before.tries);
  const found = await change("shifts", whose, guessed);
  const raw = await unwrap(found.pin, await keyOfPin(pin, found.salt, found.rounds), about(whose, found.shift));
  if (raw === null) throw await wrongly(whose);
  await change("shifts", whose, (one) => ({ ...one, tries: 0, waitUntil: 0 }));
  await hold(whose, raw);
}

function guessed(shift) {
  const tries = shift.tries + 1;
  const wait = tries <= FREE_TRIES ? 0 : Math.min(FIRST_WAIT * 2 ** (tries - FREE_TRIES - 1), LONGEST_WAIT);
  return { ...shift, tries, waitUntil: Date.now() + wait };
}

async function wrongly(whose) {
  const after = await change("shifts", whose, (one) => (one.tries >= MOST_TRIES ? { ...one, pin: null } : one));
  return new WrongPin(waitOf(after), Math.max(0, MOST_TRIES - after.tries));
}

/** Opens a shift with what the server kept for it, and gives it a new PIN. */
export async function recover(who, secret, pin) {
  if (pin.length < SHORTEST_PIN) throw new RangeError("pin");
  const whose = String(who);
  const found = await read("shifts", whose);
  const raw = found && (await unwrap(found.recovery, await keyOfSecret(secret, found.salt), about(whose, found.shift)));
  if (!raw) throw new Locked("not the secret of this shift");
  await setPin(whose, raw, pin);
  await hold(whose, raw);
}

async function setPin(whose, raw, pin) {
  const found = await read("shifts", whose);
  const wrapped = await wrap(raw, await keyOfPin(pin, found.salt, ROUNDS), about(whose, found.shift));
  await change("shifts", whose, (one) => ({ ...one, pin: wrapped, rounds: ROUNDS, tries: 0, waitUntil: 0 }));
}

/**
 * Opens the shift of this account, or begins it with what the server gave.
 *
 * @param {string} pin
 * @param {{owner?: string|number, shift?: string, secret?: Uint8Array}} [given]
 */
export async function openShift(pin, given = {}) {
  const all = await readAll("shifts");
  const whose = given.owner ?? (all.length === 1 ? all[0].owner : null);
  if (whose === null) throw new Locked("whose shift?");
  if (all.some((one) => one.owner === String(whose))) return unlock(whose, pin);
  return beginShift({ owner: whose, pin, shift: given.shift, secret: given.secret });
}

/** Adds a second way to open this shift: a secret that a passkey gives. Needs the PIN once more. */
export async function addPasskey(pin, id, secret) {
  const { owner: whose, shift } = session();
  const found = await read("shifts", whose);
  const place = about(whose, shift);
  const raw = await unwrap(found.pin, await keyOfPin(pin, found.salt, found.rounds), place);
  if (raw === null) throw await wrongly(whose);
  const wrapped = await wrap(raw, await keyOfSecret(secret, found.salt), place);
  raw.fill(0);
  await change("shifts", whose, (one) => ({ ...one, passkey: { id, wrapped } }));
}

export async function unlockByPasskey(who, secret) {
  const whose = String(who);
  const found = await read("shifts", whose);
  const raw = found?.passkey
    && (await unwrap(found.passkey.wrapped, await keyOfSecret(secret, found.salt), about(whose, found.shift)));
  if (!raw) throw new Locked("not this passkey");
  await change("shifts", whose, (one) => ({ ...one, tries: 0, waitUntil: 0 }));
  await hold(whose, raw);
}

/** Ends when everything that is being kept has been kept, also what is half typed; raises where it is not. */
export async function settled() {
  if (held === null) return;
  const faults = [];
  // The last that came first: a screen may still add to what the others are keeping.
  for (const work of [...beforehand].reverse()) {
    try {
      await work();
    } catch (error) {
      faults.push(error); // the others keep theirs first
    }
  }
  if (faults.length > 0) throw faults[0];
}

/** Forgets the key, after everything that was being kept has been kept; not where something could not be. */
export async function lock() {
  await settled();
  if (held === null) return;
  held = null;
  tell(false);
}

/** After the record of a shift went, its key goes from the memory too. */
export function letGo(who) {
  if (held?.owner !== String(who)) return;
  held = null;
  tell(false);
}

/** Locks when nobody touched the page for a while, also while the phone slept. */
export function watchIdle() {
  const touch = () => { if (!isIdle()) touched = Date.now(); };
  for (const act of ["pointerdown", "keydown", "input"]) addEventListener(act, touch, { capture: true, passive: true });
  const look = () => { if (held !== null && isIdle()) void lock(); };
  document.addEventListener("visibilitychange", look);
  setInterval(look, 15_000);
}

const isIdle = () => Date.now() - touched > IDLE_MS;
