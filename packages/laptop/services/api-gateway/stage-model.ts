import type { DeployedResources } from "../../template/deployed-resources.ts";
import {
  listOfProperties,
  mapOfTexts,
  optionalNumber,
  optionalText,
  type Properties,
  propertiesIn,
  requiredText,
} from "../../template/template-properties.ts";
import { ACCOUNT_LIMITS, type ThrottleLimits } from "./throttle.ts";

/** The one stage that is served. */
export interface StageModel {
  readonly name: string;
  readonly deploymentId: string;
  readonly variables: ReadonlyMap<string, string>;
  /** Format of an access log line; no access log when left out. */
  readonly accessLogFormat: string | undefined;
  /** Limits of a method: its own settings, else those of the stage, else the account's. */
  readonly throttleOf: (httpMethod: string, path: string) => ThrottleLimits;
}

/** Reads the stage. @throws Error when it serves no deployment of the stacks. */
export function readStage(resources: DeployedResources): StageModel {
  const { properties, logicalId } = resources.one("AWS::ApiGateway::Stage");
  const deploymentId = requiredText(properties, "DeploymentId", logicalId);
  if (resources.byPhysicalId("AWS::ApiGateway::Deployment", deploymentId) === undefined) {
    throw new Error(`${logicalId} serves an unknown deployment ${deploymentId}.`);
  }
  const settings = listOfProperties(properties, "MethodSettings");
  return {
    name: requiredText(properties, "StageName", logicalId),
    deploymentId,
    variables: mapOfTexts(properties, "Variables"),
    accessLogFormat: optionalText(propertiesIn(properties, "AccessLogSetting"), "Format"),
    throttleOf: (httpMethod, path) => throttleOf(settings, httpMethod, path),
  };
}

function throttleOf(
  settings: readonly Properties[],
  httpMethod: string,
  path: string,
): ThrottleLimits {
  // A settings path writes every slash after the first as ~1; that of the root is a slash alone.
  const escaped = path === "/" ? path : `/${path.replaceAll("/", "~1")}`;
  const own = settings.find(
    (setting) => setting.ResourcePath === escaped && setting.HttpMethod === httpMethod,
  );
  const ofStage = settings.find(
    (setting) => setting.ResourcePath === "/*" && setting.HttpMethod === "*",
  );
  const limit = (name: string) =>
    [own, ofStage].flatMap((setting) => optionalNumber(setting ?? {}, name) ?? [])[0];
  return {
    rateLimit: limit("ThrottlingRateLimit") ?? ACCOUNT_LIMITS.rateLimit,
    burstLimit: limit("ThrottlingBurstLimit") ?? ACCOUNT_LIMITS.burstLimit,
  };
}
