import type { PlanName } from "../../model/plans.ts";
import { replacePlan } from "../../persistence/api-key-repository.ts";
import { moveGatewayKey } from "../../persistence/gateway-keys.ts";
import { findKeyHolder, type KeyHolder } from "../../persistence/key-holder-repository.ts";
import { untilCommitted } from "../until-committed.ts";

/**
 * Gives an account another plan, with all its keys. The table is changed first and then the
 * gateway; cut off in between, running it again completes it.
 */
export async function changePlan(owner: string, plan: PlanName): Promise<KeyHolder> {
  const holder = await untilCommitted(async () => {
    const found = await findKeyHolder(owner);
    const failures = await replacePlan(owner, found.apiKeyIds, plan);
    return failures.size === 0 ? found : undefined;
  });
  if (holder.gatewayKeyId !== undefined) await moveGatewayKey(holder.gatewayKeyId, plan);
  return { ...holder, plan };
}
