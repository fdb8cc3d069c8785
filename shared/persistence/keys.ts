/** First part of every partition key. Roles are limited to these prefixes. */
export const PARTITION = { user: "USER#", card: "PROFILE#", slug: "SLUG#" } as const;

export interface Key {
  readonly pk: string;
  readonly sk: string;
}
