import { settings } from "../settings.ts";

/** Headers a browser's script may read. */
export const EXPOSED_HEADERS = [
  "X-Request-Id",
  "ETag",
  "Location",
  "Link",
  "Content-Disposition",
  "X-Profile-Not-Exported",
  "Retry-After",
  "WWW-Authenticate",
  "X-RateLimit-Limit",
  "X-RateLimit-Remaining",
  "X-RateLimit-Reset",
  "Idempotent-Replayed",
];

const EXPOSE = { "Access-Control-Expose-Headers": EXPOSED_HEADERS.join(", ") };

/** What every answer of a function carries. */
export function responseHeaders(
  requestId: string,
  origin: string | undefined,
): Record<string, string> {
  return {
    "X-Request-Id": requestId,
    "X-Content-Type-Options": "nosniff",
    "Strict-Transport-Security": "max-age=31536000",
    ...corsHeaders(origin),
  };
}

function corsHeaders(origin: string | undefined): Record<string, string> {
  const allowed = settings.corsOrigins;
  if (allowed.includes("*")) return { "Access-Control-Allow-Origin": "*", ...EXPOSE };
  if (origin === undefined || !allowed.includes(origin)) return { Vary: "Origin" };
  return { "Access-Control-Allow-Origin": origin, Vary: "Origin", ...EXPOSE };
}
