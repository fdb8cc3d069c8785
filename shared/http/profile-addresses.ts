import type { PageAddresses } from "../pages/page-addresses.ts";
import { getVcardRoute } from "../routes/contacts/get-vcard.ts";
import { getProfilePageRoute } from "../routes/pages/get-profile-page.ts";
import { getPublicProfileRoute } from "../routes/profiles/get-public-profile.ts";
import type { LinkTo } from "./public-address.ts";

/** Where the public things of a profile are, for whoever reaches the API at this address. */
export function profileAddresses(linkTo: LinkTo): Omit<PageAddresses, "photoBaseUrl"> {
  const page = (identifier: string) => linkTo(pagePath(identifier));
  return {
    page,
    scanned: (id) => `${page(id)}?source=qr_scan`,
    vcard: (id) => linkTo(getVcardRoute.path.replace("{contact_id}", id)),
    data: (id) => linkTo(getPublicProfileRoute.path.replace("{identifier}", id)),
  };
}

function pagePath(identifier: string): string {
  return getProfilePageRoute.path.replace("{identifier}", identifier);
}
