/**
 * One sentence for what the AWS SDK throws.
 * @param permissions what the call needs
 */
export function awsSentence(error: unknown, permissions: string): string {
  if (!(error instanceof Error)) return String(error);
  if (error.message === "Region is missing") return "AWS_REGION is not set.";
  switch (error.name) {
    case "CredentialsProviderError":
      return "There are no AWS credentials in the environment.";
    case "AccessDeniedException":
    case "AccessDenied":
      return `The AWS credentials do not allow it: they need ${permissions}.`;
    case "ExpiredTokenException":
    case "ExpiredToken":
      return "The AWS credentials have expired.";
    default:
      return `AWS refused: ${error.message}`;
  }
}
