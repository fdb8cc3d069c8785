import type { ProfileCard } from "../profile/profile-card.ts";
import type { ContactSource } from "./contact-schema.ts";

/** A saved profile. It holds no copy of personal data: that is joined from the card at read. */
export interface Contact {
  /** UUID v7, so that ids sort by time. */
  readonly id: string;
  readonly profileId: string;
  readonly source: ContactSource;
  /** ISO 8601. */
  readonly savedAt: string;
}

/** A contact with the card as it is now. */
export interface JoinedContact {
  readonly contact: Contact;
  readonly card: ProfileCard | undefined;
}
