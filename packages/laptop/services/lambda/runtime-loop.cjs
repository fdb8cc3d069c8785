"use strict";

// The inside of an execution environment: loads the handler as Lambda's Node.js runtime does, then
// answers one event at a time over the IPC channel. Plain JavaScript, because stripping types would
// add about 30 ms to every cold start.

const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const { pathToFileURL } = require("node:url");

const ANSWER_LIMIT = 6_291_556;
const CALLBACK_REFUSED =
  "ERROR: AWS Lambda has removed support for callback-based function handlers starting with " +
  "Node.js 24. You need to modify this function to use a supported handler signature to use " +
  "Node.js 24 or later.";

const env = process.env;
/** Folder to keep compiled code in, if the platform has one; not for the function to see. */
const [compileCache] = process.argv.splice(2);
let kept = compileCache === undefined;
const taskRoot = fs.realpathSync(env.LAMBDA_TASK_ROOT);
const send = process.send.bind(process);

/** Ends the environment with Lambda's exit code once the reason has left the process. */
function exitWith(type, error) {
  send({ type, ...describe(error) }, () => process.exit(129));
}

function describe(error) {
  if (!(error instanceof Error)) {
    return { errorType: typeof error, message: String(error), trace: [] };
  }
  const trace = (error.stack ?? "").split("\n");
  return { errorType: error.name, message: error.message, trace };
}

/** Modules come from the bundle and its layers alone, however deep this repository lies. */
function confineModules() {
  const layers = (env.NODE_PATH ?? "").split(path.delimiter).filter((dir) => fs.existsSync(dir));
  const roots = [taskRoot, ...layers.map((dir) => fs.realpathSync(dir))];
  const allPaths = Module._nodeModulePaths;
  Module._nodeModulePaths = (from) =>
    allPaths(from).filter((dir) => roots.some((root) => isWithin(dir, root)));
}

/** A `.js` file without a package.json in the bundle is CommonJS, whatever lies above the bundle. */
function readScriptsAsCommonJs() {
  const load = Module._extensions[".js"];
  Module._extensions[".js"] = (module, file) => {
    if (!isWithin(file, taskRoot) || hasManifest(path.dirname(file))) return load(module, file);
    return module._compile(fs.readFileSync(file, "utf8"), file, "commonjs");
  };
}

function hasManifest(folder) {
  if (fs.existsSync(path.join(folder, "package.json"))) return true;
  return folder !== taskRoot && hasManifest(path.dirname(folder));
}

function isWithin(file, folder) {
  return file === folder || file.startsWith(folder + path.sep);
}

/** Loads `folder/file.export` of the Handler property. Throws what Lambda reports as init error. */
async function loadHandler() {
  const [, file = "", exported = ""] = /^((?:.*\/)?[^./]*)\.(.*)$/.exec(env._HANDLER) ?? [];
  if (file === "" || exported === "") throw named("Runtime.MalformedHandlerName", "Bad handler");
  const handler = exported
    .split(".")
    .reduce((value, name) => value?.[name], await loadModule(path.join(taskRoot, file)));
  if (handler === undefined) {
    throw named("Runtime.HandlerNotFound", `${env._HANDLER} is undefined or not exported`);
  }
  if (typeof handler !== "function") {
    throw named("Runtime.HandlerNotFound", `${env._HANDLER} is not a function`);
  }
  if (handler.length >= 3) throw named("Runtime.CallbackHandlerDeprecated", CALLBACK_REFUSED);
  return handler;
}

/** A script, else an ES module, which may wait for something at its top. */
async function loadModule(file) {
  try {
    const isModule = !fs.existsSync(`${file}.js`) && fs.existsSync(`${file}.mjs`);
    return isModule ? await import(pathToFileURL(`${file}.mjs`)) : require(`${file}.js`);
  } catch (error) {
    if (error instanceof SyntaxError) throw named("Runtime.UserCodeSyntaxError", String(error));
    if (error?.code === "MODULE_NOT_FOUND") throw named("Runtime.ImportModuleError", String(error));
    throw error;
  }
}

function named(name, message) {
  return Object.assign(new Error(message), { name });
}

function contextOf({ requestId, functionArn, deadline }) {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    invokedFunctionArn: functionArn,
    awsRequestId: requestId,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
}

async function answer(handler, invocation) {
  try {
    const value = await handler(JSON.parse(invocation.event), contextOf(invocation));
    const payload = JSON.stringify(value) ?? "null";
    const bytes = Buffer.byteLength(payload);
    send(bytes > ANSWER_LIMIT ? { type: "answer-too-large" } : { type: "answer", payload });
  } catch (error) {
    const failure = describe(error);
    console.error(failure.trace.join("\n") || failure.message);
    send({ type: "failure", ...failure });
  }
  keepCompiled();
}

/**
 * Writes compiled code down, with what the first event made V8 compile. The platform ends processes
 * by a signal, so that Node.js would not do it at their end.
 */
function keepCompiled() {
  if (kept) return;
  kept = true;
  Module.flushCompileCache();
}

process.on("disconnect", () => process.exit(0));
process.on("uncaughtException", (error) => exitWith("fatal", error));
process.on("unhandledRejection", (reason) =>
  exitWith("fatal", named("Runtime.UnhandledPromiseRejection", String(reason))),
);
if (compileCache !== undefined) Module.enableCompileCache(compileCache);
confineModules();
readScriptsAsCommonJs();
loadHandler().then(
  (handler) => {
    process.on("message", (invocation) => answer(handler, invocation));
    send({ type: "ready" });
  },
  (error) => exitWith("init-error", error),
);
