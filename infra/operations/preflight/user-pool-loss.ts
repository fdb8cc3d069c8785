import { POOL_STATE, POOL_STATE_OUTPUT } from "../../constructs/user-pool-state.ts";
import type { Template } from "./template.ts";

/** Whether an update would let a user pool fall out of its stack that was not retired before. */
export function userPoolLoss(from: Template, to: Template): boolean {
  return hasUserPool(from) && !hasUserPool(to) && !isRetired(from);
}

function isRetired(template: Template): boolean {
  return template.Outputs?.[POOL_STATE_OUTPUT]?.Value === POOL_STATE.retired;
}

export function hasUserPool({ Resources }: Template): boolean {
  return Object.values(Resources).some(({ Type }) => Type === "AWS::Cognito::UserPool");
}
