import { refusalOf } from "../../model/account/account-standing.ts";
import { newGatewayKeyValue } from "../../model/api-key/key-format.ts";
import { type PlanName, sharesGatewayKeys } from "../../model/plans.ts";
import { replacePlan } from "../../persistence/api-key-repository.ts";
import { ensureGatewayKey, removeGatewayKeys } from "../../persistence/gateway-keys.ts";
import {
  findKeyHolder,
  forgetGatewayKey,
  type KeyHolder,
  settleGatewayKeyValue,
} from "../../persistence/key-holder-repository.ts";
import { findStanding } from "../../persistence/standing-repository.ts";
import type { Step } from "../../persistence/transaction.ts";
import { untilCommitted } from "../until-committed.ts";

/**
 * Gives an account another plan, with all its API keys: 1 transaction of these. An account of a paying
 * plan has a key of its own in the gateway, which is made before the transaction and, once the account
 * is back in the default plan, removed after it. Cut off anywhere, running it again completes it; what
 * is left until then changes nothing for anybody.
 * @param also what is written with it
 * @throws Problem `conflict` `account_being_erased`
 */
export async function changePlan(
  owner: string,
  plan: PlanName,
  also: readonly Step<"audit">[] = [],
): Promise<KeyHolder> {
  return sharesGatewayKeys(plan) ? shareKey(owner, plan, also) : takeOwnKey(owner, plan, also);
}

/** Settles the value first: whatever is cut off later is found again by it. */
function takeOwnKey(
  owner: string,
  plan: PlanName,
  also: readonly Step<"audit">[],
): Promise<KeyHolder> {
  return untilCommitted(async () => {
    const holder = await settleGatewayKeyValue(owner, newGatewayKeyValue());
    const { gatewayKeyValue: value = "", apiKeyIds: keyIds } = holder;
    const isCurrent = async () => (await findKeyHolder(owner)).gatewayKeyValue === value;
    const id = await ensureGatewayKey({ owner, value, plan, isCurrent });
    if (id === undefined) return undefined;
    const failures = await replacePlan({ owner, keyIds, plan, gatewayKey: { value, id } }, also);
    return failures.size === 0 ? { ...holder, plan, gatewayKeyId: id } : undefined;
  });
}

/** No API key names the account's own key any more when that is removed. */
async function shareKey(
  owner: string,
  plan: PlanName,
  also: readonly Step<"audit">[],
): Promise<KeyHolder> {
  const holder = await untilCommitted(async () => {
    const found = await findKeyHolder(owner);
    const change = { owner, keyIds: found.apiKeyIds, plan, gatewayKey: undefined };
    if ((await replacePlan(change, also)).size === 0) return found;
    if ((await findStanding(owner))?.state === "erasing") throw refusalOf("erasing");
    return undefined;
  });
  if (holder.gatewayKeyValue !== undefined) {
    await removeGatewayKeys(owner);
    await forgetGatewayKey(owner, holder.gatewayKeyValue);
  }
  return { ...holder, plan, gatewayKeyValue: undefined, gatewayKeyId: undefined };
}
