import { Problem } from "../model/problem.ts";

/** As a Content-Type header names it. */
export interface MediaType {
  /** Lower-case `type/subtype`. */
  readonly essence: string;
  /** Lower-case `charset` parameter, if given. */
  readonly charset: string | undefined;
}

/** @returns undefined when the header is absent or not a media type */
export function parseMediaType(header: string | undefined): MediaType | undefined {
  const [essence = "", ...parameters] = (header ?? "").split(";");
  const name = essence.trim().toLowerCase();
  if (!/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(name)) return undefined;
  const charset = parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([^"\s]+)"?\s*$/i.exec(parameter)?.[1])
    .find((found) => found !== undefined);
  return { essence: name, charset: charset?.toLowerCase() };
}

/** @throws Problem 415 when the body's media type is not one of the accepted */
export function requireMediaType(
  header: string | undefined,
  accepted: readonly string[],
): MediaType {
  const mediaType = parseMediaType(header);
  if (!mediaType || !accepted.includes(mediaType.essence)) {
    const detail = `Send the body as ${accepted.join(" or ")}.`;
    throw new Problem("unsupported", "unsupported_media_type", detail, { accepted });
  }
  return mediaType;
}

/** @throws Problem 400 when the text is said to be in another encoding than UTF-8 */
export function requireUtf8({ charset }: MediaType): void {
  if (charset !== undefined && charset !== "utf-8" && charset !== "utf8") throw wrongEncoding();
}

/** For text in another encoding than UTF-8, whatever its header says. */
export function wrongEncoding(): Problem {
  return new Problem("malformed", "wrong_encoding", "The text must be UTF-8.");
}
