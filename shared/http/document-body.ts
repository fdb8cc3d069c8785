import type { APIGatewayProxyEvent } from "aws-lambda";
import { header } from "../headers.ts";
import { Problem } from "../model/problem.ts";
import type { DocumentBody } from "../routes/define-route.ts";
import { bytesOf, type ParsedBody, requireIdentityCoding } from "./body.ts";
import { parseMediaType, requireMediaType, requireUtf8 } from "./media-type.ts";

const JSON_TYPE = "application/json";

/**
 * A body that is one document, as it was sent. What is in it is for the reader of its media type to say.
 * @returns the media type, by the name that the route prefers, and the bytes
 * @throws Problem 400 for an empty one and for JSON that says it is not UTF-8, 415
 */
export function parseDocument<MediaType>(
  event: APIGatewayProxyEvent,
  { contentTypes, aliases }: DocumentBody<MediaType>,
): ParsedBody<MediaType> {
  requireIdentityCoding(header(event, "content-encoding"));
  const sent = header(event, "content-type");
  const name = parseMediaType(sent)?.essence ?? "";
  const known = Object.hasOwn(aliases, name) ? String(aliases[name]) : sent;
  const { essence, charset } = requireMediaType(known, contentTypes.map(String));
  // Cards and archives tell their encodings themselves; JSON has but one (RFC 8259, 8.1).
  if (essence === JSON_TYPE) requireUtf8({ essence, charset });
  const file = bytesOf(event);
  if (file.length === 0) throw new Problem("malformed", "empty_body", "The body is empty.");
  return { body: contentTypes.find((type) => type === essence) as MediaType, file };
}
