import type { ApiKey } from "../model/api-key/api-key.ts";
import { DEFAULT_PLAN, type PlanName } from "../model/plans.ts";
import { getItems } from "./get-items.ts";
import { accountKey, apiKeyKey, PARTITION } from "./keys.ts";
import { SCHEMA_VERSION } from "./schema-version.ts";
import { IS_NOT_BEING_ERASED, IS_OPEN } from "./standing-steps.ts";
import { getItem, type Item, updateItem } from "./table.ts";
import { type Failures, type Step, transact } from "./transaction.ts";

/** 1 consistent read. */
export async function findApiKey(id: string): Promise<ApiKey | undefined> {
  const item = await getItem(apiKeyKey(id));
  return item && toApiKey(item);
}

/** The keys of an account: at most 20, so that one batch holds them. */
export async function findApiKeys(ids: readonly string[]): Promise<ApiKey[]> {
  return (await getItems(ids.map(apiKeyKey))).map(toApiKey);
}

/** 1 transaction. Fails on `account` when it is closed or full, has another plan or another gateway key. */
export function insertApiKey(key: ApiKey, most: number): Promise<Failures<"key" | "account">> {
  const { gatewayKey } = key;
  const sameGatewayKey =
    gatewayKey === undefined
      ? "attribute_not_exists(gatewayKeyId)"
      : "gatewayKeyValue = :value AND attribute_exists(gatewayKeyId)";
  return transact([
    {
      label: "key",
      write: { Put: { Item: toItem(key), ConditionExpression: "attribute_not_exists(pk)" } },
    },
    {
      label: "account",
      write: {
        Update: {
          Key: accountKey(key.owner),
          UpdateExpression: "ADD apiKeyIds :ids SET schemaVersion = :schema",
          ConditionExpression: `${IS_OPEN} AND ${sameGatewayKey} AND (attribute_not_exists(apiKeyIds) OR size(apiKeyIds) < :most) AND (#plan = :plan OR (attribute_not_exists(#plan) AND :plan = :default))`,
          ExpressionAttributeNames: { "#plan": "plan" },
          ExpressionAttributeValues: {
            ":ids": new Set([key.id]),
            ":most": most,
            ":plan": key.plan,
            ":default": DEFAULT_PLAN,
            ":schema": SCHEMA_VERSION,
            ...(gatewayKey !== undefined && { ":value": gatewayKey }),
          },
        },
      },
    },
  ]);
}

/** 1 transaction, `more` with it. Fails on `key` when it is unknown or another account's. */
export function removeApiKey(
  owner: string,
  id: string,
  more: readonly Step<"audit">[] = [],
): Promise<Failures<"key" | "account" | "audit">> {
  return transact([
    ...more,
    {
      label: "key",
      write: {
        Delete: {
          Key: apiKeyKey(id),
          ConditionExpression: "#owner = :owner",
          ExpressionAttributeNames: { "#owner": "owner" },
          ExpressionAttributeValues: { ":owner": owner },
        },
      },
    },
    {
      label: "account",
      write: {
        Update: {
          Key: accountKey(owner),
          UpdateExpression: "DELETE apiKeyIds :ids",
          ExpressionAttributeValues: { ":ids": new Set([id]) },
        },
      },
    },
  ]);
}

/** What a new secret changes on a key. */
export type Renewal = Pick<ApiKey, "digest" | "pepper" | "last4" | "former" | "rotationId">;

/** Gives a key another secret, as long as it still has the one that was read. */
export async function replaceDigest(key: ApiKey, next: Renewal): Promise<boolean> {
  const { previous, earlier } = formerItem(next);
  const failures = await transact([
    {
      label: "key",
      write: {
        Update: {
          Key: apiKeyKey(key.id),
          UpdateExpression:
            "SET digest = :digest, pepper = :pepper, last4 = :last4, previous = :previous, earlier = :earlier, rotationId = :rotation",
          ConditionExpression: "#owner = :owner AND digest = :old",
          ExpressionAttributeNames: { "#owner": "owner" },
          ExpressionAttributeValues: {
            ":digest": next.digest,
            ":pepper": next.pepper,
            ":last4": next.last4,
            ":previous": previous,
            ":earlier": earlier,
            ":rotation": next.rotationId,
            ":owner": key.owner,
            ":old": key.digest,
          },
        },
      },
    },
  ]);
  return failures.size === 0;
}

/** The plan of an account, and the key in the gateway that it is to go by. */
export interface PlanChange {
  readonly owner: string;
  /** Its API keys as they were read. */
  readonly keyIds: readonly string[];
  readonly plan: PlanName;
  /** Its own key in the gateway; undefined when it is to share one. */
  readonly gatewayKey: { readonly value: string; readonly id: string } | undefined;
}

/**
 * Gives an account and all its keys another plan: 1 transaction. Fails on `account` when it has
 * gained or lost an API key since it was read, or given up the gateway key, or is being erased.
 * @param also what is written with it
 */
export async function replacePlan<Label extends string = never>(
  change: PlanChange,
  also: readonly Step<Label>[] = [],
): Promise<Failures<"account" | "key" | Label>> {
  const { keyIds } = change;
  return transact<"account" | "key" | Label>([
    { label: "account", write: { Update: planOfAccount(change) } },
    ...keyIds.map((id) => ({
      label: "key" as const,
      write: { Update: planOfKey(id, change) },
    })),
    ...also,
  ]);
}

function planOfAccount({ owner, keyIds, plan, gatewayKey }: PlanChange) {
  const sameKeys = keyIds.length > 0 ? "apiKeyIds = :ids" : "attribute_not_exists(apiKeyIds)";
  const fits = `${sameKeys} AND ${IS_NOT_BEING_ERASED}`;
  return {
    Key: accountKey(owner),
    UpdateExpression: `SET #plan = :plan, schemaVersion = :schema${gatewayKey ? ", gatewayKeyId = :id" : " REMOVE gatewayKeyId"}`,
    ConditionExpression: gatewayKey ? `${fits} AND gatewayKeyValue = :value` : fits,
    ExpressionAttributeNames: { "#plan": "plan" },
    ExpressionAttributeValues: {
      ":plan": plan,
      ":schema": SCHEMA_VERSION,
      ...(gatewayKey && { ":id": gatewayKey.id, ":value": gatewayKey.value }),
      ...(keyIds.length > 0 && { ":ids": new Set(keyIds) }),
    },
  };
}

function planOfKey(id: string, { plan, gatewayKey }: PlanChange) {
  return {
    Key: apiKeyKey(id),
    UpdateExpression: gatewayKey
      ? "SET #plan = :plan, gatewayKey = :value"
      : "SET #plan = :plan REMOVE gatewayKey",
    ConditionExpression: "attribute_exists(pk)",
    ExpressionAttributeNames: { "#plan": "plan" },
    ExpressionAttributeValues: { ":plan": plan, ...(gatewayKey && { ":value": gatewayKey.value }) },
  };
}

/** Notes that a key was used; one that was revoked at the same moment stays gone. */
export async function noteUse(id: string, now: string): Promise<void> {
  await updateItem({
    Key: apiKeyKey(id),
    UpdateExpression: "SET lastUsedAt = :now",
    ConditionExpression: "attribute_exists(pk)",
    ExpressionAttributeValues: { ":now": now },
  });
}

function toItem({ id, expiresAt, former, ...fields }: ApiKey): Item {
  // `expiresAt` is the table's TTL attribute, in seconds.
  return { ...apiKeyKey(id), ...fields, ...formerItem({ former }), expiry: expiresAt };
}

/** Earlier versions knew `previous` alone, and still read it. An attribute each can be searched for. */
function formerItem({ former }: Pick<ApiKey, "former">) {
  const [previous = null, earlier = null] = former;
  return { previous, earlier };
}

function toApiKey({ pk, sk, schemaVersion, expiry, previous, earlier, ...fields }: Item): ApiKey {
  const id = String(pk).slice(PARTITION.apiKey.length);
  const former: readonly unknown[] = [previous, earlier].filter((digest) => digest);
  return { ...fields, id, former, expiresAt: expiry } as ApiKey;
}
