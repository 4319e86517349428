/**
 * Puts the front-end packages where the pages look for them.
 *
 * Run after `npm ci`. Nothing that this script writes is kept in version control. Only what
 * the pages use is copied: the Utrecht components that have a place in our templates, and
 * of the example theme only the design tokens that some rule refers to. A phone in a
 * basement fetches tens of kilobytes instead of hundreds.
 */
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const home = join(dirname(fileURLToPath(import.meta.url)), "..");
const modules = join(home, "node_modules");
const pages = join(home, "src/onderdak/web/pages/static");
const target = join(pages, "vendor");

/** Components in the order in which their rules are to apply. */
const components = [
  "root", "body", "document", "skip-link", "link", "breadcrumb-nav", "paragraph",
  "button", "form-label", "form-field", "form-field-description",
  "form-field-error-message", "form-fieldset", "textbox", "textarea", "select",
  "checkbox", "radio-button", "table", "alert", "data-badge", "number-data",
];
const scripts = ["latin", "latin-ext", "cyrillic", "cyrillic-ext"];

/** Fonts of letters and cards: the whole of each, because a name can hold any letter. */
const letterFonts = {
  "noto-sans": "NotoSans",
  "vazirmatn": "Vazirmatn",
  "ibm-plex-sans-arabic": "IBMPlexSansArabic",
  "noto-sans-ethiopic": "NotoSansEthiopic",
  "noto-sans-devanagari": "NotoSansDevanagari",
  "noto-sans-sc": "NotoSansSC",
};
const letterTarget = join(home, "src/onderdak/foundation/documents/fonts");

/** Without its source map at hand, a reference to one only breaks the static manifest. */
const withoutSourceMap = (text) =>
  text.replace(/\n?\/[/*][#@]\s*sourceMappingURL=[^\n*]*(\*\/)?/g, "");

async function copyText(from, to) {
  await writeFile(join(target, to), withoutSourceMap(await read(from)));
}

const read = (path) => readFile(join(modules, path), "utf8");

async function componentStyles() {
  const sheets = components.map((name) => read(`@utrecht/${name}-css/dist/index.css`));
  return withoutSourceMap((await Promise.all(sheets)).join("\n"));
}

/** The names that a style sheet refers to. */
const references = (css) =>
  [...css.matchAll(/var\(\s*(--[\w-]+)/g)].map(([, name]) => name);

async function usedTokens(styles) {
  const theme = await read("@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css");
  const tokens = new Map(
    [...theme.matchAll(/^\s*(--[\w-]+):\s*(.*?);/gm)].map(([, name, value]) => [name, value]),
  );
  const used = new Set();
  const waiting = references(styles);
  while (waiting.length > 0) {
    const name = waiting.pop();
    if (used.has(name) || !tokens.has(name)) continue;
    used.add(name);
    waiting.push(...references(tokens.get(name)));
  }
  const lines = [...used].sort().map((name) => `  ${name}: ${tokens.get(name)};`);
  return `.voorbeeld-theme {\n${lines.join("\n")}\n}\n`;
}

async function ownStyles() {
  const folder = join(pages, "onderdak");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".css"));
  return (await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")))).join("\n");
}

async function fonts() {
  const source = "@fontsource-variable/noto-sans";
  const sheet = await read(`${source}/wght.css`);
  const faces = sheet.match(/@font-face\s*{[^}]*}/g);
  const wanted = [];
  for (const script of scripts) {
    const file = `noto-sans-${script}-wght-normal.woff2`;
    await cp(join(modules, source, "files", file), join(target, "fonts", file));
    wanted.push(faces.find((face) => face.includes(`/${file}`)));
  }
  const css = wanted.join("\n").replaceAll("./files/", "fonts/").replaceAll("Noto Sans Variable", "Noto Sans");
  await writeFile(join(target, "fonts.css"), `${css}\n`);
}

async function fontsOfLetters() {
  await rm(letterTarget, { recursive: true, force: true });
  await mkdir(letterTarget, { recursive: true });
  const lines = [];
  for (const [name, file] of Object.entries(letterFonts)) {
    const source = `@expo-google-fonts/${name}`;
    const manifest = JSON.parse(await read(`${source}/package.json`));
    if (!manifest.license.includes("OFL-1.1")) throw new Error(`${source}: licence is ${manifest.license}`);
    for (const weight of ["400Regular", "700Bold"]) {
      const font = `${file}_${weight}.ttf`;
      await cp(join(modules, source, weight, font), join(letterTarget, font));
    }
    await cp(join(modules, source, "LICENSE_FONT"), join(letterTarget, `${file}-OFL.txt`));
    lines.push(`${source} ${manifest.version}: font OFL-1.1, package ${manifest.license}`);
  }
  await writeFile(join(letterTarget, "LICENCES.txt"), `${lines.join("\n")}\n`);
}

async function licences() {
  const folders = {
    "htmx.org": "0BSD",
    "maplibre-gl": "BSD-3-Clause",
    "@fontsource-variable/noto-sans": "OFL-1.1",
    "@nl-design-system-unstable/voorbeeld-design-tokens": "EUPL-1.2",
    "@utrecht/component-library-css": "EUPL-1.2",
  };
  const lines = [];
  for (const [name, licence] of Object.entries(folders)) {
    const manifest = JSON.parse(await read(`${name}/package.json`));
    if (manifest.license !== licence) throw new Error(`${name}: licence is ${manifest.license}`);
    lines.push(`${name} ${manifest.version}: ${licence}`);
  }
  await writeFile(join(target, "LICENCES.txt"), `${lines.join("\n")}\n`);
}

await rm(target, { recursive: true, force: true });
await mkdir(join(target, "fonts"), { recursive: true });
const styles = await componentStyles();
await writeFile(join(target, "utrecht.css"), styles);
await writeFile(join(target, "voorbeeld.css"), await usedTokens(styles + (await ownStyles())));
await copyText("htmx.org/dist/htmx.min.js", "htmx.js");
await copyText("maplibre-gl/dist/maplibre-gl.mjs", "maplibre-gl.mjs");
await copyText("maplibre-gl/dist/maplibre-gl-worker.mjs", "maplibre-gl-worker.mjs");
await copyText("maplibre-gl/dist/maplibre-gl.css", "maplibre-gl.css");
await fonts();
await fontsOfLetters();
await licences();
