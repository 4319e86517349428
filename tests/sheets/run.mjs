/** Judges the cases of a file with the browser's evaluator: node run.mjs CASES.json */
import { readFileSync } from "node:fs";

import { UnreadableFacts } from "../../src/onderdak/web/pages/static/onderdak/norms/facts.mjs";
import { judge } from "../../src/onderdak/web/pages/static/onderdak/norms/judge.mjs";

const { packs, cases } = JSON.parse(readFileSync(process.argv[2], "utf-8"));

function outcome({ pack, facts }) {
  try {
    return { judgement: judge(packs[pack], facts) };
  } catch (error) {
    if (error instanceof UnreadableFacts) return { slips: error.faults.map((fault) => fault.where) };
    if (error instanceof RangeError) return { too_large: true };
    throw error;
  }
}

process.stdout.write(JSON.stringify(cases.map(outcome)));
