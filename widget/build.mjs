// Builds web/static from the sources here. Every file's name carries a hash of what is in it, so that it can be cached for
// ever; manifest.json says which name is the one to use. Another folder than web/static can be named as an argument.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";
import { build } from "vite";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = process.argv[2] ?? join(here, "..", "web", "static");
const SCRIPTS = ["chat.js", "page.js", "widget.js"];
const SOURCES = { "widget.js": "launcher.ts" };

async function script(name) {
  const [made] = await build({
    configFile: false,
    root: here,
    logLevel: "warn",
    build: {
      write: false,
      target: "es2022",
      lib: {
        entry: join(here, "src", SOURCES[name] ?? name.replace(".js", ".ts")),
        // Vite leaves a module's line breaks in; this way it does not.
        formats: ["iife"],
        name: "beforehand",
      },
    },
  });
  return made.output[0].code;
}

const built = {};
for (const name of readdirSync(join(here, "styles")).filter((name) => !name.startsWith("_"))) {
  built[name.replace(".scss", ".css")] = sass.compile(join(here, "styles", name), {
    loadPaths: [join(here, "node_modules")],
    style: "compressed",
    quietDeps: true,
    charset: false,
  }).css;
}
for (const name of readdirSync(join(here, "scripts"))) {
  built[name] = readFileSync(join(here, "scripts", name), "utf8");
}
for (const name of SCRIPTS) built[name] = await script(name);

mkdirSync(out, { recursive: true });
const manifest = {};
for (const [name, text] of Object.entries(built).sort()) {
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 12);
  manifest[name] = name.replace(".", `-${hash}.`);
  writeFileSync(join(out, manifest[name]), text);
}
writeFileSync(join(out, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
const kept = new Set([...Object.values(manifest), "manifest.json"]);
for (const name of readdirSync(out)) if (!kept.has(name)) rmSync(join(out, name));
