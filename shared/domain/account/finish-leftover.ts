import type { ErasureLeftover, ProfileLeftover } from "../../model/profile/leftover.ts";
import { finishRemoval } from "../profile/finish-removal.ts";
import { finishErasure } from "./finish-erasure.ts";

/** What finishing is told by the deployment. */
export interface FinishOptions {
  /** For how long a request may run that was let in before its account was closed. */
  readonly erasureWaitSeconds: number;
}

/**
 * Does what a committed change left to be done, and last of all removes the record of it. May be cut
 * off and repeated at any point.
 */
export function finishLeftover(
  leftover: ProfileLeftover | ErasureLeftover,
  { erasureWaitSeconds }: FinishOptions,
): Promise<void> {
  return leftover.kind === "erasure"
    ? finishErasure(leftover.erasureId, erasureWaitSeconds)
    : finishRemoval(leftover);
}
