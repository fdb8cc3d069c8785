/** An answer with its body read. */
export interface Answer {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: Headers;
  /** The media type without its parameters; `""` when it is not told. */
  readonly type: string;
  /** Text of JSON and other text; else the bytes. */
  readonly body: string | Blob;
}

/** An attempt that got no whole answer: the connection was not made, or broke off. */
export class BrokenOff {
  readonly cause: unknown;

  constructor(cause: unknown) {
    this.cause = cause;
  }
}

const JSON_TYPE = "application/json";

function mediaType(headers: Headers): string {
  const type = headers.get("content-type") ?? "";
  // What nearly every answer says needs no taking apart.
  if (type === JSON_TYPE) return type;
  return type.split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

/** Whether a media type is JSON, by its name or its ending. */
export function isJson(type: string): boolean {
  return type === JSON_TYPE || /^application\/(?:.+\+)?json$/.test(type);
}

/**
 * A whole answer, with its body read.
 * @param onResponse is shown the answer before its body is read
 * @throws BrokenOff when the connection fails, before the answer or in its midst
 */
export async function readAnswer(
  asked: Promise<Response>,
  onResponse?: (response: Response) => void,
): Promise<Answer> {
  let response: Response;
  try {
    response = await asked;
  } catch (cause) {
    throw new BrokenOff(cause);
  }
  onResponse?.(response);
  const { ok, status, headers } = response;
  const type = mediaType(headers);
  const isText = isJson(type) || type === "" || type.startsWith("text/");
  try {
    return { ok, status, headers, type, body: await (isText ? response.text() : response.blob()) };
  } catch (cause) {
    throw new BrokenOff(cause);
  }
}
