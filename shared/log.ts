/**
 * Writes one JSON line. Never pass credentials, bodies or personal data. Lambda believes the level
 * only of lines with a `timestamp` by RFC 3339, and takes others for INFO (AWS: log-level filtering).
 */
export function log(level: "info" | "warn" | "error", message: string, facts: object = {}): void {
  const timestamp = new Date().toISOString();
  process.stdout.write(`${JSON.stringify({ timestamp, level, message, ...facts })}\n`);
}
