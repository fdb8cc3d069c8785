import { GetCallerIdentityCommand, STSClient, type STSClientConfig } from "@aws-sdk/client-sts";

/** Whose credentials are in the environment, and whether the region takes them. */
export type Caller =
  | { readonly kind: "known"; readonly account: string; readonly arn: string }
  | { readonly kind: "region-off"; readonly account: string; readonly arn: string }
  | { readonly kind: "refused"; readonly why: string };

/** Always enabled, so that it tells bad credentials from a region that is not. */
const HOME_REGION = "us-east-1";

/** What STS and the SDK say of credentials that are no good, and what that means. */
const REFUSALS: Readonly<Record<string, string>> = {
  CredentialsProviderError: "there are no AWS credentials in the environment",
  TokenProviderError: "the sign-in of the AWS profile has run out",
  ExpiredToken: "the credentials have expired",
  ExpiredTokenException: "the credentials have expired",
  InvalidClientTokenId: "AWS does not know the access key",
  UnrecognizedClientException: "AWS does not know the access key",
  SignatureDoesNotMatch: "the secret access key does not fit the access key",
  IncompleteSignature: "the access key is not one",
};

/** @throws whatever keeps STS from answering */
export async function identifyCaller(options: STSClientConfig): Promise<Caller> {
  try {
    return { kind: "known", ...(await ask(options)) };
  } catch (error) {
    const why = refusal(error);
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

function refusal(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { name, message } = error;
  // Of a profile that is set the SDK says what it lacks: a second factor, a file, a program.
  const ofProfile = name === "CredentialsProviderError" && !/any providers/.test(message);
  return ofProfile ? `the AWS profile gives no credentials: ${message}` : REFUSALS[name];
}

function isUnknownKey(error: unknown): boolean {
  return refusal(error) === REFUSALS.InvalidClientTokenId;
}
