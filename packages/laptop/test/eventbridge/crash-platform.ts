import { join } from "node:path";
import { type Events, startEvents } from "../../services/eventbridge/start-events.ts";
import { Iam } from "../../services/iam/iam.ts";
import { startObjectStore } from "../../services/s3/object-store.ts";
import { Queues } from "../../services/sqs/queues.ts";
import { DeployedResources } from "../../template/deployed-resources.ts";
import { lambdaOf } from "../lambda/function-fixture.ts";
import { eventResources } from "./event-fixture.ts";

/** The store, the events and the function of {@link eventResources}, put together as the platform does. */
export async function startSmallPlatform(code: string, dataDir: string) {
  const all = eventResources(code);
  const resources = new DeployedResources(all);
  const iam = Iam.fromResources(resources);
  const { lambda } = lambdaOf(all, { iam });
  const log = (entry: object | string) => process.stderr.write(`${JSON.stringify(entry)}\n`);
  let events: Events | undefined;
  const objects = await startObjectStore({
    ...{ resources, iam, log },
    folder: join(dataDir, "objects"),
    onAnnounce: (event) => events?.announce(event),
    onEvent: (event) => events?.confirm(event),
  });
  const queues = new Queues(resources, dataDir);
  events = await startEvents({
    ...{ resources, iam, lambda, queues, dataDir, log },
    bearsOut: (event) => objects.bearsOut(event),
  });
  const { idle } = events;
  return {
    objects,
    iam,
    idle,
    async stop() {
      await events?.stop();
      await lambda.stop();
      await objects.stop();
    },
  };
}
