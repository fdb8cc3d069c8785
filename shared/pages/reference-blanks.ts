/** What is filled into the reference when it is served; it is made before any of it is known. */
export const BLANK = {
  /** The API's address, without a trailing slash. */
  address: "{{address}}",
  /** The path of that: `""`, or the stage's name with a slash before it. */
  base: "{{base}}",
  /** How a caller gets a token, as markup. */
  tokenHelp: "{{tokenHelp}}",
  /** How the operator is reached, as the foot of a page; nothing where nobody has said it. */
  contact: "{{contact}}",
} as const;

/** What the build writes beside a function that serves a part of the reference. */
export const REFERENCE_INDEX = "reference.json";

/** A part of the reference, by the last part of its address. */
export interface ReferencePart {
  /** Beside the function's code; of an asset the name without `.br` or `.gz`. */
  readonly file: string;
  readonly contentType: string;
  /**
   * `page`: nothing runs on it. `try`: scripts of ours do. `document`: data. `asset`: the same bytes
   * for ever, compressed at build time. `file`: bytes as they are.
   */
  readonly kind: "page" | "try" | "document" | "asset" | "file";
}

/** The parts that one function serves; {@link REFERENCE_INDEX} holds it as JSON. */
export type ReferenceIndex = Readonly<Record<string, ReferencePart>>;
