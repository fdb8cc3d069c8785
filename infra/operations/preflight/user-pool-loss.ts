import type { Template } from "./template.ts";

/** Output of the stateful stack that tells whether the API takes the tokens of its pool. */
const STATE_OUTPUT = "UserPoolTokens";
const RETIRED = "retired";

/** Whether an update would let a user pool fall out of its stack that was not retired before. */
export function userPoolLoss(from: Template, to: Template): boolean {
  return hasUserPool(from) && !hasUserPool(to) && !isRetired(from);
}

function isRetired(template: Template): boolean {
  return template.Outputs?.[STATE_OUTPUT]?.Value === RETIRED;
}

export function hasUserPool({ Resources }: Template): boolean {
  return Object.values(Resources).some(({ Type }) => Type === "AWS::Cognito::UserPool");
}
