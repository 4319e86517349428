// Reads [condition, answers] pairs from standard input, and writes which of them hold.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { holds } = await import(pathToFileURL(process.argv[2]));
const cases = JSON.parse(readFileSync(0, "utf8"));
const said = cases.map(([condition, answers]) => {
  const app = { model: { get: (path) => answers[path] ?? null } };
  return holds(app, condition, {});
});
process.stdout.write(JSON.stringify(said));
