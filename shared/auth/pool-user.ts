import type { PoolUser } from "../model/account/erasure.ts";
import { ownPrefix } from "./account-namespace.ts";

/** As Cognito makes them. An address or a name would name a person, too, but not surely this one. */
const SUB = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * The person of the service's own user pool that an account belongs to.
 * @param told `none`, or `own` or `shared` and the pool's issuer: whether its accounts have a prefix
 * @returns undefined for an account of another issuer
 */
export function poolUserOf(account: string, told: string): PoolUser | undefined {
  const [namespace, issuer] = told.split(" ");
  if (issuer === undefined) return undefined;
  const prefix = ownPrefix(issuer);
  const isOwn = account.startsWith(prefix);
  if (!isOwn && namespace !== "shared") return undefined;
  const sub = isOwn ? account.slice(prefix.length) : account;
  const poolId = issuer.slice(issuer.lastIndexOf("/") + 1);
  return SUB.test(sub) ? { poolId, sub } : undefined;
}
