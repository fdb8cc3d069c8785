import type { TopLevelSpec } from "vega-lite";

/** A part of the benchmark that is run, and reported, by itself. */
export interface Suite {
  /** As in `npm run bench -- <name>`. */
  readonly name: string;
  /** Heading in the report. */
  readonly title: string;
  /** Measures. Rejects when a subject gave a wrong answer: what is wrong is not fast. */
  run(options: RunOptions): Promise<SuiteResult>;
}

/** How a suite is run from the command line. */
export interface RunOptions {
  /** Rounds in place of the suite's own number; a few show that it works, and measure nothing. */
  readonly rounds: number | undefined;
  /** Tells how far it has come, on the terminal. */
  readonly log: (line: string) => void;
}

/** What a suite found. It is stored as JSON, and the report is written from it. */
export interface SuiteResult {
  /** How it was measured, and with what assumptions: paragraphs of Markdown. */
  readonly method: readonly string[];
  readonly tables: readonly ResultTable[];
  readonly targets: readonly Target[];
  readonly charts: readonly Chart[];
  /** Every sample, by subject and quantity, such as `get-profile shipped ms`. */
  readonly samples: Readonly<Record<string, readonly number[]>>;
  /** Of packages that this suite alone uses, by name. */
  readonly versions?: Readonly<Record<string, string>>;
}

/** A table of the report. */
export interface ResultTable {
  readonly title: string;
  /** Heads with their units. The first column names the row; the others are figures. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Places of columns that hold words, and are set to the left as the first is. */
  readonly words?: readonly number[];
}

/** A figure that the design promises. */
export interface Target {
  /** Such as `get-profile, cold, against esbuild's defaults`. */
  readonly what: string;
  readonly value: number;
  /** It is met when the value is not above this. */
  readonly most: number;
  /** Such as `×`. */
  readonly unit: string;
}

/** A picture of the report; it is stored as SVG. */
export interface Chart {
  /** Name of the file, without folder and ending; unique over all suites. */
  readonly file: string;
  /** What it shows, for people who do not see it. */
  readonly alt: string;
  /** https://vega.github.io/vega-lite/docs/spec.html, with its data inside. */
  readonly spec: TopLevelSpec;
}
