import {
  type CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
} from "@aws-sdk/client-cloudformation";
import { isNoSuchStack } from "../aws-failure.ts";
import type { Template } from "./template.ts";

/** A stack as it stands in the account. */
export interface DeployedStack {
  readonly status: string;
  /** As it was deployed last, intrinsics unresolved. */
  template(): Promise<Template>;
}

/** States of a stack that has nothing yet: an update of it is a first deployment. */
const EMPTY_STATES = ["REVIEW_IN_PROGRESS", "ROLLBACK_COMPLETE", "DELETE_COMPLETE"];

/** Whether there is anything in the stack that an update could lose: none in one that is not there. */
export function holdsResources(stack: DeployedStack | undefined): stack is DeployedStack {
  return stack !== undefined && !EMPTY_STATES.includes(stack.status);
}

/**
 * @returns undefined when there is no such stack
 * @throws whatever CloudFormation throws
 */
export async function readDeployedStack(
  client: CloudFormationClient,
  name: string,
): Promise<DeployedStack | undefined> {
  const status = await statusOf(client, name);
  if (status === undefined) return undefined;
  let template: Promise<Template> | undefined;
  return {
    status,
    template() {
      template ??= readTemplate(client, name);
      return template;
    },
  };
}

async function statusOf(client: CloudFormationClient, name: string): Promise<string | undefined> {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    return Stacks[0]?.StackStatus;
  } catch (error) {
    if (isNoSuchStack(error)) return undefined;
    throw error;
  }
}

/** The text that was deployed, not what its macros made of it: there are none. */
async function readTemplate(client: CloudFormationClient, name: string): Promise<Template> {
  const command = new GetTemplateCommand({ StackName: name, TemplateStage: "Original" });
  const { TemplateBody = "{}" } = await client.send(command);
  return { Resources: {}, ...JSON.parse(TemplateBody) };
}
