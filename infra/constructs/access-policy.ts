import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { REMOVAL_LOG_PREFIX } from "../../shared/model/removal-entry.ts";
import type { Access, PhotoAccess, TableAccess } from "../../shared/routes/define-route.ts";

type TableAction = TableAccess["actions"][number];

/** ARNs of what the functions work on. The bucket's is an import of another stack's export. */
export interface DataArns {
  readonly tableArn: string;
  readonly photoBucketArn: string;
  readonly pepperSecretArn: string;
  readonly removalLogArn: string;
}

/** Actions that a transaction is made of. */
const IN_TRANSACTIONS: ReadonlySet<TableAction> = new Set([
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "ConditionCheckItem",
]);

/** Actions on the bucket itself, for keys below the prefix. */
const LISTS: ReadonlySet<PhotoAccess["actions"][number]> = new Set([
  "ListBucket",
  "ListBucketVersions",
]);

/** The statements that allow exactly what `access` declares. */
export function accessStatements(access: Access, data: DataArns): PolicyStatement[] {
  const table = access.table ?? [];
  return [
    ...table.flatMap((part) => tableStatements(part, partitionsOfTransactions(table), data)),
    ...(access.photos ?? []).flatMap((part) => photoStatements(part, data.photoBucketArn)),
    ...(access.removalLog ? [removalLogStatement(data.removalLogArn)] : []),
    ...(access.pepper ? [pepperStatement(data.pepperSecretArn)] : []),
  ];
}

function isInTransactions({ alone }: TableAccess, action: TableAction): boolean {
  return !alone && IN_TRANSACTIONS.has(action);
}

/** Every partition that a transaction of these parts can touch. */
function partitionsOfTransactions(table: readonly TableAccess[]): readonly string[] {
  const parts = table.filter((part) => part.actions.some((one) => isInTransactions(part, one)));
  return [...new Set(parts.flatMap(({ partitions }) => partitions))];
}

/**
 * AWS's documents do not say whether each item of a transaction is held against the condition, or
 * all keys of the transaction at once for each of its actions. These statements allow it either way:
 * all keys must be those of the role's transactions, and at least one a key of the action itself.
 * Where there is one key, as for an item, that is one of the action's own partitions and nothing
 * more. ADR 13 says what the other reading widens.
 */
function tableStatements(
  part: TableAccess,
  partitionsInTransactions: readonly string[],
  { tableArn }: DataArns,
): PolicyStatement[] {
  const isSpread = (action: TableAction) =>
    isInTransactions(part, action) && partitionsInTransactions.length > part.partitions.length;
  const spread = part.actions.filter(isSpread);
  const others = part.actions.filter((action) => !isSpread(action));
  const own = { "dynamodb:LeadingKeys": part.partitions.map(startingWith) };
  return [
    statementOn(tableArn, others, {
      "ForAllValues:StringLike": own,
      // ForAllValues also holds for a request that names no key at all.
      Null: { "dynamodb:LeadingKeys": "false" },
    }),
    statementOn(tableArn, spread, {
      "ForAllValues:StringLike": {
        "dynamodb:LeadingKeys": partitionsInTransactions.map(startingWith),
      },
      "ForAnyValue:StringLike": own,
    }),
  ].flat();
}

function startingWith(prefix: string): string {
  return `${prefix}*`;
}

/** None for no actions. */
function statementOn(
  tableArn: string,
  actions: readonly TableAction[],
  conditions: Readonly<Record<string, object>>,
): PolicyStatement[] {
  if (actions.length === 0) return [];
  const names = actions.map((action) => `dynamodb:${action}`);
  return [new PolicyStatement({ actions: names, resources: [tableArn], conditions })];
}

function photoStatements(access: PhotoAccess, bucketArn: string): PolicyStatement[] {
  const lists = access.actions.filter((action) => LISTS.has(action));
  const actions = access.actions.filter((action) => !LISTS.has(action));
  const statements: PolicyStatement[] = [];
  if (actions.length > 0) {
    statements.push(
      new PolicyStatement({
        actions: actions.map((action) => `s3:${action}`),
        resources: [`${bucketArn}/${access.prefix}*`],
      }),
    );
  }
  if (lists.length > 0) {
    statements.push(
      new PolicyStatement({
        actions: lists.map((action) => `s3:${action}`),
        resources: [bucketArn],
        conditions: { StringLike: { "s3:prefix": `${access.prefix}*` } },
      }),
    );
  }
  return statements;
}

/** Adding to it; nothing of the product reads or changes it. */
function removalLogStatement(bucketArn: string): PolicyStatement {
  return new PolicyStatement({
    actions: ["s3:PutObject"],
    resources: [`${bucketArn}/${REMOVAL_LOG_PREFIX}*`],
  });
}

function pepperStatement(secretArn: string): PolicyStatement {
  return new PolicyStatement({
    actions: ["secretsmanager:GetSecretValue"],
    resources: [secretArn],
  });
}
