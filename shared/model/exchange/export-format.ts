/** Formats that a profile leaves in, by the names that callers use. */
export const EXPORT_FORMATS = ["json", "json-resume", "vcard", "json-ld"] as const;

/** One of them. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Formats that are not ours, so that something of a profile may have no place in them. */
export type ForeignFormat = Exclude<ExportFormat, "json">;

/** Whom a document of a profile is for: its owner, or anybody. */
export type Audience = "owner" | "public";

/** Addresses that documents name. */
export interface ExportAddresses {
  /** Where photos are, without a trailing slash. */
  readonly photoBaseUrl: string;
  /** The profile's page for people; undefined while it has none. */
  readonly pageUrl: string | undefined;
  /** Where the present version of this very document is for anybody; undefined of a draft. */
  readonly canonical: string | undefined;
}
