/** What went wrong, in the words of the domain. The HTTP status is chosen at the edge. */
export type ProblemKind =
  | "malformed"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "removed"
  | "outdated"
  | "too_large"
  | "unsupported"
  | "invalid"
  | "limited"
  | "unavailable"
  | "internal";

/** One invalid field: where it is, why in a sentence, and a stable type. */
export interface FieldIssue {
  /** From the whole input down to the field; empty for the input itself. */
  readonly path: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
}

/** An error the caller is told about. `detail` never holds the caller's own input. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly kind: ProblemKind;
  readonly code: string;
  readonly issues: readonly FieldIssue[] | undefined;
  /** Unix seconds from which on the same request may succeed. */
  readonly retryAt: number | undefined;
  /** The media types that would have been taken, where the body's was not. */
  readonly accepted: readonly string[] | undefined;

  /** By name: a part of a function that is loaded later has a copy of this class. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "Problem";
  }

  constructor(
    kind: ProblemKind,
    code: string,
    detail: string,
    options: {
      readonly issues?: readonly FieldIssue[];
      readonly retryAt?: number;
      readonly accepted?: readonly string[];
      readonly cause?: unknown;
    } = {},
  ) {
    super(detail, { cause: options.cause });
    this.kind = kind;
    this.code = code;
    this.issues = options.issues;
    this.retryAt = options.retryAt;
    this.accepted = options.accepted;
  }
}

/** The same answer for an unknown profile and for somebody else's. */
export function profileNotFound(): Problem {
  return new Problem("not_found", "profile_not_found", "Profile not found.");
}

/** A profile that people could see once, and that its owner has deleted. */
export function profileRemoved(): Problem {
  return new Problem("removed", "profile_removed", "Profile removed");
}

/** The code of a profile that an operator has taken down. */
export const TAKEN_DOWN = "profile_taken_down";

/** A profile that people could see once, and that an operator has taken down. @param reason a code */
export function profileTakenDown(reason: string): Problem {
  return new Problem("removed", TAKEN_DOWN, `Profile taken down: ${reason}`);
}

const CONCURRENT_CHANGE = "concurrent_change";

/** Others kept writing the same data; the write was surely not made. */
export function concurrentChange(cause?: unknown): Problem {
  const detail = "Other changes to the same data kept getting in first; try again.";
  return new Problem("conflict", CONCURRENT_CHANGE, detail, { cause });
}

/** Whether it was refused because somebody else changed the same meanwhile. */
export function isConcurrentChange({ code }: Problem): boolean {
  return code === CONCURRENT_CHANGE;
}

/** An input that breaks a rule of its schema, or one that only shows once it is carried out. */
export function invalid(issues: readonly FieldIssue[]): Problem {
  return new Problem("invalid", "validation_error", "The request is not valid.", { issues });
}

/** A single invalid field. */
export function invalidField(field: string, type: string, msg: string): Problem {
  return invalid([{ path: [field], msg, type }]);
}
