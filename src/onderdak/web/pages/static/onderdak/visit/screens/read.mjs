/** A text to read aloud, or to hold up: large letters, in the language of who opened the door. */
import { button, el, note, way } from "./dom.mjs";
import { languagesOf, pathOf } from "./kit.mjs";

/**
 * A way to a text; opens in the language that was chosen at the door.
 *
 * @param {any} app
 * @param {string} key
 * @param {string} [room]  Where it is about one room: its id; about one person: the path of what they say.
 */
export function readWays(app, key, room = "") {
  if (languagesOf(app, key).length === 0) return null;
  const now = app.model.get(pathFor(app, key, room));
  const name = languagesOf(app, key).find((one) => one.code === now)?.name;
  return el("div.visit__read", {},
    way(app.t(`read_${key}`), app.to("read", key, chosen(app, key)?.code ?? "nl", encodeURIComponent(room)), "secondary"),
    name && el("p.visit__small", {}, app.t("wasRead", { language: name })));
}

/** Where it is kept that a text was read: the checklist says, else beside the steps at the door. */
function pathFor(app, key, room) {
  if (room.includes("/")) return `${room}/${key}_told`;
  for (const section of app.visit.kit?.checklist ?? []) {
    const item = section.items.find((one) => one.kind === "read" && one.text === key && one.path);
    if (item && !(item.path.includes("{room}") && !room)) return pathOf(item.path, { room });
  }
  return `entry/read_${key}`;
}

function chosen(app, key) {
  const all = languagesOf(app, key);
  const wanted = app.model.get("entry/language") ?? app.visit.languages?.[0];
  return all.find((one) => one.code === wanted) ?? all.find((one) => one.code === "en") ?? all[0];
}

export function read(app, key = "purpose", code = "", room = "") {
  const all = languagesOf(app, key);
  back = cameFrom(app, room);
  const one = all.find((each) => each.code === code) ?? chosen(app, key);
  if (!one) return { title: app.t("readAloud"), back: [app.to("door"), app.t("door")], inside: [note("info", app.t("noText"))] };
  return {
    title: app.t(`read_${key}`),
    back: [back, app.t("goBack")],
    inside: [
      el("nav.visit__languages", { "aria-label": app.t("languages") }, all.map((each) =>
        el("a.visit__language", { href: app.to("read", key, each.code, encodeURIComponent(room)), lang: each.code, "aria-current": each.code === one.code ? "true" : false, id: `language-${each.code}` }, each.name))),
      el("div.visit__aloud", { lang: one.code, dir: one.direction, tabindex: "0", role: "region", "aria-label": one.name },
        one.words.split(/\n\s*\n/).map((paragraph) => el("p", {}, paragraph))),
      one.note && el("p.visit__small", { lang: one.code, dir: one.direction }, one.note),
      told(app, key, one, room),
    ].filter(Boolean),
  };
}

let back = "#/";

/** The screen from which a text was opened; changing its language does not change that. */
function cameFrom(app, room) {
  if (app.before && !app.before.includes("/read/")) return app.before;
  if (room.includes("/")) return app.to("statements");
  return room ? app.to("room", room) : app.to("door");
}

/** That it was read or shown, and in which language; of the right to be silent this opens the questions. */
function told(app, key, one, room) {
  const path = pathFor(app, key, room);
  const now = app.model.get(path);
  return el("div.visit__told", {},
    now !== null && note("success", app.t("wasRead", { language: languagesOf(app, key).find((each) => each.code === now)?.name ?? "" })),
    button(app.t("readDone"), async () => {
      await app.model.put(path, one.code);
      if (app.model.get("entry/language") === null) await app.model.put("entry/language", one.code);
      app.told(app.t("wasRead", { language: one.name }));
      app.go(back);
    }, "primary", { id: "read-done" }));
}
