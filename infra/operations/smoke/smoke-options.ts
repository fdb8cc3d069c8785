import { parseArgs } from "node:util";
import { OperatorError } from "../../operator-error.ts";

/** What is walked, and as whom. */
export interface SmokeOptions {
  /** The API, without a trailing slash; undefined: the stacks tell. */
  readonly apiUrl: string | undefined;
  /** Prefix of the stacks whose outputs tell the rest. */
  readonly stack: string | undefined;
  readonly tokens: readonly string[];
  readonly pool: { readonly userPool: string; readonly client: string } | undefined;
}

/** Printed when the command line is not understood. */
export const USAGE = `Usage:
  npm run smoke -- <ApiUrl> --token <jwt> [--second-token <jwt>]
  npm run smoke -- <ApiUrl> --user-pool <UserPoolId> --client <UserPoolBrowserClientId>
  npm run smoke -- --stack <stackPrefix> [--token <jwt> [--second-token <jwt>]]
  npm run smoke -- http://127.0.0.1:4010

Tokens may also come as SMOKE_TOKEN and SMOKE_SECOND_TOKEN. With a user pool the command makes users
of its own and removes them; with --stack it finds address and pool in the outputs of the stacks.
Both need AWS credentials. On the laptop it signs tokens with the keys of DATA_DIR, as npm run token.`;

const OPTIONS = {
  token: { type: "string" },
  "second-token": { type: "string" },
  "user-pool": { type: "string" },
  client: { type: "string" },
  stack: { type: "string" },
} as const;

/**
 * Reads the command line.
 * @returns undefined for one that is not understood
 * @throws OperatorError for an address that cannot be called
 */
export function readOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): SmokeOptions | undefined {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch {
    return undefined;
  }
  const { values, positionals } = parsed;
  const [address, ...more] = positionals;
  const { stack, client, "user-pool": userPool } = values;
  const given = userPool === undefined ? env : {};
  const first = values.token ?? given.SMOKE_TOKEN;
  const second = values["second-token"] ?? given.SMOKE_SECOND_TOKEN;
  const hasBoth = (userPool === undefined) === (client === undefined);
  // One place tells where the API is.
  if (more.length > 0 || !hasBoth || (address === undefined) === (stack === undefined)) {
    return undefined;
  }
  if ((second && !first) || (userPool !== undefined && values.token !== undefined)) {
    return undefined;
  }
  return {
    apiUrl: address === undefined ? undefined : callableUrl(address),
    stack,
    tokens: [first, second].flatMap((token) => token || []),
    pool: userPool && client ? { userPool, client } : undefined,
  };
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
}

/** @throws OperatorError */
export function callableUrl(address: string): string {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username) {
    throw new OperatorError(`${address} is not the address of an API, as the output ApiUrl is.`);
  }
  if (url.protocol === "http:" && !isLoopback(address)) {
    throw new OperatorError(`${address} would get a token unencrypted: it must begin with https.`);
  }
  return url.href.replace(/\/+$/, "");
}

/** Whether an address is the laptop's own. */
export function isLoopback(address: string): boolean {
  return /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(new URL(address).hostname);
}
