import type { Finding } from "./finding.ts";
import type { Subject } from "./subject.ts";

/** One question about a deployment that is about to be made. */
export interface Check {
  /** First column of the table. */
  readonly name: string;
  /** Permissions of AWS it needs; none when it asks nothing of AWS. */
  readonly permissions: readonly string[];
  /**
   * Several findings where it looks at several things.
   * @throws whatever the services throw: the finding is then that it could not be made
   */
  run(subject: Subject): Promise<Finding | readonly Finding[]>;
}
