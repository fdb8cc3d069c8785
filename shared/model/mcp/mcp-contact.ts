import type { JoinedContact } from "../contact/contact.ts";

/** A contact in the shape that published MCP servers read: every field, always, and no list null. */
export function mcpContact({ contact, card }: JoinedContact) {
  const shown = card?.state === "public" ? card : undefined;
  return {
    id: contact.id,
    profileId: contact.profileId,
    // Whose profiles belong together is not ours to tell.
    userId: null,
    name: shown?.name ?? "",
    title: shown?.title ?? "",
    company: shown?.company ?? "",
    email: shown?.contactEmail ?? null,
    phone: shown?.contactPhone ?? null,
    socialLinks: (shown?.links ?? []).map((link) => ({ ...link, full_url: link.url })),
    profileAvailable: shown !== undefined,
  };
}
