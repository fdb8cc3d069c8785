import { CloudFormationClient, paginateListStackResources } from "@aws-sdk/client-cloudformation";
import { isNoSuchStack } from "../aws-failure.ts";
import { SDK_OPTIONS } from "../sdk-options.ts";

/** A resource that outlives its stack. */
export interface KeptResource {
  readonly what: string;
  readonly name: string;
  /** Lines that delete it, with all that is in it. */
  readonly deletion: readonly string[];
}

type Described = Pick<KeptResource, "what" | "deletion">;
type Names = ReadonlyMap<string, string>;

/** By type, from the resource's own name and the names of all by type. */
const KEPT: Readonly<Record<string, (name: string, all: Names) => Described>> = {
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
  "AWS::Cognito::UserPool": (name, all) => ({
    what: "user pool",
    deletion: [
      // Cognito deletes no pool that has a host name.
      ...domainLines(name, all.get("AWS::Cognito::UserPoolDomain")),
      // What is left out of an update goes back to its default, which Cognito may refuse.
      `aws cognito-idp update-user-pool --user-pool-id ${name} --deletion-protection INACTIVE --auto-verified-attributes email --user-attribute-update-settings AttributesRequireVerificationBeforeUpdate=email`,
      `aws cognito-idp delete-user-pool --user-pool-id ${name}`,
    ],
  }),
};

function domainLines(pool: string, domain: string | undefined): string[] {
  if (domain === undefined) return [];
  return [`aws cognito-idp delete-user-pool-domain --user-pool-id ${pool} --domain ${domain}`];
}

/**
 * What of the stateful stack stays when the stack is removed.
 * @returns nothing when there is no such stack
 */
export async function keptResources(
  stack: string,
  region: string,
): Promise<readonly KeptResource[]> {
  const names = await resourceNames(new CloudFormationClient({ ...SDK_OPTIONS, region }), stack);
  return Object.entries(KEPT).flatMap(([type, describe]) => {
    const name = names.get(type);
    return name === undefined ? [] : [{ name, ...describe(name, names) }];
  });
}

/** The name of the one resource of each type; the stack has no two of those that are asked for. */
async function resourceNames(client: CloudFormationClient, stack: string): Promise<Names> {
  const names = new Map<string, string>();
  const pages = paginateListStackResources({ client }, { StackName: stack });
  try {
    for await (const { StackResourceSummaries = [] } of pages) {
      for (const { ResourceType = "", PhysicalResourceId: name } of StackResourceSummaries) {
        if (name) names.set(ResourceType, name);
      }
    }
  } catch (error) {
    if (!isNoSuchStack(error)) throw error;
  }
  return names;
}
