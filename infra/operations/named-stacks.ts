import { App, Stack } from "aws-cdk-lib";
import { assertKnownSettings, stackPrefixOf } from "../config.ts";
import { runCommand } from "./run-command.ts";

await runCommand(main);

/**
 * An app of the two stacks by name only: to remove them the CDK need not know what is in them, and so
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
  const stateful = new Stack(app, `${prefix}Stateful`);
  new Stack(app, `${prefix}Api`).addStackDependency(stateful);
  app.synth();
  return 0;
}
