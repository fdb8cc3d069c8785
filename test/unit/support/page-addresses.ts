import type { PageAddresses } from "../../../shared/pages/page-addresses.ts";

const at = (path: string) => `https://api.example.com/v1${path}`;

/** Addresses of a deployment without host names of its own. */
export const PAGE_ADDRESSES: PageAddresses = {
  page: (identifier) => at(`/p/${identifier}`),
  scanned: (id) => at(`/p/${id}?source=qr_scan`),
  vcard: (id) => at(`/api/v1/contacts/${id}/vcf`),
  data: (id) => at(`/api/v1/profiles/p/${id}`),
  photoBaseUrl: "https://photos.example.com",
};
