import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { buildFunctions } from "../../infra/build.ts";
import { PHOTO_UPLOAD_ID } from "../../infra/function-entries.ts";
import type { DeployedResource } from "../../infra/local/deployed-resources.ts";
import { startDevIssuer } from "../../infra/local/dev-issuer.ts";
import type { ServiceEndpoints } from "../../infra/local/lambda/process-environment.ts";
import { type Platform, type PlatformOptions, startPlatform } from "../../infra/local/platform.ts";
import type { ServerFacts } from "../../infra/local/server-file.ts";
import { localSettings } from "../../infra/local-settings.ts";
import { repositoryRoot } from "../../infra/repository-root.ts";
import { synthesise } from "../../infra/synthesise.ts";
import { ApiClient } from "../../test/support/api-client.ts";

/** The service on the laptop, with the bundles as deployed and data of its own. */
export interface BenchPlatform extends Platform {
  /** For files of the suite; removed with the platform. */
  readonly folder: string;
  /** Endpoints of the services, and of the issuer's keys. */
  readonly endpoints: ServiceEndpoints & { readonly issuer: string };
  /** May do everything at the endpoints. */
  readonly administrator: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly tableName: string;
  /** @param id as in `functionEntries` */
  functionOf(id: string): DeployedResource;
  /** A client that acts for an account with a JWT. */
  as(account: string): Promise<ApiClient>;
}

/** Builds every function, synthesises the stacks and starts them. */
export async function startBenchPlatform(
  options: Partial<PlatformOptions> = {},
): Promise<BenchPlatform> {
  const parent = join(repositoryRoot, "dist");
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, "bench-"));
  await buildFunctions({ outdir: folder });
  const assembly = join(folder, "assembly");
  await synthesise({
    context: { ...localSettings, sessionRequestsPerDay: 10_000_000 },
    outdir: assembly,
    imageLayer: "host",
    bundlesDir: folder,
  });
  const dataDir = join(folder, "data");
  let uploads = "";
  const platform = await startPlatform({
    assembly,
    dataDir,
    port: 0,
    log: () => {},
    // An upload stays for the sample to process: the platform's own function cannot get at it.
    interceptTable: ({ functionName }) => (functionName === uploads ? "drop-before" : "pass"),
    ...options,
  });
  uploads = functionOf(platform, folder, PHOTO_UPLOAD_ID).physicalId;
  const facts: ServerFacts = JSON.parse(await readFile(join(dataDir, "server.json"), "utf8"));
  const issuer = await startDevIssuer({ dataDir });
  return {
    ...platform,
    folder,
    endpoints: {
      dynamodb: facts.dynamodb,
      s3: platform.objects.endpoint,
      apiGateway: facts.apiGateway,
      secretsManager: facts.secretsManager,
      issuer: issuer.endpoint,
    },
    administrator: facts,
    tableName: facts.tableName,
    functionOf: (id) => functionOf(platform, folder, id),
    as: async (account) => new ApiClient(platform.url, await platform.token({ account })),
    stop: async () => {
      await issuer.stop();
      await platform.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
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
