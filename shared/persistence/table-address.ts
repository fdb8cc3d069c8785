/** Regions of AWS's own partition and of GovCloud, such as `eu-west-1` and `us-gov-west-1`. */
const COMMON = /^[a-z]{2}-(?:gov-)?[a-z]+-\d+$/;
const CHINA = /^cn-[a-z]+-\d+$/;

/**
 * Where a region has DynamoDB (https://docs.aws.amazon.com/general/latest/gr/ddb.html); undefined where
 * the SDK alone knows, as in partitions with addresses of their own.
 * @param given an address that takes its place
 */
export function tableAddress(region: string, given: string | undefined): URL | undefined {
  if (given !== undefined) return new URL(given);
  const suffix = CHINA.test(region) ? "amazonaws.com.cn" : "amazonaws.com";
  return COMMON.test(region) ? new URL(`https://dynamodb.${region}.${suffix}`) : undefined;
}
