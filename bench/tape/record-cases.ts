import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { measureFirstCall } from "../cold/measure-first-call.ts";
import type { Example, PrepareExample } from "../examples/example.ts";
import type { BenchPlatform } from "../platform/bench-platform.ts";
import { functionEnvironment } from "../platform/function-environment.ts";
import type { CallFacts, Exchange, Tape } from "./exchange.ts";
import { startRecorder } from "./recorder.ts";

/** An example with all that is needed to run it again without the platform. */
export interface Case extends Example {
  /** Names it to the stub server; stands for the access key. */
  readonly slug: string;
  readonly eventFile: string;
  readonly exchanges: readonly Exchange[];
  /** The function's variables, with all services at one address. */
  environment(url: string): Record<string, string>;
}

/** What is added to the calls that are recorded. */
export interface RecordOptions {
  /** Asks the table what each call consumes, which the functions themselves do not. */
  readonly withCapacity?: boolean;
}

/** Runs each example once, by the shipped bundle on the real platform, and keeps what it called. */
export async function recordCases(
  platform: BenchPlatform,
  examples: readonly PrepareExample[],
  { withCapacity = false }: RecordOptions = {},
): Promise<Case[]> {
  const { s3, apiGateway, secretsManager, issuer } = platform.endpoints;
  // Past the permissions, for a question that is added breaks the signature.
  const dynamodb = withCapacity ? platform.engineEndpoint : platform.endpoints.dynamodb;
  const services = { dynamodb, s3, apigateway: apiGateway, secretsmanager: secretsManager, issuer };
  const recorder = await startRecorder(services, withCapacity ? askForCapacity : undefined);
  const cases: Case[] = [];
  try {
    for (const prepare of examples) {
      const example = await prepare(platform);
      const slug = example.name.replaceAll(" ", "-");
      const eventFile = join(platform.folder, `${slug}.json`);
      await writeFile(eventFile, JSON.stringify(example.event));
      const env = functionEnvironment(platform, example.functionId, {
        endpoints: oneAddress(recorder.url),
        ...platform.administrator,
      });
      const bundle = bundleFile(platform, example.functionId);
      const { answer } = await platform.alone(() => measureFirstCall({ bundle, eventFile, env }));
      example.check(answer);
      const environment = (url: string) =>
        functionEnvironment(platform, example.functionId, {
          endpoints: oneAddress(url),
          accessKeyId: slug,
          secretAccessKey: "bench",
        });
      const exchanges = recorder.take().filter((exchange) => !wasOutrun(exchange));
      cases.push({ ...example, slug, eventFile, exchanges, environment });
    }
    return cases;
  } finally {
    recorder.close();
  }
}

/** What lost against another write was tried again; from a tape it would lose each time. */
function wasOutrun({ status, responseBody }: Exchange): boolean {
  return (
    status === 400 && /TransactionConflict/.test(Buffer.from(responseBody, "base64").toString())
  );
}

/** An edit for the recorder: the engine is to tell what each call consumes. */
export function askForCapacity({ service }: CallFacts, body: Buffer): Buffer {
  if (service !== "dynamodb") return body;
  return Buffer.from(JSON.stringify({ ...JSON.parse(`${body}`), ReturnConsumedCapacity: "TOTAL" }));
}

/** The bundle as it is deployed. */
export function bundleFile(platform: BenchPlatform, functionId: string): string {
  return join(platform.functionOf(functionId).assetPath ?? "", "index.js");
}

/** Writes the calls of all cases for the stub server. */
export async function writeTape(platform: BenchPlatform, cases: readonly Case[]): Promise<string> {
  const tape: Tape = Object.fromEntries(cases.map(({ slug, exchanges }) => [slug, exchanges]));
  const file = join(platform.folder, "tape.json");
  await writeFile(file, JSON.stringify(tape));
  return file;
}

function oneAddress(url: string) {
  return { dynamodb: url, s3: url, apiGateway: url, secretsManager: url, issuer: url };
}
