import { randomBytes } from "node:crypto";
import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { OperatorError } from "../../operator-error.ts";
import { awsSentence } from "../aws-failure.ts";
import { SDK_OPTIONS } from "../sdk-options.ts";
import type { Accounts } from "./walking-accounts.ts";

/** A user pool, and the client that its users sign in with. */
export interface Pool {
  readonly userPool: string;
  readonly client: string;
}

const PERMISSIONS = [
  "cognito-idp:AdminCreateUser",
  "cognito-idp:AdminSetUserPassword",
  "cognito-idp:AdminInitiateAuth",
  "cognito-idp:AdminDeleteUser",
];

/**
 * Makes two users in a Cognito user pool, whose access tokens the walk sends. No mail is sent to
 * anybody: their addresses are of example.com (RFC 2606).
 * @param run part of the users' names
 * @throws OperatorError; what was made by then is removed again
 */
export async function makePoolUsers(pool: Pool, run: string): Promise<Accounts> {
  // A pool's id begins with its region.
  const [region] = pool.userPool.split("_");
  const cognito = new CognitoIdentityProviderClient({
    ...SDK_OPTIONS,
    ...(region && { region }),
  });
  const names = ["owner", "visitor"].map((role) => `smoke-${run}-${role}@example.com`);
  const release = () => removeUsers(cognito, pool, names);
  try {
    const tokens: string[] = [];
    for (const name of names) tokens.push(await signIn(cognito, pool, name));
    return { tokens, areMade: true, release };
  } catch (error) {
    const left = await release();
    const sentence =
      error instanceof OperatorError ? error.message : awsSentence(error, "Cognito", PERMISSIONS);
    throw new OperatorError([sentence, ...left].join(" "));
  }
}

async function signIn(
  cognito: CognitoIdentityProviderClient,
  { userPool, client }: Pool,
  name: string,
): Promise<string> {
  const user = { UserPoolId: userPool, Username: name };
  await cognito.send(
    new AdminCreateUserCommand({
      ...user,
      MessageAction: "SUPPRESS",
      UserAttributes: [
        { Name: "email", Value: name },
        { Name: "email_verified", Value: "true" },
      ],
    }),
  );
  // One of each kind of character that a password rule may ask for, besides 192 random bits.
  const Password = `aA1!${randomBytes(24).toString("base64url")}`;
  await cognito.send(new AdminSetUserPasswordCommand({ ...user, Password, Permanent: true }));
  const answer = await cognito.send(
    new AdminInitiateAuthCommand({
      UserPoolId: userPool,
      ClientId: client,
      AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: name, PASSWORD: Password },
    }),
  );
  const token = answer.AuthenticationResult?.AccessToken;
  if (token) return token;
  const asked = answer.ChallengeName ?? "nothing";
  throw new OperatorError(
    `The user pool asks for ${asked} instead of giving a token; use --token instead.`,
  );
}

async function removeUsers(
  cognito: CognitoIdentityProviderClient,
  { userPool }: Pool,
  names: readonly string[],
): Promise<string[]> {
  const left: string[] = [];
  for (const Username of names) {
    try {
      await cognito.send(new AdminDeleteUserCommand({ UserPoolId: userPool, Username }));
    } catch (error) {
      const isGone = error instanceof Error && error.name === "UserNotFoundException";
      const hasNoPool = error instanceof Error && error.name === "ResourceNotFoundException";
      if (!isGone && !hasNoPool) {
        left.push(`the user ${Username} of the pool ${userPool} could not be removed (${error})`);
      }
    }
  }
  return left;
}
