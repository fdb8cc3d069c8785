import { dataDirOf } from "../../laptop/data-dir.ts";
import { OperatorError } from "../../operator-error.ts";
import type { SmokeOptions } from "./smoke-options.ts";
import type { Accounts } from "./walking-accounts.ts";

/** Seconds that a token of the laptop is good for. */
const LIFETIME = 3_600;

const NO_TOKEN =
  "There is nobody to act as: give --token, or --user-pool and --client, or --stack of stacks that have a user pool.";

/**
 * Gets the tokens.
 * @param run distinguishes the accounts of this run
 * @throws OperatorError
 */
export async function accountsFor(
  { tokens, pool }: SmokeOptions,
  { run, onLaptop }: { readonly run: string; readonly onLaptop: boolean },
): Promise<Accounts> {
  const nothing = async () => [];
  if (tokens.length > 0) {
    for (const token of tokens) requireFresh(token);
    const [one, other] = tokens.map((token) => accountOf(token));
    if (one !== undefined && one === other) {
      throw new OperatorError("--second-token is of the same account as --token.");
    }
    return { tokens, areMade: false, release: nothing };
  }
  if (pool) {
    // Loaded for those who have a pool: it brings the SDK along.
    const { makePoolUsers } = await import("./pool-users.ts");
    return makePoolUsers(pool, run);
  }
  if (!onLaptop) throw new OperatorError(NO_TOKEN);
  // Loaded for the laptop alone, like the pool's users.
  const { mintToken } = await import("@profiles-api/laptop/token");
  const dataDir = dataDirOf(process.env);
  const accounts = [`smoke-${run}-owner`, `smoke-${run}-visitor`];
  const minted = accounts.map((account) =>
    mintToken({ dataDir, account, lifetimeSeconds: LIFETIME }),
  );
  return { tokens: await Promise.all(minted), areMade: true, release: nothing };
}

/** @throws OperatorError for something that is not a JWT, or has expired */
function requireFresh(token: string): void {
  const { exp } = claimsOf(token) ?? {};
  if (exp === undefined) throw new OperatorError("The token is not a JWT with an expiry.");
  if (Number(exp) * 1_000 > Date.now()) return;
  const when = new Date(Number(exp) * 1_000).toISOString();
  throw new OperatorError(`The token expired at ${when}; get a new one.`);
}

function accountOf(token: string): string {
  const { iss, sub } = claimsOf(token) ?? {};
  return JSON.stringify([iss, sub]);
}

/** The claims of a JWT, which the API will verify. */
function claimsOf(token: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
    return typeof claims === "object" && claims !== null ? claims : undefined;
  } catch {
    return undefined;
  }
}
