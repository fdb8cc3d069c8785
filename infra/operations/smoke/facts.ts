import { Mismatch } from "./expectations.ts";
import { NoAnswer } from "./http-client.ts";

/** The page to look into, or to correct, when a fact does not hold. */
export const DOCUMENT = {
  contract: "docs/openapi.json",
  gateway: "docs/adr/0003-local-gateway.md",
  table: "docs/access-patterns.md",
  counting: "docs/adr/0006-counting-requests.md",
  uploads: "docs/adr/0011-photo-requests.md",
  photos: "docs/photos.md",
  export: "docs/adr/0031-account-export.md",
  deploy: "docs/deploy.md",
  operations: "docs/operations.md",
} as const;

/** Path of a page, from the repository's root. */
export type Document = (typeof DOCUMENT)[keyof typeof DOCUMENT];

/** Where a fact is written down, and what it hangs on. */
export interface FactOptions {
  readonly document?: Document;
  /** The laptop only repeats what AWS is believed to do. */
  readonly onlyAws?: boolean;
  /** The write touches several partitions of the table in one transaction. */
  readonly spansPartitions?: boolean;
}

/** What nobody documents: an answer that the laptop gives, where AWS may give another. */
export interface OpenFact {
  readonly document: Document;
  /** What the documents here say, and the laptop does. */
  readonly expected: string;
}

/** Adds words to the line of a fact that holds. */
export type Note = (words: string) => void;

/** The rest of a walk cannot be walked: something it stands on failed. */
export class WalkEnded extends Error {
  override readonly name = "WalkEnded";
}

/** The command was told to stop, or took too long. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

const ONLY_AWS = "only AWS can tell: ";
const LEADING_KEYS =
  "AWS may hold the condition dynamodb:LeadingKeys against the whole transaction; then correct " +
  `infra/constructs/access-policy.ts and ${DOCUMENT.table}`;

/** Prints a line for each fact, and counts them. */
export class Facts {
  readonly #onLaptop: boolean;
  readonly #print: (line: string) => void;
  #held = 0;
  #failed = 0;
  #open = 0;

  constructor(onLaptop: boolean, print: (line: string) => void) {
    this.#onLaptop = onLaptop;
    this.#print = print;
  }

  get failed(): number {
    return this.#failed;
  }

  /** One fact. @returns what `run` does, or undefined when the fact does not hold */
  async check<T>(
    title: string,
    options: FactOptions,
    run: (note: Note) => Promise<T>,
  ): Promise<T | undefined> {
    let words = "";
    try {
      const value = await run((more) => {
        words = `: ${more}`;
      });
      this.#held += 1;
      const mark = options.onlyAws ? (this.#onLaptop ? " (on the laptop)" : " (on AWS)") : "";
      this.#line("ok", `${options.onlyAws ? ONLY_AWS : ""}${title}${mark}${words}`);
      return value;
    } catch (error) {
      // A TypeError: the answer has not even the parts that were looked into.
      const isAnswers = [Mismatch, NoAnswer, TypeError].some((kind) => error instanceof kind);
      if (!(error instanceof Error) || !isAnswers) throw error;
      this.fail(`${options.onlyAws ? ONLY_AWS : ""}${title}: ${this.#reason(error, options)}`);
      return undefined;
    }
  }

  /** A fact that the rest of its walk stands on. @throws WalkEnded when it does not hold */
  async must<T extends object>(
    title: string,
    options: FactOptions,
    run: (note: Note) => Promise<T>,
  ): Promise<T> {
    const value = await this.check(title, options, run);
    if (value === undefined) throw new WalkEnded(title);
    return value;
  }

  /**
   * A fact that may differ on AWS: another answer than the documented one is reported there, with the
   * document to correct, and fails on the laptop.
   * @param run finds the answer in a word or two
   */
  async tell(title: string, { document, expected }: OpenFact, run: () => Promise<string>) {
    await this.check(title, { document, onlyAws: true }, async (note) => {
      const seen = await run();
      if (seen === expected) return note(seen);
      if (this.#onLaptop) throw new Mismatch(expected, seen);
      this.#open += 1;
      note(`${seen}, and ${expected} on the laptop; correct ${document}`);
    });
  }

  /** What cannot be walked with what was given. */
  notWalked(title: string, why: string): void {
    this.#line("-", `not walked: ${title}: ${why}`);
  }

  /** Runs a walk, as far as it goes. @throws Interrupted */
  async walk(name: string, run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (error instanceof Interrupted) throw error;
      if (error instanceof WalkEnded) return this.notWalked(`the rest of ${name}`, error.message);
      this.fail(`${name} broke off: ${error instanceof Error ? error.stack : error}`);
    }
  }

  /** `97 facts hold, 0 failed` and the like. */
  summary(): string {
    const open = this.#open > 0 ? `, ${this.#open} of them other than on the laptop` : "";
    return `${this.#held} facts hold${open}, ${this.#failed} failed`;
  }

  #reason(error: Error, { document = DOCUMENT.contract, onlyAws, spansPartitions }: FactOptions) {
    const isTable = spansPartitions && error instanceof Mismatch && error.isServerError;
    if (isTable) return `${error.message}; ${LEADING_KEYS}`;
    const differs = onlyAws && !this.#onLaptop && error instanceof Mismatch;
    return `${error.message}; ${differs ? "AWS differs from the laptop: correct" : "see"} ${document}`;
  }

  /** A fact that is known not to hold. */
  fail(text: string): void {
    this.#failed += 1;
    this.#line("FAILED", text);
  }

  #line(mark: string, text: string): void {
    this.#print(`${mark.padEnd(7)}${withoutSecrets(text)}`);
  }
}

/** An answer that is shown may hold the very key or token that it should not have. */
function withoutSecrets(text: string): string {
  return text
    .replaceAll(/pr_live_[A-Za-z0-9_]+/g, "pr_live_…")
    .replaceAll(/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, "eyJ…")
    .replaceAll(/(X-Amz-(?:Signature|Credential|Security-Token)=)[^&"\s]+/g, "$1…");
}
