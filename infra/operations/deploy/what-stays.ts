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

/** A resource of the stack as it is deployed. */
interface Deployed {
  readonly type: string;
  readonly logicalId: string;
  readonly name: string;
}

type Described = Pick<KeptResource, "what" | "deletion">;

/** By type, from the resource itself and all those of the stack. */
const KEPT: Readonly<Record<string, (one: Deployed, all: readonly Deployed[]) => Described>> = {
  "AWS::DynamoDB::Table": ({ name }) => ({
    what: "table",
    deletion: [
      `aws dynamodb update-table --table-name ${name} --no-deletion-protection-enabled`,
      `aws dynamodb delete-table --table-name ${name}`,
    ],
  }),
  "AWS::S3::Bucket": ({ name }) => ({
    what: "photo bucket",
    deletion: [`aws s3 rb --force s3://${name}`],
  }),
  "AWS::SecretsManager::Secret": ({ name, logicalId }) => ({
    what: logicalId.startsWith("LogKey") ? "log key" : "pepper",
    deletion: [`aws secretsmanager delete-secret --secret-id ${name}`],
  }),
  "AWS::Cognito::UserPool": ({ name }, all) => ({
    what: "user pool",
    deletion: [
      // Cognito deletes no pool that has a host name.
      ...domainLines(name, all.find(({ type }) => type === "AWS::Cognito::UserPoolDomain")?.name),
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
  const all = await resourcesOf(new CloudFormationClient({ ...SDK_OPTIONS, region }), stack);
  return Object.entries(KEPT).flatMap(([type, describe]) =>
    all
      .filter((one) => one.type === type)
      .map((one) => ({ name: one.name, ...describe(one, all) })),
  );
}

async function resourcesOf(
  client: CloudFormationClient,
  stack: string,
): Promise<readonly Deployed[]> {
  const found: Deployed[] = [];
  const pages = paginateListStackResources({ client }, { StackName: stack });
  try {
    for await (const { StackResourceSummaries = [] } of pages) {
      for (const one of StackResourceSummaries) {
        const { ResourceType: type = "", LogicalResourceId: logicalId = "" } = one;
        const { PhysicalResourceId: name } = one;
        if (name) found.push({ type, logicalId, name });
      }
    }
  } catch (error) {
    if (!isNoSuchStack(error)) throw error;
  }
  return found;
}
