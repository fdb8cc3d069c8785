/** What the failed call was about. */
interface Subject {
  readonly pool: string;
  readonly email: string;
}

type Sentence = (subject: Subject, message: string) => string;

/** By the error codes of Cognito's AdminCreateUser, AdminGetUser, AdminDisableUser, AdminEnableUser. */
const SENTENCES: Readonly<Record<string, Sentence>> = {
  UsernameExistsException: ({ email }) =>
    `There is a user ${email} already; user resend sends the invitation once more.`,
  UserNotFoundException: ({ email }) => `There is no user ${email} in this pool.`,
  UnsupportedUserStateException: ({ email }) =>
    `${email} has signed in already; a forgotten password is replaced on the sign-in page.`,
  ResourceNotFoundException: ({ pool }) =>
    `There is no user pool ${pool} in this account and region.`,
  InvalidParameterException: (_, message) => `Cognito refuses this: ${message}`,
  LimitExceededException: () =>
    "Cognito sends no more e-mails today: try again tomorrow, or see docs/user-pool.md for a sender of your own.",
  CodeDeliveryFailureException: ({ email }) =>
    `The invitation to ${email} could not be sent: correct the sender, then run user resend.`,
  AccessDeniedException: (_, message) =>
    `These credentials may not manage users, docs/user-pool.md lists what they need: ${message}`,
  TimeoutError: () =>
    "Cognito did not answer in time. The change may still have been made: run the command again to see.",
};

/**
 * One sentence for what Cognito refuses, that tells an operator what to do.
 * @returns undefined for errors that are not Cognito's own
 */
export function cognitoSentence(error: unknown, subject: Subject): string | undefined {
  if (!(error instanceof Error) || !Object.hasOwn(SENTENCES, error.name)) return undefined;
  return SENTENCES[error.name]?.(subject, error.message);
}
