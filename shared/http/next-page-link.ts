/** The value of a `Link` header (RFC 8288) to the next page. @param query what is undefined is left out */
export function nextPageLink(
  address: string,
  query: Readonly<Record<string, string | number | undefined>>,
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value));
  }
  return `<${address}?${search}>; rel="next"`;
}
