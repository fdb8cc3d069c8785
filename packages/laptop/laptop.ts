/**
 * The public face: runs a cloud assembly on this machine. What commands beside it use is in
 * `running.ts` and `token.ts`; what only tests and benchmarks use in `testing.ts`.
 */
export { openDataFolder } from "./platform/data-folder.ts";
export { DataFolderError } from "./platform/data-folder-error.ts";
export { type FrontServer, startFrontServer } from "./platform/front-server.ts";
export { logLine } from "./platform/log-line.ts";
export { type Platform, type PlatformOptions, startPlatform } from "./platform/platform.ts";
export { stopOnSignal } from "./platform/stop-on-signal.ts";
