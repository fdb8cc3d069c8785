import { execFile } from "node:child_process";
import { promisify } from "node:util";
import fc from "fast-check";
import { parse as parseWithOracle } from "lambda-multipart-parser";
import { describe, expect, test } from "vitest";
import { parseForm } from "../../../shared/http/form.ts";
import { PHOTO_PART } from "../../../shared/routes/profiles/photo-part.ts";
import { SEED } from "../support/arbitrary-profile.ts";
import { field, filePart, formBody } from "../support/form-body.ts";
import { problemOf } from "../support/problem-of.ts";

const TYPE = "multipart/form-data; boundary=----b1";
const asEvent = (body: Buffer) => ({
  headers: { "Content-Type": TYPE },
  body: body.toString("base64"),
  isBase64Encoded: true,
});

test("a well-formed form reads as lambda-multipart-parser reads it", async () => {
  const name = fc.stringMatching(/^[a-z][a-zA-Z_-]{0,12}$/).filter((text) => text !== "files");
  const fields = fc.dictionary(name, fc.string({ unit: "grapheme" }), { noNullPrototype: true });
  const file = fc.option(fc.uint8Array({ minLength: 1, maxLength: 200 }), { nil: undefined });
  await fc.assert(
    fc.asyncProperty(fields, file, async (texts, content) => {
      const parts = Object.entries(texts).map(([key, value]) => field(key, value));
      const body = formBody("----b1", content ? [...parts, filePart("photo", content)] : parts);
      const { files, ...expected } = await parseWithOracle(asEvent(body) as never);
      const form = await parseForm(body, TYPE, PHOTO_PART);
      const read = [...form.fields].map(([key, values]) => [key, values.at(-1)]);
      expect(Object.fromEntries(read)).toEqual(expected);
      expect(form.file && Buffer.from(form.file)).toEqual(files[0]?.content);
    }),
    { ...SEED, numRuns: 150 },
  );
});

describe("what ends the process with lambda-multipart-parser", () => {
  const cut = formBody("----b1", [filePart("photo", "x".repeat(50))]).subarray(0, 140);
  const named = formBody("----b1", [field("files", "x"), filePart("photo", "x")]);

  async function exitOfOracle(body: Buffer): Promise<string> {
    const script = `
      const { parse } = require("lambda-multipart-parser");
      parse(${JSON.stringify(asEvent(body))}).then(
        () => console.log("answered"),
        () => console.log("answered"),
      );`;
    const run = promisify(execFile)(process.execPath, ["-e", script], { timeout: 10_000 });
    return run.then(
      ({ stdout }) => stdout.trim(),
      (error: { code: number }) => `exit ${error.code}`,
    );
  }

  test("a good form is answered", async () => {
    expect(await exitOfOracle(formBody("----b1", [field("name", "x")]))).toBe("answered");
  });

  test("a file cut short is a problem of the caller with ours", async () => {
    expect(await exitOfOracle(cut)).toBe("exit 1");
    const problem = await problemOf(() => parseForm(cut, TYPE, PHOTO_PART));
    expect(problem.kind).toBe("malformed");
  });

  test("a text field called files is a field like another with ours", async () => {
    expect(await exitOfOracle(named)).toBe("exit 1");
    const form = await parseForm(named, TYPE, PHOTO_PART);
    expect([...form.fields]).toEqual([["files", ["x"]]]);
    expect(form.file).toHaveLength(1);
  });
});
