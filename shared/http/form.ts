import { MIMEType } from "node:util";
import busboy from "busboy";
import { invalidField, Problem } from "../model/problem.ts";
import type { FormFile } from "../routes/define-route.ts";
import { wrongEncoding } from "./media-type.ts";

/** A form as parsed: values by field name in the order sent, and the one file it may carry. */
export interface Form {
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly file: Uint8Array | undefined;
}

/** Far above what any route takes; below what would keep the parser busy. */
const MOST_PARTS = 200;
const MOST_FIELD_BYTES = 64 * 1024;
const MOST_NAME_BYTES = 100;

/**
 * Parses `multipart/form-data` (RFC 7578). A file left empty, as browsers and clients send it, counts
 * as absent.
 * @param contentType the header with its boundary
 * @throws Problem 400 broken, 413 file or field too large, 422 unexpected file
 */
export function parseForm(body: Buffer, contentType: string, file: FormFile): Promise<Form> {
  return new Promise((resolve, reject) => {
    const collected = new FormCollector(file);
    const parser = createParser(contentType, file);
    const { parts, end } = extentOf(body, contentType);
    const fail = (error: unknown) =>
      reject(error instanceof Problem ? error : brokenForm("The form is broken or cut short."));
    const guard = (run: () => void) => {
      try {
        run();
      } catch (error) {
        fail(error);
      }
    };
    parser.on("error", fail);
    parser.on("partsLimit", () => fail(tooManyParts()));
    parser.on("fieldsLimit", () => fail(tooManyParts()));
    parser.on("filesLimit", () => fail(repeatedFile(file.field)));
    parser.on("field", (name, value, info) => guard(() => collected.addField(name, value, info)));
    parser.on("file", (name, stream, info) => {
      const chunks: Buffer[] = [];
      // Without a listener of its own, a file cut short ends the process.
      stream.on("error", fail);
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => guard(() => collected.addFile(name, Buffer.concat(chunks), info)));
    });
    parser.on("close", () =>
      guard(() => {
        if (collected.parts !== parts) throw unreadablePart();
        resolve(collected);
      }),
    );
    parser.end(body.subarray(0, end));
  });
}

function createParser(contentType: string, file: FormFile): busboy.Busboy {
  try {
    return busboy({
      headers: { "content-type": contentType },
      limits: {
        // The parser stops at this count, and not beyond it.
        parts: MOST_PARTS + 1,
        fields: MOST_PARTS,
        files: 2,
        fieldNameSize: MOST_NAME_BYTES,
        fieldSize: MOST_FIELD_BYTES,
        fileSize: file.maxBytes + 1,
      },
    });
  } catch {
    throw brokenForm("The form's boundary is missing or malformed.");
  }
}

class FormCollector implements Form {
  readonly fields = new Map<string, string[]>();
  file: Uint8Array | undefined;
  /** How many parts there were, left empty or not. */
  parts = 0;
  readonly #expected: FormFile;

  constructor(expected: FormFile) {
    this.#expected = expected;
  }

  /** @param value undefined when the part names a charset that is none */
  addField(name: string | undefined, value: string | undefined, info: busboy.FieldInfo): void {
    this.parts += 1;
    if (!name || info.nameTruncated) {
      throw brokenForm("A part of the form has no name, or one that is too long.");
    }
    // A file without a file name, which the parser took for text: whoever reads it tells.
    if (name === this.#expected.field && value !== "") return void this.fields.set(name, [""]);
    if (info.valueTruncated) {
      throw new Problem("too_large", "field_too_large", "A field of the form is too long.");
    }
    requireAsItIs(info);
    if (value === undefined || `${name}${value}`.includes("\ufffd")) throw wrongEncoding();
    if (value === "" && name === this.#expected.field) return;
    const values = this.fields.get(name);
    if (values) values.push(value);
    else this.fields.set(name, [value]);
  }

  addFile(name: string | undefined, content: Uint8Array, info: busboy.FileInfo): void {
    this.parts += 1;
    if (content.length === 0 && !info.filename) return;
    requireAsItIs(info);
    const { field, maxBytes } = this.#expected;
    if (name !== field) throw invalidField("(file)", "unknown_field", "Is not a file this takes.");
    if (this.file) throw repeatedFile(field);
    if (content.length > maxBytes) throw fileTooLarge(this.#expected);
    this.file = content;
  }
}

/** How many parts a form has by its delimiters, and where the last one ends. */
interface Extent {
  readonly parts: number;
  readonly end: number;
}

/**
 * The parser passes over parts whose header it cannot read, so that a field or a photo would be lost
 * and nobody told; and it reads parts that stand behind the form.
 */
function extentOf(body: Buffer, contentType: string): Extent {
  const delimiter = `\r\n--${new MIMEType(contentType).params.get("boundary")}`;
  const opening = delimiter.trimStart();
  // The first one may open the body, without a line's end before it.
  const isFirst = body.subarray(0, opening.length).equals(Buffer.from(opening));
  let at = isFirst ? opening.length - delimiter.length : body.indexOf(delimiter);
  for (let parts = 0; ; parts += 1) {
    const end = at + delimiter.length;
    if (body.toString("latin1", end, end + 2) === "--") return { parts, end: end + 2 };
    const next = body.indexOf(delimiter, end);
    if (next < 0) return { parts, end: body.length };
    at = next;
  }
}

/** RFC 7578, 4.7 deprecates transfer encodings; one that went unnoticed would be stored as text. */
function requireAsItIs({ encoding }: busboy.FieldInfo | busboy.FileInfo): void {
  if (["7bit", "8bit", "binary"].includes(encoding)) return;
  throw brokenForm("Send the parts of the form without a transfer encoding.");
}

function brokenForm(detail: string): Problem {
  return new Problem("malformed", "malformed_form", detail);
}

function unreadablePart(): Problem {
  return brokenForm("A part of the form cannot be read.");
}

function tooManyParts(): Problem {
  return brokenForm(`The form has more than ${MOST_PARTS} parts.`);
}

function repeatedFile(field: string): Problem {
  return invalidField(field, "repeated", "Send one file.");
}

function fileTooLarge({ field, maxBytes }: FormFile): Problem {
  const detail = `The ${field} must be at most ${maxBytes} bytes, and the whole request at most about 4.5 MB. POST /api/v1/profiles/{profile_id}/photo-uploads takes one of the full size.`;
  return new Problem("too_large", "photo_too_large", detail);
}
