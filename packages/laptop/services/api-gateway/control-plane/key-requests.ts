import { randomInt } from "node:crypto";
import * as z from "zod";
import type { ThrottleLimits } from "../throttle.ts";
import type { UsagePlanModel } from "../usage-plan-model.ts";
import { ControlPlaneError } from "./control-plane-error.ts";
import { faultOfValue, type GatewayKey } from "./gateway-key.ts";

const ALPHANUMERIC = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** `tags` and `stageKeys` would take permissions of their own: they are refused. */
const CreateSchema = z.strictObject({
  name: z.string().default(""),
  description: z.string().optional(),
  customerId: z.string().optional(),
  enabled: z.boolean().default(false),
  generateDistinctId: z.boolean().optional(),
  value: z.string().optional(),
});

const CHANGEABLE = ["name", "description", "customerId", "enabled"] as const;

const PatchSchema = z.strictObject({
  patchOperations: z
    .array(
      z.object({
        op: z.literal("replace"),
        path: z.enum(CHANGEABLE.map((name) => `/${name}`)),
        value: z.string(),
      }),
    )
    .default([]),
});

const JoinSchema = z.strictObject({ keyId: z.string(), keyType: z.literal("API_KEY") });

/** The key that a CreateApiKey asks for. @throws ControlPlaneError BadRequestException */
export function newKey(body: string): GatewayKey {
  const { generateDistinctId: _, value = random(40), ...rest } = parse(CreateSchema, body);
  const fault = faultOfValue(value);
  if (fault !== undefined) throw new ControlPlaneError("BadRequestException", fault);
  const now = seconds();
  return { id: random(10).toLowerCase(), value, ...rest, createdDate: now, lastUpdatedDate: now };
}

/** What an UpdateApiKey changes. @throws ControlPlaneError BadRequestException */
export function keyChanges(body: string): Partial<GatewayKey> {
  const { patchOperations } = parse(PatchSchema, body);
  const changes = patchOperations.map(({ path, value }) =>
    path === "/enabled" ? ["enabled", value === "true"] : [path.slice(1), value],
  );
  return { ...Object.fromEntries(changes), lastUpdatedDate: seconds() };
}

/** Whom a CreateUsagePlanKey adds. @throws ControlPlaneError BadRequestException */
export function planKeyId(body: string): string {
  return parse(JoinSchema, body).keyId;
}

/** A key as answers show it. */
export function keyBody({ value, ...key }: GatewayKey, withValue: boolean): object {
  return { ...key, stageKeys: [], ...(withValue && { value }) };
}

/** A key of a plan as answers show it, without its value. */
export function planKeyBody({ id, name }: GatewayKey): object {
  return { id, type: "API_KEY", name };
}

/** A plan as answers show it. */
export function planBody({ stages, throttle, ...plan }: UsagePlanModel): object {
  const apiStages = stages.map(({ methodThrottles, ...stage }) => ({
    ...stage,
    throttle: Object.fromEntries([...methodThrottles].map(([name, own]) => [name, limits(own)])),
  }));
  return { ...plan, apiStages, ...(throttle && { throttle: limits(throttle) }) };
}

function limits({ rateLimit, burstLimit }: ThrottleLimits): object {
  return { rateLimit, burstLimit };
}

function parse<Output>(schema: z.ZodType<Output>, body: string): Output {
  const result = schema.safeParse(json(body));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const words = `Invalid request body: ${issue?.path.join(".") ?? ""} ${issue?.message}`;
  throw new ControlPlaneError("BadRequestException", words);
}

function json(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ControlPlaneError("BadRequestException", "Unable to parse the request body");
  }
}

function random(length: number): string {
  return Array.from({ length }, () => ALPHANUMERIC[randomInt(ALPHANUMERIC.length)]).join("");
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}
