import { PLANS } from "../../../shared/model/plans.ts";
import type { KeyHolder } from "../../../shared/persistence/key-holder-repository.ts";

/** What commands tell of an account's plan and keys. */
export function accountReport(account: string, { plan, apiKeyIds }: KeyHolder) {
  const { requestsPerDay } = PLANS[plan];
  return {
    account,
    plan,
    requestsPerDay: requestsPerDay ?? "unlimited",
    apiKeys: apiKeyIds.length,
  };
}
