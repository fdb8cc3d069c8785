import { readFile } from "node:fs/promises";
import * as z from "zod";
import { writeFileAtomic } from "../../../platform/data-folder.ts";
import { errorCode } from "../../../platform/error-code.ts";
import type { DeployedResources } from "../../../template/deployed-resources.ts";
import { readUsagePlans, type UsagePlanModel } from "../usage-plan-model.ts";
import type { GatewayKeys, KeyInPlans } from "../usage-plans.ts";
import { ControlPlaneError } from "./control-plane-error.ts";
import {
  type GatewayKey,
  GatewayKeySchema,
  type PlanKey,
  PlanKeySchema,
  templateKeys,
  templatePlanKeys,
} from "./gateway-key.ts";

const StateSchema = z.object({ keys: z.array(GatewayKeySchema), planKeys: z.array(PlanKeySchema) });

interface State {
  readonly keys: readonly GatewayKey[];
  readonly planKeys: readonly PlanKey[];
}

const EMPTY: State = { keys: [], planKeys: [] };

/**
 * The gateway's keys with their usage plans: those of the stacks, which cannot be changed here, and
 * those made at run time, which are kept in a file. A change is durable before it is answered.
 */
export class GatewayKeyStore implements GatewayKeys {
  readonly plans: readonly UsagePlanModel[];
  readonly #file: string;
  readonly #template: State;
  #made: State = EMPTY;
  #byValue: ReadonlyMap<string, KeyInPlans> = new Map();
  #lastChange: Promise<unknown> = Promise.resolve();

  private constructor(file: string, resources: DeployedResources) {
    this.#file = file;
    this.plans = readUsagePlans(resources);
    const now = Math.floor(Date.now() / 1000);
    this.#template = {
      keys: templateKeys(resources, now),
      planKeys: templatePlanKeys(resources),
    };
  }

  /** @throws Error when the file exists and is no list of keys: keys must not vanish silently. */
  static async open(file: string, resources: DeployedResources): Promise<GatewayKeyStore> {
    const store = new GatewayKeyStore(file, resources);
    const plans = new Set(store.plans.map(({ id }) => id));
    const { keys, planKeys } = await read(file);
    // A plan that has left the stacks has taken its memberships along.
    store.#use({ keys, planKeys: planKeys.filter(({ planId }) => plans.has(planId)) });
    return store;
  }

  find(value: string): KeyInPlans | undefined {
    return this.#byValue.get(value);
  }

  /** All keys, those of the stacks first. */
  keys(): readonly GatewayKey[] {
    return [...this.#template.keys, ...this.#made.keys];
  }

  /** @throws ControlPlaneError NotFoundException */
  key(id: string): GatewayKey {
    const found = this.keys().find((key) => key.id === id);
    if (found === undefined) {
      throw new ControlPlaneError("NotFoundException", "Invalid API Key identifier specified");
    }
    return found;
  }

  /** @throws ControlPlaneError NotFoundException */
  plan(id: string): UsagePlanModel {
    const found = this.plans.find((plan) => plan.id === id);
    if (found === undefined) {
      throw new ControlPlaneError("NotFoundException", "Invalid Usage Plan ID specified");
    }
    return found;
  }

  /** The keys of a plan. */
  keysOf(planId: string): readonly GatewayKey[] {
    const ids = new Set(
      this.#planKeys().flatMap((one) => (one.planId === planId ? one.keyId : [])),
    );
    return this.keys().filter(({ id }) => ids.has(id));
  }

  /** @throws ControlPlaneError ConflictException when a key has the value already */
  add(key: GatewayKey): Promise<void> {
    return this.#change((state) => {
      if (this.find(key.value) !== undefined) {
        throw new ControlPlaneError("ConflictException", "API Key already exists");
      }
      return { ...state, keys: [...state.keys, key] };
    });
  }

  /** Changes a key. @throws ControlPlaneError NotFoundException */
  update(id: string, changes: Partial<GatewayKey>): Promise<void> {
    return this.#change((state) => {
      this.#assertMade(id);
      const keys = state.keys.map((key) => (key.id === id ? { ...key, ...changes } : key));
      return { ...state, keys };
    });
  }

  /** Removes a key from its plans and for good. @throws ControlPlaneError NotFoundException */
  remove(id: string): Promise<void> {
    return this.#change((state) => {
      this.#assertMade(id);
      return {
        keys: state.keys.filter((key) => key.id !== id),
        planKeys: state.planKeys.filter(({ keyId }) => keyId !== id),
      };
    });
  }

  /**
   * Adds a key to a plan.
   * @throws ControlPlaneError NotFoundException, or ConflictException when the key is in a plan of
   * the same stage already
   */
  join(planId: string, keyId: string): Promise<void> {
    return this.#change((state) => {
      const plan = this.plan(planId);
      this.key(keyId);
      const others = this.#planKeys().filter((one) => one.keyId === keyId);
      const inTheWay = others.find(
        (one) => one.planId === planId || sharesStage(plan, this.plan(one.planId)),
      );
      if (inTheWay !== undefined) {
        const words =
          inTheWay.planId === planId
            ? `API Key ${keyId} is already in the usage plan ${planId}`
            : `API Key ${keyId} is already in the usage plan ${inTheWay.planId} of the same API stage`;
        throw new ControlPlaneError("ConflictException", words);
      }
      return { ...state, planKeys: [...state.planKeys, { planId, keyId }] };
    });
  }

  /** Takes a key out of a plan. @throws ControlPlaneError NotFoundException when it is not in it */
  leave(planId: string, keyId: string): Promise<void> {
    return this.#change((state) => {
      this.plan(planId);
      const rest = state.planKeys.filter((one) => one.planId !== planId || one.keyId !== keyId);
      if (rest.length === state.planKeys.length) {
        throw new ControlPlaneError("NotFoundException", "Invalid Usage Plan Key specified");
      }
      return { ...state, planKeys: rest };
    });
  }

  #planKeys(): readonly PlanKey[] {
    return [...this.#template.planKeys, ...this.#made.planKeys];
  }

  #assertMade(id: string): void {
    this.key(id);
    if (this.#template.keys.some((key) => key.id === id)) {
      const words = "The key belongs to a stack and is not changed locally";
      throw new ControlPlaneError("BadRequestException", words);
    }
  }

  /** Changes come one after the other, so that each sees the one before on the disk. */
  #change(make: (state: State) => State): Promise<void> {
    const change = this.#lastChange.then(async () => {
      const next = make(this.#made);
      await writeFileAtomic(this.#file, JSON.stringify(next), { mode: 0o600 });
      this.#use(next);
    });
    this.#lastChange = change.catch(() => {});
    return change;
  }

  #use(state: State): void {
    this.#made = state;
    const plans = Map.groupBy(this.#planKeys(), ({ keyId }) => keyId);
    this.#byValue = new Map(
      this.keys().map(({ id, value, enabled }) => {
        const planIds = (plans.get(id) ?? []).map(({ planId }) => planId);
        return [value, { id, value, enabled, planIds }] as const;
      }),
    );
  }
}

function sharesStage(one: UsagePlanModel, other: UsagePlanModel): boolean {
  return one.stages.some(({ apiId, stage }) =>
    other.stages.some((open) => open.apiId === apiId && open.stage === stage),
  );
}

async function read(file: string): Promise<State> {
  try {
    return StateSchema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    if (errorCode(error) === "ENOENT") return EMPTY;
    throw new Error(`The file ${file} cannot be read as the gateway's keys; move it away.`);
  }
}
