import { type PlanName, planOf } from "../model/plans.ts";
import { accountKey } from "./keys.ts";
import { SCHEMA_VERSION } from "./schema-version.ts";
import { getItem, type Item, updateItem } from "./table.ts";
import { transact } from "./transaction.ts";

/** What an account's item says of its keys. */
export interface KeyHolder {
  readonly plan: PlanName;
  readonly apiKeyIds: readonly string[];
  /** Value of the key in the gateway that the account has by itself, or is to have, or has had. */
  readonly gatewayKeyValue: string | undefined;
  /** The gateway's id of that key; undefined where the account shares one. */
  readonly gatewayKeyId: string | undefined;
}

/** 1 consistent read of the account. */
export async function findKeyHolder(owner: string): Promise<KeyHolder> {
  return toKeyHolder((await getItem(accountKey(owner))) ?? {});
}

/** The key in the gateway that requests with an account's API keys go by; undefined for a shared one. */
export function ownGatewayKey(holder: KeyHolder): string | undefined {
  return holder.gatewayKeyId === undefined ? undefined : holder.gatewayKeyValue;
}

/** Settles the value of the account's own gateway key: of several proposals the first one stays. */
export async function settleGatewayKeyValue(owner: string, value: string): Promise<KeyHolder> {
  const account = await updateItem({
    Key: accountKey(owner),
    UpdateExpression:
      "SET gatewayKeyValue = if_not_exists(gatewayKeyValue, :value), schemaVersion = :schema",
    ExpressionAttributeValues: { ":value": value, ":schema": SCHEMA_VERSION },
    ReturnValues: "ALL_NEW",
  });
  return toKeyHolder(account);
}

/** Forgets a gateway key that is gone; not where the account has been given it again. */
export async function forgetGatewayKey(owner: string, value: string): Promise<void> {
  await transact([
    {
      label: "account",
      write: {
        Update: {
          Key: accountKey(owner),
          UpdateExpression: "REMOVE gatewayKeyValue",
          ConditionExpression: "gatewayKeyValue = :value AND attribute_not_exists(gatewayKeyId)",
          ExpressionAttributeValues: { ":value": value },
        },
      },
    },
  ]);
}

function toKeyHolder(item: Item): KeyHolder {
  return {
    plan: planOf(item.plan),
    apiKeyIds: [...((item.apiKeyIds as ReadonlySet<string> | undefined) ?? [])],
    gatewayKeyValue: item.gatewayKeyValue as string | undefined,
    gatewayKeyId: item.gatewayKeyId as string | undefined,
  };
}
