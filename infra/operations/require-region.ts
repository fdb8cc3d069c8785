import { OperatorError } from "../operator-error.ts";
import { NO_REGION } from "./aws-failure.ts";
import { awsRegion } from "./aws-region.ts";

/**
 * The region of the environment, else of the profile. From then on it is in the environment, for every
 * client of the SDK and for the CDK.
 * @throws OperatorError when there is none
 */
export async function requireRegion(
  environment: Record<string, string | undefined>,
): Promise<string> {
  const region = await awsRegion(environment);
  if (region === undefined) throw new OperatorError(NO_REGION);
  environment.AWS_REGION = region;
  return region;
}
