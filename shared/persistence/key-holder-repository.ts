import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { refusalOf } from "../model/account/account-standing.ts";
import { type PlanName, planOf } from "../model/plans.ts";
import { accountKey } from "./keys.ts";
import { SCHEMA_VERSION } from "./schema-version.ts";
import { IS_NOT_BEING_ERASED } from "./standing-steps.ts";
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

/**
 * Settles the value of the account's own gateway key: of several proposals the first one stays.
 * @throws Problem `conflict` `account_being_erased`: the key would stay in the gateway for nobody
 */
export async function settleGatewayKeyValue(owner: string, value: string): Promise<KeyHolder> {
  try {
    const account = await updateItem({
      Key: accountKey(owner),
      UpdateExpression:
        "SET gatewayKeyValue = if_not_exists(gatewayKeyValue, :value), schemaVersion = :schema",
      ConditionExpression: IS_NOT_BEING_ERASED,
      ExpressionAttributeValues: { ":value": value, ":schema": SCHEMA_VERSION },
      ReturnValues: "ALL_NEW",
    });
    return toKeyHolder(account);
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw refusalOf("erasing");
    throw error;
  }
}

/** Notes that an account that is being erased has no gateway key any more. 1 write. */
export async function dropGatewayKey(owner: string, value: string): Promise<void> {
  await transact([
    {
      label: "account",
      write: {
        Update: {
          Key: accountKey(owner),
          UpdateExpression: "REMOVE gatewayKeyValue, gatewayKeyId",
          ConditionExpression: "gatewayKeyValue = :value AND attribute_exists(standing.erasureId)",
          ExpressionAttributeValues: { ":value": value },
        },
      },
    },
  ]);
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
