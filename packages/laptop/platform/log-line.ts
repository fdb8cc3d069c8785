/**
 * One line for the terminal from an entry of the platform's log: access log, a function's own line,
 * the report of an invocation, or a fault. Anything else stays JSON.
 */
export function logLine(entry: object): string {
  const facts = entry as Readonly<Record<string, unknown>>;
  const name = shortName(facts.functionName);
  if (facts.kind === "line") return `  ${name} | ${facts.line}`;
  if (facts.kind === "report") {
    const init =
      facts.initMs === undefined ? "" : ` after a cold start of ${whole(facts.initMs)} ms`;
    const error = facts.error === undefined ? "" : ` ENDED: ${facts.error}`;
    return `  ${name} ${whole(facts.durationMs)} ms${init}, ${facts.maxMemoryMb} MB of ${facts.memoryMb}${error}`;
  }
  if (facts.resourcePath !== undefined) {
    const { method, resourcePath, status, latency, requestId } = facts;
    return `${method} ${resourcePath} ${status} ${latency} ms  ${requestId}`;
  }
  if (facts.level === "error") return `! ${facts.message}`;
  return JSON.stringify(entry);
}

/** `ProfilesProfiles-CreateProfileFunctionFD401D3F` as `CreateProfile`. */
function shortName(functionName: unknown): string {
  return String(functionName ?? "").replace(/^[^-]*-|Function[0-9A-F]{8}$/g, "");
}

function whole(value: unknown): string {
  return Number(value).toFixed(0);
}
