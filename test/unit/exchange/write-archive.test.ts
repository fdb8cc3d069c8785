import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type ArchiveFile, archiveOf } from "../../../shared/exchange/write-archive.ts";
import { readArchive } from "../../support/read-archive.ts";
import { SEED } from "../support/arbitrary-profile.ts";

const MODIFIED = new Date("2026-11-28T09:30:00.000Z");

async function* each<T>(all: readonly T[]): AsyncGenerator<T> {
  yield* all;
}

const file = fc.record({
  path: fc.stringMatching(/^[a-z]{1,8}(\/[a-z]{1,8})?\.json$/),
  parts: fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 4 }),
  isPacked: fc.boolean(),
});

test("an archive that is read back holds every file as it was written", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(file, { selector: ({ path }) => path, maxLength: 6 }),
      async (files) => {
        const written = files.map(({ parts, ...rest }) => ({ ...rest, content: each(parts) }));
        const read = await readArchive(await buffer(archiveOf(each(written), MODIFIED)));
        const expected = files.map(({ path, parts }) => [path, Buffer.concat(parts)] as const);
        expect(read).toEqual(new Map(expected));
      },
    ),
    { ...SEED, numRuns: 30 },
  );
});

test("it is made no faster than it is read, and of one file at a time", async () => {
  let made = 0;
  async function* blocks() {
    for (; made < 1_000; made += 1) yield Buffer.alloc(65_536, made);
  }
  const archive = archiveOf(
    each<ArchiveFile>([{ path: "large.bin", content: blocks(), isPacked: true }]),
    MODIFIED,
  );
  for await (const _ of archive) {
    if (made > 10) break;
  }
  expect(made).toBeLessThan(100);
});

test.each([
  ["a file", () => each<ArchiveFile>([{ path: "a.json", content: failing() }])],
  ["the list of files", () => failing()],
])("it fails as soon as %s does", async (_, files) => {
  await expect(buffer(archiveOf(files(), MODIFIED))).rejects.toThrow("Away.");
});

async function* failing(): AsyncGenerator<never> {
  yield* await Promise.reject<readonly never[]>(new Error("Away."));
}
