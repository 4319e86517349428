/** What this phone still has to send, in few words, on every screen. */
import { el } from "./dom.mjs";

export function status(app) {
  const waiting = waitingOf(app);
  const state = app.stoppedBy;
  const refused = refusedOf(app);
  const words = refused.length > 0 ? app.t("someRefused")
    : state === "signedOut" ? app.t("signIn")
    : state === "otherAccount" ? app.t("otherAccount")
    : waiting > 0 ? app.t(waiting === 1 ? "waitsOne" : "waitsMany", { count: waiting })
    : state === "offline" || !navigator.onLine ? app.t("noConnection")
    : app.t("nothingWaits");
  const kind = refused.length > 0 ? "error" : waiting > 0 || state === "signedOut" ? "warning" : "success";
  const attributes = { data: { sent: "", waiting: waiting, kind } };
  return app.visit
    ? el(`a.visit__status`, { href: app.to("unsent"), ...attributes }, words)
    : el(`span.visit__status`, attributes, words);
}

/** What of this visit the server does not have yet: answers and photos. */
export const waitingFor = (app) => inState(app, "waiting");

/** What the server refused, with why; it stays here until somebody has read it. */
export const refusedOf = (app) => inState(app, "refused");

export const waitingOf = (app) => waitingFor(app).length;

function inState(app, state) {
  if (!app.visit || !app.model) return [];
  const found = [];
  for (const operations of app.model.byPath.values()) found.push(...operations.filter((one) => one.state === state));
  for (const photo of app.photos?.values() ?? []) if (photo.state === state) found.push(photo);
  return found;
}
