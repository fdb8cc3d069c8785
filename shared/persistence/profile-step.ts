import type { Step } from "./transaction.ts";

/** Writes whose failed condition means something to the caller of a transaction. */
export type ProfileLabel =
  | "root"
  | "card"
  | "slug"
  | "old-slug"
  | "account"
  | "other"
  | "entry"
  | "pending"
  | "upload";
/** A write in a transaction that changes a profile. */
export type ProfileStep = Step<ProfileLabel>;
