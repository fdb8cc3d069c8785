/** What a command did, and what it tells. */
export interface Outcome {
  /** False when some of it remains to be done: the exit code is then 1. */
  readonly done: boolean;
  /** Printed as JSON. */
  readonly report: object;
}

/** What a command is told when it runs. */
export interface OperatorContext {
  /** Who runs it, for the audit record: the ARN on AWS, the user of the machine on the laptop. */
  readonly by: () => Promise<string>;
  /** Says on the way how far it is; nothing with `--json`. */
  readonly tell: (line: string) => void;
}

/** A command with what was given to it, ready to run. */
export interface OperatorOrder {
  /**
   * What it is about to change, as a question that is answered with yes or no: asked unless `--yes` is
   * given. Left out by what changes nothing, or is safe to repeat at any time. May read.
   * @throws OperatorError when there is nothing to ask about, such as an account that is not there
   */
  readonly question?: () => Promise<string>;
  /** Loads what it needs itself: modules of the product read the environment on loading. */
  readonly run: (context: OperatorContext) => Promise<Outcome>;
}

/** One thing that `npm run operator` can do. */
export interface OperatorCommand {
  /** The first word. */
  readonly verb: string;
  /** A line of the usage for each form, from the verb on, such as `show <account>`. */
  readonly usage: readonly string[];
  /**
   * Variables that it needs of a deployment beside the table's, each with the output that tells it,
   * its name first: `UsagePlanPrefix of the API stack`. On the laptop they are set.
   */
  readonly needs?: Readonly<Record<string, string>>;
  /** Changes nothing: a failure cannot leave anything half done. */
  readonly reads?: true;
  /**
   * For what the laptop does not have: the sentence said where `needs` are not set. Such a command asks
   * for no table, and never talks to the laptop.
   */
  readonly notOnLaptop?: string;
  /**
   * Reads the words after the verb; `--yes`, `--json` and `--reason` are taken out before.
   * @returns undefined for words that make no sense: the usage is printed
   */
  parse(words: readonly string[], options: OperatorOptions): OperatorOrder | undefined;
  /** What is wrong with words that `parse` refuses, as a sentence; undefined where the usage says it. */
  faultOf?(words: readonly string[]): string | undefined;
}

/** What may stand anywhere on the command line. */
export interface OperatorOptions {
  /** Nothing is asked. */
  readonly yes: boolean;
  /** The report alone is printed, on one line. */
  readonly json: boolean;
  /** Why, as a code such as `abuse`; kept in the audit record, and told to the people concerned where a command says so. */
  readonly reason: string | undefined;
}
