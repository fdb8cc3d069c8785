import { setTimeout as delay } from "node:timers/promises";
import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  type TableDescription,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { OperatorError } from "../../operator-error.ts";
import { SDK_OPTIONS } from "../sdk-options.ts";

/** As the stack sets them on its own table. */
const STREAM_VIEW = "NEW_AND_OLD_IMAGES";
const EXPIRY = "expiresAt";

/** How often a table that is being changed is looked at. */
const LOOK_MS = 1_000;

/** A table that the service can stand on, and how. */
export interface AdoptedTable {
  readonly table: string;
  /** Value of the setting `restoredTable`. */
  readonly restoredTable: string;
  /** What to add to the deployment's settings. */
  readonly deployWith: string;
}

/**
 * Sets on a restored table what a restore leaves out: stream, TTL, point-in-time recovery and deletion
 * protection. What is set stays; it may be run again.
 * @param name of the restored table
 * @param like the table in use, whose keys it must have
 * @throws OperatorError when there is none, it is still being restored, or it is another kind of table
 */
export async function adoptTable(
  name: string,
  like: string,
  tell: (line: string) => void,
): Promise<AdoptedTable> {
  const client = new DynamoDBClient(SDK_OPTIONS);
  const restored = await described(client, name);
  if (name === like) throw new OperatorError(`${name} is the table in use.`);
  requireSameKeys(restored, await described(client, like));
  const change = async (command: UpdateTableCommand) => {
    await client.send(command);
    await active(client, name);
  };
  if (restored.StreamSpecification?.StreamViewType !== STREAM_VIEW) {
    const StreamSpecification = { StreamEnabled: true, StreamViewType: STREAM_VIEW } as const;
    await change(new UpdateTableCommand({ TableName: name, StreamSpecification }));
  }
  tell("The table has a stream.");
  await setExpiry(client, name);
  await client.send(
    new UpdateContinuousBackupsCommand({
      TableName: name,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    }),
  );
  if (!restored.DeletionProtectionEnabled) {
    await change(new UpdateTableCommand({ TableName: name, DeletionProtectionEnabled: true }));
  }
  tell("Its items expire; it can be restored, and cannot be deleted.");
  const { LatestStreamArn } = await active(client, name);
  if (!LatestStreamArn)
    throw new OperatorError(`The table ${name} has no stream yet: run it again.`);
  const deployWith = `-c restoredTable=${LatestStreamArn}`;
  return { table: name, restoredTable: LatestStreamArn, deployWith };
}

async function described(client: DynamoDBClient, TableName: string): Promise<TableDescription> {
  try {
    const { Table = {} } = await client.send(new DescribeTableCommand({ TableName }));
    if (Table.TableStatus === "ACTIVE") return Table;
    throw new OperatorError(
      `The table ${TableName} is ${Table.TableStatus}: wait until it is ACTIVE.`,
    );
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ResourceNotFoundException") throw error;
    throw new OperatorError(`There is no table ${TableName} in this account and region.`);
  }
}

/** Waits until a change of the table is through. */
async function active(client: DynamoDBClient, TableName: string): Promise<TableDescription> {
  for (;;) {
    const { Table = {} } = await client.send(new DescribeTableCommand({ TableName }));
    if (Table.TableStatus === "ACTIVE") return Table;
    await delay(LOOK_MS);
  }
}

/** To set what is set already is an error. */
async function setExpiry(client: DynamoDBClient, TableName: string): Promise<void> {
  const { TimeToLiveDescription: now } = await client.send(
    new DescribeTimeToLiveCommand({ TableName }),
  );
  const isSet = ["ENABLED", "ENABLING"].includes(now?.TimeToLiveStatus ?? "");
  if (isSet && now?.AttributeName === EXPIRY) return;
  const TimeToLiveSpecification = { AttributeName: EXPIRY, Enabled: true };
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
}

function requireSameKeys(restored: TableDescription, like: TableDescription): void {
  const keys = ({ KeySchema = [] }: TableDescription) =>
    KeySchema.map(({ AttributeName, KeyType }) => `${AttributeName} ${KeyType}`).join(", ");
  if (keys(restored) === keys(like)) return;
  throw new OperatorError(
    `The table ${restored.TableName} has other keys than ${like.TableName}: it is no restored one.`,
  );
}
