import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { unmapTrace } from "../bundling/unmap-trace.ts";
import { OperatorError } from "../operator-error.ts";
import { repositoryRoot } from "../repository-root.ts";
import { runCommand } from "./run-command.ts";

const USAGE = `Usage: npm run -s unmap -- [<function>] [--file <file>] [--maps <folder>]

Reads a stack trace, or a line of a log that holds one, from the file or standard input, and writes it
with the places in the sources. <function> is an id such as create-profile, or the function's name or
log group on AWS; a line of ours names it itself. The maps are those of the last deployment
(cdk.out/maps), else of the last build (dist/maps).`;

/** A line of ours says which route wrote it, however often the line was put into JSON again. */
const ROUTE = /\\*"route\\*":\s*\\*"([a-z0-9-]+)\\*"/;
/** Line ends inside JSON, before a frame. */
const ESCAPED_LINE = /\\+n(?=\s+at )/g;

await runCommand(() => main(process.argv.slice(2)));

/** Exit codes: 0 written, 1 no maps or no function, 2 wrong usage. */
async function main(args: readonly string[]): Promise<number> {
  const options = parse(args);
  if (!options) {
    console.error(USAGE);
    return 2;
  }
  const ids = readdirSync(options.maps);
  const given = options.name === undefined ? undefined : functionId(options.name, ids);
  const input = await (options.file ? readFile(options.file, "utf8") : text(process.stdin));
  let id = given;
  for (const line of input.trimEnd().split("\n")) {
    // The frames that follow a line of ours are its own.
    if (given === undefined) id = idIn(line, ids) ?? id;
    const named = id;
    const mapFile = (folder: string, name: string) => {
      if (folder.includes("node_modules/") || folder.startsWith("node:")) return undefined;
      if (named !== undefined) return join(options.maps, named, `${name}.map`);
      throw new OperatorError(
        "Of which function is it? Give its id or name: npm run -s unmap -- create-profile",
      );
    };
    console.log(unmapTrace(line.replace(ESCAPED_LINE, "\n"), mapFile));
  }
  return 0;
}

function parse(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { file: { type: "string" }, maps: { type: "string" } },
      allowPositionals: true,
    });
    if (positionals.length > 1) return undefined;
    return { name: positionals[0], file: values.file, maps: mapsFolder(values.maps) };
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    return undefined;
  }
}

function mapsFolder(given: string | undefined): string {
  const deployed = join(repositoryRoot, "cdk.out", "maps");
  const built = join(repositoryRoot, "dist", "maps");
  const folder = given !== undefined ? resolve(given) : existsSync(deployed) ? deployed : built;
  if (existsSync(folder)) return folder;
  throw new OperatorError(
    `${folder} does not exist: check out the version that is deployed and run npm run build.`,
  );
}

/** @throws OperatorError for a name that fits no function */
function functionId(name: string, ids: readonly string[]): string {
  const id = ids.includes(name) ? name : idIn(name, ids);
  if (id !== undefined) return id;
  throw new OperatorError(`There are no source maps of a function ${name}.`);
}

/** The function that a line of ours, a function's name or a log group's tells. */
function idIn(line: string, ids: readonly string[]): string | undefined {
  const route = ROUTE.exec(line)?.[1];
  if (route !== undefined && ids.includes(route)) return route;
  return ids.find((id) => new RegExp(`${pascal(id)}(?:Function|Logs)[0-9A-F]{8}`).test(line));
}

function pascal(id: string): string {
  return id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
