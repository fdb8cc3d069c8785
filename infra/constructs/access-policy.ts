import { Aws } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Access, PhotoAccess, TableAccess } from "../../shared/routes/define-route.ts";

/** ARNs of what the functions work on. The bucket's is an import of another stack's export. */
export interface DataArns {
  readonly tableArn: string;
  readonly photoBucketArn: string;
  readonly pepperSecretArn: string;
}

/** Path of the gateway's keys in its control plane. */
const API_KEYS = "/apikeys";

/** ARN of something in API Gateway's control plane, by its path. It names no account. */
export function controlPlaneArn(path: string): string {
  return `arn:${Aws.PARTITION}:apigateway:${Aws.REGION}::${path}`;
}

/** The statements that allow exactly what `access` declares. */
export function accessStatements(access: Access, data: DataArns): PolicyStatement[] {
  return [
    ...(access.table ?? []).map((part) => tableStatement(part, data.tableArn)),
    ...(access.photos ?? []).flatMap((part) => photoStatements(part, data.photoBucketArn)),
    ...(access.pepper ? [pepperStatement(data.pepperSecretArn)] : []),
    ...(access.gatewayKeys ? gatewayKeyStatements() : []),
  ];
}

function tableStatement(access: TableAccess, tableArn: string): PolicyStatement {
  return new PolicyStatement({
    actions: access.actions.map((action) => `dynamodb:${action}`),
    resources: [tableArn],
    conditions: {
      "ForAllValues:StringLike": {
        "dynamodb:LeadingKeys": access.partitions.map((prefix) => `${prefix}*`),
      },
      // ForAllValues also holds for a request that names no key at all.
      Null: { "dynamodb:LeadingKeys": "false" },
    },
  });
}

function photoStatements(access: PhotoAccess, bucketArn: string): PolicyStatement[] {
  const actions = access.actions.filter((action) => action !== "ListBucket");
  const statements: PolicyStatement[] = [];
  if (actions.length > 0) {
    statements.push(
      new PolicyStatement({
        actions: actions.map((action) => `s3:${action}`),
        resources: [`${bucketArn}/${access.prefix}*`],
      }),
    );
  }
  if (access.actions.includes("ListBucket")) {
    statements.push(
      new PolicyStatement({
        actions: ["s3:ListBucket"],
        resources: [bucketArn],
        conditions: { StringLike: { "s3:prefix": `${access.prefix}*` } },
      }),
    );
  }
  return statements;
}

function pepperStatement(secretArn: string): PolicyStatement {
  return new PolicyStatement({
    actions: ["secretsmanager:GetSecretValue"],
    resources: [secretArn],
  });
}

/** Making, finding and removing keys, and finding plans. Keys join plans by the plans' own policy. */
function gatewayKeyStatements(): PolicyStatement[] {
  return [
    new PolicyStatement({
      actions: ["apigateway:POST", "apigateway:GET"],
      resources: [controlPlaneArn(API_KEYS)],
    }),
    new PolicyStatement({
      actions: ["apigateway:DELETE"],
      resources: [controlPlaneArn(`${API_KEYS}/*`)],
    }),
    new PolicyStatement({
      actions: ["apigateway:GET"],
      resources: [controlPlaneArn("/usageplans")],
    }),
  ];
}
