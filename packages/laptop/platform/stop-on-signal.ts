import type { Platform } from "./platform.ts";

/** Stops the platform, and then this process, on Ctrl-C or when the terminal goes away. */
export function stopOnSignal(platform: Pick<Platform, "stop">): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    platform.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on("SIGINT", stop).on("SIGTERM", stop).on("SIGHUP", stop);
  // The shell that npm starts may die of a signal without passing it on.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop(), 500).unref();
}
