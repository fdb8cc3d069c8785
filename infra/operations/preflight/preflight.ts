import { readAssembly } from "./assembly.ts";
import { CHECKS } from "./checks.ts";
import { findingsTable } from "./findings-table.ts";
import { runChecks } from "./run-checks.ts";
import { createSubject } from "./subject.ts";

/** What the checks came to. */
export interface Preflight {
  /** The table for the terminal. */
  readonly table: string;
  /** Checks that failed: with any of them a deployment would fail, or lose something. */
  readonly stops: number;
}

/**
 * Looks at everything that is known to fail a deployment half-way, and changes nothing.
 * @param assemblyDir what is about to be deployed
 * @param region where to; undefined when none is configured
 * @throws OperatorError when there is no assembly
 */
export async function preflight(
  assemblyDir: string,
  region: string | undefined,
  columns?: number,
): Promise<Preflight> {
  const subject = createSubject(readAssembly(assemblyDir), region);
  const results = await runChecks(CHECKS, subject);
  const stops = results.filter(({ verdict }) => verdict === "stop").length;
  return { table: findingsTable(results, columns), stops };
}
