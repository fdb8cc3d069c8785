import { ObjectError } from "./object-error.ts";

const LINE_LIMIT = 4096;

/**
 * Decodes an `aws-chunked` body of unsigned chunks with trailing headers, the form the SDKs use for
 * a stream whose checksum is known only at its end. Both methods throw an {@link ObjectError} on
 * a body that is not well formed or is cut short.
 */
export class AwsChunkedDecoder {
  /** Trailing headers by lower-case name, whole once `finish` has returned. */
  readonly trailers = new Map<string, string>();
  #state: "size" | "data" | "data-end" | "trailer" | "done" = "size";
  #line = "";
  #remaining = 0;

  /** Takes what came over the wire and gives the pieces of the object in it. */
  decode(chunk: Buffer): Buffer[] {
    const pieces: Buffer[] = [];
    let offset = 0;
    while (offset < chunk.length) {
      if (this.#state === "data") {
        const piece = chunk.subarray(offset, offset + this.#remaining);
        pieces.push(piece);
        offset += piece.length;
        this.#remaining -= piece.length;
        if (this.#remaining === 0) this.#state = "data-end";
      } else {
        offset = this.#takeLinePart(chunk, offset);
      }
    }
    return pieces;
  }

  /** Call once when the request has ended. */
  finish(): void {
    // Some clients leave out the last empty line; the trailers before it are complete lines.
    if (this.#state === "done" || (this.#state === "trailer" && this.#line === "")) return;
    throw new ObjectError("IncompleteBody", "The request body is cut short.");
  }

  /** Collects a line and acts on it when it is whole; answers where to go on. */
  #takeLinePart(chunk: Buffer, offset: number): number {
    if (this.#state === "done") throw malformed();
    const newline = chunk.indexOf(0x0a, offset);
    const end = newline === -1 ? chunk.length : newline + 1;
    this.#line += chunk.toString("latin1", offset, end);
    if (this.#line.length > LINE_LIMIT) throw malformed();
    if (newline !== -1) {
      const line = this.#line;
      this.#line = "";
      if (!line.endsWith("\r\n")) throw malformed();
      this.#takeLine(line.slice(0, -2));
    }
    return end;
  }

  #takeLine(line: string): void {
    if (this.#state === "data-end") {
      if (line !== "") throw malformed();
      this.#state = "size";
    } else if (this.#state === "size") {
      if (!/^[0-9a-f]{1,12}$/i.test(line)) throw malformed();
      this.#remaining = Number.parseInt(line, 16);
      this.#state = this.#remaining === 0 ? "trailer" : "data";
    } else if (line === "") {
      this.#state = "done";
    } else {
      const colon = line.indexOf(":");
      if (colon < 1) {
        throw new ObjectError("MalformedTrailerError", "The request's trailer is not well formed.");
      }
      this.trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
    }
  }
}

function malformed(): ObjectError {
  return new ObjectError("InvalidRequest", "The aws-chunked body is not well formed.");
}
