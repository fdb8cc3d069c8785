import type { Settings } from "./config.ts";

/** What a deployed stack tells of its pool; both are parts of its template as CloudFormation gives it. */
export interface DeployedTemplate {
  readonly Resources?: Readonly<Record<string, { readonly Type?: unknown }>> | undefined;
  readonly Outputs?: Readonly<Record<string, { readonly Value?: unknown }>> | undefined;
}

/**
 * Whether a deployment would let the user pool, and people's accounts with it, fall out of the stack.
 * @param deployed template of the stateful stack as it is deployed; undefined before the first time
 * @param settings of the deployment that is about to be made
 * @returns a sentence that says what to do instead, or undefined when nothing is lost
 */
export function poolLoss(
  deployed: DeployedTemplate | undefined,
  settings: Pick<Settings, "userPool">,
): string | undefined {
  const types = Object.values(deployed?.Resources ?? {}).map(({ Type }) => Type);
  if (settings.userPool !== false || !types.includes("AWS::Cognito::UserPool")) return undefined;
  if (deployed?.Outputs?.[POOL_STATE_OUTPUT]?.Value === POOL_STATE.retired) return undefined;
  return (
    "The deployed stack has a user pool with people's accounts, and the setting userPool is gone:" +
    " give -c userPool=true to keep it, or deploy once with -c userPool=retire and then without."
  );
}

/** Output of the stateful stack that tells whether the API takes the tokens of its pool. */
export const POOL_STATE_OUTPUT = "UserPoolTokens";

export const POOL_STATE = { accepted: "accepted", retired: "retired" } as const;
