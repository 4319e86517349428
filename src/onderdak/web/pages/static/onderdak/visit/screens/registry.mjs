/**
 * Handing a document over to the registry, on the spot.
 *
 * The picture is encrypted on this phone with the registry's own public key, goes through and
 * is kept nowhere: not on this phone and not on the server. Without a connection it is not
 * taken at all. What stays is that something was handed over, and when.
 */
import { el, fresh, note, part } from "./dom.mjs";
import { NoAnswer, send, SignedOut } from "../sending.mjs";
import { clockIn } from "./reading.mjs";

const MOST_BYTES = 8_000_000;

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

function form(app, known) {
  const id = fresh("document");
  const state = el("p", { role: "status" });
  const input = el("input.visually-hidden", { id, type: "file", accept: "image/*,application/pdf", capture: "environment" });
  input.addEventListener("change", async () => {
    const [file] = input.files;
    input.value = "";
    if (!file) return;
    state.textContent = app.t("registrySending");
    state.textContent = app.t(await handOver(app, known, file));
    if (state.textContent === app.t("registryDone")) setTimeout(() => app.again(), 1500);
  });
  return el("div", {}, el("p", {}, app.t("registryAsk", { name: known.name })), el("span.visit__camera", {}, input,
    el("label.visit__camera-way.visit__camera-way--large", { for: id }, app.t("registryTake"))), state);
}

/** @returns {Promise<string>} which sentence says what became of it */
async function handOver(app, known, file) {
  if (file.size > MOST_BYTES) return "registryTooLarge";
  if (!navigator.onLine) return "registryOffline";
  const id = crypto.randomUUID();
  try {
    const sealed = await sealedFor(known.key, await file.arrayBuffer());
    const answer = await send(`/round/${app.visit.id}/hand-over/`, { body: JSON.stringify({ id, ...sealed }) });
    if (!answer.ok) return "registryRefused";
  } catch (error) {
    if (error instanceof SignedOut) return "signIn";
    return error instanceof NoAnswer ? "registryOffline" : "registryRefused";
  }
  await app.model.put(`handed/${id}`, { to: known.name, at: new Date().toISOString() });
  return "registryDone";
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
