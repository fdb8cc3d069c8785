import type { Stack } from "aws-cdk-lib";
import type { BundleManifest } from "../bundling/build.ts";
import type { DataArns } from "../constructs/access-policy.ts";
import { imageLayer } from "../constructs/image-layer.ts";
import type { FunctionSources, SharedFunctionProps } from "../constructs/service-function.ts";
import { trustedIssuers } from "../settings/jwt-issuers.ts";
import { planChanges } from "../settings/plan-settings.ts";
import type { Settings } from "../settings/settings.ts";
import type { StatefulStack } from "./stateful-stack.ts";

/** What was built of the functions. */
export interface FunctionCode {
  /** Folder that holds `<function id>/index.js`. */
  readonly functionsDir: string;
  readonly manifest: BundleManifest;
  /** Folder of the image layer; left out when no bundle needs it. */
  readonly imageLayerDir?: string | undefined;
}

/** What every stack with functions is made from. */
export interface FunctionStackProps {
  readonly settings: Settings;
  readonly stateful: StatefulStack;
  readonly code: FunctionCode;
}

/**
 * The code of a stack's functions. A stack whose functions work on photos has a layer of its own:
 * each version has another ARN, and an export that a stack imports cannot change.
 */
export function functionSources(
  stack: Stack,
  { functionsDir, manifest, imageLayerDir }: FunctionCode,
  functionIds: readonly string[],
): FunctionSources {
  const needsImages = functionIds.some((id) => manifest[id]?.externals.includes("sharp"));
  return {
    directory: functionsDir,
    manifest,
    imageLayer: needsImages && imageLayerDir ? imageLayer(stack, imageLayerDir) : undefined,
  };
}

/** What is kept of each function's runs. */
export function logSettings({
  logRetentionDays,
  logLevel,
  tracing,
}: Settings): Pick<SharedFunctionProps, "logRetentionDays" | "logLevel" | "tracing"> {
  return { logRetentionDays, logLevel, tracing };
}

/** ARNs of what the functions of other stacks work on. */
export function dataArns(stateful: StatefulStack): DataArns {
  return {
    tableArn: stateful.table.tableArn,
    photoBucketArn: stateful.exportValue(stateful.photoBucket.bucketArn),
    pepperSecretArn: stateful.pepper.secretArn,
    removalLogArn: stateful.exportValue(stateful.removalLog.bucketArn),
  };
}

/** What the functions of the routes are told, and those that work on photos and removals. */
export function functionEnvironment(
  stateful: StatefulStack,
  settings: Settings,
): Record<string, string> {
  return {
    TABLE_NAME: stateful.table.tableName,
    PHOTO_BUCKET: stateful.photoBucket.bucketName,
    PHOTO_BASE_URL: stateful.photoBaseUrl,
    PROFILES_PER_ACCOUNT: String(settings.profilesPerAccount),
    LEAD_RETENTION_DAYS: String(settings.leadRetentionDays),
    SESSION_REQUESTS_PER_DAY: String(settings.sessionRequestsPerDay),
    CORS_ORIGINS: settings.corsOrigins.join(","),
    ...(settings.plans && { PLANS: JSON.stringify(planChanges(settings)) }),
  };
}

/** `JWT_ISSUERS` of a function of the stack: whose tokens are accepted. */
export function jwtIssuers(
  stack: Stack,
  { settings, stateful }: Pick<FunctionStackProps, "settings" | "stateful">,
): string {
  return stack.toJsonString(trustedIssuers(settings, stateful.poolIssuer));
}
