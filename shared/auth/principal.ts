import { accountDigest } from "../account-digest.ts";
import { isPlanName } from "../model/plans.ts";

/** Who a request acts for, as the authorizer found out. */
export interface Principal {
  /** `sub` of the account's JWTs, behind the prefix of its issuer where that has one. */
  readonly account: string;
  readonly credential: "jwt" | "api_key";
  /** The account's plan for an API key; `session` for a JWT. */
  readonly plan: string;
}

/**
 * An authorizer's context may hold flat values only; the gateway hands them on as strings. The digest
 * is for the gateway's own log, which tells by it whom it held back.
 */
export function toAuthorizerContext(principal: Principal): Record<string, string> {
  const { account, credential, plan } = principal;
  return { account, credential, plan, accountDigest: accountDigest(account) };
}

/**
 * @throws when a function behind the authorizer is called without its context, or with something in
 * it that this version does not know: a credential of another kind must not pass for one of these
 */
export function fromAuthorizerContext(
  context: Readonly<Record<string, unknown>> | null | undefined,
): Principal {
  const { account, credential, plan } = context ?? {};
  if (typeof account !== "string" || account === "") {
    throw new Error("The request has no authorizer context.");
  }
  if (credential !== "jwt" && credential !== "api_key") {
    throw new Error("The authorizer context has an unknown kind of credential.");
  }
  if (typeof plan !== "string" || !(plan === "session" || isPlanName(plan))) {
    throw new Error("The authorizer context has an unknown plan.");
  }
  return { account, credential, plan };
}
