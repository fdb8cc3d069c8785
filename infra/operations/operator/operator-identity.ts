import { userInfo } from "node:os";
import { STSClient } from "@aws-sdk/client-sts";
import { identifyCaller } from "../aws-identity.ts";
import { SDK_OPTIONS } from "../sdk-options.ts";

/**
 * Who runs this command: on AWS the ARN of the credentials, on the laptop the user of the machine. Where
 * STS does not answer it is the access key's id: an incident does not wait for it, and CloudTrail knows
 * whose key that is.
 */
export async function operatorIdentity(onLaptop: boolean): Promise<string> {
  if (onLaptop) return `user ${userInfo().username} of this machine`;
  const options = { ...SDK_OPTIONS, region: process.env.AWS_REGION ?? "" };
  const caller = await identifyCaller(options).catch(() => undefined);
  if (caller && "arn" in caller) return caller.arn;
  const { accessKeyId } = await new STSClient(options).config.credentials();
  return `access key ${accessKeyId}`;
}
