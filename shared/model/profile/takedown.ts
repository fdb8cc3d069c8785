/** Why an operator takes a profile down. Whoever asks for the profile is told the code. */
export const TAKEDOWN_REASONS = [
  "legal_request",
  "copyright",
  "impersonation",
  "abuse",
  "spam",
  "account_suspended",
  "other",
] as const;
/** One of {@link TAKEDOWN_REASONS}. */
export type TakedownReason = (typeof TAKEDOWN_REASONS)[number];

/** Says that an operator has taken a profile down: nobody but its owner reads it until it is restored. */
export interface Takedown {
  readonly reason: TakedownReason;
  /** ISO 8601. */
  readonly since: string;
}

/** Those that are an operator's to give: suspending an account gives the other, and its resuming ends it. */
export const GIVEN_REASONS: readonly TakedownReason[] = TAKEDOWN_REASONS.filter(
  (reason) => reason !== "account_suspended",
);

/** Whether a text is a reason that an operator may give. */
export function isGivenReason(text: unknown): text is TakedownReason {
  return GIVEN_REASONS.some((reason) => reason === text);
}

/** What decides whether a profile is seen. */
export interface Showable {
  readonly isPublic: boolean;
  readonly takedown?: Takedown;
}

interface Versioned {
  readonly takedown?: Takedown;
  readonly version: number;
  readonly updatedAt: string;
}

/** Whether anybody but its owner may see a profile: it is published, and not taken down. */
export function isShown({ isPublic, takedown }: Showable): boolean {
  return isPublic && !takedown;
}

/**
 * The next version of a profile, taken down or, without one, restored. What its owner has chosen stays:
 * a published one is seen again from its restoration on.
 * @param now ISO 8601
 */
export function withTakedown<P extends Versioned>(
  profile: P,
  takedown: Takedown | undefined,
  now: string,
): P {
  const { takedown: before, ...rest } = profile;
  const next = { ...rest, version: profile.version + 1, updatedAt: now };
  return (takedown ? { ...next, takedown } : next) as P;
}
