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

test.each([
  ["with an error", new Error("aborted"), "aborted"],
  ["without a word", undefined, "broke off"],
])("what breaks off %s is an error", async (_, error, told) => {
  const body = new PassThrough();
  const answer = collectAnswer(body);
  body.write("half");
  body.destroy(error);
  await expect(answer).rejects.toThrow(told);
});
