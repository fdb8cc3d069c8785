import {
  type CloudFormationClient,
  paginateListStackResources,
} from "@aws-sdk/client-cloudformation";

/** A resource that outlives its stack. */
export interface KeptResource {
  readonly what: string;
  readonly name: string;
  /** Lines that delete it, with all that is in it. */
  readonly deletion: readonly string[];
}

type Described = Pick<KeptResource, "what" | "deletion">;

const KEPT: Readonly<Record<string, (name: string) => Described>> = {
  "AWS::DynamoDB::Table": (name) => ({
    what: "table",
    deletion: [
      `aws dynamodb update-table --table-name ${name} --no-deletion-protection-enabled`,
      `aws dynamodb delete-table --table-name ${name}`,
    ],
  }),
  "AWS::S3::Bucket": (name) => ({
    what: "photo bucket",
    deletion: [`aws s3 rb --force s3://${name}`],
  }),
  "AWS::SecretsManager::Secret": (name) => ({
    what: "pepper",
    deletion: [`aws secretsmanager delete-secret --secret-id ${name}`],
  }),
  "AWS::Cognito::UserPool": (name) => ({
    what: "user pool",
    deletion: [
      `aws cognito-idp update-user-pool --user-pool-id ${name} --deletion-protection INACTIVE`,
      `aws cognito-idp delete-user-pool --user-pool-id ${name}`,
    ],
  }),
};

/**
 * What of the stateful stack stays when the stack is removed.
 * @returns nothing when there is no such stack
 */
export async function keptResources(
  client: CloudFormationClient,
  stack: string,
): Promise<readonly KeptResource[]> {
  const kept: KeptResource[] = [];
  const pages = paginateListStackResources({ client }, { StackName: stack });
  try {
    for await (const { StackResourceSummaries = [] } of pages) {
      for (const { ResourceType = "", PhysicalResourceId: name } of StackResourceSummaries) {
        const describe = KEPT[ResourceType];
        if (describe && name) kept.push({ name, ...describe(name) });
      }
    }
  } catch (error) {
    if (!(error instanceof Error && /does not exist/.test(error.message))) throw error;
  }
  return kept;
}
