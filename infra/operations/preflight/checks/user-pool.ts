import type { Check } from "../check.ts";
import { holdsResources } from "../deployed-stack.ts";
import { ok, stop } from "../finding.ts";
import { userPoolLoss } from "../user-pool-loss.ts";

/** People's accounts in the deployment's own user pool must not fall out of it by accident. */
export const userPool: Check = {
  name: "user pool",
  permissions: ["cloudformation:DescribeStacks", "cloudformation:GetTemplate"],
  async run({ assembly, deployed }) {
    const stack = await deployed(assembly.stateful);
    if (!holdsResources(stack)) return ok("none is lost");
    const isLost = userPoolLoss(await stack.template(), assembly.stateful.template);
    if (!isLost) return ok("none is lost");
    return stop(
      "the deployed stack has a user pool with people's accounts, and the setting userPool is gone",
      "-c userPool=true keeps it; to let go of it, deploy once with -c userPool=retire, and then without",
    );
  },
};
