import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Iam, type Principal } from "../../services/iam/iam.ts";
import { type QueueService, startQueueService } from "../../services/sqs/queue-service.ts";
import { Queues } from "../../services/sqs/queues.ts";
import { DeployedResources } from "../../template/deployed-resources.ts";
import { tempFolder } from "../dynamodb/table-fixture.ts";
import { functionArn, functionWithRole, resource } from "../lambda/function-fixture.ts";
import { sdkOptions } from "../support/sdk-options.ts";

const ARN = "arn:aws:sqs:us-east-1:000000000000:failed";
const OTHER = "arn:aws:sqs:us-east-1:000000000000:other";
const QUEUE = resource("AWS::SQS::Queue", "failed", ARN, { MessageRetentionPeriod: 3_600 });
const RESOURCES = new DeployedResources([
  QUEUE,
  resource("AWS::SQS::Queue", "other", OTHER, {}),
  ...functionWithRole("receiver", "/", {}, [
    { Effect: "Allow", Action: "sqs:ReceiveMessage", Resource: ARN },
  ]),
]);

let now: number;
let dataDir: string;
let queues: Queues;
let service: QueueService;
let clients: SQSClient[];
beforeEach(async () => {
  now = Date.parse("2026-01-01T00:00:00.000Z");
  dataDir = tempFolder();
  queues = new Queues(RESOURCES, dataDir, () => now);
  clients = [];
  service = await startQueueService({ queues, resources: RESOURCES, iam });
});
afterEach(async () => {
  for (const client of clients) client.destroy();
  await service.close();
});

const iam = Iam.fromResources(RESOURCES);

function clientOf(principal: Principal): SQSClient {
  const client = new SQSClient(sdkOptions(service.endpoint, principal));
  clients.push(client);
  return client;
}

const operator = () => clientOf(iam.administrator);
/** The address that `Ref` gives a queue, as it answers here. */
const urlOf = (arn: string) => {
  const [, , , region, account, name] = arn.split(":");
  return service.local(`https://sqs.${region}.amazonaws.com/${account}/${name}`);
};
const url = () => urlOf(ARN);

async function receive(more: object = {}) {
  const request = { QueueUrl: url(), MaxNumberOfMessages: 10, ...more };
  const { Messages = [] } = await operator().send(new ReceiveMessageCommand(request));
  return Messages;
}

const bodies = async (more: object = {}) => (await receive(more)).map(({ Body }) => Body);

describe("a queue", () => {
  it("hands a message to one receiver at a time, until it is deleted", async () => {
    queues.append(ARN, "one");
    queues.append(ARN, "zwei \u{1F4EC}\n");
    expect(await bodies({ MaxNumberOfMessages: 1, VisibilityTimeout: 60 })).toEqual(["one"]);
    const [second] = await receive();
    expect(second).toMatchObject({ Body: "zwei \u{1F4EC}\n", MessageId: expect.any(String) });
    expect(await bodies()).toEqual([]);
    const receipt = { QueueUrl: url(), ReceiptHandle: second?.ReceiptHandle };
    await operator().send(new DeleteMessageCommand(receipt));
    now += 60_000;
    expect(await bodies()).toEqual(["one"]);
    const again = new Queues(RESOURCES, dataDir, () => now);
    expect(again.list(ARN).map(({ body }) => body)).toEqual(["one"]);
  });

  it("shows a message again after the queue's own time, or when it is given back", async () => {
    queues.append(ARN, "one");
    expect(await bodies()).toEqual(["one"]);
    now += 29_999;
    expect(await bodies()).toEqual([]);
    now += 1;
    const [message] = await receive();
    const receipt = { QueueUrl: url(), ReceiptHandle: message?.ReceiptHandle };
    const back = { ...receipt, VisibilityTimeout: 0 };
    await operator().send(new ChangeMessageVisibilityCommand(back));
    expect(await bodies()).toEqual(["one"]);
    // Received again since, so that the first handle counts no more.
    await operator().send(new DeleteMessageCommand(receipt));
    expect(queues.list(ARN)).toHaveLength(1);
  });

  it("forgets a message when the time it keeps them is over", async () => {
    queues.append(ARN, "old");
    now += 3_600_000;
    queues.append(ARN, "new");
    expect(await bodies()).toEqual(["new"]);
  });

  it("lets a receiver wait for a message", async () => {
    const waiting = bodies({ WaitTimeSeconds: 20 });
    queues.append(ARN, "at last");
    expect(await waiting).toEqual(["at last"]);
  });
});

describe("the service refuses", () => {
  const failure = (client: SQSClient, request: object) =>
    client
      .send(new ReceiveMessageCommand({ QueueUrl: url(), ...request }))
      .catch((error: Error) => error.name);

  it("what is not signed by a credential it knows", async () => {
    const forged = { ...iam.administrator, secretAccessKey: "wrong" };
    expect(await failure(clientOf(forged), {})).toBe("InvalidSignatureException");
    const unsigned = await fetch(service.endpoint, { method: "POST", body: "{}" });
    expect(unsigned.status).toBe(403);
  });

  it("what the caller's role does not allow", async () => {
    const receiver = clientOf(iam.principalOf(functionArn("receiver")));
    expect(await failure(receiver, {})).toMatchObject({ $metadata: { httpStatusCode: 200 } });
    expect(await failure(receiver, { QueueUrl: urlOf(OTHER) })).toBe("AccessDeniedException");
    queues.append(ARN, "kept");
    const [message] = await receive();
    const receipt = { QueueUrl: url(), ReceiptHandle: message?.ReceiptHandle };
    const deleting = receiver.send(new DeleteMessageCommand(receipt));
    await expect(deleting).rejects.toThrow("is not authorized to perform: sqs:DeleteMessage");
  });

  it("unknown queues, operations and figures", async () => {
    const unknown = { QueueUrl: `${service.endpoint}/000000000000/gone` };
    expect(await failure(operator(), unknown)).toBe("QueueDoesNotExist");
    const tooMany = { MaxNumberOfMessages: 11 };
    expect(await failure(operator(), tooMany)).toBe("InvalidParameterValueException");
    const sending = operator().send(new SendMessageCommand({ QueueUrl: url(), MessageBody: "x" }));
    await expect(sending).rejects.toThrow("are served locally");
  });
});
