/** Which question a path answers, in words: for two answers side by side and for the history. */
import { pathOf } from "./kit.mjs";
import { roomName, unitsOf } from "./rooms.mjs";

/** @returns {import("./fields.mjs").Asked & {where: string}} */
export function questionOf(app, path) {
  const where = whereOf(app, path);
  const found = itemOf(app, path);
  if (found) {
    return { ...found, path, where };
  }
  return { path, where, title: nameOf(app, path), kind: kindOf(app, path), options: optionsOf(app, path) };
}

function itemOf(app, path) {
  const parts = path.split("/");
  const fill = { [parts[0]]: parts[1], person: parts[2], neighbour: parts[2] };
  for (const section of app.visit.kit?.checklist ?? []) {
    const item = section.items.find((one) => one.path && pathOf(one.path, fill) === path);
    if (item) {
      return {
        title: app.say(item.title), kind: item.kind, unit: item.unit, least: item.least, most: item.most,
        options: (item.options ?? []).map((one) => ({ key: one.key, title: app.say(one.title) })),
      };
    }
  }
  return null;
}

function whereOf(app, path) {
  const [first, id] = path.split("/");
  if (first === "room") return roomName(app, id);
  if (first === "unit") return unitsOf(app).find((one) => one.id === id)?.name ?? "";
  return "";
}

const last = (path) => path.split("/").at(-1);

/** What a path without a question of its own belongs to. */
const FIRST = {
  photo: (app) => app.t("photo"), act: (app) => app.t("act"), good: (app) => app.t("good"), child: (app) => app.t("child"),
  handed: (app) => app.t("registry"), statement: (app) => app.t("statements"), finding: (app) => app.t("findings"),
};

/** Questions of the screens themselves, by the last part of their path. */
function nameOf(app, path) {
  return app.words[`path_${last(path)}`] ?? app.words[`fact_${last(path)}`] ?? FIRST[path.split("/")[0]]?.(app) ?? last(path);
}

const TRUTH = new Set(["identified", "purpose_stated", "shared_language", "interpreter", "explained_truthfully", "consent_free", "entered", "locked", "nobody_home", "own_home", "named"]);

function kindOf(app, path) {
  if (optionsOf(app, path)) return "word";
  return TRUTH.has(last(path)) ? "truth" : "text";
}

function optionsOf(app, path) {
  if (last(path) === "consent") return ["given", "refused", "silent", "absent", "shared", "withdrawn"].map((key) => ({ key, title: app.t(`consent_${key}`) }));
  if (/^room\/[^/]+\/kind$/.test(path)) return ["bedroom", "living", "kitchen", "bathroom", "other"].map((key) => ({ key, title: app.t(`kind_${key}`) }));
  if (last(path) === "verdict") return ["confirmed", "deviates"].map((key) => ({ key, title: app.t(`verdict_${key}`) }));
  return undefined;
}
