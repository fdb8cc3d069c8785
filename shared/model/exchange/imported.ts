/** A value that came in another form than the source has it. */
export interface ImportChange {
  /** Ours, with its place: `workExperiences[0].startDate`. */
  readonly field: string;
  /** As the source has it, cut to 200 characters. */
  readonly from: string;
  readonly to: string;
  /** One sentence for people. */
  readonly why: string;
}

/** What the source has and no profile of ours holds. */
export interface ImportLeft {
  /** The source's own name, with its place: `basics.profiles[2].username`, `TEL;TYPE=FAX`. */
  readonly field: string;
  /** One sentence for people. */
  readonly why: string;
}

/** What a reader found in a document, by our names, not yet made to fit our rules. */
export interface Imported {
  /** Fields and lists of entries as a PATCH would send them. A list of entries is an array. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** A picture as the source has it, not yet inspected. */
  readonly photo?: Uint8Array | undefined;
  readonly changed: readonly ImportChange[];
  readonly left: readonly ImportLeft[];
}

/** What of it can be stored, every value valid. */
export interface Fitted {
  /** Accepted by the schema of a PATCH as they are. `name` and `title` may be missing. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly photo?: Uint8Array | undefined;
  /** Our fields with their places: `name`, `workExperiences[0].title`, `photo`. */
  readonly taken: readonly string[];
  readonly changed: readonly ImportChange[];
  readonly left: readonly ImportLeft[];
}
