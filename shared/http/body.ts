import type { APIGatewayProxyEvent } from "aws-lambda";
import { header } from "../headers.ts";
import { type FieldIssue, invalid, invalidField, Problem } from "../model/problem.ts";
import type { RequestBody } from "../routes/define-route.ts";
import type { Form, parseForm } from "./form.ts";
import { COMMAS, readFormList, withoutBrackets } from "./form-list.ts";
import { requireMediaType, requireUtf8, wrongEncoding } from "./media-type.ts";
import { plainName } from "./plain-name.ts";
import { validate, validateAsync } from "./validate.ts";

/** Several times the largest valid body. */
const MOST_JSON_BYTES = 2 * 1024 * 1024;
const FORM = "multipart/form-data";

/** A valid body, and the bytes of the file when a form brought one. */
export interface ParsedBody<Body> {
  readonly body: Body;
  readonly file: Uint8Array | undefined;
}

/** Only functions that take forms bring the parser along. */
export type ParseForm = typeof parseForm;

/**
 * Reads and validates a request body in one of the media types the route takes.
 * @throws Problem 400, 413, 415, 422
 */
export async function parseBody<Body>(
  event: APIGatewayProxyEvent,
  definition: RequestBody<Body>,
  parseForm?: ParseForm,
): Promise<ParsedBody<Body>> {
  const { json, readOnlyFields } = definition;
  const form = parseForm && definition.form;
  if (definition.optional && !event.body) {
    return { body: validate(json.schema, {}, "body", readOnlyFields), file: undefined };
  }
  requireIdentityCoding(header(event, "content-encoding"));
  const contentType = header(event, "content-type");
  const mediaType = requireMediaType(contentType, [...(form ? [FORM] : []), ...json.contentTypes]);
  if (form && mediaType.essence === FORM) {
    const parsed = await parseForm(bytesOf(event), contentType ?? "", form.file);
    requireFilePart(parsed, form.file.field);
    const value = toObject(parsed, form.listFields);
    const body = await validateAsync(form.schema, value, "body", readOnlyFields);
    return { body, file: parsed.file };
  }
  requireUtf8(mediaType);
  const value = parseJson(bytesOf(event));
  return { body: await validateAsync(json.schema, value, "body", readOnlyFields), file: undefined };
}

/** The likeliest slip with curl: `-F photo=me.jpg`, which sends the name as text. */
function requireFilePart({ fields }: Form, field: string): void {
  if (fields.has(field)) {
    throw invalidField(
      field,
      "not_a_file",
      `Must be a file part, with a file name (curl: -F ${field}=@file.jpg).`,
    );
  }
}

/** @throws Problem 415 */
export function requireIdentityCoding(coding: string | undefined): void {
  if (coding === undefined || coding.trim().toLowerCase() === "identity") return;
  const detail = "Send the body without a content coding.";
  throw new Problem("unsupported", "unsupported_content_encoding", detail);
}

/** The body as it was sent, before the gateway made text of it. */
export function bytesOf(event: APIGatewayProxyEvent): Buffer {
  return Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
}

function parseJson(bytes: Buffer): unknown {
  if (bytes.length > MOST_JSON_BYTES) {
    const detail = `A JSON body must be at most ${MOST_JSON_BYTES} bytes.`;
    throw new Problem("too_large", "body_too_large", detail);
  }
  // RFC 8259, 8.1 lets a reader skip the byte order mark that some editors put first.
  const text = bytes.toString("utf8").replace(/^\ufeff/, "");
  // What decoding leaves of wrong bytes.
  if (text.includes("\ufffd")) throw wrongEncoding();
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem("malformed", "malformed_json", "The body is not valid JSON.");
  }
}

/** Fields as JSON would carry them: a list where the route says so, else one value. */
function toObject(form: Form, listFields: readonly string[]): Record<string, unknown> {
  const issues: FieldIssue[] = [];
  const entries = [...withoutBrackets(form.fields, listFields)].map(([name, values]) => {
    if (listFields.includes(name)) {
      const list = readFormList(values);
      if (list === "commas") issues.push({ path: [name], ...COMMAS });
      return [name, list] as const;
    }
    if (values.length > 1) {
      issues.push({ path: [plainName(name)], msg: "Send this once.", type: "repeated" });
    }
    return [name, values[0]] as const;
  });
  if (issues.length > 0) throw invalid(issues);
  return Object.fromEntries(entries);
}
