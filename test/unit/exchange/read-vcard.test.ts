import { describe, expect, test } from "vitest";
import { readVcard } from "../../../shared/exchange/read-vcard.ts";
import { problemOf } from "../support/problem-of.ts";

/** A card of these lines, each of whose characters is a byte. */
function read(version: string, ...lines: readonly string[]) {
  const card = ["BEGIN:VCARD", `VERSION:${version}`, ...lines, "END:VCARD", ""].join("\r\n");
  return readVcard(Buffer.from(card, "latin1"));
}
const utf8 = (text: string) => Buffer.from(text).toString("latin1");

describe("a value", () => {
  test.each([
    ["3.0", "FN:Jane\\, Esq\\; x\\\\;y", { name: "Jane, Esq; x\\;y" }],
    ["3.0", "NOTE:a, b\\n\\Nc\\:d", { bio: "a, b\n\nc:d" }],
    ["3.0", "N:Doe,Roe;Jane;;Dr.;PhD", { name: "Dr. Jane Doe, Roe PhD" }],
    ["3.0", `FN:${utf8("Zoë")}`, { name: "Zoë" }],
    ["3.0", "FN:Zo\xeb", { name: "Zoë" }],
    ["3.0", `FN:Zo\xc3\r\n \xab`, { name: "Zoë" }],
    ["3.0", "FN:Jane\r\n\t Doe", { name: "Jane Doe" }],
    ["3.0", "FN:One\r\nNOTE:\r\nTITLE: ", { name: "One" }],
    ["3.0", "ORG:A\\;B;C", { company: "A;B" }],
    ["3.0", 'TITLE;LANGUAGE="en:x;y":Boss', { title: "Boss" }],
    ["3.0", "TITLE;X-A=1;__proto__=2;=3;B=:Boss", { title: "Boss" }],
    ["2.1", "FN;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:Zo=EB=\r\n Doe", { name: "Zoë Doe" }],
    ["2.1", "FN;QUOTED-PRINTABLE;CHARSET=Shift_JIS:=8E=52=93=63", { name: "山田" }],
    ["2.1", "FN;CHARSET=windows-1251:\xc8\xe2\xe0\xed", { name: "Иван" }],
    ["2.1", "FN;CHARSET=no-such;ENCODING=quoted-printable:Zo=C3=AB=ZZ=", { name: "Zoë=ZZ=" }],
    ["2.1", "NOTE:a\\b, c; d\\;e", { bio: "a\\b, c; d;e" }],
    ["2.1", "ORG:A, B\\;C;D", { company: "A, B;C" }],
    ["2.1", "NOTE:one two\r\n three", { bio: "one two three" }],
    ["4.0", "TEL;VALUE=uri:tel:+1-201-555-0123;ext=5", { contactPhone: ["+1-201-555-0123"] }],
    ["4.0", "EMAIL:mailto:jane@example.com", { contactEmail: ["jane@example.com"] }],
  ])("%s %j", (version, line, fields) => {
    expect(read(version, line).fields).toEqual(fields);
  });

  test.each(["utf-16le", "utf-16be"] as const)("in %s", (encoding) => {
    const little = Buffer.from("BEGIN:VCARD\nVERSION:3.0\nFN:Zoë\nEND:VCARD\n", "utf16le");
    const bytes = encoding === "utf-16le" ? little : Buffer.from(little).swap16();
    const mark = encoding === "utf-16le" ? [0xff, 0xfe] : [0xfe, 0xff];
    expect(readVcard(bytes).fields).toEqual({ name: "Zoë" });
    expect(readVcard(Buffer.concat([Buffer.from(mark), bytes])).fields).toEqual({ name: "Zoë" });
  });

  test.each(["\n", "\r", "\r\n", "\r\r\n"])("whatever ends its line: %j", (end) => {
    const lines = ["\ufeffBEGIN:vCard", "version:3.0", "fn:Jane", "end:vcard"];
    expect(readVcard(Buffer.from(lines.join(end))).fields).toEqual({ name: "Jane" });
  });
});

describe("of several", () => {
  test("the number that a person answers first comes first", () => {
    const { fields, left } = read(
      ...([
        "3.0",
        "TEL;TYPE=HOME:1",
        "TEL;TYPE=WORK:2",
        "TEL;TYPE=CELL:3",
        "TEL;TYPE=FAX:4",
      ] as const),
      "TEL;TYPE=HOME,PREF:5",
    );
    expect(fields.contactPhone).toEqual(["5", "3", "2", "1"]);
    expect(left.map(({ field }) => field)).toEqual(["TEL;TYPE=FAX"]);
  });

  test("the address of work comes first, and nothing of a street is taken", () => {
    const home = "ADR;TYPE=HOME,PREF:;;1 Main;Ville;;75001;France";
    const { fields, left } = read("3.0", home, "ADR;TYPE=WORK:;;;Berlin\\, Mitte;;;");
    expect(fields.location).toBe("Berlin, Mitte");
    expect(left.map(({ field }) => field)).toEqual(["ADR;TYPE=HOME"]);
  });

  test("the first photo that is one is taken", () => {
    const { photo, left } = read(
      ...([
        "4.0",
        "PHOTO:https://example.com/1.jpg",
        "PHOTO:data:image/png;base64\\,AAEC",
      ] as const),
      ...["PHOTO:cid:1", "PHOTO;ENCODING=b:BAUG"],
    );
    expect([...(photo ?? [])]).toEqual([0, 1, 2]);
    expect(left.map(({ field, why }) => `${field}: ${why}`)).toEqual([
      "PHOTO: A picture that stands elsewhere is not fetched; send it as a photo.",
      "PHOTO: A profile has one photo.",
      "PHOTO: A profile has one photo.",
    ]);
  });
});

test("base64 goes on in lines without a space, to the next property", () => {
  const lines = ["PHOTO;BASE64;JPEG:AAEC", "AwQF", "Bg==", "FN:Jane"];
  const { photo, fields } = read("2.1", ...lines);
  expect([...(photo ?? [])]).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(fields).toEqual({ name: "Jane" });
});

test("the card of an agent is no card of the person", () => {
  const agent = ["AGENT:", "BEGIN:VCARD", "VERSION:2.1", "FN:Other", "END:VCARD"];
  const { fields } = read("2.1", "FN:Jane", ...agent, "TITLE:Boss");
  expect(fields).toEqual({ name: "Jane", title: "Boss" });
});

test("what is no property is told by its line", () => {
  const { fields, left } = read("3.0", "FN:Jane", "no colon here", ";:x", "TITLE:Boss");
  expect(fields).toEqual({ name: "Jane", title: "Boss" });
  expect(left.map(({ field }) => field)).toEqual(["line 4", "line 5"]);
});

describe("refused is", () => {
  const card = "BEGIN:VCARD\nVERSION:3.0\nFN:Jane\nEND:VCARD\n";
  test.each([
    ["nothing", "", "unreadable_vcard"],
    ["another format", "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n", "unknown_version"],
    ["a text", "Dear Sir,", "unreadable_vcard"],
    ["a card cut off", card.slice(0, -6), "unreadable_vcard"],
    ["a version to come", card.replace("3.0", "5.0"), "unknown_version"],
    ["two cards", card + card, "several_cards"],
    [
      "a card that another follows before it ends",
      card.replace("END:VCARD\n", "") + card,
      "several_cards",
    ],
    [
      "a hundred thousand properties",
      card.replace("FN", `${"A:1\n".repeat(1e5)}FN`),
      "unreadable_vcard",
    ],
    ["a million lines", `${card.slice(0, -10)}${" \n".repeat(1e6)}END:VCARD`, "unreadable_vcard"],
  ])("%s", async (_, text, code) => {
    const problem = await problemOf(() => readVcard(Buffer.from(text)));
    expect(problem).toMatchObject({ kind: "invalid", code });
  });
});
