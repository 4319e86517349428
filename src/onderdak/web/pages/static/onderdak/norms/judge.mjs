/**
 * Judges the facts of a location by a pack of norms: the norms of one day and one
 * municipality, as the server gives them. The outcome is what the server would say.
 *
 * @typedef {import("./evaluate.mjs").Seen} Seen
 * @typedef {object} Finding
 * @property {string} rule
 * @property {string|null} part
 * @property {string|null} place  The name of the housing unit.
 * @property {"law"|"local"|"private"|"policy"} kind
 * @property {"meets"|"breaches"|"cannot_judge"} outcome
 * @property {boolean} prompt  Cannot be judged, and yet gives reason to look.
 * @property {number|boolean|string|null} measured
 * @property {number|boolean|string|null} threshold
 * @property {string|null} unit
 * @property {string[]} missing
 * @property {string} article
 * @property {string} parameter_version
 * @property {{nl: string, en: string}} text
 * @property {{nl: string, en: string}|null} mend
 * @property {object|null} coming
 */
import { missingOf, once, valueOf } from "./evaluate.mjs";
import { readFacts } from "./facts.mjs";
import { cannotJudge, filled, LANGUAGES, plain, shown } from "./wording.mjs";

const FORMAT = 1;
const NO_UNIT = { name: null, known: {}, rooms: null };

/**
 * @param {any} pack
 * @param {any} raw  A facts file, partial as it may be.
 * @returns {{on: string, municipality: string|null, findings: Finding[], hints: Finding[],
 *   not_applicable: object[], starting: object[]}}
 * @throws {import("./facts.mjs").UnreadableFacts} with every slip at once
 */
export function judge(pack, raw) {
  if (pack.format !== FORMAT) throw new TypeError(`A pack of format ${pack.format} cannot be read.`);
  const location = readFacts(raw, pack);
  const facts = new Map(pack.facts.map((fact) => [fact.path, fact]));
  const told = { findings: [], hints: [], not_applicable: [] };
  for (const norm of pack.norms) {
    for (const unit of judged(norm, location)) {
      /** @type {Seen} */
      const seen = { on: pack.day, facts, parameters: pack.parameters, location, unit, room: {} };
      const finding = found(norm, seen, pack);
      if (finding) told[norm.as === "finding" ? "findings" : "hints"].push(finding);
      else told.not_applicable.push({ rule: norm.rule, part: norm.part, place: unit.name });
    }
  }
  return { on: pack.on, municipality: pack.municipality, ...told, starting: pack.starting };
}

/** What is judged: each unit, or the location as a whole. */
const judged = (norm, location) => (norm.about === "unit" ? (location.units ?? [NO_UNIT]) : [NO_UNIT]);

const maybe = (node, seen) => (node === null ? null : valueOf(node, seen));

/** What one norm says of one unit or location; null where it does not apply. */
function found(norm, seen, pack) {
  const applies = norm.applies === null ? true : valueOf(norm.applies, seen);
  if (applies === false) return null;
  const outcome = outcomeOf(norm, applies, valueOf(norm.holds, seen));
  const unsure = outcome === "cannot_judge";
  const measured = maybe(norm.measured, seen);
  const threshold = maybe(norm.threshold, seen);
  const prompt = unsure && maybe(norm.prompt, seen) === true;
  const missing = unsure ? missingFor(norm, seen) : [];
  const values = (language) => sentenceValues(norm, seen, pack, { measured, threshold }, language);
  const say = (name, language) => filled(norm.sentences[name][language], values(language));
  const unknown = (language) => {
    const hint = prompt && norm.sentences.prompt ? `${say("prompt", language)} ` : "";
    return hint + cannotJudge(missing, pack, language);
  };
  return {
    rule: norm.rule,
    part: norm.part,
    place: seen.unit.name,
    kind: norm.kind,
    outcome,
    prompt,
    measured: plain(measured, norm.unit, pack),
    threshold: plain(threshold, norm.unit, pack),
    unit: norm.unit,
    missing,
    article: norm.article,
    parameter_version: norm.parameter_version,
    text: inLanguages(unsure ? unknown : (language) => say(outcome, language)),
    mend: outcome === "breaches" ? inLanguages((language) => say("mend", language)) : null,
    coming: norm.coming,
  };
}

function outcomeOf(norm, applies, holds) {
  if (norm.unverified || applies === null || holds === null) return "cannot_judge";
  return holds ? "meets" : "breaches";
}

function missingFor(norm, seen) {
  const unknown = [norm.applies, norm.holds].filter((node) => node !== null && valueOf(node, seen) === null);
  const unverified = norm.unverified ? [`parameter:${norm.by}`] : [];
  return once([...unverified, ...unknown.flatMap((node) => missingOf(node, seen))]);
}

const inLanguages = (say) => Object.fromEntries(LANGUAGES.map((language) => [language, say(language)]));

function sentenceValues(norm, seen, pack, { measured, threshold }, language) {
  const own = Object.entries(norm.values).map(([name, node]) => [
    name, shown(valueOf(node, seen), norm.shown_in[name], language, pack),
  ]);
  return {
    place: seen.unit.name ?? "",
    measured: shown(measured, norm.unit, language, pack),
    threshold: shown(threshold, norm.unit, language, pack),
    ...Object.fromEntries(own),
  };
}
