/** What STS and the SDK say of credentials that are no good, and what that means. */
const REFUSALS: Readonly<Record<string, string>> = {
  CredentialsProviderError: "there are no AWS credentials in the environment",
  TokenProviderError: "the sign-in of the AWS profile has run out",
  ExpiredToken: "the credentials have expired",
  ExpiredTokenException: "the credentials have expired",
  InvalidClientTokenId: "AWS does not know the access key",
  UnrecognizedClientException: "AWS does not know the access key",
  SignatureDoesNotMatch: "the secret access key does not fit the access key",
  IncompleteSignature: "the access key is not well-formed",
};

/** What to do about credentials that are missing or refused. */
export const CREDENTIALS_REMEDY =
  "sign in (aws sso login, aws configure), or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";

/** What to do where no region is known. */
export const REGION_REMEDY = "set AWS_REGION, or a region in the AWS profile";

/** What is wrong with the credentials; undefined when the error is about something else. */
export function credentialsFault(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { name, message } = error;
  if (name !== "CredentialsProviderError") return REFUSALS[name];
  const { AWS_PROFILE: profile } = process.env;
  if (/any providers/.test(message)) {
    return profile ? `there is no AWS profile ${profile} with credentials` : REFUSALS[name];
  }
  if (/aws sso login|SSO (session|token)/i.test(message)) return REFUSALS.TokenProviderError;
  // Of a profile that is set the SDK says what it lacks: a second factor, a file, a program.
  return `the AWS profile gives no credentials: ${withoutStop(message)}`;
}

/** The host whose name is not known, if that is what failed. */
export function unknownHost(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error && "hostname" in error)) return undefined;
  return /^(ENOTFOUND|EAI_AGAIN)$/.test(String(error.code)) ? String(error.hostname) : undefined;
}

/** What could not be connected to: a host, or an address with its port. */
function unreachableHost(error: unknown): string | undefined {
  if (!(error instanceof Error && "code" in error)) return undefined;
  if (!/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/.test(String(error.code))) {
    return unknownHost(error);
  }
  return "address" in error && "port" in error ? `${error.address}:${error.port}` : "AWS";
}

function withoutStop(message: string): string {
  return message.replace(/\.$/, "");
}

/** Whether AWS has never heard of the access key, which a region that is not enabled says as well. */
export function isUnknownKey(error: unknown): boolean {
  return credentialsFault(error) === REFUSALS.InvalidClientTokenId;
}

/**
 * Why a call of AWS failed, as part of a sentence.
 * @param permissions what the call needs
 */
export function awsFailure(error: unknown, permissions: readonly string[]): string {
  if (!(error instanceof Error)) return String(error);
  const fault = environmentFault(error);
  if (fault !== undefined) return fault;
  if (/^AccessDenied/.test(error.name) || /not authorized to perform/.test(error.message)) {
    return `needs the permission ${permissions.join(", ")}`;
  }
  if (error.name === "TimeoutError") return "no answer in time";
  const code = "code" in error ? String(error.code) : "";
  const host = unknownHost(error);
  if (/^E[A-Z_]+$/.test(code)) return `${host ? `${host} ` : ""}cannot be reached (${code})`;
  return `${error.name}: ${withoutStop(error.message.split("\n")[0] ?? "")}`;
}

/**
 * The same as a sentence of its own.
 * @param service what was called
 */
export function awsSentence(
  error: unknown,
  service: string,
  permissions: readonly string[],
): string {
  return environmentSentence(error) ?? `${service}: ${awsFailure(error, permissions)}.`;
}

/**
 * What the environment lacks, as a sentence that says what to do: a region, good credentials, or a
 * network in which AWS has an address.
 * @returns undefined when the error is about something else
 */
export function environmentSentence(error: unknown): string | undefined {
  if (isRegionMissing(error)) return NO_REGION;
  const fault = credentialsFault(error);
  if (fault !== undefined) return credentialsSentence(fault);
  const host = unreachableHost(error);
  return host && `${host} cannot be reached: look at the network and AWS_REGION.`;
}

/** For a command whose SDK knows no region. */
export const NO_REGION = `No region is set: ${REGION_REMEDY}.`;

/** @param fault as {@link credentialsFault} words it */
export function credentialsSentence(fault: string): string {
  return `${fault.charAt(0).toUpperCase()}${fault.slice(1)}: ${CREDENTIALS_REMEDY}.`;
}

function isRegionMissing(error: unknown): boolean {
  return error instanceof Error && error.message === "Region is missing";
}

function environmentFault(error: unknown): string | undefined {
  return isRegionMissing(error) ? "no region is set" : credentialsFault(error);
}

/** Whether CloudFormation says that it has no such stack: it has no code of its own for that. */
export function isNoSuchStack(error: unknown): boolean {
  return error instanceof Error && /does not exist/.test(error.message);
}
