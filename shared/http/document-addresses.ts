import type { ExportAddresses, ExportFormat } from "../model/exchange/export-format.ts";
import type { Profile } from "../model/profile/profile.ts";
import { settings } from "../settings.ts";
import { profileAddresses } from "./profile-addresses.ts";
import type { LinkTo } from "./public-address.ts";

/** The addresses that a document of a profile names; of a draft its photo's alone. */
export function documentAddresses(
  linkTo: LinkTo,
  { id, slug, isPublic }: Pick<Profile, "id" | "slug" | "isPublic">,
  format: ExportFormat,
): ExportAddresses {
  const { photoBaseUrl } = settings;
  if (!isPublic) return { photoBaseUrl, pageUrl: undefined, canonical: undefined };
  const { page, data } = profileAddresses(linkTo);
  // By its id: a saved card must lead to the page whatever the slug becomes.
  const pageUrl = page(format === "vcard" ? id : slug);
  return { photoBaseUrl, pageUrl, canonical: `${data(id)}?format=${format}` };
}
