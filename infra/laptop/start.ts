import { join } from "node:path";
import { performance } from "node:perf_hooks";
import {
  logLine,
  openDataFolder,
  startFrontServer,
  startPlatform,
  stopOnSignal,
} from "@profiles-api/laptop";
import { stop as stopBundler } from "esbuild";
import { buildFunctions } from "../bundling/build.ts";
import { repositoryRoot } from "../repository-root.ts";
import { dataDirOf } from "./data-dir.ts";
import { startSynthesis } from "./start-synthesis.ts";

/** Default port of the API. */
const DEFAULT_PORT = 4010;

await main();

/** `npm start`: builds, synthesises, and serves until Ctrl-C. */
async function main(): Promise<void> {
  try {
    refuseUserPool(process.env, process.argv);
    const port = portOf(process.env.PORT);
    const dataDir = dataDirOf(process.env);
    await requireUsable(dataDir, port);
    const assembly = join(repositoryRoot, "dist", "local-assembly");
    // It loads the CDK meanwhile, and takes its memory with it when it ends.
    const synthesis = startSynthesis(assembly);
    await step("Building the functions", buildFunctions);
    // Its process would stay for as long as this one, with all that it has read.
    await stopBundler();
    await step("Synthesising the stacks", () => synthesis.run());
    const platform = await step("Starting the platform", () =>
      startPlatform({
        ...{ assembly, dataDir, port },
        log: (entry) => console.log(logLine(entry)),
        onFailure: (message) => {
          console.error(`The platform has stopped: ${message}`);
          process.exit(1);
        },
      }),
    );
    stopOnSignal(platform);
    console.log(welcome(platform.url, tokenCommand(process.env.DATA_DIR)));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}

/** The laptop has settings of its own; this one would make another service of it. */
function refuseUserPool(environment: NodeJS.ProcessEnv, args: readonly string[]): void {
  const argument = args.find((arg) => /^(-c=?|--context=)?userPool=/.test(arg));
  const setting = argument?.split("userPool=")[1] ?? environment.PROFILES_USER_POOL;
  if (!setting || setting === "false") return;
  throw new Error(
    "Amazon Cognito does not run on the laptop: start without the setting userPool, and sign in with npm run token.",
  );
}

function portOf(text: string | undefined): number {
  if (text === undefined || text === "") return DEFAULT_PORT;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 0 && port <= 65_535) return port;
  throw new Error("PORT must be a number from 0 to 65535.");
}

/** Nobody should wait for the build to hear that it was in vain. @throws Error with one sentence */
async function requireUsable(dataDir: string, port: number): Promise<void> {
  const front = await startFrontServer(port);
  await front.close();
  const folder = await openDataFolder(dataDir);
  await folder.close();
}

async function step<T>(name: string, run: () => Promise<T>): Promise<T> {
  process.stdout.write(`${name} … `);
  const started = performance.now();
  try {
    const result = await run();
    console.log(`${((performance.now() - started) / 1_000).toFixed(1)} s`);
    return result;
  } catch (error) {
    console.log("failed");
    throw error;
  }
}

/** The token command signs with the keys of the data folder, so that it must be told the same one. */
function tokenCommand(dataDir: string | undefined): string {
  const folder = dataDir ? `DATA_DIR='${dataDir.replaceAll("'", "'\\''")}' ` : "";
  return `${folder}npm run -s token -- jane`;
}

function welcome(url: string, token: string): string {
  return `
Profiles API: ${url}   (Ctrl-C stops it)

In another terminal, in this folder:

  TOKEN=$(${token})
  curl -s ${url}/health
  curl -s ${url}/api/v1/profiles -H "Authorization: Bearer $TOKEN" -F name="Jane Doe" -F title=Realtor
  curl -s ${url}/api/v1/profiles/all -H "Authorization: Bearer $TOKEN"
`;
}
