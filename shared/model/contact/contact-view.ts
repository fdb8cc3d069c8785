import { photoView } from "../photo/photo-view.ts";
import type { JoinedContact } from "./contact.ts";

/** The saver's view: every field, always. `photoBaseUrl` has no trailing slash. */
export function contactView({ contact, card }: JoinedContact, photoBaseUrl: string) {
  const isRemoved = card?.state === "removed";
  const shown = card?.state === "public" ? card : undefined;
  return {
    id: contact.id,
    profileId: contact.profileId,
    name: shown?.name ?? "",
    title: shown?.title ?? "",
    company: shown?.company ?? "",
    location: shown?.location ?? "",
    ...photoView(contact.profileId, shown?.photo ?? null, photoBaseUrl),
    savedAt: contact.savedAt,
    source: contact.source,
    profileAvailable: shown !== undefined,
    notice: shown ? null : isRemoved ? "Profile removed" : "Profile not available",
    removedAt: (isRemoved && card.removedAt) || null,
  };
}
