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
  /**
   * Fields and lists of entries as a PATCH would send them. A list of entries is an array. Of
   * `contactEmail` and `contactPhone` there may be several as well: the first valid one is taken.
   */
  readonly fields: Readonly<Record<string, unknown>>;
  /** A picture as the source has it, not yet inspected. */
  readonly photo?: Uint8Array | undefined;
  /**
   * The source's own names, by ours with their places: `workExperiences[0].jobTitle` is
   * `work[0].position`. A value whose name is missing has that of what holds it.
   */
  readonly sources?: Readonly<Record<string, string>> | undefined;
  readonly changed: readonly ImportChange[];
  readonly left: readonly ImportLeft[];
  /** How many more are left than `left` lists. */
  readonly moreLeft?: number | undefined;
}

/** What of it can be stored, every value valid. */
export interface Fitted {
  /** Accepted by the schema of a PATCH as they are. `name` and `title` may be missing. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly photo?: Uint8Array | undefined;
  /**
   * Our fields with their places: `name`, `workExperiences[0].jobTitle`, `photo`. Those that came in
   * another form are among them.
   */
  readonly taken: readonly string[];
  readonly changed: readonly ImportChange[];
  /** At most 200; the last then tells how many more there are. */
  readonly left: readonly ImportLeft[];
}
