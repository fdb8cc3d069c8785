/** What a command did, and what it tells. */
export interface Outcome {
  /** False when some of it remains to be done: the exit code is then 1. */
  readonly done: boolean;
  /** Printed as JSON. */
  readonly report: object;
}

/** A command with what was given to it, ready to run. */
export interface OperatorOrder {
  /**
   * What it is about to change, as a question that is answered with yes or no: asked unless `--yes` is
   * given. Left out by what changes nothing, or is safe to repeat at any time. May read.
   */
  readonly question?: () => Promise<string>;
  /** Loads what it needs itself: modules of the product read the environment on loading. */
  readonly run: () => Promise<Outcome>;
}

/** One thing that `npm run operator` can do. */
export interface OperatorCommand {
  /** The first word. */
  readonly verb: string;
  /** A line of the usage for each form, from the verb on, such as `show <account>`. */
  readonly usage: readonly string[];
  /** Variables that it needs of a deployment beside the table's, each with the output that tells it. */
  readonly needs?: Readonly<Record<string, string>>;
  /** Changes nothing: a failure cannot leave anything half done. */
  readonly reads?: true;
  /**
   * Reads the words after the verb; `--yes`, `--json` and `--reason` are taken out before.
   * @returns undefined for words that make no sense
   */
  parse(words: readonly string[], options: OperatorOptions): OperatorOrder | undefined;
}

/** What may stand anywhere on the command line. */
export interface OperatorOptions {
  /** Nothing is asked. */
  readonly yes: boolean;
  /** The report alone is printed, on one line. */
  readonly json: boolean;
  /** Why; kept in the audit record, and told to the people concerned where a command says so. */
  readonly reason: string | undefined;
}
