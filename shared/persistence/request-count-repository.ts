import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { AccountStanding } from "../model/account/account-standing.ts";
import { REQUEST_COUNTERS, usageExpiry } from "../model/account/request-counter.ts";
import { PARTITION, usageKey } from "./keys.ts";
import { SCHEMA_VERSION } from "./schema-version.ts";
import { findStanding } from "./standing-repository.ts";
import { type Item, query, updateItem } from "./table.ts";

/** The count with a request; "full" where there was no room for it; or why the account is closed. */
export type Counted = number | "full" | { readonly refused: AccountStanding["state"] };

/** One of the counters that an account's requests of a UTC day go to. */
export interface DayCounter {
  readonly owner: string;
  readonly counter: string;
  readonly day: string;
  /** Undefined counts without end. */
  readonly limit: number | undefined;
}

/**
 * Counts one more request of a UTC day, unless the limit is reached or the account is closed. A counter
 * that is there says itself whether the account is closed: 1 write. One that is not is begun after the
 * account's standing was read: 1 read and 1 write more.
 */
export async function countDayRequest(counter: DayCounter): Promise<Counted> {
  const counted = await tryCount(counter, "attribute_exists(requests)");
  if (counted !== undefined) return counted;
  const standing = await findStanding(counter.owner);
  if (standing) return { refused: standing.state };
  return (await tryCount(counter, undefined)) ?? "full";
}

/** @returns undefined where there is no such counter yet, and the condition asks for one */
async function tryCount(
  { owner, counter, day, limit }: DayCounter,
  condition: string | undefined,
): Promise<Counted | undefined> {
  try {
    const { requests } = await updateItem({
      Key: usageKey(owner, day, counter),
      UpdateExpression: "ADD requests :one SET expiresAt = :expiresAt, schemaVersion = :schema",
      ConditionExpression: [
        "attribute_not_exists(refused)",
        condition,
        limit === undefined ? undefined : "(attribute_not_exists(requests) OR requests < :limit)",
      ]
        .filter((part) => part !== undefined)
        .join(" AND "),
      ExpressionAttributeValues: {
        ":one": 1,
        ":expiresAt": usageExpiry(day),
        ":schema": SCHEMA_VERSION,
        ...(limit !== undefined && { ":limit": limit }),
      },
      ReturnValues: "UPDATED_NEW",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
    return Number(requests);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return whyNot(error.Item ? unmarshall(error.Item) : {});
  }
}

function whyNot({ refused, requests }: Item): Counted | undefined {
  if (refused !== undefined) return { refused: refused as AccountStanding["state"] };
  return requests === undefined ? undefined : "full";
}

/** Requests of an account on a UTC day, by what they were sent with. */
export interface DayUsage {
  readonly day: string;
  readonly jwt: number;
  readonly apiKey: number;
}

/** What an account has used from a UTC day on, the days without requests left out. 1 Query. */
export async function findUsage(owner: string, from: string): Promise<DayUsage[]> {
  const days = new Map<string, DayUsage>();
  let start: Item | undefined;
  do {
    const page = await query({
      KeyConditionExpression: "pk = :pk AND sk >= :from",
      ExpressionAttributeValues: { ":pk": `${PARTITION.usage}${owner}`, ":from": from },
      ExclusiveStartKey: start,
    });
    for (const item of page.items) addTo(days, item);
    start = page.next;
  } while (start);
  return [...days.values()];
}

function addTo(days: Map<string, DayUsage>, { sk, requests }: Item): void {
  const [day, counter] = [String(sk).slice(0, 10), String(sk).slice(11)];
  if (requests === undefined || !REQUEST_COUNTERS.includes(counter)) return;
  const { jwt, apiKey } = days.get(day) ?? { jwt: 0, apiKey: 0 };
  const more = Number(requests);
  const isJwt = counter === "jwt";
  days.set(day, { day, jwt: jwt + (isJwt ? more : 0), apiKey: apiKey + (isJwt ? 0 : more) });
}
