import type { Photo } from "../profile/profile.ts";
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

/** What a profile's card says to those who saved it. */
export interface ContactCard {
  readonly state: "draft" | "public" | "removed";
  readonly name?: string;
  readonly title?: string;
  readonly company?: string;
  readonly location?: string;
  readonly photo?: Photo | null;
  /** ISO 8601; of a removed profile. */
  readonly removedAt?: string;
}

/** A contact with the card as it is now. */
export interface JoinedContact {
  readonly contact: Contact;
  readonly card: ContactCard | undefined;
}
