/** Variables that the CDK's command line reads, in its order; the SDK knows but the first. */
const VARIABLES = [
  "AWS_REGION",
  "AMAZON_REGION",
  "AWS_DEFAULT_REGION",
  "AMAZON_DEFAULT_REGION",
] as const;

/**
 * The region that is deployed to: of the environment, else of the profile. Never a default: the CDK
 * would take us-east-1.
 * @returns undefined when there is none
 */
export async function awsRegion(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  const given = VARIABLES.map((name) => environment[name]).find(Boolean);
  if (given) return given;
  // The SDK reads the profile.
  const { STSClient } = await import("@aws-sdk/client-sts");
  return new STSClient({}).config.region().catch(() => undefined);
}
