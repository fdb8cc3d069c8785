import {
  AdminDeleteUserCommand,
  CognitoIdentityProviderClient,
  ResourceNotFoundException,
  UserNotFoundException,
} from "@aws-sdk/client-cognito-identity-provider";
import type { PoolUser } from "../model/account/erasure.ts";
import { endingAtDeadline } from "../request-deadline.ts";
import { CALL_LIMITS, clientOptions } from "../time-limits.ts";

const cognito = endingAtDeadline(
  new CognitoIdentityProviderClient(clientOptions(CALL_LIMITS.userPool)),
);

/**
 * Deletes a person of the user pool: nobody can sign in as them any more, or renew a token. One who is
 * not there, or was deleted before, is as good, and so is a pool that is gone.
 */
export async function deletePoolUser({ poolId, sub }: PoolUser): Promise<"removed" | "absent"> {
  try {
    await cognito.send(new AdminDeleteUserCommand({ UserPoolId: poolId, Username: sub }));
    return "removed";
  } catch (error) {
    const isGone =
      error instanceof UserNotFoundException || error instanceof ResourceNotFoundException;
    if (!isGone) throw error;
    return "absent";
  }
}
