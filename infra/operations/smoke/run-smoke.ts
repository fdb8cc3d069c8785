import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { listProfilesRoute } from "../../../shared/routes/profiles/list-profiles.ts";
import { getHealthRoute } from "../../../shared/routes/system/get-health.ts";
import { OperatorError } from "../../operator-error.ts";
import type { Caller } from "./api-caller.ts";
import { describe, expectEqual } from "./expectations.ts";
import { DOCUMENT, Facts, Interrupted } from "./facts.ts";
import { send } from "./http-client.ts";
import { accountsFor } from "./smoke-accounts.ts";
import { isLoopback, type SmokeOptions } from "./smoke-options.ts";
import { seconds, type WalkContext, walkContext } from "./walk-context.ts";
import { walkEverything } from "./walk-everything.ts";
import type { Accounts } from "./walking-accounts.ts";

/** Milliseconds that the walk may take, and after it the removal of what it made. */
const WALK_LIMIT = 5 * 60_000;
const REMOVAL_LIMIT = 90_000;

/** Milliseconds between tries while a fresh deployment gets to know the plan of people with JWTs. */
const FIRST_PAUSES = [1_000, 2_000, 4_000, 8_000, 15_000];

const LIMIT_REASON = `took more than ${WALK_LIMIT / 60_000} minutes`;

/**
 * Walks the whole product at an address, and removes what it made, also when it is stopped.
 * @param stop ends the walk before its next call
 * @param print takes the lines
 * @returns how many facts failed
 * @throws OperatorError when there is nothing to walk or nobody to act as
 */
export async function runSmoke(
  options: SmokeOptions & { readonly apiUrl: string },
  stop: AbortSignal,
  print: (line: string) => void,
): Promise<number> {
  const { apiUrl: base } = options;
  const started = performance.now();
  const onLaptop = isLoopback(base);
  await requireApi(base);
  const run = randomBytes(4).toString("hex");
  const accounts = await accountsFor(options, { run, onLaptop });
  const people = accounts.tokens.length > 1 ? "two accounts" : "one account";
  print(`Walking ${base} as ${people}; all it makes is called "Smoke ${run} …".\n`);
  const facts = new Facts(onLaptop, print);
  const limited = new AbortController();
  const timer = setTimeout(() => limited.abort(LIMIT_REASON), WALK_LIMIT);
  const signal = AbortSignal.any([stop, limited.signal]);
  const { tokens, areMade: accountsAreMade } = accounts;
  const context = walkContext({
    ...{ facts, base, run, onLaptop, tokens, accountsAreMade },
    stop: signal,
  });
  let isSignedIn = false;
  try {
    await requireSignedIn(context, options);
    isSignedIn = true;
    await walkEverything(context);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    print(`\nThe walk ended early: it ${error.message}.`);
    if (!stop.aborted) facts.fail(`the walk comes to its end: it ${error.message}`);
  } finally {
    clearTimeout(timer);
    await removeAll(context, accounts, isSignedIn);
  }
  print(`\n${facts.summary()}, in ${seconds(performance.now() - started)}.`);
  return facts.failed;
}

/** @throws OperatorError when something else answers at the address, or nothing */
async function requireApi(base: string): Promise<void> {
  const answer = await send("GET", base, getHealthRoute.path);
  if (answer.status === 200 && answer.json?.status === "ok") return;
  throw new OperatorError(
    `${base} is not this API: its ${getHealthRoute.path} answers ${describe(answer)}. The address is the output ApiUrl of the API stack, with the stage where it has one.`,
  );
}

/** @throws OperatorError when the API takes a token for none */
async function requireSignedIn(context: WalkContext, options: SmokeOptions): Promise<void> {
  for (const caller of [context.owner, context.visitor]) {
    if (!caller) continue;
    const settled = await context.until(FIRST_PAUSES, async () => {
      const answer = await caller.call(listProfilesRoute);
      return answer.status === 403 || answer.status >= 500 ? undefined : answer;
    });
    if (settled?.value.status === 200) continue;
    const answer = settled?.value ?? (await caller.call(listProfilesRoute));
    throw new OperatorError(
      `${listProfilesRoute.path} answers ${describe(answer)}. ${adviceFor(options, context)}`,
    );
  }
}

function adviceFor({ tokens, pool }: SmokeOptions, { onLaptop }: WalkContext): string {
  if (pool) return "Does the deployment trust the user pool (docs/settings.md)?";
  if (tokens.length > 0 || !onLaptop) {
    return "Are issuer, audience and age of the token what the deployment accepts (docs/settings.md)?";
  }
  return "The token was signed with the keys of DATA_DIR: give the one that npm start has.";
}

/** @param isSignedIn false while nothing can have been made with the tokens */
async function removeAll(context: WalkContext, accounts: Accounts, isSignedIn: boolean) {
  const { facts, made, removers } = context;
  const { deploy: document } = DOCUMENT;
  await facts.check("everything that was made is removed again", { document }, async () => {
    const late = pause(REMOVAL_LIMIT).then(() => ["it took too long", ...made.left]);
    const removal = removed(made, isSignedIn ? removers : [], accounts);
    expectEqual("what is left", await Promise.race([removal, late]), []);
  });
}

/** The things first, as only their accounts can remove them. */
async function removed(
  made: WalkContext["made"],
  removers: readonly Caller[],
  accounts: Accounts,
): Promise<string[]> {
  const left = await made.removeFrom(removers);
  return [...left, ...(await accounts.release())];
}
