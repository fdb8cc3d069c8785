import { setTimeout as delay } from "node:timers/promises";
import type { DeployedResource, DeployedResources } from "../../template/deployed-resources.ts";
import type { JsonObject } from "../../template/json.ts";
import { listOf, objectOf } from "../../template/json.ts";
import { EngineError, requestEngine } from "./engine-request.ts";

const TABLE_TYPES = ["AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"];

/** Every table of the stacks, in either of its two resource types. */
export function tablesOf(resources: DeployedResources): readonly DeployedResource[] {
  return TABLE_TYPES.flatMap((type) => resources.ofType(type));
}

/**
 * Creates each table of the stacks that the engine does not have yet: keys, indexes, stream, TTL.
 * Backups, encryption and capacity have no meaning here. Throws an Error with a clear sentence when
 * a table exists with other keys, indexes or stream: its data would not fit.
 */
export async function createTables(endpoint: string, resources: DeployedResources): Promise<void> {
  for (const table of tablesOf(resources)) {
    const existing = await describeTable(endpoint, table.physicalId);
    if (existing === undefined) await createTable(endpoint, table);
    else refuseDifference(table, existing);
  }
}

/**
 * Tables that the stacks name and do not make: those whose streams their mappings read. The engine must
 * have them. Throws an Error with a clear sentence where it has not.
 */
export async function importedTables(
  endpoint: string,
  resources: DeployedResources,
): Promise<readonly DeployedResource[]> {
  const made = new Set(tablesOf(resources).map(({ physicalId }) => physicalId));
  const sources = resources
    .ofType("AWS::Lambda::EventSourceMapping")
    .map(({ properties }) => String(properties.EventSourceArn));
  const arns = new Set(
    sources.flatMap(
      (arn) => /^(arn:[^/]*:dynamodb:[^/]*:table\/[^/]+)\/stream\//.exec(arn)?.[1] ?? [],
    ),
  );
  const imported = [...arns].map((arn) => ({ arn, name: arn.split("/")[1] ?? "" }));
  return Promise.all(
    imported
      .filter(({ name }) => !made.has(name))
      .map(async ({ arn, name }) => {
        const properties = await describeTable(endpoint, name);
        if (properties === undefined) {
          throw new Error(
            `The table ${name}, whose stream is read, is neither in the stacks nor stored.`,
          );
        }
        const type = "AWS::DynamoDB::Table";
        return { stack: "", logicalId: name, type, physicalId: name, arn, properties };
      }),
  );
}

/** The engine's description of a table; undefined when there is none. */
export async function describeTable(
  endpoint: string,
  name: string,
): Promise<JsonObject | undefined> {
  try {
    const body = { TableName: name };
    const { Table } = await requestEngine(endpoint, "DynamoDB_20120810", "DescribeTable", body);
    return objectOf(Table);
  } catch (error) {
    if (error instanceof EngineError && error.code === "ResourceNotFoundException") {
      return undefined;
    }
    throw error;
  }
}

async function createTable(endpoint: string, table: DeployedResource): Promise<void> {
  const { physicalId: TableName, properties } = table;
  const { KeySchema, AttributeDefinitions } = properties;
  const streamView = objectOf(properties.StreamSpecification).StreamViewType;
  await requestEngine(endpoint, "DynamoDB_20120810", "CreateTable", {
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    ...(KeySchema !== undefined && { KeySchema }),
    ...(AttributeDefinitions !== undefined && { AttributeDefinitions }),
    ...indexesOf(properties, "GlobalSecondaryIndexes"),
    ...indexesOf(properties, "LocalSecondaryIndexes"),
    ...(streamView !== undefined && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: streamView },
    }),
  });
  while ((await describeTable(endpoint, TableName))?.TableStatus !== "ACTIVE") await delay(20);
  const { AttributeName, Enabled } = objectOf(properties.TimeToLiveSpecification);
  if (Enabled !== true || AttributeName === undefined) return;
  await requestEngine(endpoint, "DynamoDB_20120810", "UpdateTimeToLive", {
    TableName,
    TimeToLiveSpecification: { AttributeName, Enabled },
  });
}

/** Index definitions without what only an account has, such as contributor insights. */
function indexesOf(properties: JsonObject, name: string): JsonObject {
  const indexes = listOf(properties[name]).map((index) => {
    const { IndexName = null, KeySchema = null, Projection = null } = objectOf(index);
    return { IndexName, KeySchema, Projection };
  });
  return indexes.length === 0 ? {} : { [name]: indexes };
}

function refuseDifference(table: DeployedResource, existing: JsonObject): void {
  const wanted = table.properties;
  const differing = [
    ["keys", keysOf(wanted, wanted), keysOf(existing, existing)],
    ["indexes", indexKeysOf(wanted), indexKeysOf(existing)],
    ["stream", streamOf(wanted), streamOf(existing)],
  ].find(([, template, stored]) => template !== stored);
  if (differing === undefined) return;
  const [what, template, stored] = differing;
  throw new Error(
    `Table ${table.physicalId} is stored with other ${what} (${stored || "none"}) than the template has (${template || "none"}): remove the data folder, or choose another one.`,
  );
}

function keysOf(schema: JsonObject, table: JsonObject): string {
  const types = listOf(table.AttributeDefinitions).map(objectOf);
  return listOf(schema.KeySchema)
    .map(objectOf)
    .map(({ AttributeName, KeyType }) => {
      const type = types.find((attribute) => attribute.AttributeName === AttributeName);
      return `${AttributeName} ${type?.AttributeType} ${KeyType}`;
    })
    .join(", ");
}

function indexKeysOf(table: JsonObject): string {
  return ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"]
    .flatMap((name) => listOf(table[name]))
    .map(objectOf)
    .map((index) => `${index.IndexName}: ${keysOf(index, table)}`)
    .sort()
    .join("; ");
}

function streamOf(table: JsonObject): string {
  return String(objectOf(table.StreamSpecification).StreamViewType ?? "");
}
