/**
 * What a program beside a platform uses to find the running one. Apart from `laptop.ts`, which brings
 * every service along: 0.2 s of a command that needs none of them.
 */
export { notWritable } from "./platform/data-folder.ts";
export { errorCode } from "./platform/error-code.ts";
export { readServerFile, type ServerFacts } from "./platform/server-file.ts";
export { ACCOUNT } from "./template/account.ts";
