import { streamMappingsOf } from "../services/dynamodb-streams/stream-mapping.ts";
import type { Iam } from "../services/iam/iam.ts";
import type { DeployedResource, DeployedResources } from "./deployed-resources.ts";

/** Names of a deployment that an operator gets from the outputs of its stacks on AWS. */
export interface DeploymentNames {
  readonly tableName: string;
  readonly photoBucket: string;
  /** Dead letters of the removals. */
  readonly removalQueueUrl: string;
  readonly sweepFunction: string;
  /** What the names of the usage plans begin with. */
  readonly usagePlanPrefix: string;
}

/**
 * Finds the names in the stacks.
 * @param urlOf address of a queue on this platform
 * @throws Error with a clear sentence for a part that the stacks do not have
 */
export function deploymentNames(
  resources: DeployedResources,
  iam: Iam,
  urlOf: (queue: DeployedResource) => string,
): DeploymentNames {
  return {
    tableName: resources.one("AWS::DynamoDB::Table").physicalId,
    photoBucket: resources.one("AWS::S3::Bucket").physicalId,
    removalQueueUrl: urlOf(removalQueueOf(resources, iam)),
    sweepFunction: resources.output("SweepFunctionName"),
    usagePlanPrefix: `${resources.one("AWS::ApiGateway::RestApi").stack}-`,
  };
}

/** Where the consumer of the table's stream leaves what keeps failing. */
function removalQueueOf(resources: DeployedResources, iam: Iam): DeployedResource {
  const [arn] = streamMappingsOf(resources, iam).flatMap((one) => one.onFailureQueueArn ?? []);
  const queue = arn === undefined ? undefined : resources.byArn(arn);
  if (!queue) throw new Error("No stream of the table has a queue for what keeps failing.");
  return queue;
}
