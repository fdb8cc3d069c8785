import type { Step } from "./transaction.ts";

/** What the writes of such a transaction are for; a failed condition is reported under it. */
export type ProfileLabel =
  | "root"
  | "card"
  | "slug"
  | "old-slug"
  | "reserved"
  | "slug-allowance"
  | "account"
  | "other"
  | "other-card"
  | "entry"
  | "pending"
  | "upload"
  | "open-uploads"
  | "audit";
/** A write in a transaction that changes a profile. */
export type ProfileStep = Step<ProfileLabel>;
