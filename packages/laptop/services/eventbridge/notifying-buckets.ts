import * as z from "zod";
import type { DeployedResources } from "../../template/deployed-resources.ts";

// Strict: notifications of another kind would never come.
const NotificationSchema = z.strictObject({
  EventBridgeConfiguration: z
    .strictObject({ EventBridgeEnabled: z.boolean().default(true) })
    .optional(),
});

/**
 * Names of the buckets that tell EventBridge of every change.
 * @throws Error with a clear sentence for notifications of another kind.
 */
export function notifyingBuckets(resources: DeployedResources): ReadonlySet<string> {
  const buckets = resources.ofType("AWS::S3::Bucket").filter(({ logicalId, properties }) => {
    const parsed = NotificationSchema.safeParse(properties.NotificationConfiguration ?? {});
    if (!parsed.success) {
      throw new Error(
        `Bucket ${logicalId}: only notifications to EventBridge are supported locally.`,
      );
    }
    return parsed.data.EventBridgeConfiguration?.EventBridgeEnabled === true;
  });
  return new Set(buckets.map(({ physicalId }) => physicalId));
}
