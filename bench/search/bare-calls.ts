import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchGetCommand, DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";

/** The calls that no search can do without, by the bare document client. */
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env.TABLE_NAME ?? "";

/** Where the postings of a word lie, and the cards of ten profiles. */
export interface BareInput {
  readonly pk: string;
  readonly from: string;
  readonly to: string;
  readonly ids: readonly string[];
}

/** 1 Query of ten postings, 1 BatchGetItem of ten cards. */
export async function handler({ pk, from, to, ids }: BareInput): Promise<object> {
  await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
      ExpressionAttributeValues: { ":pk": pk, ":from": from, ":to": to },
      Limit: 10,
    }),
  );
  const Keys = ids.map((id) => ({ pk: `PROFILE#${id}`, sk: "CARD" }));
  await client.send(
    new BatchGetCommand({ RequestItems: { [TableName]: { Keys, ConsistentRead: true } } }),
  );
  return { statusCode: 200 };
}
