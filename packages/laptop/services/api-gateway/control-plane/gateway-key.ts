import * as z from "zod";
import type { DeployedResources } from "../../../template/deployed-resources.ts";
import { optionalText, requiredText } from "../../../template/template-properties.ts";

/** An API key of the gateway. Times are Unix seconds. */
export const GatewayKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  value: z.string(),
  description: z.string().optional(),
  customerId: z.string().optional(),
  enabled: z.boolean(),
  createdDate: z.number(),
  lastUpdatedDate: z.number(),
});

export type GatewayKey = z.infer<typeof GatewayKeySchema>;

/** A key's membership in a usage plan. */
export const PlanKeySchema = z.object({ planId: z.string(), keyId: z.string() });

export type PlanKey = z.infer<typeof PlanKeySchema>;

/** Length of a key's value, in characters. */
const KEY_VALUE_LENGTH = { least: 20, most: 128 };

/** What a value's length is wrong with, in API Gateway's words; undefined when it is right. */
export function faultOfValue(value: string): string | undefined {
  if (value.length < KEY_VALUE_LENGTH.least) {
    return `API Key value should be at least ${KEY_VALUE_LENGTH.least} characters`;
  }
  return value.length > KEY_VALUE_LENGTH.most
    ? `API Key value should be at most ${KEY_VALUE_LENGTH.most} characters`
    : undefined;
}

/**
 * The keys of the stacks.
 * @throws Error in one sentence for a key without a value of the right length
 */
export function templateKeys(resources: DeployedResources, now: number): readonly GatewayKey[] {
  return resources
    .ofType("AWS::ApiGateway::ApiKey")
    .map(({ properties, physicalId, logicalId }) => {
      const value = requiredText(properties, "Value", logicalId);
      const fault = faultOfValue(value);
      if (fault !== undefined) throw new Error(`${logicalId}: ${fault}.`);
      return {
        id: physicalId,
        name: optionalText(properties, "Name") ?? physicalId,
        value,
        description: optionalText(properties, "Description"),
        enabled: properties.Enabled === true,
        createdDate: now,
        lastUpdatedDate: now,
      };
    });
}

/** The memberships of the stacks' keys. */
export function templatePlanKeys(resources: DeployedResources): readonly PlanKey[] {
  return resources.ofType("AWS::ApiGateway::UsagePlanKey").map(({ properties, logicalId }) => ({
    planId: requiredText(properties, "UsagePlanId", logicalId),
    keyId: requiredText(properties, "KeyId", logicalId),
  }));
}
