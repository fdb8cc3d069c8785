/** An answer with its body read. */
export interface Answer {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: Headers;
  /** Text of JSON and other text; else the bytes. */
  readonly body: string | Blob;
}

const JSON_TYPE = "application/json";

/** The media type of an answer, without its parameters. */
export function mediaType(headers: Headers): string {
  const type = headers.get("content-type") ?? "";
  // What nearly every answer says needs no taking apart.
  if (type === JSON_TYPE) return type;
  return type.split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

/** Whether a media type is JSON, by its name or its ending. */
export function isJson(type: string): boolean {
  return type === JSON_TYPE || /^application\/(?:.+\+)?json$/.test(type);
}

/** Reads the body: a connection that breaks off meanwhile is an attempt that failed. */
export async function readAnswer(response: Response): Promise<Answer> {
  const { ok, status, headers } = response;
  const type = mediaType(headers);
  const isText = isJson(type) || type === "" || type.startsWith("text/");
  return { ok, status, headers, body: await (isText ? response.text() : response.blob()) };
}
