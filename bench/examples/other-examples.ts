import { marshall } from "@aws-sdk/util-dynamodb";
import type { APIGatewayAuthorizerResult, DynamoDBBatchResponse } from "aws-lambda";
import {
  AUTHORIZER_ID,
  INDEX_ID,
  KEY_KEEPER_ID,
  KEY_WATCH_ID,
  PENDING_WATCH_ID,
  PHOTO_UPLOAD_ID,
  REMOVAL_ID,
  SWEEP_ID,
} from "../../infra/bundling/function-entries.ts";
import { cardKey } from "../../shared/persistence/keys.ts";
import { pendingProfileItem } from "../../shared/persistence/pending-removal.ts";
import { API_PREFIX } from "../../shared/routes/api-prefix.ts";
import type { BenchPlatform } from "../platform/bench-platform.ts";
import type { PrepareExample } from "./example.ts";
import { askForUpload, sendUpload } from "./photo-examples.ts";
import { createTypicalProfile, ok, PROFILES } from "./typical-profile.ts";

/** Events of the functions that are not behind the gateway, by function. */
export const OTHER_EXAMPLES: Readonly<Record<string, readonly PrepareExample[]>> = {
  [AUTHORIZER_ID]: [jwtExample, apiKeyExample],
  [REMOVAL_ID]: [removalExample],
  [INDEX_ID]: [indexExample],
  [PHOTO_UPLOAD_ID]: [uploadExample],
  [SWEEP_ID]: [sweepExample],
  [KEY_KEEPER_ID]: [silentExample(KEY_KEEPER_ID)],
  [PENDING_WATCH_ID]: [silentExample(PENDING_WATCH_ID)],
  [KEY_WATCH_ID]: [silentExample(KEY_WATCH_ID)],
};

async function jwtExample(platform: BenchPlatform) {
  const token = await platform.token({ account: "bench-jwt" });
  return authorizerExample("jwt", { Authorization: [`Bearer ${token}`] });
}

async function apiKeyExample(platform: BenchPlatform) {
  const api = await platform.as("bench-api-key");
  await createTypicalProfile(api);
  const { key } = ok(await api.post(`${API_PREFIX}/api-keys`, { name: "Partner" })).json;
  return authorizerExample("api-key", { "X-API-Key": [key] });
}

function authorizerExample(name: string, credential: Readonly<Record<string, string[]>>) {
  return {
    name: `${AUTHORIZER_ID} ${name}`,
    functionId: AUTHORIZER_ID,
    event: {
      type: "REQUEST",
      methodArn: `arn:aws:execute-api:us-east-1:000000000000:api/live/GET${PROFILES}/me`,
      path: `${PROFILES}/me`,
      httpMethod: "GET",
      multiValueHeaders: { Accept: ["application/json"], ...credential },
      requestContext: {},
    },
    check: (answer: unknown) => {
      const { policyDocument } = (answer ?? {}) as Partial<APIGatewayAuthorizerResult>;
      if (policyDocument?.Statement[0]?.Effect === "Allow") return;
      throw new Error(`The authorizer let nobody in: ${JSON.stringify(answer)}`);
    },
  };
}

/** The record that the stream brings when a deleted profile's leftovers are put on record. */
async function removalExample(platform: BenchPlatform) {
  const owner = "bench-removal";
  const profile = await createTypicalProfile(await platform.as(owner));
  const item = pendingProfileItem({ ...profile, owner }, profile.updatedAt);
  const image = marshall(item);
  const record = {
    eventName: "INSERT",
    dynamodb: { Keys: { pk: image.pk, sk: image.sk }, NewImage: image, SequenceNumber: "1" },
  };
  return {
    name: REMOVAL_ID,
    functionId: REMOVAL_ID,
    event: { Records: [record] },
    check: (answer: unknown) => {
      const { batchItemFailures } = (answer ?? {}) as Partial<DynamoDBBatchResponse>;
      if (batchItemFailures?.length === 0) return;
      throw new Error(`The removal failed: ${JSON.stringify(answer)}`);
    },
  };
}

/** The record of a card that the directory has got to know meanwhile: a record may come twice. */
async function indexExample(platform: BenchPlatform) {
  const profile = await createTypicalProfile(await platform.as("bench-index"), { published: true });
  const key = cardKey(profile.id);
  const card = { ...key, state: "public", name: profile.name };
  const record = {
    eventName: "MODIFY",
    dynamodb: { Keys: marshall(key), NewImage: marshall(card), SequenceNumber: "1" },
  };
  return {
    name: INDEX_ID,
    functionId: INDEX_ID,
    event: { Records: [record] },
    check: (answer: unknown) => {
      const { batchItemFailures } = (answer ?? {}) as Partial<DynamoDBBatchResponse>;
      if (batchItemFailures?.length === 0) return;
      throw new Error(`The profile was not indexed: ${JSON.stringify(answer)}`);
    },
  };
}

/** S3's event of a photo that has been uploaded. */
async function uploadExample(platform: BenchPlatform) {
  const api = await platform.as("bench-upload");
  const { id } = await createTypicalProfile(api);
  const key = await sendUpload(await askForUpload(api, id));
  return {
    name: PHOTO_UPLOAD_ID,
    functionId: PHOTO_UPLOAD_ID,
    event: { "detail-type": "Object Created", source: "aws.s3", detail: { object: { key } } },
    check: (answer: unknown) => {
      if (answer !== undefined) throw new Error(`Unexpected: ${JSON.stringify(answer)}`);
    },
  };
}

/** What a schedule sends. */
const SCHEDULED = { "detail-type": "Scheduled Event", source: "aws.events", detail: {} };

/** A function that a schedule starts, and that answers nothing. */
function silentExample(functionId: string): PrepareExample {
  return async () => ({
    name: functionId,
    functionId,
    event: SCHEDULED,
    check: (answer: unknown) => {
      if (answer !== undefined) throw new Error(`Unexpected: ${JSON.stringify(answer)}`);
    },
  });
}

/** The sweep goes through the photos of the examples before it. */
async function sweepExample() {
  return {
    name: SWEEP_ID,
    functionId: SWEEP_ID,
    event: SCHEDULED,
    check: (answer: unknown) => {
      if (typeof answer !== "object") throw new Error(`Unexpected: ${JSON.stringify(answer)}`);
    },
  };
}
