import { createServer } from "node:net";
import { join } from "node:path";
import {
  type FrontServer,
  openDataFolder,
  startFrontServer,
  stopOnSignal,
} from "@profiles-api/laptop";
import { openLaptopFolder } from "./laptop-folder.ts";
import { NotPrepared, type Prepared, prepareInChild } from "./prepare-in-child.ts";
import { RunningLaptop } from "./running-laptop.ts";
import { assertFunction, type StartOptions, startOptions } from "./start-options.ts";
import { step } from "./step.ts";

await main();

/** `npm start`: builds, synthesises, and serves until Ctrl-C. */
async function main(): Promise<void> {
  try {
    const options = startOptions(process.argv.slice(2), process.env);
    const front = await requireUsable(options);
    const laptopFolder = await openLaptopFolder();
    const debugged = options.inspect?.id;
    const prepared = await prepareInChild(join(laptopFolder, "0"), { debugged });
    const laptop = new RunningLaptop(prepared, { ...options, front, laptopFolder });
    await step("Starting the platform", () => laptop.start());
    stopOnSignal(laptop);
    if (options.watch) await follow(laptop, prepared, { laptopFolder, debugged });
    console.log(welcome(laptop.url, tokenCommand(process.env.DATA_DIR), options));
  } catch (error) {
    // Of what failed in its child the terminal was told.
    if (!(error instanceof NotPrepared)) {
      console.error(error instanceof Error ? error.message : String(error));
    }
    process.exit(1);
  }
}

/** Nobody should wait for the build to hear that it was in vain. @throws Error with one sentence */
async function requireUsable({ port, dataDir, inspect }: StartOptions): Promise<FrontServer> {
  if (inspect) {
    const { functionEntries } = await import("../bundling/function-entries.ts");
    assertFunction(inspect.id, Object.keys(functionEntries()));
    await requireFree(inspect.port);
  }
  const front = await startFrontServer(port);
  const folder = await openDataFolder(dataDir);
  await folder.close();
  return front;
}

/** The debugger's port is taken by the first call only, and nobody would know why it fails. */
async function requireFree(port: number): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", () =>
      reject(new Error(`Port ${port} is in use; --inspect <function>:<port> takes another one.`)),
    );
    server.listen(port, "127.0.0.1", () => server.close(() => resolve()));
  });
}

/** What follows the sources is loaded for that alone: it brings esbuild along. */
async function follow(
  laptop: RunningLaptop,
  prepared: Prepared,
  options: { readonly laptopFolder: string; readonly debugged: string | undefined },
): Promise<void> {
  const { SourceFollower } = await import("./source-follower.ts");
  const { watchSources } = await import("./source-watcher.ts");
  const follower = new SourceFollower(prepared, { ...options, laptop });
  await follower.open(prepared.assembly);
  watchSources((files) => {
    follower.take(files).catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : String(error));
      process.exit(1);
    });
  });
}

/** The token command signs with the keys of the data folder, so that it must be told the same one. */
function tokenCommand(dataDir: string | undefined): string {
  const folder = dataDir ? `DATA_DIR='${dataDir.replaceAll("'", "'\\''")}' ` : "";
  return `${folder}npm run -s token -- jane`;
}

function welcome(url: string, token: string, { watch, inspect }: StartOptions): string {
  const watching = watch
    ? "\nA change of functions, shared or infra is built as it is saved.\n"
    : "";
  const waiting = inspect
    ? `\nThe next call of ${inspect.id} waits for a debugger on port ${inspect.port}.\n`
    : "";
  return `
Profiles API: ${url}   (Ctrl-C stops it)
In a browser: ${url}/   what this is, the reference, and a page to try it on
${watching}${waiting}
In another terminal, in this folder:

  TOKEN=$(${token})
  curl -s ${url}/health
  curl -s ${url}/api/v1/profiles -H "Authorization: Bearer $TOKEN" -F name="Jane Doe" -F title=Realtor
  curl -s ${url}/api/v1/profiles/all -H "Authorization: Bearer $TOKEN"
`;
}
