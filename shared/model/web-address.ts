/**
 * An address that a link may have: absolute, by http or https.
 * @returns undefined for any other, `javascript:` among them
 */
export function webAddress(text: string): string | undefined {
  const url = URL.parse(text);
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined;
}
