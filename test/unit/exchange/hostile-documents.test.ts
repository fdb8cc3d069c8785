import { deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readDocument } from "../../../shared/exchange/read-document.ts";
import { fitImport } from "../../../shared/model/exchange/fit-import.ts";
import { problemOf } from "../support/problem-of.ts";
import { zip } from "./fixture-files.ts";

const JSON_TYPE = "application/json";
const CARD = "text/vcard";
const ARCHIVE = "application/zip";

/** What is read of a text that somebody sends, made to fit. */
const taken = async (mediaType: string, document: string | Uint8Array) =>
  fitImport(await readDocument(Buffer.from(document), mediaType));

const refused = (mediaType: string, document: string | Uint8Array) =>
  problemOf(() => taken(mediaType, document));

const times = (count: number, of: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => of(index));

describe("JSON", () => {
  test("of a hundred thousand properties is told in two hundred lines", async () => {
    const properties = times(100_000, (index) => `"p${index}":${index}`).join(",");
    const { left } = await taken(JSON_TYPE, `{"basics":{"name":"Jane",${properties}}}`);
    expect(left).toHaveLength(200);
    expect(left.at(-1)?.why).toBe("99801 more values of the document are left.");
  });

  test("of our format with a thousand fields is looked at as far as a profile goes", async () => {
    const fields = times(1_000, (index) => `"p${index}":${index}`).join(",");
    const document = `{"format":"profiles-api/profile","version":1,"profile":{"name":"Jane",${fields}}}`;
    const imported = await taken(JSON_TYPE, document);
    expect(imported.fields).toEqual({ name: "Jane" });
    expect(imported.left).toHaveLength(100);
    expect(imported.left.at(-1)).toMatchObject({ field: "profile" });
  });

  test("of lists of ten thousand entries gives what a profile holds", async () => {
    const job = `{"name":"A","position":"B","startDate":"2020","highlights":[${times(50, () => '"x"')}]}`;
    const list = times(10_000, () => "{}").join(",");
    const jobs = times(1_100, () => job).join(",");
    const { fields, left } = await taken(
      JSON_TYPE,
      `{"work":[${jobs}],"education":[${list}],"skills":[${list}],"basics":{"profiles":[${list}]}}`,
    );
    expect(fields.workExperiences).toHaveLength(50);
    expect(left.length).toBeLessThanOrEqual(200);
  });

  test("nested a hundred thousand deep is left", async () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const objects = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
    const document = `{"basics":{"name":${deep},"summary":${objects}},"work":[${deep},${objects}]}`;
    const { fields, left } = await taken(JSON_TYPE, document);
    expect(fields).toEqual({});
    expect(left.map(({ field }) => field)).toEqual([
      ...["work[0]", "work[1]", "basics.name", "basics.summary", "work[1].a"],
    ]);
  });

  test("of texts of a million characters is cut", async () => {
    const text = "a.".repeat(500_000);
    const all = { name: text, email: text, phone: text, url: text, summary: text, image: text };
    const work = [{ name: text, position: text, startDate: text }];
    const { fields, left } = await taken(JSON_TYPE, JSON.stringify({ basics: all, work }));
    expect(String(fields.name)).toHaveLength(120);
    expect(String(fields.bio)).toHaveLength(5_000);
    expect(left.map(({ field }) => field).sort()).toEqual([
      ...["basics.email", "basics.image", "basics.phone", "basics.url", "work[0]"],
    ]);
  });

  test("of numbers and names that programs trip over is left", async () => {
    const { fields, left } = await taken(
      JSON_TYPE,
      '{"basics":{"name":1e999,"label":-0,"phone":1e21,"__proto__":{"a":1},"toString":2},"constructor":3}',
    );
    expect(fields).toEqual({ title: "0" });
    expect(left.map(({ field }) => field)).toEqual([
      ...["basics.name", "basics.phone", "basics.__proto__", "basics.toString", "constructor"],
    ]);
    expect(Object.prototype).not.toHaveProperty("a");
  });

  test.each([
    ["no JSON", "{", "malformed_json"],
    ["latin-1", Buffer.from('{"basics":{"name":"Zo\xeb"}}', "latin1"), "wrong_encoding"],
    ["a number", "1", "unreadable_resume"],
    ["a list", "[[]]", "unreadable_resume"],
    ["another's object", '{"name":"Jane"}', "unreadable_resume"],
    [
      "our format of a version to come",
      '{"format":"profiles-api/profile","version":2}',
      "unknown_version",
    ],
    ["our format without a version", '{"format":"profiles-api/profile"}', "unknown_version"],
    [
      "our format without a profile",
      '{"format":"profiles-api/profile","version":1}',
      "unreadable_document",
    ],
  ])("that is %s is refused", async (_, document, code) => {
    expect(await refused(JSON_TYPE, document)).toMatchObject({ code });
  });
});

describe("a card", () => {
  const card = (lines: string) => `BEGIN:VCARD\nVERSION:3.0\n${lines}\nEND:VCARD\n`;

  test.each([
    ["parameters", `FN${";A=B".repeat(500_000)}:Jane`],
    ["quotes", `FN;A=${'"'.repeat(1_000_001)}:Jane`],
    ["colons and dots", `X-SOCIALPROFILE:${"a.".repeat(500_000)}\nURL:${":".repeat(1e6)}`],
    ["backslashes", `NOTE:${"\\".repeat(1_000_000)}`],
    ["commas and semicolons", `N:${",;".repeat(500_000)}\nORG:${";".repeat(1e6)}`],
    ["escapes", `NOTE;ENCODING=QUOTED-PRINTABLE:${"=C3=BC".repeat(200_000)}`],
    ["soft breaks", `NOTE;QUOTED-PRINTABLE:${"=\n".repeat(150_000)}`],
    ["base64", `PHOTO;ENCODING=b:${"A".repeat(2_000_000)}`],
    // Each word of the one is found last among those of the other.
    ["words of a name", `FN:${"a ".repeat(49_000)}b\nN:${"b ".repeat(49_000)}`],
    ["groups", `${"a.".repeat(1_000_000)}FN:Jane`],
    ["agents", times(600, () => "AGENT:\nBEGIN:VCARD").join("\n") + "\nEND:VCARD".repeat(600)],
  ])("of a million %s is read", async (_, lines) => {
    const { fields } = await taken(CARD, card(lines));
    expect(JSON.stringify(fields).length).toBeLessThan(6_000);
  });
});

describe("an archive", () => {
  const profile = Buffer.from("First Name,Last Name\nJane,Doe\n");
  const header = "First Name,Last Name,Headline\n";

  test("of zeros that inflate to many times their size is given up early", async () => {
    const bomb = zip({ "Profile.csv": new Uint8Array(4 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(100_000);
    for (const told of [undefined, 100, 0xffff_fff0]) {
      const sent = told === undefined ? bomb : withDirectory(bomb, 24, told);
      expect(await refused(ARCHIVE, sent)).toMatchObject({
        code: told === 100 ? "unreadable_archive" : "archive_too_large",
      });
    }
  });

  test("whose files are too large together is given up", async () => {
    const two = Buffer.alloc(2 * 1024 * 1024, "Name,Company Name,School Name\n");
    const names = ["Profile.csv", "Positions.csv", "Education.csv", "Skills.csv"];
    const sent = zip(Object.fromEntries(names.map((name) => [name, two])));
    expect(await refused(ARCHIVE, sent)).toMatchObject({
      kind: "too_large",
      code: "archive_too_large",
    });
  });

  test.each([
    ["a million rows", header + "a\n".repeat(1_000_000)],
    ["a million columns", header + ",".repeat(1_000_000)],
    ["thousands of files", ""],
  ])("of %s is too large", async (_, text) => {
    const files = { "Profile.csv": Buffer.from(text) };
    const many = Object.fromEntries(times(2_001, String).map((name) => [name, new Uint8Array()]));
    expect(
      await refused(ARCHIVE, zip(text ? files : { ...files, ...many }, text ? 1 : 0)),
    ).toMatchObject({
      code: "archive_too_large",
    });
  });

  test.each([
    ["quotes", `${header}${'"'.repeat(1_000_001)}`],
    ["empty lines", `${header}${"\n".repeat(2_000_000)}Jane,Doe`],
    ["one cell", `${header}Jane,Doe,"${"x ".repeat(200_000)}"`],
    ["nothing", ""],
  ])("with a file of %s is read or a problem", async (_, text) => {
    const sent = zip({ "Profile.csv": Buffer.from(text), "Skills.csv": Buffer.from("Name\nLaw") });
    const outcome = await taken(ARCHIVE, sent).catch(({ code }) => code);
    if (outcome !== "unreadable_archive") expect(outcome.fields.skills).toEqual(["Law"]);
  });

  test("within an archive is not opened", async () => {
    const inner = zip({ "Profile.csv": profile });
    const problem = await refused(ARCHIVE, zip({ "Basic.zip": inner }));
    expect(problem).toMatchObject({ kind: "invalid", code: "archive_without_profile" });
    expect(problem.message).toContain("within it");
    const { left } = await taken(ARCHIVE, zip({ "a.ZIP": inner, "Profile.csv": profile }));
    expect(left).toEqual([{ field: "a.ZIP", why: "An archive within the archive is not opened." }]);
  });

  test("may have any paths: none is ever followed", async () => {
    const paths = [
      "../../etc/Profile.csv",
      "/Skills.csv",
      "C:\\x\\Positions.csv",
      "__MACOSX/._Profile.csv",
    ];
    const sent = zip(Object.fromEntries(paths.map((path) => [path, profile])));
    const { fields, left } = await taken(ARCHIVE, sent);
    expect(fields).toEqual({ name: "Jane Doe" });
    expect(left.map(({ field }) => field)).toEqual(["Positions.csv", "Skills.csv"]);
  });

  test("of the same file twice gives the first", async () => {
    const other = Buffer.from("First Name\nJohn\n");
    const { fields, left } = await taken(
      ARCHIVE,
      zip({ "a/Profile.csv": profile, "b/PROFILE.CSV": other }),
    );
    expect(fields).toEqual({ name: "Jane Doe" });
    expect(left.map(({ field }) => field)).toEqual(["b/PROFILE.CSV"]);
  });

  const sound = zip({ "Profile.csv": Buffer.concat([profile, Buffer.alloc(500, "x,y\n")]) });
  test.each([
    ["encrypted", withDirectory(sound, 8, 1)],
    ["packed in another way", withDirectory(sound, 10, 12)],
    ["not what was packed", withDirectory(sound, 16, 7)],
    ["cut off", sound.subarray(0, -30)],
    ["no ZIP", deflateRawSync(profile)],
    ["empty", new Uint8Array()],
  ])("that is %s is refused", async (what, sent) => {
    const problem = await refused(ARCHIVE, sent);
    expect(problem).toMatchObject({ kind: "invalid", code: "unreadable_archive" });
    expect(/encrypted/.test(problem.message)).toBe(what === "encrypted");
  });
});

/** The archive with another number in the entry of its only file in the directory at the end. */
function withDirectory(archive: Uint8Array, at: number, value: number): Uint8Array {
  const copy = Buffer.from(archive);
  const entry = copy.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  if (at < 16) copy.writeUInt16LE(value, entry + at);
  else copy.writeUInt32LE(value, entry + at);
  return copy;
}
