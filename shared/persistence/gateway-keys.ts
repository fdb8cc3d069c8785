import { createHash } from "node:crypto";
import {
  APIGatewayClient,
  type ApiKey,
  BadRequestException,
  ConflictException,
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  DeleteApiKeyCommand,
  DeleteUsagePlanKeyCommand,
  GetApiKeysCommand,
  GetUsagePlansCommand,
  NotFoundException,
} from "@aws-sdk/client-api-gateway";
import { isPlanName, PLANS, type PlanName } from "../model/plans.ts";
import { endingAtDeadline } from "../request-deadline.ts";
import { settings } from "../settings.ts";
import { CALL_LIMITS, clientOptions } from "../time-limits.ts";

/** CreateApiKey takes 5 a second over the whole account; adaptive retries wait for their turn. */
const gateway = endingAtDeadline(
  new APIGatewayClient({ ...clientOptions(CALL_LIMITS.controlPlane), retryMode: "adaptive" }),
);
let planIds: Promise<ReadonlyMap<string, string>> | undefined;

/*
 * Keys that accounts of paying plans have by themselves. Only the operator's commands come here: no
 * function of the API waits for a control plane that takes 5 keys a second.
 */

/** The one key an account is to have in the gateway. */
export interface WantedKey {
  readonly owner: string;
  readonly value: string;
  readonly plan: PlanName;
  /** Whether the account still wants just this one. */
  readonly isCurrent: () => Promise<boolean>;
}

/**
 * Makes sure that the gateway has one enabled key of the account, of this value and in the plan. May
 * be cut off and repeated at any point; keys of the account with another value are strays, and go.
 * @returns the gateway's id of the key; undefined when the account wants another one by now
 */
export async function ensureGatewayKey(wanted: WantedKey): Promise<string | undefined> {
  // Nothing is made for a deployment that is not there.
  await planId(wanted.plan);
  const keys = await findKeys(wanted.owner);
  const strays = keys.filter(({ value }) => value !== wanted.value);
  // Asked after the list was read: a value that is not the account's by then will never be again.
  if (strays.length > 0 && !(await wanted.isCurrent())) return undefined;
  for (const stray of strays) await removeGatewayKey(stray.id);
  const id = keys.find(({ value }) => value === wanted.value)?.id ?? (await createKey(wanted));
  await moveGatewayKey(id, wanted.plan);
  return id;
}

async function findKeys(owner: string): Promise<ApiKey[]> {
  const name = keyNameOf(owner);
  const { items = [] } = await gateway.send(
    new GetApiKeysCommand({ nameQuery: name, includeValues: true }),
  );
  return items.filter((key) => key.name === name);
}

async function createKey({ owner, value }: WantedKey): Promise<string> {
  try {
    const name = keyNameOf(owner);
    const { id = "" } = await gateway.send(new CreateApiKeyCommand({ name, value, enabled: true }));
    return id;
  } catch (error) {
    if (!(error instanceof ConflictException)) throw error;
    // Another request of the same account was faster.
    const made = (await findKeys(owner)).find((key) => key.value === value);
    if (made?.id === undefined) throw error;
    return made.id;
  }
}

/**
 * Operators see the names, and several deployments share them: an account's own name is no business
 * of the former, and the prefix keeps the latter apart.
 */
export function keyNameOf(owner: string): string {
  return ownKeyName(createHash("sha256").update(owner).digest("hex").slice(0, 32));
}

function ownKeyName(digest: string): string {
  return `${settings.usagePlanPrefix}account-${digest}`;
}

/** Removes what an account has in the gateway; nothing is fine. */
export async function removeGatewayKeys(owner: string): Promise<void> {
  for (const { id } of await findKeys(owner)) await removeGatewayKey(id);
}

/** Removing what is gone succeeds. */
export async function removeGatewayKey(id: string | undefined): Promise<void> {
  if (id === undefined) return;
  await unlessGone(gateway.send(new DeleteApiKeyCommand({ apiKey: id })));
}

/** A key in the gateway that an account has by itself. */
export interface OwnKey {
  readonly id: string;
  readonly name: string;
}

/** Every key that accounts of this deployment have by themselves. 1 call for each 500 keys. */
export async function listOwnKeys(): Promise<readonly OwnKey[]> {
  const prefix = ownKeyName("");
  const found: OwnKey[] = [];
  let position: string | undefined;
  do {
    const page = await gateway.send(
      new GetApiKeysCommand({ nameQuery: prefix, limit: 500, position }),
    );
    for (const { id, name } of page.items ?? []) {
      if (id && name?.startsWith(prefix)) found.push({ id, name });
    }
    position = page.position;
  } while (position);
  return found;
}

/**
 * Puts a key into a plan, and out of the one it was in; on the way it is in none, and its callers
 * are refused. May be cut off and repeated at any point.
 */
export async function moveGatewayKey(keyId: string, plan: PlanName): Promise<void> {
  if ((await joinPlan(keyId, plan)) === "joined") return;
  // It is in the plan already, or still in another one: the gateway's answer does not tell which.
  for (const other of Object.keys(PLANS).filter(isPlanName)) {
    if (other !== plan) await leavePlan(keyId, other);
  }
  if ((await joinPlan(keyId, plan)) !== "refused") return;
  // If it is this plan that it is in, it can be put into it again; if not, there is another fault.
  await leavePlan(keyId, plan);
  await createPlanKey(keyId, plan);
}

/**
 * Tries to put a key into a plan. A key that is in a plan already is a conflict, or, as some have
 * met it, a bad request; that can also mean something else.
 */
async function joinPlan(
  keyId: string,
  plan: PlanName,
): Promise<"joined" | "conflicting" | "refused"> {
  try {
    await createPlanKey(keyId, plan);
    return "joined";
  } catch (error) {
    if (error instanceof ConflictException) return "conflicting";
    if (error instanceof BadRequestException) return "refused";
    throw error;
  }
}

async function createPlanKey(keyId: string, plan: PlanName): Promise<void> {
  const usagePlanId = await planId(plan);
  await gateway.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: "API_KEY" }));
}

async function leavePlan(keyId: string, plan: PlanName): Promise<void> {
  const usagePlanId = await planId(plan);
  await unlessGone(gateway.send(new DeleteUsagePlanKeyCommand({ usagePlanId, keyId })));
}

async function planId(plan: PlanName): Promise<string> {
  planIds ??= readPlanIds().catch((error) => {
    planIds = undefined;
    throw error;
  });
  const id = (await planIds).get(`${settings.usagePlanPrefix}${plan}`);
  if (id === undefined) {
    planIds = undefined;
    throw new Error(`The gateway has no usage plan for ${plan}.`);
  }
  return id;
}

/** Plans are found by name: their ids cannot be handed over, since a plan depends on the functions. */
async function readPlanIds(): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  let position: string | undefined;
  do {
    const page = await gateway.send(new GetUsagePlansCommand({ limit: 500, position }));
    for (const { name, id } of page.items ?? []) if (name && id) ids.set(name, id);
    position = page.position;
  } while (position);
  return ids;
}

async function unlessGone(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof NotFoundException)) throw error;
  }
}
