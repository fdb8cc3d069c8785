/** Where a view of a profile came from: its page through a link, a QR code or a program, or its vCard. */
export const VIEW_SOURCES = ["web", "qr_scan", "mcp", "vcard"] as const;

/** One of {@link VIEW_SOURCES}. */
export type ViewSource = (typeof VIEW_SOURCES)[number];

/** What a link to a page may say of itself; a vCard is its own source. */
const SAID_BY_LINKS: readonly string[] = ["web", "qr_scan", "mcp"] satisfies ViewSource[];

/** The source that a link names. Any other text counts as none: it could be a page's own parameter. */
export function namedSource(text: string | undefined): ViewSource | undefined {
  return text !== undefined && SAID_BY_LINKS.includes(text) ? (text as ViewSource) : undefined;
}
