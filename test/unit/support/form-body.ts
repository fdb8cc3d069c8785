/** One part of a form, as a client writes it. */
export interface Part {
  readonly headers: readonly string[];
  readonly content: string | Uint8Array;
}

const CRLF = "\r\n";

/** A text part as most clients write it. */
export function field(name: string, content: string): Part {
  return { headers: [`Content-Disposition: form-data; name="${name}"`], content };
}

/** A file part as most clients write it. */
export function filePart(name: string, content: string | Uint8Array, filename = "me.jpg"): Part {
  const disposition = `Content-Disposition: form-data; name="${name}"; filename="${filename}"`;
  return { headers: [disposition, "Content-Type: image/jpeg"], content };
}

/** The bytes of a form (RFC 7578). */
export function formBody(
  boundary: string,
  parts: readonly Part[],
  { preamble = "", epilogue = CRLF }: { preamble?: string; epilogue?: string } = {},
): Buffer {
  const chunks = parts.flatMap(({ headers, content }) => [
    Buffer.from([`--${boundary}`, ...headers, "", ""].join(CRLF)),
    Buffer.from(content),
    Buffer.from(CRLF),
  ]);
  return Buffer.concat([
    Buffer.from(preamble),
    ...chunks,
    Buffer.from(`--${boundary}--${epilogue}`),
  ]);
}
