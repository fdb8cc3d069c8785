import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { OperatorError } from "../../operator-error.ts";
import { awsSentence, isNoSuchStack } from "../aws-failure.ts";
import { SDK_OPTIONS } from "../sdk-options.ts";

/** Outputs of what is kept and of the API, by name. */
export type StackOutputs = Readonly<Record<string, string>>;

/**
 * Reads what a deployment tells of itself.
 * @param prefix the setting `stackPrefix`
 * @throws OperatorError
 */
export async function readStackOutputs(prefix: string): Promise<StackOutputs> {
  const cloudFormation = new CloudFormationClient(SDK_OPTIONS);
  const outputs: Record<string, string> = {};
  for (const StackName of [`${prefix}Stateful`, `${prefix}Api`]) {
    try {
      const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
      for (const { OutputKey, OutputValue } of Stacks?.[0]?.Outputs ?? []) {
        if (OutputKey && OutputValue) outputs[OutputKey] = OutputValue;
      }
    } catch (error) {
      throw new OperatorError(
        isNoSuchStack(error)
          ? `There is no stack ${StackName} in this account and region (AWS_REGION).`
          : awsSentence(error, "CloudFormation", ["cloudformation:DescribeStacks"]),
      );
    }
  }
  return outputs;
}
