/** What a visitor agreed to, as it was shown. */
export interface Consent {
  readonly version: string;
  readonly text: string;
}

/** A visitor who left their own details with a profile, and agreed to that. */
export interface Lead {
  /** UUID v7, so that ids sort by time. */
  readonly id: string;
  readonly profileId: string;
  readonly name: string;
  readonly email: string;
  /** ISO 8601. */
  readonly consentedAt: string;
  readonly consent: Consent;
}

/**
 * What `tos_consent: true` says. Another text needs another version: each lead keeps the one that was
 * agreed to.
 */
export const LEAD_CONSENT: Consent = {
  version: "2026-11-28",
  text: "I agree that my name and e-mail address are given to the owner of this profile, who may use them to contact me, until they are deleted or have been kept for as long as this service keeps them.",
};
