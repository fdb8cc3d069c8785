import { ACCOUNT } from "../../template/account.ts";
import type { DeployedResource } from "../../template/deployed-resources.ts";
import type { Json, JsonObject } from "../../template/json.ts";
import { listOf, objectOf } from "../../template/json.ts";

const TABLE_ARN_PREFIX = `arn:${ACCOUNT.partition}:dynamodb:${ACCOUNT.region}:${ACCOUNT.id}:table/`;

/** One permission that a call needs, with the items it names. */
export interface ItemUse {
  /** `dynamodb:GetItem` and the like. */
  readonly action: string;
  /** Table name; `""` for a call that names none. */
  readonly table: string;
  /** ARN of the table, or of the index that is queried; `*` for a call that names no table. */
  readonly resourceArn: string;
  /** Keys as far as the call gives them: a Query gives the partition key only. */
  readonly keys: readonly JsonObject[];
  /** Values of the partition key, as the condition key `dynamodb:LeadingKeys` shows them. */
  readonly leadingKeys: readonly string[];
}

/** Thrown for a call that cannot be authorised faithfully. */
export class UnsupportedCall extends Error {}

const TRANSACTION_ACTIONS: Readonly<Record<string, string>> = {
  Get: "GetItem",
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
};

/**
 * The permissions a call needs, as AWS asks for them: a transaction needs those of its parts, a
 * batch its own for each table. Throws UnsupportedCall for PartiQL and legacy key conditions.
 */
export function itemUsesOf(
  operation: string,
  body: JsonObject,
  tables: readonly DeployedResource[],
): readonly ItemUse[] {
  const use = new UseBuilder(tables);
  switch (operation) {
    case "GetItem":
    case "DeleteItem":
    case "UpdateItem":
    case "PutItem":
      return [use.ofItems(operation, body.TableName, [body.Key ?? body.Item])];
    case "Query":
    case "Scan":
      return [use.ofSearch(operation, body)];
    case "BatchGetItem":
      return Object.entries(objectOf(body.RequestItems)).map(([table, request]) =>
        use.ofItems(operation, table, listOf(objectOf(request).Keys)),
      );
    case "BatchWriteItem":
      return Object.entries(objectOf(body.RequestItems)).map(([table, requests]) =>
        use.ofItems(operation, table, listOf(requests).map(writtenItem)),
      );
    case "TransactGetItems":
    case "TransactWriteItems":
      return listOf(body.TransactItems).flatMap((item) => use.ofTransactionPart(item));
    case "ExecuteStatement":
    case "BatchExecuteStatement":
    case "ExecuteTransaction":
      throw new UnsupportedCall("PartiQL is not supported by the local platform.");
    default:
      return [use.ofItems(operation, body.TableName, [])];
  }
}

/** Finds key names and ARNs in the template's tables. */
class UseBuilder {
  readonly #tables: readonly DeployedResource[];

  constructor(tables: readonly DeployedResource[]) {
    this.#tables = tables;
  }

  /** Items or keys of one table; an item is cut down to its key. */
  ofItems(operation: string, tableName: Json | undefined, items: readonly (Json | undefined)[]) {
    const table = this.#find(tableName);
    const names = keyNames(table.schema);
    const keys = items.map((item) => pick(objectOf(item), names));
    return makeUse(operation, table.name, table.arn, keys, names[0]);
  }

  ofTransactionPart(part: Json): ItemUse[] {
    return Object.entries(objectOf(part)).map(([kind, value]) => {
      const { TableName, Key, Item } = objectOf(value);
      return this.ofItems(TRANSACTION_ACTIONS[kind] ?? kind, TableName, [Key ?? Item]);
    });
  }

  ofSearch(operation: string, body: JsonObject): ItemUse {
    if (body.KeyConditions !== undefined) {
      throw new UnsupportedCall("KeyConditions is a legacy parameter: use KeyConditionExpression.");
    }
    const table = this.#find(body.TableName);
    const index = typeof body.IndexName === "string" ? body.IndexName : undefined;
    const schema = index === undefined ? table.schema : indexSchema(table.schema, index);
    const arn = index === undefined ? table.arn : `${table.arn}/index/${index}`;
    const partition = keyNames(schema)[0];
    const values = partition === undefined ? [] : equalTo(partition, body);
    const keys = values.map((value) => ({ [partition ?? ""]: value }));
    return makeUse(operation, table.name, arn, keys, partition);
  }

  #find(tableName: Json | undefined): { name: string; arn: string; schema: JsonObject } {
    const name = typeof tableName === "string" ? tableName.replace(/^arn:.*:table\//, "") : "";
    const table = this.#tables.find((candidate) => candidate.physicalId === name);
    const arn = table?.arn ?? (name === "" ? "*" : TABLE_ARN_PREFIX + name);
    return { name, arn, schema: table?.properties ?? {} };
  }
}

function makeUse(
  operation: string,
  table: string,
  resourceArn: string,
  keys: readonly JsonObject[],
  partition: string | undefined,
): ItemUse {
  const values = partition === undefined ? [] : keys.map((key) => objectOf(key[partition]));
  const leadingKeys = values.flatMap((value) => Object.values(value).map(String));
  return { action: `dynamodb:${operation}`, table, resourceArn, keys, leadingKeys };
}

function writtenItem(request: Json): Json | undefined {
  const { PutRequest, DeleteRequest } = objectOf(request);
  return PutRequest === undefined ? objectOf(DeleteRequest).Key : objectOf(PutRequest).Item;
}

/** Attribute names of the key, partition key first. */
function keyNames(schema: JsonObject): string[] {
  return listOf(schema.KeySchema)
    .map(objectOf)
    .sort((a, b) => String(a.KeyType).localeCompare(String(b.KeyType)))
    .map(({ AttributeName }) => String(AttributeName));
}

function indexSchema(table: JsonObject, name: string): JsonObject {
  const indexes = [table.GlobalSecondaryIndexes, table.LocalSecondaryIndexes].flatMap(listOf);
  return indexes.map(objectOf).find((index) => index.IndexName === name) ?? {};
}

/** Values the key condition compares an attribute to, names and values resolved. */
function equalTo(attribute: string, body: JsonObject): Json[] {
  const names = objectOf(body.ExpressionAttributeNames);
  const values = objectOf(body.ExpressionAttributeValues);
  const expression = String(body.KeyConditionExpression ?? "");
  return [...expression.matchAll(/([#\w.-]+)\s*=\s*(:\w+)/g)]
    .filter(([, name = ""]) => (names[name] ?? name) === attribute)
    .map(([, , value = ""]) => values[value] ?? null);
}

function pick(item: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    names.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])),
  );
}
