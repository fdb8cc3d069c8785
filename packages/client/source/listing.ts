import type { Outcome } from "./transport.ts";

/** Asks for a page: the first one, or the one that a cursor names. */
export type ReadPage = (cursor: string | undefined) => Promise<Outcome>;

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
    let cursor: string | undefined;
    do {
      const { data, headers } = await this.#read(cursor);
      yield data as Page;
      cursor = this.#property ? (data as { nextCursor?: string }).nextCursor : linked(headers);
    } while (cursor);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const page of this.pages()) {
      const items = this.#property ? (page as Record<string, unknown>)[this.#property] : page;
      yield* items as Item[];
    }
  }
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
