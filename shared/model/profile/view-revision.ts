/**
 * Raised whenever the same version of a profile is shown in other bytes than before, in any of its
 * public views. Who holds an answer is told by version and revision whether it is current, without
 * the answer being made again.
 */
export const VIEW_REVISION = 5;
