import type { Check } from "../check.ts";
import { holdsResources } from "../deployed-stack.ts";
import { ok, stop } from "../finding.ts";
import type { Template } from "../template.ts";

/**
 * The stack of the shared keys stands above the gateway's, whose authorizer names them: where it is not
 * deployed yet, as after a release without it, everybody with a JWT would be refused until it is.
 */
export const sharedKeys: Check = {
  name: "shared keys",
  permissions: ["cloudformation:DescribeStacks"],
  async run({ assembly, deployed }) {
    const plans = assembly.stacks.find(({ name }) => name.endsWith("Plans"));
    const shards = shardsIn(assembly.api.template);
    if (!plans || shards === 1) return ok("the one that every release has");
    const isRunning = holdsResources(await deployed(assembly.api));
    if (!isRunning || holdsResources(await deployed(plans))) return ok(`${shards} of each kind`);
    return stop(
      `${plans.name} is not deployed, and most callers would be refused until it is`,
      "deploy twice: first with -c gatewayShards=1, which makes the keys and uses none, then as always",
    );
  },
};

function shardsIn({ Resources }: Template): number {
  for (const { Properties } of Object.values(Resources)) {
    const { Environment } = (Properties ?? {}) as {
      readonly Environment?: { readonly Variables?: Readonly<Record<string, unknown>> };
    };
    const { GATEWAY_SHARDS } = Environment?.Variables ?? {};
    if (GATEWAY_SHARDS !== undefined) return Number(GATEWAY_SHARDS);
  }
  return 1;
}
