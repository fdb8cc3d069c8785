import { POOL_STATE, POOL_STATE_OUTPUT } from "../../constructs/user-pool-state.ts";
import type { Template } from "./template.ts";

/** Whether an update would let a user pool fall out of its stack that was not retired before. */
export function userPoolLoss(from: Template, to: Template): boolean {
  return hasUserPool(from) && !hasUserPool(to) && !isRetired(from);
}

function isRetired(template: Template): boolean {
  return template.Outputs?.[POOL_STATE_OUTPUT]?.Value === POOL_STATE.retired;
}

/** Whether the API takes the tokens of the pool that the template makes. */
export function trustsUserPool(template: Template): boolean {
  return hasUserPool(template) && !isRetired(template);
}

/** Whether a template makes a user pool. */
export function hasUserPool({ Resources }: Template): boolean {
  return Object.values(Resources).some(({ Type }) => Type === "AWS::Cognito::UserPool");
}
