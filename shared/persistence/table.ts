import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { settings } from "../settings.ts";
import { SigningHash } from "./signing-hash.ts";

/**
 * The one client of a function. Times nest below the shortest function timeout (10 s): two tries of
 * at most 2 s each, so that a lost packet is retried and a dead endpoint is reported.
 */
export const table = DynamoDBDocumentClient.from(
  new DynamoDBClient({
    maxAttempts: 2,
    sha256: SigningHash,
    requestHandler: {
      connectionTimeout: 1_000,
      requestTimeout: 2_000,
      throwOnRequestTimeout: true,
    },
  }),
  { marshallOptions: { removeUndefinedValues: true } },
);

export const TableName = settings.tableName;
