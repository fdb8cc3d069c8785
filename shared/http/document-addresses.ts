import type { ExportAddresses, ExportFormat } from "../model/exchange/export-format.ts";
import type { Profile } from "../model/profile/profile.ts";
import { isShown, type Showable } from "../model/profile/takedown.ts";
import { settings } from "../settings.ts";
import { profileAddresses } from "./profile-addresses.ts";
import type { LinkTo } from "./public-address.ts";

/** The addresses that a document of a profile names; of one that nobody else sees its photo's alone. */
export function documentAddresses(
  linkTo: LinkTo,
  { id, slug, ...state }: Pick<Profile, "id" | "slug" | keyof Showable>,
  format: ExportFormat,
): ExportAddresses {
  const { photoBaseUrl } = settings;
  if (!isShown(state)) return { photoBaseUrl, pageUrl: undefined, canonical: undefined };
  const { page, data } = profileAddresses(linkTo);
  // By its id: a saved card must lead to the page whatever the slug becomes.
  const pageUrl = page(format === "vcard" ? id : slug);
  return { photoBaseUrl, pageUrl, canonical: `${data(id)}?format=${format}` };
}
