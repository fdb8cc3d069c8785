/** Writes one JSON line. Never pass credentials, bodies or personal data. */
export function log(level: "info" | "warn" | "error", message: string, facts: object = {}): void {
  process.stdout.write(`${JSON.stringify({ level, message, ...facts })}\n`);
}
