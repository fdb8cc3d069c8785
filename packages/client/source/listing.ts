import type { Outcome } from "./transport.ts";

/** Where a page begins: at a cursor; without one, after so many items. */
export interface Position {
  readonly cursor: string | undefined;
  readonly seen: number;
}

/** Asks for a page: the first one, or the one at a position. */
export type ReadPage = (position: Position | undefined) => Promise<Outcome>;

/**
 * A list. Awaited, it is its first page, as the API answers it; in `for await` it is every item,
 * page after page, each asked for when it is reached.
 */
export class Listing<Page, Item> implements PromiseLike<Page>, AsyncIterable<Item> {
  readonly #read: ReadPage;
  readonly #property: string;
  #first: Promise<Page> | undefined;

  /** @param property where a page has its items; `""` where it is the items */
  constructor(read: ReadPage, property: string) {
    this.#read = read;
    this.#property = property;
  }

  // biome-ignore lint/suspicious/noThenProperty: awaiting the list is to give its first page.
  then<A = Page, B = never>(
    done?: ((page: Page) => A | PromiseLike<A>) | null,
    failed?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.#first ??= this.#read(undefined).then(({ data }) => data as Page);
    return this.#first.then(done, failed);
  }

  /** Every page, from the first. */
  async *pages(): AsyncGenerator<Page, void, undefined> {
    let position: Position | undefined;
    do {
      const { data, headers } = await this.#read(position);
      yield data as Page;
      position = this.#after(data as Page, headers, position?.seen ?? 0);
    } while (position);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const page of this.pages()) yield* this.#itemsOf(page);
  }

  /** Where the next page begins; undefined after the last one. */
  #after(page: Page, headers: Headers, before: number): Position | undefined {
    const { nextCursor, hasMore } = (this.#property ? page : {}) as Continued;
    const cursor = (this.#property ? nextCursor : linked(headers)) ?? undefined;
    const count = this.#itemsOf(page).length;
    // A list with offsets says only that there is more. An empty page would lead to itself.
    const goesOn = cursor !== undefined || (nextCursor === undefined && hasMore && count > 0);
    return goesOn ? { cursor, seen: before + count } : undefined;
  }

  #itemsOf(page: Page): readonly Item[] {
    const items = this.#property ? (page as Record<string, unknown>)[this.#property] : page;
    return items as readonly Item[];
  }
}

/** What a page says of the next one. */
interface Continued {
  readonly nextCursor?: string | null;
  readonly hasMore?: boolean;
}

/**
 * The cursor in the address of the next page, where a `Link` header names one. Only the cursor is
 * taken from there: a list is read on where it began.
 */
function linked(headers: Headers): string | undefined {
  const next = /<([^>]*)>\s*;[^,]*\brel="?next\b/i.exec(headers.get("link") ?? "");
  const search = next?.[1]?.split("?")[1];
  return new URLSearchParams(search).get("cursor") ?? undefined;
}
