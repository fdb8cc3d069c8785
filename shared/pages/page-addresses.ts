/** Where a page of a profile leads to, all of it absolute. */
export interface PageAddresses {
  /** A profile's page, by its id or slug. */
  readonly page: (identifier: string) => string;
  /** What its QR code leads to; by its id, for a printed code must lead on whatever the slug becomes. */
  readonly scanned: (id: string) => string;
  /** Its vCard. */
  readonly vcard: (id: string) => string;
  /** The same as data. */
  readonly data: (id: string) => string;
  /** Where photos are, without a trailing slash. */
  readonly photoBaseUrl: string;
}
