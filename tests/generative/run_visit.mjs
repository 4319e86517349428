/** Runs the modules of the device over the cases of a file: node run_visit.mjs CASES.json */
import { readFileSync } from "node:fs";

const visit = "../../src/onderdak/web/pages/static/onderdak/visit";
const norms = "../../src/onderdak/web/pages/static/onderdak/norms";
const { canonical, merged, operation, refusal } = await import(`${visit}/merge.mjs`);
const { factsIn, roomsOf } = await import(`${visit}/facts.mjs`);
const { judge } = await import(`${norms}/judge.mjs`);

const told = (state) =>
  [...state].map(([path, found]) => ({
    path,
    heads: found.heads.map((one) => one.id),
    values: found.values.map(({ typed, operations, sealed }) => ({
      typed: canonical(typed), by: operations.map((one) => one.id), sealed,
    })),
    settled: found.settled,
    value: canonical(found.value),
    history: found.history.map((one) => one.id),
  }));

const TASKS = {
  merge: (operations) => told(merged(operations)),
  type: ([operations, path]) =>
    operation(merged(operations), {
      device: "7f3b2a10-0000-4000-8000-000000000001", n: 1, path, typed: "x", at: new Date(0).toISOString(),
    }),
  canonical,
  refusal,
  rooms: (operations) => roomsOf(merged(operations)),
  facts({ operations }, { pack }) {
    const found = factsIn(merged(operations), pack);
    return { ...found, judgement: judge(pack, found.raw) };
  },
};

const { task, cases, ...more } = JSON.parse(readFileSync(process.argv[2], "utf-8"));
process.stdout.write(JSON.stringify(cases.map((one) => TASKS[task](one, more))));
