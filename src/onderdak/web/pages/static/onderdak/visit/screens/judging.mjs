/** What the norms of tonight say of the facts so far; computed here, and again by the server. */
import { judge } from "../../norms/judge.mjs";
import { factsOf } from "../facts.mjs";

const remembered = new Map();

/** Forgets what was computed, when other norms came in. */
export const clearFindings = () => remembered.clear();

/**
 * @returns {{findings: any[], hints: any[], faults: any[], missing: boolean}}
 */
export function told(app) {
  const { model, visit } = app;
  if (!visit.pack) return { findings: [], hints: [], faults: [], missing: true };
  const now = [...model.byPath.values()].reduce((sum, each) => sum + each.length, 0);
  const known = remembered.get(visit.id);
  if (known?.now === now) return known.told;
  const made = computed(model.state, visit.pack);
  remembered.set(visit.id, { now, told: made });
  return made;
}

function computed(state, pack) {
  try {
    const { findings, hints } = judge(pack, factsOf(state, pack));
    return { findings, hints, faults: [], missing: false };
  } catch (error) {
    // A fact that cannot be meant: the list says so, and nothing is judged on it.
    return { findings: [], hints: [], faults: error.faults ?? [{ where: "", expected: String(error.message) }], missing: false };
  }
}

/** The name under which a verdict on a finding is kept. */
export function keyOf(finding) {
  const rule = [finding.rule, finding.part].filter(Boolean).join(".");
  return `${rule}@${finding.place ?? ""}`;
}
