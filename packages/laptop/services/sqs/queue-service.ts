import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import * as z from "zod";
import { type LoopbackServer, startLoopbackServer } from "../../platform/loopback-server.ts";
import {
  parseCallBody,
  type ServiceAnswer,
  sendServiceAnswer,
} from "../../platform/service-answer.ts";
import { ACCOUNT } from "../../template/account.ts";
import type { DeployedResource, DeployedResources } from "../../template/deployed-resources.ts";
import { isRecord } from "../../template/json.ts";
import type { Iam } from "../iam/iam.ts";
import { deniedSentence, readSignedCall } from "../iam/signed-call.ts";
import type { Queues, ReceivedMessage } from "./queues.ts";

/** The queues, and who may receive from them. */
export interface QueueServiceOptions {
  readonly queues: Queues;
  readonly resources: DeployedResources;
  readonly iam: Iam;
}

/** The running service. */
export interface QueueService extends LoopbackServer {
  /** A value of the stacks with the addresses of queues replaced by those that answer here. */
  local(value: string): string;
}

/** How often a receiver that is willing to wait looks again. */
const LOOK_MS = 50;
const TARGET = "AmazonSQS.";

const ReceiveRequest = z.strictObject({
  QueueUrl: z.string(),
  MaxNumberOfMessages: z.int().min(1).max(10).default(1),
  VisibilityTimeout: z.int().min(0).max(43_200).optional(),
  WaitTimeSeconds: z.int().min(0).max(20).default(0),
});

const VisibilityRequest = z.strictObject({
  QueueUrl: z.string(),
  ReceiptHandle: z.string(),
  VisibilityTimeout: z.int().min(0).max(43_200),
});

const DeleteRequest = z.strictObject({ QueueUrl: z.string(), ReceiptHandle: z.string() });

type Operation = (queueArn: string, body: unknown, queues: Queues) => Promise<object>;

/** What is needed to look after a dead-letter queue. Functions send by the platform itself. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  async ReceiveMessage(queueArn, body, queues) {
    const request = ReceiveRequest.parse(body);
    const { MaxNumberOfMessages: most, VisibilityTimeout: seconds } = request;
    const visibilityMs = seconds === undefined ? undefined : seconds * 1_000;
    const until = performance.now() + request.WaitTimeSeconds * 1_000;
    for (;;) {
      const messages = queues.receive(queueArn, { most, visibilityMs });
      if (messages.length > 0) return { Messages: messages.map(wireMessage) };
      if (performance.now() >= until) return {};
      await delay(LOOK_MS);
    }
  },
  async ChangeMessageVisibility(_, body, queues) {
    const { ReceiptHandle, VisibilityTimeout } = VisibilityRequest.parse(body);
    queues.hide(ReceiptHandle, VisibilityTimeout * 1_000);
    return {};
  },
  async DeleteMessage(queueArn, body, queues) {
    queues.delete(queueArn, DeleteRequest.parse(body).ReceiptHandle);
    return {};
  },
};

/**
 * Serves what a receiver needs of SQS, for the queues of the stacks: signed with Signature Version 4
 * and allowed by the caller's role.
 */
export async function startQueueService(options: QueueServiceOptions): Promise<QueueService> {
  const server = await startLoopbackServer((request, response) => {
    answer(request, options)
      .then((result) => sendServiceAnswer(response, "application/x-amz-json-1.0", result))
      .catch(() => response.destroy());
  });
  const aws = `https://sqs.${ACCOUNT.region}.${ACCOUNT.urlSuffix}`;
  return { ...server, local: (value) => value.replaceAll(aws, server.endpoint) };
}

async function answer(
  request: IncomingMessage,
  { queues, resources, iam }: QueueServiceOptions,
): Promise<ServiceAnswer> {
  const call = await readSignedCall(request, "sqs", iam);
  if ("code" in call) return failure(call.code, call.message, 403);
  const target = String(call.headers["x-amz-target"]);
  const name = target.startsWith(TARGET) ? target.slice(TARGET.length) : "";
  const operation = OPERATIONS[name];
  if (!operation) {
    const known = Object.keys(OPERATIONS).join(", ");
    return failure("UnsupportedOperation", `Only ${known} are served locally.`);
  }
  const body = parseCallBody(call.body);
  const queue = resources.ofType("AWS::SQS::Queue").find((one) => isNamed(one, body));
  // As AWS does: a caller without permission does not learn whether the queue exists.
  const resource = queue?.arn ?? "*";
  if (!iam.allows(call.principal.accessKeyId, `sqs:${name}`, resource, {})) {
    const sentence = deniedSentence(call.principal, `sqs:${name}`, resource);
    return failure("AccessDeniedException", sentence, 403);
  }
  if (!queue) return failure("QueueDoesNotExist", "The specified queue does not exist.");
  try {
    return { status: 200, body: await operation(queue.arn, body, queues) };
  } catch (error) {
    if (error instanceof z.ZodError) {
      return failure("InvalidParameterValueException", z.prettifyError(error));
    }
    throw error;
  }
}

/** The host of the URL is whatever address the service has at the moment. */
function isNamed(queue: DeployedResource, body: unknown): boolean {
  const url = isRecord(body) && body.QueueUrl;
  return typeof url === "string" && URL.canParse(url) && new URL(url).pathname === pathOf(queue);
}

function pathOf({ arn }: DeployedResource): string {
  return `/${ACCOUNT.id}/${arn.split(":").at(-1)}`;
}

function wireMessage({ messageId, receiptHandle, body }: ReceivedMessage): object {
  return {
    MessageId: messageId,
    ReceiptHandle: receiptHandle,
    MD5OfBody: createHash("md5").update(body).digest("hex"),
    Body: body,
  };
}

function failure(code: string, message: string, status = 400): ServiceAnswer {
  return { status, body: { __type: `com.amazonaws.sqs#${code}`, message } };
}
