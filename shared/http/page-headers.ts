import { createHash } from "node:crypto";

/** Of every page, beside what every answer has. */
const COMMON = {
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "X-Frame-Options": "DENY",
} as const;

/**
 * Headers of a page for people. Nothing runs on it, nothing is sent from it, and nothing is loaded
 * but photos.
 * @param page a whole document; its own style element, the first, is allowed by its digest
 * @param photoBaseUrl where its pictures come from; none do when left out
 */
export function pageHeaders(page: string, photoBaseUrl?: string): Record<string, string> {
  const photos = photoBaseUrl === undefined ? "" : ` ${new URL(photoBaseUrl).origin}`;
  const policy = [
    "default-src 'none'",
    `img-src data:${photos}`,
    `style-src '${styleDigest(page)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return { ...COMMON, "Content-Security-Policy": policy.join("; ") };
}

/**
 * Headers of the page that sends requests: scripts of this service run on it, and talk to it alone.
 * Swagger UI sets styles of elements.
 */
export function tryPageHeaders(): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return { ...COMMON, "Content-Security-Policy": policy.join("; ") };
}

function styleDigest(page: string): string {
  const from = page.indexOf("<style>") + "<style>".length;
  const sheet = page.slice(from, page.indexOf("</style>", from));
  return `sha256-${createHash("sha256").update(sheet).digest("base64")}`;
}
