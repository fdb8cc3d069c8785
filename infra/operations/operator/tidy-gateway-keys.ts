import { changePlan } from "../../../shared/domain/api-key/change-plan.ts";
import { type PlanName, sharesGatewayKeys } from "../../../shared/model/plans.ts";
import { Problem } from "../../../shared/model/problem.ts";
import {
  keyNameOf,
  listOwnKeys,
  removeGatewayKey,
} from "../../../shared/persistence/gateway-keys.ts";
import { findKeyHolder } from "../../../shared/persistence/key-holder-repository.ts";
import { scanGatewayKeyHolders } from "../../../shared/persistence/key-holder-scan.ts";

/** What a tidying found and did. */
export interface TidiedKeys {
  /** Accounts with a key of their own that need it, or are being erased. */
  readonly kept: number;
  /** Accounts of the default plan that share keys now. */
  readonly shared: number;
  /** Keys of the gateway that no account had. */
  readonly removed: number;
}

/** Parts of the table that are read side by side. */
const SEGMENTS = 4;

/**
 * Takes their own keys in the gateway from accounts whose plan shares them, as releases before gave
 * every account one, and removes keys that no account has. Reads the whole table. It may be ended
 * anywhere and run again; what was done stays.
 */
export async function tidyGatewayKeys(): Promise<TidiedKeys> {
  // Listed first: a key that is made meanwhile is not in the list, and its account is in the table.
  const listed = await listOwnKeys();
  const counts = { kept: 0, shared: 0 };
  const known = new Set<string>();
  const segments = Array.from({ length: SEGMENTS }, (_, number) => ({ number, of: SEGMENTS }));
  await Promise.all(
    segments.map(async (segment) => {
      for await (const owner of holdersIn(segment)) {
        known.add(keyNameOf(owner));
        const { plan } = await findKeyHolder(owner);
        const isShared = sharesGatewayKeys(plan) && (await share(owner, plan));
        counts[isShared ? "shared" : "kept"] += 1;
      }
    }),
  );
  const strays = listed.filter(({ name }) => !known.has(name));
  for (const { id } of strays) await removeGatewayKey(id);
  return { ...counts, removed: strays.length };
}

/** False for an account that is being erased: its key is a stray of the next run. */
async function share(owner: string, plan: PlanName): Promise<boolean> {
  try {
    await changePlan(owner, plan);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.code === "account_being_erased") return false;
    throw error;
  }
}

async function* holdersIn(segment: { number: number; of: number }): AsyncGenerator<string> {
  let start: Parameters<typeof scanGatewayKeyHolders>[1];
  do {
    const { owners, next } = await scanGatewayKeyHolders(segment, start);
    yield* owners;
    start = next;
  } while (start);
}
