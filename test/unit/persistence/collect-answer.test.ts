import { PassThrough, Readable } from "node:stream";
import { expect, test } from "vitest";
import { collectAnswer } from "../../../shared/persistence/collect-answer.ts";

test.each([
  [[], ""],
  [["one"], "one"],
  [["in ", "several ", "pieces"], "in several pieces"],
])("%j is read whole", async (pieces, whole) => {
  const body = Readable.from(
    pieces.map((piece) => Buffer.from(piece)),
    { objectMode: false },
  );
  expect(Buffer.from(await collectAnswer(body)).toString()).toBe(whole);
});

test("what breaks off is an error", async () => {
  const body = new PassThrough();
  const answer = collectAnswer(body);
  body.write("half");
  body.destroy(new Error("aborted"));
  await expect(answer).rejects.toThrow("aborted");
});
