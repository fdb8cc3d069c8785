/**
 * List prices in US dollars of us-east-1, without free tiers, as of November 2026. DynamoDB on
 * demand, standard table class; Lambda on arm64; API Gateway REST up to 333 million requests.
 */
export const PRICES = {
  readUnit: 0.125 / 1e6,
  writeUnit: 0.625 / 1e6,
  gatewayRequest: 3.5 / 1e6,
  lambdaRequest: 0.2 / 1e6,
  lambdaGbSecond: 0.0000133334,
  s3Write: 0.005 / 1e3,
  s3Read: 0.0004 / 1e3,
} as const;

/** What cannot be measured on a laptop: milliseconds inside AWS, warm. */
export const ASSUMED = {
  tableCallMs: 5,
  objectCallMs: 30,
  otherCallMs: 10,
  /** A function's own work with 512 MB. With more it has more of a core, and is done sooner. */
  ownMs: 3,
  /** Decoding a photo and writing its sizes. */
  photoMs: 150,
} as const;

/** A function's own work in milliseconds, warm, with so many MB. */
export function ownWorkMs(megabytes: number): number {
  return (ASSUMED.ownMs * 512) / megabytes;
}
