import { describe, expect, test } from "vitest";
import { parseForm } from "../../../shared/http/form.ts";
import { PHOTO_PART } from "../../../shared/routes/profiles/photo-part.ts";
import { field, filePart, formBody, type Part } from "../support/form-body.ts";

const photo = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x0d, 0x0a, 0x2d, 0x2d, 0x00, 0x0a]);
const JANE = [field("name", "Jäne Döe"), field("title", "Chef"), filePart("photo", photo)];

const parse = (body: Buffer, contentType: string) => parseForm(body, contentType, PHOTO_PART);
const typed = (boundary: string) => `multipart/form-data; boundary=${boundary}`;

async function requireJane(body: Buffer, contentType: string): Promise<void> {
  const form = await parse(body, contentType);
  expect(Object.fromEntries(form.fields)).toEqual({ name: ["Jäne Döe"], title: ["Chef"] });
  expect(Buffer.from(form.file ?? [])).toEqual(photo);
}

describe("the boundary of", () => {
  test.each([
    ["curl", "------------------------d74496d66958873e"],
    ["Chrome", "----WebKitFormBoundary7MA4YWxkTrZu0gW"],
    ["Firefox", "---------------------------41184676334112233445566778899"],
    ["Python requests", "b5a2f0c6e8d94c1f8a7b6c5d4e3f2a1b"],
    ["Node.js", "----formdata-undici-012345678901"],
    ["Go", "e4b1c2d3f4a5968778695a4b3c2d1e0f1a2b3c4d5e6f708192a3b4c5d6e7"],
    ["okhttp", "6f1c2a3b-4d5e-6f70-8192-a3b4c5d6e7f8"],
    ["Apache HttpClient", "Kq_Wx9-Zp_4tR-v7nM_2bL"],
    ["Dart", "dart-http-boundary-3Kx+.wJ_p'z*~|!q"],
  ])("%s", async (_, boundary) => {
    await requireJane(formBody(boundary, JANE), typed(boundary));
  });

  test.each([
    [".NET", "5d1d0c7e-8f3a-4b6c-9d2e-1f0a3b5c7d9e"],
    ["JavaMail", "----=_Part_1_1234567.1700000000000"],
    ["the whole alphabet of RFC 2046", "'()+_,-./:=? x"],
    ["a single letter", "b"],
  ])("%s, quoted", async (_, boundary) => {
    await requireJane(formBody(boundary, JANE), typed(`"${boundary}"`));
  });

  test.each([
    ["Multipart/Form-Data; BOUNDARY=b"],
    ["multipart/form-data;boundary=b"],
    ["multipart/form-data; charset=utf-8; boundary=b"],
    ['multipart/form-data; boundary="b"; charset=UTF-8'],
  ])("a header written as %s", async (contentType) => {
    await requireJane(formBody("b", JANE), contentType);
  });
});

describe("parts as written by", () => {
  const written = (headers: (name: string, file: boolean) => string[]): Part[] =>
    JANE.map(({ content }, index) => {
      const name = ["name", "title", "photo"][index] as string;
      return { headers: headers(name, name === "photo"), content };
    });

  test.each<[string, (name: string, file: boolean) => string[]]>([
    [
      ".NET, with bare names",
      (name, file) => [
        `Content-Type: ${file ? "image/jpeg" : "text/plain; charset=utf-8"}`,
        `Content-Disposition: form-data; name=${name}${file ? "; filename=me.jpg; filename*=utf-8''m%C3%A4.jpg" : ""}`,
      ],
    ],
    [
      "Java, with lengths and transfer encodings that change nothing",
      (name, file) => [
        `Content-Disposition: form-data; name="${name}"${file ? '; filename="me.jpg"' : ""}`,
        `Content-Type: ${file ? "image/jpeg" : "text/plain; charset=UTF-8"}`,
        `Content-Transfer-Encoding: ${file ? "binary" : "8bit"}`,
        "Content-Length: 1",
      ],
    ],
    [
      "Dart, in lower case",
      (name, file) => [
        `content-disposition: form-data; name="${name}"${file ? '; filename="me.jpg"' : ""}`,
        ...(file ? ["content-type: application/octet-stream"] : []),
      ],
    ],
    [
      "httpx, with a UTF-8 file name",
      (name, file) => [
        `Content-Disposition: form-data; name="${name}"${file ? '; filename="mä \\"é\\".jpg"' : ""}`,
      ],
    ],
    [
      "an old requests, with an encoded file name alone",
      (name, file) => [
        `Content-Disposition: form-data; name="${name}"${file ? "; filename*=UTF-8''m%C3%A4.jpg" : ""}`,
      ],
    ],
  ])("%s", async (_, headers) => {
    await requireJane(formBody("b", written(headers)), typed("b"));
  });
});

/** A file input without a file, as browsers send it (HTML, 4.10.21.8). */
function emptyInput(name: string): Part {
  const disposition = `Content-Disposition: form-data; name="${name}"; filename=""`;
  return { headers: [disposition, "Content-Type: application/octet-stream"], content: "" };
}

describe("whatever the form", () => {
  test("fields come in any order, the file first too", async () => {
    const [name, title, file] = JANE as [Part, Part, Part];
    for (const parts of [
      [file, name, title],
      [title, file, name],
      [title, name, file],
    ]) {
      await requireJane(formBody("b", parts), typed("b"));
    }
  });

  test("what stands before and after it is passed over", async () => {
    const around = { preamble: "This is a message in MIME form.\r\n", epilogue: "\r\nbye\r\n--" };
    await requireJane(formBody("b", JANE, around), typed("b"));
    await requireJane(formBody("b", JANE, { epilogue: "" }), typed("b"));
  });

  test("line feeds and lookalikes of the boundary stay in a value", async () => {
    const value = "one\ntwo\r\nthree\r\n--\r\n--bb\n--b";
    const { fields } = await parse(formBody("bbb", [field("bio", value)]), typed("bbb"));
    expect(fields.get("bio")).toEqual([value]);
  });

  test("a text in another charset is read as the part says", async () => {
    const headers = [...field("name", "").headers, "Content-Type: text/plain; charset=ISO-8859-1"];
    const body = formBody("b", [{ headers, content: Buffer.from("J\xe4ne", "latin1") }]);
    expect((await parse(body, typed("b"))).fields.get("name")).toEqual(["Jäne"]);
  });

  test("a repeated field keeps its values in the order sent", async () => {
    const body = formBody("b", [field("skills", "b"), field("skills", ""), field("skills", "a")]);
    expect((await parse(body, typed("b"))).fields.get("skills")).toEqual(["b", "", "a"]);
  });

  test.each([
    ["a browser", emptyInput("photo")],
    ["a script", field("photo", "")],
  ])("a file left empty by %s counts as absent", async (_, empty) => {
    const form = await parse(formBody("b", [field("name", "Jane"), empty]), typed("b"));
    expect([...form.fields.keys()]).toEqual(["name"]);
    expect(form.file).toBeUndefined();
  });

  test("an input left empty beside the photo does no harm", async () => {
    const empty = emptyInput("resume");
    for (const parts of [
      [empty, ...JANE],
      [...JANE, empty],
    ]) {
      await requireJane(formBody("b", parts), typed("b"));
    }
  });

  test("a form without parts is empty", async () => {
    expect((await parse(formBody("b", []), typed("b"))).fields.size).toBe(0);
  });
});
