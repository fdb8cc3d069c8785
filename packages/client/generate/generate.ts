import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { clientText } from "./client-text.ts";

const DOCUMENT = new URL("../../../docs/openapi.json", import.meta.url);
const FOLDER = fileURLToPath(new URL("../source/generated", import.meta.url));

/** Writes what is made from the document; with `--check` it only looks whether it is up to date. */
function main(): void {
  const made = clientText(JSON.parse(readFileSync(DOCUMENT, "utf8")));
  if (process.argv.includes("--check")) {
    const stale = Object.entries(made).filter(([name, text]) => textOf(name) !== text);
    if (stale.length === 0) return;
    const names = stale.map(([name]) => name).join(", ");
    console.error(`packages/client is older than docs/openapi.json (${names}): npm run openapi`);
    process.exitCode = 1;
    return;
  }
  mkdirSync(FOLDER, { recursive: true });
  for (const name of readdirSync(FOLDER)) if (!(name in made)) rmSync(join(FOLDER, name));
  for (const [name, text] of Object.entries(made)) writeFileSync(join(FOLDER, name), text);
}

function textOf(name: string): string | undefined {
  try {
    return readFileSync(join(FOLDER, name), "utf8");
  } catch {
    return undefined;
  }
}

main();
