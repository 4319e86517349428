/**
 * The keys of a shift: what is kept is sealed with a key that lies nowhere in the clear.
 *
 * The key of a shift is wrapped twice: with a key of this device that no script can export,
 * and with what the inspector knows (a PIN) or holds (a passkey). Its limits are told in
 * docs/decisions/0044.
 */
import { change, read, within } from "./database.mjs";

/** Each guess of a PIN costs a phone about a second. */
export const ROUNDS = 600_000;
const utf8 = new TextEncoder();

/** The key of this device, which scripts may use and never read. */
async function deviceKey() {
  const known = await read("keys", "device");
  if (known) return known;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  // Two pages may come here at once: the first key that was stored is the key.
  return within(["keys"], "readwrite", (transaction, answer) => {
    const keys = transaction.objectStore("keys");
    const found = keys.get("device");
    found.onsuccess = () => {
      if (!found.result) keys.put(made, "device");
      answer(found.result ?? made);
    };
  });
}

const importKey = (raw) => crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);

async function encrypt(key, bytes, about) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: utf8.encode(about) }, key, bytes);
  return { iv, sealed };
}

async function decrypt(key, { iv, sealed }, about) {
  return crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: utf8.encode(about) }, key, sealed);
}

/** Seals bytes; `about` binds them to their place, so that nothing can be swapped. */
export const sealBytes = encrypt;
export const unsealBytes = decrypt;
export const seal = (key, value, about) => encrypt(key, utf8.encode(JSON.stringify(value)), about);
export async function unseal(key, sealed, about) {
  return JSON.parse(new TextDecoder().decode(await decrypt(key, sealed, about)));
}

/** A key out of a PIN, slow on purpose. */
export async function keyOfPin(pin, salt, rounds) {
  const typed = await crypto.subtle.importKey("raw", utf8.encode(pin.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey(
    { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, typed,
    { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"],
  );
}

/** A key out of bytes that are already random: of a passkey, or of the server. */
export async function keyOfSecret(bytes, salt) {
  const given = await crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveKey"]);
  return crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt, info: utf8.encode("onderdak visit shift") }, given,
    { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"],
  );
}

export const newSecret = () => crypto.getRandomValues(new Uint8Array(32));

/** The key of a shift, under two locks. */
export async function wrap(secret, opener, about) {
  const inner = await encrypt(opener, secret, about);
  const outer = await encrypt(await deviceKey(), inner.sealed, about);
  return { inner: inner.iv, iv: outer.iv, sealed: outer.sealed };
}

/** The secret behind both locks, or null when the opener is the wrong one. */
export async function unwrap(wrapped, opener, about) {
  try {
    const sealed = await decrypt(await deviceKey(), wrapped, about);
    return new Uint8Array(await decrypt(opener, { iv: wrapped.inner, sealed }, about));
  } catch {
    return null;
  }
}

/** The key to work with; the bytes it was made of are wiped. */
export async function workingKey(secret) {
  const key = await importKey(secret);
  secret.fill(0);
  return key;
}

/** The next number of this device, given out once. */
export async function nextNumber(owner) {
  const shift = await change("shifts", owner, (found) => ({ ...found, next: found.next + 1 }));
  return shift.next;
}
