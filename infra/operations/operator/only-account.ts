/** The account, where words are that and nothing else. An option that is not known is none. */
export function onlyAccount([account, ...more]: readonly string[]): string | undefined {
  return account && !account.startsWith("--") && more.length === 0 ? account : undefined;
}
