import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { homePage } from "../../../infra/bundling/reference/home-page.ts";
import { deployedDocument } from "../../../shared/http/deployed-document.ts";
import { referenceFile } from "../../../shared/http/reference-file.ts";

const DOCUMENT = { openapi: "3.1.0", info: { title: "T", contact: { name: "?" } }, paths: {} };
/** No text: it would not come through a decoder. */
const ARCHIVE = Buffer.from([0x1f, 0x8b, 0xff, 0x00, 0x7b, 0x7b]);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "reference-"));
  const index = {
    home: { file: "home.html", contentType: "text/html", kind: "page" },
    "client.tgz": { file: "client.tgz", contentType: "application/gzip", kind: "file" },
    "openapi.json": { file: "openapi.json", contentType: "application/json", kind: "document" },
  };
  writeFileSync(join(folder, "reference.json"), JSON.stringify(index));
  writeFileSync(join(folder, "home.html"), homePage());
  writeFileSync(join(folder, "client.tgz"), ARCHIVE);
  writeFileSync(join(folder, "openapi.json"), JSON.stringify(DOCUMENT));
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

/** What a function that was told the contact shows of a part. */
function shown(name: string, contact: string, address: string): string {
  vi.stubEnv("LAMBDA_TASK_ROOT", folder);
  vi.stubEnv("CONTACT", contact);
  return referenceFile(name, "identity", address)?.text ?? "";
}

test.each([
  ["https://example.com/help/", { url: "https://example.com/help/" }, "example.com/help"],
  ["ops@example.com", { email: "ops@example.com" }, "ops@example.com"],
])("%s is in the document, and at the foot of pages", (contact, told, words) => {
  const address = `https://${words.replaceAll(/\W/g, "-")}.example/live`;
  const document = shown("openapi.json", contact, address);
  expect(JSON.parse(document)).toEqual({
    ...DOCUMENT,
    info: { title: "T", contact: { name: expect.any(String), ...told } },
    servers: [{ url: "/live" }],
  });
  expect(deployedDocument(DOCUMENT, "/live")).toEqual(JSON.parse(document));
  const href = "email" in told ? `mailto:${told.email}` : contact;
  expect(shown("home", contact, address)).toContain(`<a href="${href}">${words}</a>`);
});

test("a file is sent as it is, whatever encoding is asked for", () => {
  vi.stubEnv("LAMBDA_TASK_ROOT", folder);
  const sent = referenceFile("client.tgz", "br", "https://file.example");
  expect(sent).toMatchObject({ contentType: "application/gzip", encoding: "identity", text: "" });
  expect(ARCHIVE.equals(sent?.bytes ?? ARCHIVE.subarray(1))).toBe(true);
  expect(sent?.etag).toMatch(/^"[\w-]{22}-identity"$/);
});

test("where nobody has said it there is no address, and no foot", () => {
  const { info } = JSON.parse(shown("openapi.json", "", "https://none.example"));
  expect(Object.keys(info.contact)).toEqual(["name"]);
  const home = shown("home", "", "https://none.example");
  expect(home).not.toMatch(/<footer|\{\{/);
});
