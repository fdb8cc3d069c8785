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

/** What is wrong with the credentials; undefined when the error is about something else. */
export function credentialsFault(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { name, message } = error;
  // Of a profile that is set the SDK says what it lacks: a second factor, a file, a program.
  const ofProfile = name === "CredentialsProviderError" && !/any providers/.test(message);
  return ofProfile ? `the AWS profile gives no credentials: ${message}` : REFUSALS[name];
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
  if (/^E[A-Z_]+$/.test(code)) return `cannot be reached (${code})`;
  return `${error.name}: ${error.message.split("\n")[0]}`;
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
 * What the environment lacks, as a sentence: a region, or good credentials.
 * @returns undefined when the error is about something else
 */
export function environmentSentence(error: unknown): string | undefined {
  const fault = environmentFault(error);
  return fault && `${fault.charAt(0).toUpperCase()}${fault.slice(1)}.`;
}

function environmentFault(error: unknown): string | undefined {
  if (error instanceof Error && error.message === "Region is missing")
    return "AWS_REGION is not set";
  return credentialsFault(error);
}

/** Whether CloudFormation says that it has no such stack: it has no code of its own for that. */
export function isNoSuchStack(error: unknown): boolean {
  return error instanceof Error && /does not exist/.test(error.message);
}
