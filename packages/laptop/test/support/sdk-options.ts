import type { Principal } from "../../services/iam/iam.ts";

/** Sets up a client of the SDK that acts for somebody at a local service, and asks once. */
export function sdkOptions(
  endpoint: string,
  { accessKeyId, secretAccessKey, sessionToken }: Principal,
) {
  return {
    endpoint,
    region: "us-east-1",
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) },
  };
}
