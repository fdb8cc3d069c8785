import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EngineName, engineProgram } from "../../services/dynamodb/engine-program.ts";
import type { DeployedResource } from "../../template/deployed-resources.ts";
import type { Json } from "../../template/json.ts";
import { resource } from "../lambda/function-fixture.ts";

const hasJava = spawnSync("java", ["-version"]).status === 0;
/** On any platform whose binary is installed. */
const hasDynoxide = isInstalled("dynoxide");

/** The engines this machine can run. */
export const ENGINES: readonly EngineName[] = [
  ...(hasDynoxide ? (["dynoxide"] as const) : []),
  ...(hasJava ? (["dynamodb-local"] as const) : []),
];

export const TABLE_ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/app";
export const STREAM_ARN = `${TABLE_ARN}/stream/2026-01-01T00:00:00.000`;

function isInstalled(name: EngineName): boolean {
  try {
    return engineProgram(name).name === name;
  } catch {
    return false;
  }
}

export function tempFolder(): string {
  return mkdtempSync(join(tmpdir(), "local-data-"));
}

export function attribute(AttributeName: string, AttributeType = "S") {
  return { AttributeName, AttributeType };
}

export function key(hash: string, range: string) {
  return [
    { AttributeName: hash, KeyType: "HASH" },
    { AttributeName: range, KeyType: "RANGE" },
  ];
}

/** The table `app` as CDK's TableV2 writes it: keys, one index, a stream, TTL. */
export function tableResource(properties: { [key: string]: Json } = {}): DeployedResource {
  return resource("AWS::DynamoDB::GlobalTable", "app", TABLE_ARN, {
    TableName: "app",
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [attribute("pk"), attribute("sk"), attribute("gpk")],
    KeySchema: key("pk", "sk"),
    GlobalSecondaryIndexes: [
      { IndexName: "byOther", KeySchema: key("gpk", "sk"), Projection: { ProjectionType: "ALL" } },
    ],
    StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
    TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
    Replicas: [{ Region: "us-east-1", DeletionProtectionEnabled: true }],
    ...properties,
  });
}
