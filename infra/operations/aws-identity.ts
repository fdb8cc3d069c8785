import { GetCallerIdentityCommand, STSClient, type STSClientConfig } from "@aws-sdk/client-sts";
import { credentialsFault, isUnknownKey, unknownHost } from "./aws-failure.ts";

/** Whose credentials are in the environment, and whether the region takes them. */
export type Caller =
  | { readonly kind: "known"; readonly account: string; readonly arn: string }
  | { readonly kind: "region-off"; readonly account: string; readonly arn: string }
  | { readonly kind: "refused"; readonly why: string }
  /** AWS has no such region. */
  | { readonly kind: "no-region" }
  /** Neither the region's STS nor that of us-east-1 answers. */
  | { readonly kind: "unreachable"; readonly host: string };

/** Always enabled, so that it tells bad credentials from a region that is not. */
const HOME_REGION = "us-east-1";

/** What is said where neither answers, as no-one can tell which of both it is. */
export function unreachable(host: string): string {
  return `${host} cannot be reached: no network, or no such region`;
}

/** The account that a caller belongs to; undefined where that is not known. */
export function accountOf(caller: Caller | undefined): string | undefined {
  return caller && "account" in caller ? caller.account : undefined;
}

/** @throws whatever keeps STS from answering */
export async function identifyCaller(options: STSClientConfig): Promise<Caller> {
  try {
    return { kind: "known", ...(await ask(options)) };
  } catch (error) {
    const host = unknownHost(error);
    if (host !== undefined) return await regionOrNetwork(options, host);
    // What the SDK says of a region that cannot be part of a host's name.
    if (error instanceof Error && /^Region not accepted/.test(error.message)) {
      return { kind: "no-region" };
    }
    const why = credentialsFault(error);
    if (why === undefined) throw error;
    const elsewhere = isUnknownKey(error) && options.region !== HOME_REGION;
    const identity =
      elsewhere && (await ask({ ...options, region: HOME_REGION }).catch(() => null));
    return identity ? { kind: "region-off", ...identity } : { kind: "refused", why };
  }
}

/** Tells a region that does not exist from a network that is missing: us-east-1 is always there. */
async function regionOrNetwork(options: STSClientConfig, host: string): Promise<Caller> {
  if (options.region === HOME_REGION) return { kind: "unreachable", host };
  // A refusal is an answer, too.
  const isThere = await ask({ ...options, region: HOME_REGION }).then(
    () => true,
    (error) => credentialsFault(error) !== undefined,
  );
  return isThere ? { kind: "no-region" } : { kind: "unreachable", host };
}

async function ask(options: STSClientConfig): Promise<{ account: string; arn: string }> {
  const answer = await new STSClient(options).send(new GetCallerIdentityCommand({}));
  return { account: answer.Account ?? "", arn: answer.Arn ?? "" };
}
