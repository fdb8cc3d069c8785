import { parseArgs } from "node:util";
import { errorCode, notWritable } from "@profiles-api/laptop/running";
import {
  DEFAULT_LIFETIME_SECONDS,
  MAX_ACCOUNT_LENGTH,
  mintToken,
} from "@profiles-api/laptop/token";
import { dataDirOf } from "./data-dir.ts";

const USAGE =
  "Usage: npm run -s token -- <account> [--expires-in <number>s|m|h|d], with an account name of " +
  `1 to ${MAX_ACCOUNT_LENGTH} characters.`;

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

interface TokenArguments {
  readonly account: string;
  readonly lifetimeSeconds: number;
}

process.exitCode = await main(process.argv.slice(2));

/** Prints a token and nothing else. Exit codes: 0 printed, 1 no key pair to be had, 2 wrong usage. */
async function main(args: readonly string[]): Promise<number> {
  const request = parse(args);
  if (request === undefined) {
    console.error(USAGE);
    return 2;
  }
  const dataDir = dataDirOf(process.env);
  try {
    console.log(await mintToken({ dataDir, ...request }));
    return 0;
  } catch (error) {
    const failure = errorCode(error) === undefined ? error : notWritable(dataDir, error);
    console.error(failure instanceof Error ? failure.message : String(failure));
    return 1;
  }
}

function parse(args: readonly string[]): TokenArguments | undefined {
  // A single argument is the account, even one that begins with a dash.
  const [only] = args;
  if (args.length === 1 && only !== undefined && !/^--(?:help|expires-in.*|)$/.test(only)) {
    return withAccount(only, DEFAULT_LIFETIME_SECONDS);
  }
  try {
    const options = { "expires-in": { type: "string" } } as const;
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true });
    const [account, ...rest] = parsed.positionals;
    const lifetimeSeconds = secondsOf(parsed.values["expires-in"]);
    if (account === undefined || rest.length > 0 || lifetimeSeconds === undefined) return undefined;
    return withAccount(account, lifetimeSeconds);
  } catch {
    return undefined;
  }
}

function withAccount(account: string, lifetimeSeconds: number): TokenArguments | undefined {
  const length = [...account].length;
  return length >= 1 && length <= MAX_ACCOUNT_LENGTH ? { account, lifetimeSeconds } : undefined;
}

/** `90s`, `15m`, `1h`, `7d`. Undefined for anything else, also for a number without its unit. */
function secondsOf(text: string | undefined): number | undefined {
  if (text === undefined) return DEFAULT_LIFETIME_SECONDS;
  const [, count, unit = ""] = /^(\d{1,8})([smhd])$/.exec(text) ?? [];
  const seconds = Number(count ?? 0) * (SECONDS[unit] ?? 0);
  return seconds > 0 ? seconds : undefined;
}
