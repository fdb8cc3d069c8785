import { parseArgs } from "node:util";
import { dataDirOf } from "./data-dir.ts";

/** Default port of the API. */
const DEFAULT_PORT = 4010;
/** Node.js's own, which debuggers look at. */
const DEFAULT_INSPECT_PORT = 9229;

/** What `npm start` was asked for. */
export interface StartOptions {
  readonly port: number;
  readonly dataDir: string;
  /** Follows the sources. */
  readonly watch: boolean;
  /** The function whose next call waits for a debugger, and on which port. */
  readonly inspect?: { readonly id: string; readonly port: number };
}

/** @throws Error with one sentence for what cannot be meant */
export function startOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): StartOptions {
  refuseUserPool(args, environment);
  const { watch, inspect } = flags(args);
  const [id, inspectPort, more] = inspect?.split(":") ?? [];
  if (id === "" || more !== undefined) throw new Error("--inspect needs the id of a function.");
  return {
    port: portOf(environment.PORT, DEFAULT_PORT, "PORT"),
    dataDir: dataDirOf(environment),
    watch,
    ...(id && { inspect: { id, port: portOf(inspectPort, DEFAULT_INSPECT_PORT, "--inspect") } }),
  };
}

/** Which functions there are is told by those that are near the one that is not. */
export function assertFunction(id: string, ids: readonly string[]): void {
  if (ids.includes(id)) return;
  const near = ids
    .map((candidate) => ({ candidate, distance: distance(id, candidate) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
  throw new Error(`There is no function ${id}; near it are ${near.join(", ")}.`);
}

function flags(args: readonly string[]): { readonly watch: boolean; readonly inspect?: string } {
  const options = {
    watch: { type: "boolean", default: false },
    inspect: { type: "string" },
    // Settings of a deployment mean nothing here; they were let pass, and are.
    context: { type: "string", short: "c", multiple: true },
  } as const;
  try {
    const { watch, inspect } = parseArgs({ args: [...args], options }).values;
    return { watch, ...(inspect !== undefined && { inspect }) };
  } catch {
    throw new Error("Usage: npm start -- [--watch] [--inspect <function>[:<port>]]");
  }
}

/** The laptop has settings of its own; this one would make another service of it. */
function refuseUserPool(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): void {
  const argument = args.find((arg) => /^(-c=?|--context=)?userPool=/.test(arg));
  const setting = argument?.split("userPool=")[1] ?? environment.PROFILES_USER_POOL;
  if (!setting || setting === "false") return;
  throw new Error(
    "Amazon Cognito does not run on the laptop: start without the setting userPool, and sign in with npm run token.",
  );
}

function portOf(text: string | undefined, fallback: number, name: string): number {
  if (text === undefined || text === "") return fallback;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 0 && port <= 65_535) return port;
  throw new Error(`${name} must be a number from 0 to 65535.`);
}

/** Letters to add, drop or change until one word is the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const change = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, change));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
