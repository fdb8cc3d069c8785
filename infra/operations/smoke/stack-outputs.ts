import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { OperatorError } from "../../operator-error.ts";
import { awsSentence } from "./aws-sentence.ts";

/** Outputs of what is kept and of the API, by name. */
export type StackOutputs = Readonly<Record<string, string>>;

/**
 * Reads what a deployment tells of itself.
 * @param prefix the setting `stackPrefix`
 * @throws OperatorError
 */
export async function readStackOutputs(prefix: string): Promise<StackOutputs> {
  const cloudFormation = new CloudFormationClient({});
  const outputs: Record<string, string> = {};
  for (const StackName of [`${prefix}Stateful`, `${prefix}Api`]) {
    try {
      const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
      for (const { OutputKey, OutputValue } of Stacks?.[0]?.Outputs ?? []) {
        if (OutputKey && OutputValue) outputs[OutputKey] = OutputValue;
      }
    } catch (error) {
      const isUnknown = error instanceof Error && /does not exist/.test(error.message);
      throw new OperatorError(
        isUnknown
          ? `There is no stack ${StackName} in this account and region (AWS_REGION).`
          : awsSentence(error, "cloudformation:DescribeStacks"),
      );
    }
  }
  return outputs;
}
