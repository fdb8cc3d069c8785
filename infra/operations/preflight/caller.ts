import { GetCallerIdentityCommand, STSClient, type STSClientConfig } from "@aws-sdk/client-sts";
import { credentialsFault, isUnknownKey } from "../aws-failure.ts";

/** Whose credentials are in the environment, and whether the region takes them. */
export type Caller =
  | { readonly kind: "known"; readonly account: string; readonly arn: string }
  | { readonly kind: "region-off"; readonly account: string; readonly arn: string }
  | { readonly kind: "refused"; readonly why: string };

/** Always enabled, so that it tells bad credentials from a region that is not. */
const HOME_REGION = "us-east-1";

/** The account that a caller belongs to; undefined where that is not known. */
export function accountOf(caller: Caller | undefined): string | undefined {
  return caller && "account" in caller ? caller.account : undefined;
}

/** @throws whatever keeps STS from answering */
export async function identifyCaller(options: STSClientConfig): Promise<Caller> {
  try {
    return { kind: "known", ...(await ask(options)) };
  } catch (error) {
    const why = credentialsFault(error);
    if (why === undefined) throw error;
    const elsewhere = isUnknownKey(error) && options.region !== HOME_REGION;
    const identity =
      elsewhere && (await ask({ ...options, region: HOME_REGION }).catch(() => null));
    return identity ? { kind: "region-off", ...identity } : { kind: "refused", why };
  }
}

async function ask(options: STSClientConfig): Promise<{ account: string; arn: string }> {
  const answer = await new STSClient(options).send(new GetCallerIdentityCommand({}));
  return { account: answer.Account ?? "", arn: answer.Arn ?? "" };
}
