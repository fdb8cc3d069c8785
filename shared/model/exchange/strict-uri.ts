/** What no URI has in its path, query or fragment, nor in a name of a host. */
const NO_URI = /[^\w.~!$&'()*+,;=:@/?%-]|%(?![\dA-F]{2})/gi;

/**
 * A web address as RFC 3986 writes it. Browsers take characters in one that this forbids: they are
 * escaped, and what it leads to stays the same.
 * @param href as the URL standard writes it
 */
export function strictUri(href: string): string {
  const [start = ""] = /^https?:\/\/(?:\[[^\]]*\])?/.exec(href) ?? [];
  const [address = "", ...fragment] = href.slice(start.length).split("#");
  const parts = [address, ...(fragment.length > 0 ? [fragment.join("#")] : [])];
  return start + parts.map((part) => part.replaceAll(NO_URI, encodeURIComponent)).join("#");
}
