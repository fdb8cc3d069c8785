import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type PlanName, planOf } from "../model/plans.ts";
import { accountKey } from "./keys.ts";
import { SCHEMA_VERSION } from "./schema-version.ts";
import { getItem, type Item, updateItem } from "./table.ts";
import { transact } from "./transaction.ts";

/** What an account's item says of its keys. */
export interface KeyHolder {
  readonly plan: PlanName;
  readonly apiKeyIds: readonly string[];
  /** Value of the account's key in the gateway; undefined without one. */
  readonly gatewayKeyValue: string | undefined;
  readonly gatewayKeyId: string | undefined;
}

/** 1 consistent read of the account. */
export async function findKeyHolder(owner: string): Promise<KeyHolder> {
  return toKeyHolder((await getItem(accountKey(owner))) ?? {});
}

/** Settles the value of the account's gateway key: of several proposals the first one stays. */
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

/** Notes the gateway's id of a key; undefined when the account has given that key up meanwhile. */
export async function noteGatewayKeyId(
  owner: string,
  value: string,
  id: string,
): Promise<KeyHolder | undefined> {
  try {
    const account = await updateItem({
      Key: accountKey(owner),
      UpdateExpression: "SET gatewayKeyId = :id",
      ConditionExpression: "gatewayKeyValue = :value",
      ExpressionAttributeValues: { ":id": id, ":value": value },
      ReturnValues: "ALL_NEW",
    });
    return toKeyHolder(account);
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}

/** Takes the gateway key off an account without API keys; false when it has got one meanwhile. */
export async function dropGatewayKey(owner: string, value: string): Promise<boolean> {
  const failures = await transact([
    {
      label: "account",
      write: {
        Update: {
          Key: accountKey(owner),
          UpdateExpression: "REMOVE gatewayKeyValue, gatewayKeyId",
          ConditionExpression: "gatewayKeyValue = :value AND attribute_not_exists(apiKeyIds)",
          ExpressionAttributeValues: { ":value": value },
        },
      },
    },
  ]);
  return failures.size === 0;
}

function toKeyHolder(item: Item): KeyHolder {
  return {
    plan: planOf(item.plan),
    apiKeyIds: [...((item.apiKeyIds as ReadonlySet<string> | undefined) ?? [])],
    gatewayKeyValue: item.gatewayKeyValue as string | undefined,
    gatewayKeyId: item.gatewayKeyId as string | undefined,
  };
}
