/**
 * What replaces modules, variables, the clock or output for a while, or loads modules anew. `vi` has
 * nothing else to offer, and the settings of the functions are variables. TypeScript's API listens
 * for the end of the process.
 */
const TRACES = [
  /\bvi\b/,
  /\/support\/settings\.ts"/,
  /\/support\/syntax-trees\.ts"/,
  /\bawait import\(/,
  /\bprocess\.(?:env|chdir|exitCode|on\b|once\b)/,
  /\bglobalThis\b/,
];

/**
 * Whether a file of unit tests must have modules to itself, and its clock, variables and mocks put
 * back after it: test/support/loads-anew.ts. That costs it a third of a second of a processor. All
 * others share those of their worker; test/support/leaves-no-trace.ts fails the one that changes what
 * others see.
 * @param text the file's
 */
export function needsOwnModules(text: string): boolean {
  return TRACES.some((trace) => trace.test(text));
}
