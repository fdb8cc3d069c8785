/** Who a request acts for, as the authorizer found out. */
export interface Principal {
  /** The `sub` of the account's JWTs. */
  readonly account: string;
  readonly credential: "jwt" | "api_key";
  /** The account's plan for an API key; `session` for a JWT. */
  readonly plan: string;
}

/** An authorizer's context may hold flat values only; the gateway hands them on as strings. */
export function toAuthorizerContext(principal: Principal): Record<string, string> {
  const { account, credential, plan } = principal;
  return { account, credential, plan };
}

/** @throws when a function behind the authorizer is called without its context */
export function fromAuthorizerContext(
  context: Readonly<Record<string, unknown>> | null | undefined,
): Principal {
  const { account, credential, plan } = context ?? {};
  if (typeof account !== "string" || account === "" || typeof plan !== "string") {
    throw new Error("The request has no authorizer context.");
  }
  return { account, credential: credential === "api_key" ? "api_key" : "jwt", plan };
}
