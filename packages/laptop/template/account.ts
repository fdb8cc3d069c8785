/** The account that the local platform stands for: what the pseudo parameters of a template give. */
export const ACCOUNT = {
  id: "000000000000",
  region: "us-east-1",
  partition: "aws",
  urlSuffix: "amazonaws.com",
} as const;
