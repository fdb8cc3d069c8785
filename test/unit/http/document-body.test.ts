import { expect, test } from "vitest";
import { parseDocument } from "../../../shared/http/document-body.ts";
import { IMPORTED_DOCUMENT } from "../../../shared/routes/exchange/imported-document.ts";
import { apiEvent } from "../support/api-event.ts";
import { problemOf } from "../support/problem-of.ts";

const BYTES = Buffer.from([0x50, 0x4b, 0x03, 0x04, 0xff]);
const sent = (type: string | undefined, body: string | Buffer = BYTES, more = {}) =>
  apiEvent({
    method: "POST",
    headers: { ...(type === undefined ? {} : { "Content-Type": type }), ...more },
    body,
  });

test.each([
  ["application/zip", "application/zip"],
  ["Application/X-Zip-Compressed", "application/zip"],
  ["text/x-vcard; charset=utf-8", "text/vcard"],
  ["text/directory; profile=vCard", "text/vcard"],
  ["application/json; charset=utf-8", "application/json"],
])("%s is %s, and its bytes come as they are", (type, body) => {
  expect(parseDocument(sent(type), IMPORTED_DOCUMENT)).toEqual({ body, file: BYTES });
});

test.each([
  undefined,
  "",
  "application/pdf",
  "application/x-www-form-urlencoded",
  "constructor",
  "multipart/form-data; boundary=b",
])("%s is no type of a document", async (type) => {
  const problem = await problemOf(async () => parseDocument(sent(type), IMPORTED_DOCUMENT));
  expect(problem).toMatchObject({ kind: "unsupported", code: "unsupported_media_type" });
  expect(problem.message).toBe(
    "Send the body as application/json or text/vcard or application/zip.",
  );
});

test("JSON is UTF-8, whatever a card or an archive may be in", async () => {
  const type = "application/json; charset=utf-16";
  const problem = await problemOf(async () => parseDocument(sent(type), IMPORTED_DOCUMENT));
  expect(problem).toMatchObject({ kind: "malformed", code: "wrong_encoding" });
  const card = parseDocument(sent("text/vcard; charset=utf-16"), IMPORTED_DOCUMENT);
  expect(card.body).toBe("text/vcard");
});

test("an empty one, and one in a content coding, are refused", async () => {
  const empty = await problemOf(async () =>
    parseDocument(sent("text/vcard", ""), IMPORTED_DOCUMENT),
  );
  expect(empty).toMatchObject({ kind: "malformed", code: "empty_body" });
  const packed = sent("text/vcard", BYTES, { "Content-Encoding": "gzip" });
  const problem = await problemOf(async () => parseDocument(packed, IMPORTED_DOCUMENT));
  expect(problem.code).toBe("unsupported_content_encoding");
});
