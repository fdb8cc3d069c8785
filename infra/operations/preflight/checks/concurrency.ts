import { GetAccountSettingsCommand } from "@aws-sdk/client-lambda";
import type { Check } from "../check.ts";
import { holdsResources } from "../deployed-stack.ts";
import { type Finding, ok, stop, warning } from "../finding.ts";
import type { Subject } from "../subject.ts";
import type { Template } from "../template.ts";

/** AWS lets nobody reserve the last ones. */
const ALWAYS_UNRESERVED = 100;
/** A request takes two functions for some 50 ms each: 100 do for about 1,000 requests a second. */
const SENSIBLE_LIMIT = 100;
/** Enough for uploads, and not worth a thought in an account that has them. */
const RECOMMENDED = 10;

const ASK = "ask for 1,000: Service Quotas, AWS Lambda, Concurrent executions (L-B99A9384)";

/** Functions that the account may run at a time, against what is to be reserved of them. */
export const concurrency: Check = {
  name: "concurrency",
  permissions: ["lambda:GetAccountSettings"],
  async run(subject) {
    const { AccountLimit } = await subject.clients.lambda.send(new GetAccountSettingsCommand({}));
    const limit = AccountLimit?.ConcurrentExecutions ?? 0;
    const wanted = subject.assembly.stacks.flatMap(({ template }) => [...reservedIn(template)]);
    const free = (AccountLimit?.UnreservedConcurrentExecutions ?? 0) + (await reservedNow(subject));
    return judge({ limit, wanted: sumOf(wanted), most: Math.max(0, free - ALWAYS_UNRESERVED) });
  },
};

function judge(facts: { limit: number; wanted: number; most: number }): Finding {
  const { limit, wanted, most } = facts;
  const counted = `${limit} functions at a time`;
  if (wanted > most) {
    return stop(
      `${counted}, of which AWS keeps ${ALWAYS_UNRESERVED} unreserved: photoConcurrency ${wanted} is over the ${most} that are left`,
      most > 0 ? `-c photoConcurrency=${most} or less, or ${ASK}` : `leave it 0, or ${ASK}`,
    );
  }
  if (limit < SENSIBLE_LIMIT) {
    return warning(
      `${counted}: enough to try it, and beyond that callers get 503 or 429`,
      `${ASK}; new accounts begin with 10`,
    );
  }
  if (wanted === 0 && most >= RECOMMENDED) {
    return ok(`${counted}; there is room for -c photoConcurrency=${RECOMMENDED}`);
  }
  return ok(`${counted}, ${wanted} of them reserved for uploaded photos`);
}

/**
 * What the same functions have reserved already, which is theirs to have again. One that gives way to
 * a function of another stack is removed only after that one was made.
 */
async function reservedNow({ assembly, deployed }: Subject): Promise<number> {
  const perStack = await Promise.all(
    assembly.stacks.map(async (next) => {
      const stack = await deployed(next).catch(() => undefined);
      if (!holdsResources(stack)) return [];
      const now = await stack.template().catch(() => undefined);
      return [...(now ? reservedIn(now) : [])].filter(([id]) => next.template.Resources[id]);
    }),
  );
  return sumOf(perStack.flat());
}

/** By the function's logical id. */
function reservedIn({ Resources }: Template): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(Resources).flatMap(([id, { Properties }]) => {
      const reserved = Number(Properties?.ReservedConcurrentExecutions ?? 0);
      return reserved > 0 ? [[id, reserved] as const] : [];
    }),
  );
}

function sumOf(reserved: readonly (readonly [string, number])[]): number {
  return reserved.reduce((sum, [, one]) => sum + one, 0);
}
