/** Of most regions. */
const USUAL_SUFFIX = "amazonaws.com";
/** Where AWS has the services of its other partitions. */
const SUFFIXES: readonly (readonly [RegExp, string])[] = [
  [/^cn-/, "amazonaws.com.cn"],
  [/^eusc-/, "amazonaws.eu"],
  [/^us-iso-/, "c2s.ic.gov"],
  [/^us-isob-/, "sc2s.sgov.gov"],
  [/^us-isof-/, "csp.hci.ic.gov"],
  [/^eu-isoe-/, "cloud.adc-e.uk"],
];

/**
 * Where a region has DynamoDB (https://docs.aws.amazon.com/general/latest/gr/ddb.html). A test holds
 * it against the SDK's own rules, which are 20 KB and would be asked for each call.
 * @param given an address that takes its place
 */
export function tableAddress(region: string, given: string | undefined): URL {
  if (given !== undefined) return new URL(given);
  const [, suffix = USUAL_SUFFIX] = SUFFIXES.find(([regions]) => regions.test(region)) ?? [];
  return new URL(`https://dynamodb.${region}.${suffix}`);
}
