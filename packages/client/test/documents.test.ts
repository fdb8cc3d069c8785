import { strToU8, unzipSync, type Zippable, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { MOST_FORM_BYTES } from "../source/save-with-photo.ts";
import { fakeApi, json } from "./support/fake-api.ts";

const BOM = "\ufeff";

/** What goes out when this is imported. */
async function sent(file: Blob) {
  const { client, sent } = fakeApi([json(201, {})]);
  await client.exchange.importProfile(file);
  const body = sent[0]?.body as Blob;
  return { body, type: body.type, bytes: new Uint8Array(await body.arrayBuffer()) };
}

describe("a document goes out as it is, with the type of its content", () => {
  test.each([
    ['{"basics":{}}', "", "application/json"],
    [`${BOM} \n{"format":"x"}`, "text/plain", "application/json"],
    ["BEGIN:VCARD\r\nEND:VCARD", "text/x-vcard", "text/vcard"],
    [`${BOM}begin:vcard`, "", "text/vcard"],
    ["PK\u0003\u0004", "application/octet-stream", "application/zip"],
    ["%PDF-1.7", "application/pdf", "application/pdf"],
    ["", "", ""],
  ])("%j of the type %j", async (text, given, type) => {
    const { body, ...out } = await sent(new Blob([text], { type: given }));
    expect(out).toEqual({ type, bytes: new TextEncoder().encode(text) });
  });

  test("into a profile, with its version, and JSON as JSON", async () => {
    const { client, sent } = fakeApi([json(200, {})]);
    const options = { mode: "replace", dryRun: true } as const;
    await client.exchange.importIntoProfile({ id: "p1", version: 3 }, { basics: {} }, options);
    expect(sent[0]).toMatchObject({
      url: "https://api.example/stage/api/v1/profiles/p1/import?mode=replace&dryRun=true",
      body: '{"basics":{}}',
      headers: { "content-type": "application/json", "if-match": '"3"' },
    });
  });
});

describe("of an archive that is larger than a request", () => {
  // It does not get smaller.
  const messages = new Uint8Array(MOST_FORM_BYTES + 1_000).map((_, at) => (at * 7_919) % 251);
  const small = {
    "Profile.csv": strToU8("First Name,Last Name\nJane,Doe\n"),
    "Basic/Email Addresses.csv": [strToU8("Email Address\njane@example.com\n"), { level: 0 }],
    "Phone_Numbers.csv": strToU8("Number\n"),
  } satisfies Zippable;
  const others = {
    "messages.csv": [messages, { level: 0 }],
    "Rich_Media/a photo.jpg": new Uint8Array(9),
  } satisfies Zippable;
  const archive = (files: Zippable) => new Blob([zipSync(files) as Uint8Array<ArrayBuffer>]);

  test("only what is read goes out, and the names of the other tables", async () => {
    const { type, bytes } = await sent(archive({ ...others, ...small }));
    expect(type).toBe("application/zip");
    expect(bytes.length).toBeLessThan(1_000);
    const files = Object.entries(unzipSync(bytes)).map(([name, text]) => [
      name,
      new TextDecoder().decode(text),
    ]);
    expect(Object.fromEntries(files)).toEqual({
      "messages.csv": "",
      "Profile.csv": "First Name,Last Name\nJane,Doe\n",
      "Basic/Email Addresses.csv": "Email Address\njane@example.com\n",
      "Phone_Numbers.csv": "Number\n",
    });
  });

  test("one that fits stays whole", async () => {
    const whole = archive({ ...small, "messages.csv": strToU8("FROM,TO\n") });
    expect((await sent(whole)).bytes).toEqual(new Uint8Array(await whole.arrayBuffer()));
  });

  test.each([
    ["with none of these files", () => archive(others)],
    ["that is cut short", () => archive({ ...others, ...small }).slice(0, -9)],
    ["whose list leads elsewhere", () => new Blob(["PK", archive({ ...others, ...small })])],
    ["without a list", () => new Blob(["PK", messages])],
  ])("one %s goes out as it is: the API says what is wrong", async (_, make) => {
    const file = make();
    expect((await sent(file)).body.size).toBe(file.size);
  });
});
