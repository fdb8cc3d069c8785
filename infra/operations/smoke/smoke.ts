import { OperatorError } from "../../operator-error.ts";
import { callableUrl, readOptions, type SmokeOptions, USAGE } from "./smoke-options.ts";

// Whoever reads the lines may have enough of them; what was made must be removed all the same.
process.stdout.on("error", () => {});
// Nothing that hangs outlives the walk and its removals, which have limits of their own.
process.exit(await main(process.argv.slice(2)));

/** Exit codes: 0 all facts hold, 1 one does not or nothing could be walked, 2 wrong usage, 130 stopped. */
async function main(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args, process.env);
    if (options === undefined) {
      console.error(USAGE);
      return 2;
    }
    const stop = stopOnSignal();
    const walk = await withOutputs(options);
    // Loaded once it is known where to walk: it brings every route along.
    const { runSmoke } = await import("./run-smoke.ts");
    const failed = await runSmoke(walk, stop, (line) => console.log(line));
    return stop.aborted ? 130 : failed > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    console.error(error.message);
    return 1;
  }
}

/** @throws OperatorError when the stacks do not tell where the API is */
async function withOutputs(
  options: SmokeOptions,
): Promise<SmokeOptions & { readonly apiUrl: string }> {
  const { apiUrl, stack, tokens, pool } = options;
  if (apiUrl !== undefined || stack === undefined) return { ...options, apiUrl: apiUrl ?? "" };
  // Loaded for those who have stacks: it brings the SDK along.
  const { requireRegion } = await import("../require-region.ts");
  const { readStackOutputs } = await import("./stack-outputs.ts");
  await requireRegion(process.env);
  const { ApiUrl, UserPoolId, UserPoolBrowserClientId } = await readStackOutputs(stack);
  if (!ApiUrl) throw new OperatorError(`The stack ${stack}Api has no output ApiUrl.`);
  const hasPool = UserPoolId && UserPoolBrowserClientId && tokens.length === 0;
  return {
    ...options,
    apiUrl: callableUrl(ApiUrl),
    pool: pool ?? (hasPool ? { userPool: UserPoolId, client: UserPoolBrowserClientId } : undefined),
  };
}

/** Aborted by Ctrl-C and the like. A second time ends the command wherever it is. */
function stopOnSignal(): AbortSignal {
  const stop = new AbortController();
  const parent = process.ppid;
  const onSignal = () => {
    if (stop.signal.aborted) {
      console.error("Stopped before everything was removed.");
      process.exit(130);
    }
    console.error("Stopping: what was made is being removed. Once more ends it at once.");
    stop.abort("stopped");
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal).on("SIGHUP", onSignal);
  // The shell that npm starts may die of a signal without passing it on.
  setInterval(() => process.ppid !== parent && !stop.signal.aborted && onSignal(), 500).unref();
  return stop.signal;
}
