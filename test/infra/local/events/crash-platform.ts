import { join } from "node:path";
import { DeployedResources } from "../../../../infra/local/deployed-resources.ts";
import { type Events, startEvents } from "../../../../infra/local/events/start-events.ts";
import { Iam } from "../../../../infra/local/iam.ts";
import { startObjectStore } from "../../../../infra/local/objects/object-store.ts";
import { Queues } from "../../../../infra/local/queues/queues.ts";
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
