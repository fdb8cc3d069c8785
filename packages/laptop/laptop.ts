/**
 * The public face: runs a cloud assembly on this machine, and tells where it runs. What only tests
 * and benchmarks use is in `testing.ts`.
 */
export { notWritable, openDataFolder } from "./platform/data-folder.ts";
export { DataFolderError } from "./platform/data-folder-error.ts";
export { errorCode } from "./platform/error-code.ts";
export { type FrontServer, startFrontServer } from "./platform/front-server.ts";
export { logLine } from "./platform/log-line.ts";
export { type Platform, type PlatformOptions, startPlatform } from "./platform/platform.ts";
export { readServerFile, type ServerFacts } from "./platform/server-file.ts";
export { stopOnSignal } from "./platform/stop-on-signal.ts";
export {
  DEFAULT_LIFETIME_SECONDS,
  DEV_AUDIENCE,
  DEV_ISSUER,
  MAX_ACCOUNT_LENGTH,
  mintToken,
} from "./services/dev-issuer/dev-issuer.ts";
export { ACCOUNT } from "./template/account.ts";
