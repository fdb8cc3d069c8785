import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Platform, type PlatformOptions, startPlatform } from "@profiles-api/laptop";
import type { ServerFacts } from "@profiles-api/laptop/running";
import {
  type DeployedResource,
  type ServiceEndpoints,
  startDevIssuer,
} from "@profiles-api/laptop/testing";
import { buildFunctions } from "../../infra/bundling/build.ts";
import { PHOTO_UPLOAD_ID, REMOVAL_ID } from "../../infra/bundling/function-entries.ts";
import { localSettings } from "../../infra/laptop/local-settings.ts";
import { repositoryRoot } from "../../infra/repository-root.ts";
import { synthesise } from "../../infra/synthesise.ts";
import { ApiClient } from "../../test/support/api-client.ts";

/** The service on the laptop, with the bundles as deployed and data of its own. */
export interface BenchPlatform extends Platform {
  /** For files of the suite; removed with the platform. */
  readonly folder: string;
  /** For data of engines, in memory where the system has such a folder. */
  readonly dataFolder: string;
  /** Endpoints of the services, and of the issuer's keys. */
  readonly endpoints: ServiceEndpoints & { readonly issuer: string };
  /** May do everything at the endpoints. */
  readonly administrator: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly tableName: string;
  /** @param id as in `functionEntries` */
  functionOf(id: string): DeployedResource;
  /** Runs a call while the work behind its answer waits, which would take some of what it does. */
  alone<T>(run: () => Promise<T>): Promise<T>;
  /** A client that acts for an account with a JWT. */
  as(account: string): Promise<ApiClient>;
}

/** A disk that is slow to confirm writes would drown what is measured. */
const MEMORY = "/dev/shm";

/** What works behind the answers, and until when it waits. */
interface Background {
  held: Promise<unknown>;
}

function holding<T>(background: Background, running: Promise<T>): Promise<T> {
  background.held = running.catch(() => {});
  return running;
}

/** Builds every function, synthesises the stacks and starts them. */
export async function startBenchPlatform(
  options: Partial<PlatformOptions> = {},
): Promise<BenchPlatform> {
  // For events that are made here, in the gateway's place: any key will do.
  process.env.LOG_KEY ??= "bench";
  const folder = await builtService();
  const dataFolder = await mkdtemp(join(existsSync(MEMORY) ? MEMORY : tmpdir(), "bench-"));
  const dataDir = join(dataFolder, "platform");
  await mkdir(dataDir);
  const background: Background = { held: Promise.resolve() };
  const platform = await startWithUploadsKept(folder, background, { dataDir, ...options });
  const facts: ServerFacts = JSON.parse(await readFile(join(dataDir, "server.json"), "utf8"));
  const issuer = await startDevIssuer({ dataDir });
  return {
    ...platform,
    folder,
    dataFolder,
    endpoints: {
      dynamodb: facts.dynamodb,
      s3: platform.objects.endpoint,
      apiGateway: facts.apiGateway,
      secretsManager: facts.secretsManager,
      issuer: issuer.endpoint,
    },
    administrator: facts,
    tableName: facts.outputs.TableName ?? "",
    functionOf: (id) => functionOf(platform, folder, id),
    alone: (run) => holding(background, run()),
    as: async (account) => new ApiClient(platform.url, await platform.token({ account })),
    stop: async () => {
      await issuer.stop();
      await platform.stop();
      for (const path of [folder, dataFolder]) await rm(path, { recursive: true, force: true });
    },
  };
}

/** A new folder with the bundles, and the stacks in its folder `assembly`. */
async function builtService(): Promise<string> {
  const parent = join(repositoryRoot, "dist");
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, "bench-"));
  await buildFunctions({ outdir: folder });
  await synthesise({
    context: { ...localSettings, sessionRequestsPerDay: 10_000_000 },
    outdir: join(folder, "assembly"),
    imageLayer: "host",
    bundlesDir: folder,
  });
  return folder;
}

/** An upload stays for the sample to process: the platform's own function cannot get at it. */
async function startWithUploadsKept(
  folder: string,
  background: Background,
  options: Partial<PlatformOptions> & Pick<PlatformOptions, "dataDir">,
): Promise<Platform> {
  let uploads = "";
  let removals = "";
  const platform = await startPlatform({
    assembly: join(folder, "assembly"),
    port: 0,
    log: () => {},
    interceptTable: async ({ functionName }) => {
      if (functionName === removals) await background.held;
      return functionName === uploads ? "drop-before" : "pass";
    },
    ...options,
  });
  uploads = functionOf(platform, folder, PHOTO_UPLOAD_ID).physicalId;
  removals = functionOf(platform, folder, REMOVAL_ID).physicalId;
  return platform;
}

/** The function whose code is the bundle of that id. */
function functionOf({ resources }: Platform, folder: string, id: string): DeployedResource {
  const bundle = readFileSync(join(folder, "functions", id, "index.js"));
  const found = resources
    .ofType("AWS::Lambda::Function")
    .find(({ assetPath = "" }) => readFileSync(join(assetPath, "index.js")).equals(bundle));
  if (!found) throw new Error(`The template has no function ${id}.`);
  return found;
}
