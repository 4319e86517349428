/** Times the modules of a phone over one house: node visit_sync.mjs HOUSE.json */
import { readFileSync } from "node:fs";

import { factsIn } from "../src/onderdak/web/pages/static/onderdak/visit/facts.mjs";
import { merged } from "../src/onderdak/web/pages/static/onderdak/visit/merge.mjs";

const { operations, facts, units, times } = JSON.parse(readFileSync(process.argv[2], "utf-8"));

function median(work) {
  const spent = Array.from({ length: times }, () => {
    const begin = performance.now();
    work();
    return performance.now() - begin;
  });
  return spent.sort((one, other) => one - other)[Math.floor(times / 2)];
}

const state = merged(operations);
const path = operations[0].path;
process.stdout.write(JSON.stringify({
  merge_ms: median(() => merged(operations)),
  facts_ms: median(() => factsIn(state, { facts, units })),
  one_ms: median(() => merged([...state.get(path).history, operations[0]])),
}));
