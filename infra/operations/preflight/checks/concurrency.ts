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
    const wanted = reservedIn(subject.assembly.api.template);
    // What this deployment has reserved already is given back first.
    const free = (AccountLimit?.UnreservedConcurrentExecutions ?? 0) + (await reservedNow(subject));
    return judge({ limit, wanted, most: Math.max(0, free - ALWAYS_UNRESERVED) });
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

async function reservedNow({ assembly, deployed }: Subject): Promise<number> {
  const stack = await deployed(assembly.api).catch(() => undefined);
  if (!holdsResources(stack)) return 0;
  return stack.template().then(reservedIn, () => 0);
}

function reservedIn({ Resources }: Template): number {
  return Object.values(Resources)
    .map(({ Properties }) => Number(Properties?.ReservedConcurrentExecutions ?? 0))
    .reduce((sum, reserved) => sum + reserved, 0);
}
