/**
 * Handing a document over to the registry, on the spot.
 *
 * The picture is encrypted on this phone with the registry's own public key, goes through and
 * is kept nowhere: not on this phone and not on the server. Without a connection it is not
 * taken at all. Where no answer came, the same encrypted document can go once more as long as
 * this screen is open: the registry knows it by its id, so that two never arrive. What
 * stays is that something was handed over, and when.
 */
import { button, el, fresh, note, part } from "./dom.mjs";
import { Denied, NoAnswer, send, SignedOut } from "../sending.mjs";
import { clockIn } from "./reading.mjs";

const MOST_BYTES = 8_000_000;
const PATIENCE_MS = 120_000;
const REFUSED = 422; // with why, in words

export function registry(app) {
  const { registry: known } = app.visit;
  const handed = app.model.under("handed/").map((id) => app.model.get(`handed/${id}`)).filter(Boolean);
  return {
    title: app.t("registry"),
    lead: app.t("registryLead"),
    back: [app.to(""), app.t("visit")],
    inside: [
      known ? form(app, known) : note("info", app.t("registryNone")),
      el("p.visit__small", {}, app.t("registryKept")),
      handed.length > 0 && part(app.t("registryHanded"), el("ul", {}, handed.map((one) => el("li", {}, `${one.to} · ${clockIn(app, one.at)}`)))),
    ].filter(Boolean),
  };
}

/**
 * The field with how far it is. That is held by the screen and not by what is drawn: a colleague's
 * answer may come in and have everything drawn anew while a document is on its way.
 */
function form(app, known) {
  const id = fresh("document");
  const state = el("p", { role: "status" });
  const again = el("div");
  const held = app.held.document ??= { words: "", sealed: null, busy: false };
  const input = el("input.visually-hidden", { id, type: "file", accept: "image/*,application/pdf", capture: "environment" });
  input.addEventListener("change", async () => {
    const [file] = input.files;
    input.value = "";
    if (!file) return;
    if (!navigator.onLine) now({ words: app.t("registryOffline"), sealed: null });
    else await go(() => sealedDocument(known, file));
  });
  async function go(made) {
    now({ words: app.t("registrySending"), sealed: null, busy: true });
    const { said, words, sealed = null } = await handOver(app, known, made);
    now({ words: words || app.t(said), sealed, busy: false });
    if (said === "registryDone") setTimeout(() => held === app.held.document && app.again(), 1500);
  }
  function now(changed) {
    Object.assign(held, changed);
    held.draw();
  }
  // Drawn anew, the field of now is the one that hears of it.
  held.draw = () => {
    const { words, busy, sealed } = held;
    state.textContent = words;
    input.disabled = busy;
    again.replaceChildren(...(sealed ? [button(app.t("registryAgain"), () => go(() => sealed), "secondary", { id: "registry-again" })] : []));
  };
  held.draw();
  return el("div", {}, el("p", {}, app.t("registryAsk", { name: known.name })), el("span.visit__camera", {}, input,
    el("label.visit__camera-way.visit__camera-way--large", { for: id }, app.t("registryTake"))), state, again);
}

/**
 * @param {() => object|Promise<object>} made  Gives the encrypted document, or a sentence why not.
 * @returns {Promise<{said: string, words?: string, sealed?: object}>} which sentence says what
 *   became of it, the words of a server that refuses, and what may go once more
 */
async function handOver({ visit, model }, known, made) {
  let sealed = null;
  try {
    sealed = await made();
    if (sealed === null) return { said: "registryTooLarge" };
    if (!navigator.onLine) return { said: "registryUnsure", sealed };
    const answer = await send(`/round/${visit.id}/hand-over/`, { body: JSON.stringify(sealed), patience: PATIENCE_MS });
    if (!answer.ok) return { said: "registryRefused" };
  } catch (error) {
    if (error instanceof SignedOut) return { said: "signIn" };
    if (error instanceof Denied && error.status === REFUSED) return { said: "registryRefused", words: error.why };
    return error instanceof NoAnswer ? { said: "registryUnsure", sealed } : { said: "registryRefused" };
  }
  await model.put(`handed/${sealed.id}`, { to: known.name, at: new Date().toISOString() });
  return { said: "registryDone" };
}

/** The document, encrypted, under an id that it keeps; null where it is too large. */
async function sealedDocument(known, file) {
  if (file.size > MOST_BYTES) return null;
  return { id: crypto.randomUUID(), ...(await sealedFor(known.key, await file.arrayBuffer())) };
}

/** A key for this document alone, itself encrypted with the registry's public key. */
async function sealedFor(jwk, bytes) {
  const registryKey = await crypto.subtle.importKey("jwk", jwk, { name: "RSA-OAEP", hash: "SHA-256" }, false, ["encrypt"]);
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const content = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, bytes);
  const wrapped = await crypto.subtle.encrypt({ name: "RSA-OAEP" }, registryKey, await crypto.subtle.exportKey("raw", key));
  return { key: coded(wrapped), iv: coded(iv), content: coded(content) };
}

function coded(bytes) {
  const all = new Uint8Array(bytes);
  let text = "";
  for (let at = 0; at < all.length; at += 0x8000) text += String.fromCharCode(...all.subarray(at, at + 0x8000));
  return btoa(text);
}
