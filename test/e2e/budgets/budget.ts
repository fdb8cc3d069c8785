import { usageExpiry } from "../../../shared/model/account/request-counter.ts";
import { usageKey } from "../../../shared/persistence/keys.ts";
import { SCHEMA_VERSION } from "../../../shared/persistence/schema-version.ts";
import { type Answer, ApiClient } from "../../support/api-client.ts";
import { BROWSER } from "../../support/browser.ts";
import { jpeg } from "../../support/images.ts";
import type { TestPlatform } from "../../support/test-platform.ts";

/** An account of a row's own, with one profile, and others that call. */
export interface World {
  readonly api: ApiClient;
  readonly guest: ApiClient;
  readonly anyone: ApiClient;
  readonly id: string;
  readonly slug: string;
  /** Path of the profile. */
  readonly path: string;
}

/** What one request may cost at the table. */
export interface Budget {
  /** First cell of its row in docs/access-patterns.md; undefined for what costs nothing. */
  readonly documented: string | undefined;
  /** The case, where a route has several. */
  readonly when?: string;
  /** DynamoDB operations in any order; a transaction with the number of its items. */
  readonly operations: readonly string[];
  /** Objects that are read from the bucket; none when left out. */
  readonly objectReads?: number;
  /** Makes what the request needs, and returns the request. */
  readonly prepare: (world: World) => Promise<() => Promise<Answer>>;
}

/** Has been looked at by a person before: the environment knows what it counts by, as all but the first view do. */
export async function lookedAt({ guest, anyone }: World, path: (id: string) => string) {
  const { json } = await guest.post("/api/v1/profiles", { name: "Looked at", title: "T" });
  await guest.call("POST", `/api/v1/profiles/${json.id}/publish`);
  await anyone.get(path(json.id), BROWSER);
}

/** By route id. */
export type Budgets = Readonly<Record<string, readonly Budget[]>>;

/** @param account a new one */
export async function newWorld(platform: TestPlatform, account: string): Promise<World> {
  const api = await platform.as(account);
  const guest = await platform.as(`${account} guest`);
  await beginDay(platform, `${account} guest`);
  const { json } = await api.post("/api/v1/profiles", { name: "Budget", title: "T" });
  return {
    api,
    guest,
    anyone: new ApiClient(platform.url),
    id: json.id,
    slug: json.slug,
    path: `/api/v1/profiles/${json.id}`,
  };
}

/** The day's first request of an account takes more: as if it had been made. */
async function beginDay(platform: TestPlatform, account: string): Promise<void> {
  const day = new Date().toISOString().slice(0, 10);
  const counted = { requests: 1, expiresAt: usageExpiry(day), schemaVersion: SCHEMA_VERSION };
  await platform.putItems([{ ...usageKey(account, day, "jwt"), ...counted }]);
}

export async function publish({ api, path }: World): Promise<void> {
  await api.call("POST", `${path}/publish`);
}

/** A published profile that has a photo. */
export async function pictured(world: World): Promise<void> {
  await world.api.form("PATCH", world.path, { photo: await jpeg(8, 8), isPublic: "true" });
}
