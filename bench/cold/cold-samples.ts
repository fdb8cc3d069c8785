import type { FirstCall } from "./measure-first-call.ts";
import type { Subject } from "./subjects.ts";

/** The samples of one subject. */
export interface ColdSamples {
  readonly subject: Subject;
  readonly calls: FirstCall[];
}
