import { App, Stack } from "aws-cdk-lib";
import { assertKnownSettings } from "../../settings/known-settings.ts";
import { stackPrefixOf } from "../../settings/read-settings.ts";
import { inOrder, stackNames } from "../../stacks/stack-names.ts";
import { runCommand } from "../run-command.ts";

await runCommand(main);

/**
 * An app of the stacks by name only: to remove them the CDK need not know what is in them, and so
 * no other setting than `stackPrefix`.
 */
async function main(): Promise<number> {
  const app = new App({
    analyticsReporting: false,
    treeMetadata: false,
    // Empty stacks are good for nothing else.
    builtinCloudFormationValidation: false,
  });
  assertKnownSettings(Object.keys(app.node.getAllContext()), process.env);
  const prefix = stackPrefixOf((name) => app.node.tryGetContext(name), process.env);
  const stacks = inOrder(stackNames(prefix)).map((name) => new Stack(app, name));
  // Each stands on all before it: they are removed from the last to the first.
  for (const [at, stack] of stacks.entries()) {
    for (const below of stacks.slice(0, at)) stack.addStackDependency(below);
  }
  app.synth();
  return 0;
}
