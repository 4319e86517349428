/**
 * Photos: taken at the question they belong to, shown small, opened large.
 *
 * A picture is drawn on a canvas, so that no address of it comes into the page.
 */
import { el, fresh, note, part } from "./dom.mjs";
import { clockIn } from "./reading.mjs";

const SMALL = 96;
const LARGE = 1100;

/** The button that takes a photo of one question, and what was taken already. */
export function photoOf(app, asked) {
  if (asked.photo === undefined && !asked.photos) return null;
  const area = el("div.visit__photos");
  const draw = () => area.replaceChildren(camera(app, asked, draw), ...takenOf(app, asked.path).map((one) => thumb(app, one)));
  draw();
  return area;
}

/** What was taken of one question, here or by a colleague. */
export function takenOf(app, path) {
  return app.model.under("photo/").map((id) => ({ id, ...(app.model.get(`photo/${id}`) ?? {}) })).filter((one) => one.item === path);
}

function camera(app, asked, draw) {
  const id = fresh("photo");
  const input = el("input.visually-hidden", { id, type: "file", accept: "image/*", capture: "environment" });
  const state = el("span.visit__small", { role: "status" });
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (!file) return;
    state.textContent = app.t("photoKeeping");
    try {
      await app.store.keepPhoto(app.visit.id, file, { path: asked.path, place: await placeOf(app) });
      await app.model.load();
      app.photos = await app.photosOf(app.visit.id);
      draw();
      app.showStatus();
      app.told(app.t("photoKept"));
    } catch (error) {
      const unreadable = error instanceof app.store.NoPicture;
      state.textContent = app.t(unreadable ? "photoUnreadable" : "photoNotKept");
      if (!unreadable) throw error; // a phone that is full is said by the ground
    } finally {
      input.value = "";
    }
  });
  const wanted = asked.photo ? app.t("photoWanted") : app.t("photoTake");
  return el("span.visit__camera", {}, input, el(`label.visit__camera-way${asked.photo || asked.photos ? "" : ".visit__camera-way--quiet"}`, { for: id }, wanted, el("span.visually-hidden", {}, `: ${asked.title}`)), state);
}

/** Where the phone is, only when the inspector asked for it on this visit. */
async function placeOf(app) {
  if (!app.withPlace || !navigator.geolocation) return null;
  return new Promise((done) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => done({ latitude: coords.latitude, longitude: coords.longitude, accuracy: Math.round(coords.accuracy) }),
      () => done(null), { timeout: 4000, maximumAge: 60_000 },
    );
  });
}

function thumb(app, photo) {
  const when = photo.taken_at ? clockIn(app, photo.taken_at) : "";
  return el("a.visit__thumb", { href: app.to("photos", photo.id), "aria-label": app.t("photoOf", { when }) }, picture(app, photo.id, SMALL));
}

const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    seen.unobserve(entry.target);
    entry.target.dispatchEvent(new Event("look"));
  }
}, { rootMargin: "200px" });

/** Drawn when it comes into sight: sixty photos cost no more than those on the screen. */
function picture(app, id, size) {
  const canvas = el("canvas.visit__picture", { width: size, height: size, "aria-hidden": "true" });
  canvas.addEventListener("look", async () => {
    const blob = await app.store.photoBlob(id).catch(() => null);
    if (!blob) { canvas.dataset.elsewhere = ""; return; }
    const image = await createImageBitmap(blob);
    const scale = Math.min(1, size / Math.max(image.width, image.height));
    canvas.width = Math.max(1, Math.round(image.width * scale));
    canvas.height = Math.max(1, Math.round(image.height * scale));
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    canvas.dataset.drawn = "";
  }, { once: true });
  seen.observe(canvas);
  return canvas;
}

/** All photos of the visit, or one of them large. */
export function photos(app, id = "") {
  if (id) return one(app, id);
  const all = app.model.under("photo/");
  return {
    title: app.t("photos"),
    back: [app.to(""), app.t("visit")],
    inside: [
      placeSwitch(app),
      part(app.t("photoBesides"), camera(app, { path: "place/photo", title: app.t("photoBesides"), photos: true }, () => app.again())),
      all.length === 0
        ? note("info", app.t("noPhotos"))
        : el("ul.visit__grid", {}, all.map((each) => el("li", {}, thumb(app, { id: each, ...(app.model.get(`photo/${each}`) ?? {}) })))),
    ],
  };
}

function placeSwitch(app) {
  const id = "photo-place";
  const box = el("input", { id, type: "checkbox" });
  box.checked = Boolean(app.withPlace);
  box.addEventListener("change", () => { app.withPlace = box.checked; });
  return el("p.visit__switch", {}, box, el("label", { for: id }, app.t("photoPlace")));
}

function one(app, id) {
  const said = app.model.get(`photo/${id}`) ?? {};
  const kept = app.photos.get(id);
  const line = (name, value) => (value ? [el("dt", {}, name), el("dd", {}, value)] : []);
  return {
    title: app.t("photo"),
    back: [app.to("photos"), app.t("photos")],
    inside: [
      el("div.visit__large", { role: "img", "aria-label": app.t("photoOf", { when: said.taken_at ? clockIn(app, said.taken_at) : "" }) }, picture(app, id, LARGE)),
      kept ? null : note("info", app.t("photoElsewhere")),
      el("dl.visit__facts", {},
        line(app.t("photoTime"), said.taken_at ? clockIn(app, said.taken_at) : ""),
        line(app.t("photoWhere"), said.place ? `${said.place.latitude.toFixed(5)}, ${said.place.longitude.toFixed(5)} (± ${said.place.accuracy} m)` : app.t("photoNoPlace")),
        line(app.t("photoHash"), said.sha256),
        line(app.t("photoSent"), kept ? app.t(kept.sent ? "sent" : kept.state === "refused" ? "refused" : "waits") : app.t("sent"))),
      kept?.why ? note("error", kept.why) : null,
    ].filter(Boolean),
  };
}
