import fc from "fast-check";
import { expect, test } from "vitest";
import { readDocument } from "../../../shared/exchange/read-document.ts";
import { fitImport } from "../../../shared/model/exchange/fit-import.ts";
import { Problem } from "../../../shared/model/problem.ts";
import { SEED } from "../support/arbitrary-profile.ts";
import { readArchiveFiles, readFixtures, zip } from "./fixture-files.ts";

const byte = fc.nat({ max: 255 });
/** Where in a file, from its beginning to its end. */
const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

/** What may happen to a file on its way. */
const damage = fc.oneof(
  fc.record({ cut: place }),
  fc.record({ flips: fc.array(fc.tuple(place, byte), { minLength: 1, maxLength: 5 }) }),
  fc.record({ moved: fc.tuple(place, place, place) }),
);

function damaged(bytes: Uint8Array, how: typeof damage extends fc.Arbitrary<infer D> ? D : never) {
  const at = (where: number) => Math.floor(where * bytes.length);
  if ("cut" in how) return bytes.slice(0, at(how.cut));
  const copy = Buffer.from(bytes);
  if ("moved" in how) {
    const [to, from, end] = how.moved;
    copy.copyWithin(at(to), at(Math.min(from, end)), at(Math.max(from, end)));
  } else for (const [where, value] of how.flips) copy[at(where)] = value;
  return copy;
}

async function comesInOrIsAProblem(mediaType: string, bytes: Uint8Array): Promise<void> {
  try {
    await fitImport(await readDocument(bytes, mediaType));
  } catch (error) {
    expect(error).toBeInstanceOf(Problem);
  }
}

test("a document that was damaged comes in or is a problem", async () => {
  const property = fc.asyncProperty(
    fc.constantFrom(...readFixtures()),
    damage,
    ({ mediaType, bytes }, how) => comesInOrIsAProblem(mediaType, damaged(bytes, how)),
  );
  await fc.assert(property, { ...SEED, numRuns: 200 });
});

test("an archive whose files were damaged before they were packed comes in or is a problem", async () => {
  const property = fc.asyncProperty(
    fc.constantFrom("linkedin-basic", "linkedin-german").map(readArchiveFiles),
    fc.array(damage, { minLength: 1, maxLength: 4 }),
    async (files, ways) => {
      const contents = Object.entries(files).map(([path, bytes], index) => {
        const how = ways[index % ways.length];
        return [path, how ? damaged(bytes, how) : bytes];
      });
      await comesInOrIsAProblem("application/zip", zip(Object.fromEntries(contents)));
    },
  );
  await fc.assert(property, { ...SEED, numRuns: 40 });
});

test("bytes of any kind are a problem in every media type", async () => {
  const property = fc.asyncProperty(
    fc.constantFrom("application/json", "text/vcard", "application/zip", "image/png"),
    fc.uint8Array({ maxLength: 200 }),
    async (mediaType, bytes) => {
      await expect(readDocument(bytes, mediaType)).rejects.toBeInstanceOf(Problem);
    },
  );
  await fc.assert(property, { ...SEED, numRuns: 100 });
});
