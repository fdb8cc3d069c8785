import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  type AttributeType,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import * as z from "zod";
import { OperatorError } from "../../operator-error.ts";
import { SDK_OPTIONS } from "../sdk-options.ts";
import { cognitoSentence } from "./cognito-sentence.ts";
import type { UserOrder } from "./user-order.ts";

/** A person of the pool, and what comes next. */
export interface UserReport {
  /** `sub` of the person's tokens. */
  readonly sub: string;
  readonly email: string;
  /** As Cognito calls it: `FORCE_CHANGE_PASSWORD` while only invited, then `CONFIRMED`. */
  readonly status: string;
  readonly enabled: boolean;
  readonly next: string;
}

interface User {
  readonly attributes: readonly AttributeType[] | undefined;
  readonly status: string | undefined;
  readonly enabled: boolean;
}

const INVITED =
  "Cognito mails a temporary password to this address. It is good for 7 days; at the first sign-in the person chooses another.";

const NEXT: Readonly<Record<UserOrder["action"], string>> = {
  add: INVITED,
  resend: INVITED,
  disable:
    "This user cannot sign in any more. Tokens issued before stay good until they expire, within an hour; API keys of this person go on until they are revoked.",
  enable: "This user can sign in again.",
};

/**
 * Invites a person into the user pool, or lets one in or out.
 * @param pool id of the pool
 * @throws OperatorError for something that is not an address, and with one sentence for what Cognito refuses;
 * anything else as the SDK throws it
 */
export async function manageUser(pool: string, { action, email }: UserOrder): Promise<UserReport> {
  if (!z.email().max(128).safeParse(email).success)
    throw new OperatorError(`${email} is not an e-mail address.`);
  const client = new CognitoIdentityProviderClient(SDK_OPTIONS);
  const at = { UserPoolId: pool, Username: email };
  try {
    const invites = action === "add" || action === "resend";
    const user = invites ? await invite(client, at, action) : await turn(client, at, action);
    const attribute = (name: string) => user.attributes?.find(({ Name }) => Name === name)?.Value;
    return {
      sub: attribute("sub") ?? "",
      email: attribute("email") ?? email,
      status: user.status ?? "UNKNOWN",
      enabled: user.enabled,
      next: NEXT[action],
    };
  } catch (error) {
    const sentence = cognitoSentence(error, { pool, email });
    throw sentence === undefined ? error : new OperatorError(sentence);
  }
}

/** The pool takes an e-mail address wherever a user name is asked for. */
interface Place {
  readonly UserPoolId: string;
  readonly Username: string;
}

/** The operator vouches for the address, so that it need not be confirmed once more. */
async function invite(
  client: CognitoIdentityProviderClient,
  at: Place,
  action: "add" | "resend",
): Promise<User> {
  const UserAttributes = [
    { Name: "email", Value: at.Username },
    { Name: "email_verified", Value: "true" },
  ];
  const { User } = await client.send(
    new AdminCreateUserCommand({
      ...at,
      DesiredDeliveryMediums: ["EMAIL"],
      ...(action === "resend" ? { MessageAction: "RESEND" } : { UserAttributes }),
    }),
  );
  return {
    attributes: User?.Attributes,
    status: User?.UserStatus,
    enabled: User?.Enabled === true,
  };
}

async function turn(
  client: CognitoIdentityProviderClient,
  at: Place,
  action: "enable" | "disable",
): Promise<User> {
  const { UserAttributes, UserStatus } = await client.send(new AdminGetUserCommand(at));
  if (action === "enable") await client.send(new AdminEnableUserCommand(at));
  else await client.send(new AdminDisableUserCommand(at));
  return { attributes: UserAttributes, status: UserStatus, enabled: action === "enable" };
}
