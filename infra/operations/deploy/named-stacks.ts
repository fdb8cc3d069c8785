import { App, Stack } from "aws-cdk-lib";
import type { Context } from "./given-context.ts";

/**
 * Writes an assembly of stacks by name only: to remove them the CDK need not know what is in them, and
 * so no other setting than `stackPrefix`.
 * @param names those first that others stand on
 * @param context with the CDK's own switches, such as the qualifier of the bootstrap stack
 */
export function synthesiseNames(names: readonly string[], context: Context, outdir: string): void {
  const app = new App({
    outdir,
    // Above what the environment says, as it would be from the CDK's command line.
    postCliContext: { ...context },
    analyticsReporting: false,
    treeMetadata: false,
    // Empty stacks are good for nothing else.
    builtinCloudFormationValidation: false,
  });
  const stacks = names.map((name) => new Stack(app, name));
  // Each stands on all before it: they are removed from the last to the first.
  for (const [at, stack] of stacks.entries()) {
    for (const below of stacks.slice(0, at)) stack.addStackDependency(below);
  }
  app.synth();
}
