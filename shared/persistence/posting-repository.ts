import { type Posting, type PostingRange, rangeOfToken } from "../model/directory/posting.ts";
import { type Key, postingPartition } from "./keys.ts";
import { query } from "./table.ts";

/** A part of a range, in order. */
export interface PostingPage {
  readonly postings: readonly Posting[];
  /** Whether nothing of the range comes after it. */
  readonly isLast: boolean;
}

/**
 * The first postings of a range: 1 Query, eventually consistent, for nothing is answered from it
 * alone; half a unit for about 15 of them.
 */
export async function findPostings(
  generation: string,
  { letters, from, to }: PostingRange,
  most: number,
): Promise<PostingPage> {
  const { items, next } = await query({
    ...between(postingPartition(generation, letters), from, to),
    ConsistentRead: false,
    Limit: most,
  });
  const postings = items.map(({ sk, words }) => ({ sort: sk, words }) as Posting);
  return { postings, isLast: next === undefined };
}

/** Any posting of a word. 1 consistent Query for one item. */
export async function findPostingOf(generation: string, token: string): Promise<Key | undefined> {
  const { letters, from, to } = rangeOfToken(token);
  const { items } = await query({
    ...between(postingPartition(generation, letters), from, to),
    Limit: 1,
  });
  const [posting] = items;
  return posting && { pk: String(posting.pk), sk: String(posting.sk) };
}

function between(pk: string, from: string, to: string) {
  return {
    KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
    ExpressionAttributeValues: { ":pk": pk, ":from": from, ":to": to },
  };
}
