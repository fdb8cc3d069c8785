/** Octets of a line without its end (RFC 2426, 2.6; RFC 6350, 3.2). */
const LINE_OCTETS = 75;

/** Everything that some reader takes for the end of a line. */
const LINE_BREAK = /\r\n|[\n\r\v\f\x85\u2028\u2029]/g;
const CONTROL = /[^\P{Cc}\t]/gu;

/** One property, folded, without the end of its last line. */
export function vcardLine(name: string, value: string): string {
  return fold(`${name}:${value}`);
}

/** A text in which nothing has a meaning of its own (RFC 2426, 4; RFC 6350, 3.4). */
export function vcardText(value: string): string {
  return value
    .toWellFormed()
    .replaceAll(/[\\,;]/g, "\\$&")
    .replaceAll(LINE_BREAK, "\\n")
    .replaceAll(CONTROL, " ");
}

/** Addresses are not escaped; what cannot stand in one is percent-encoded. */
export function vcardUri(value: string): string {
  return value.toWellFormed().replaceAll(/[\p{Cc}\p{Z}]/gu, encodeURIComponent);
}

/** Cuts a line into pieces that fit, between characters. */
function fold(line: string): string {
  const pieces: string[] = [];
  let from = 0;
  for (let room = LINE_OCTETS; from < line.length; room = LINE_OCTETS - 1) {
    const to = endWithin(line, from, room);
    pieces.push(line.slice(from, to));
    from = to;
  }
  // The space that marks a continuation counts.
  return pieces.join("\r\n ");
}

/** Where the characters from a place on no longer fit; at least one of them does. */
function endWithin(line: string, from: number, room: number): number {
  let to = from;
  for (let octets = 0; to < line.length; ) {
    const code = line.codePointAt(to) ?? 0;
    octets += octetsOf(code);
    if (octets > room) break;
    to += code > 0xffff ? 2 : 1;
  }
  return to;
}

/** Of a code point in UTF-8. */
function octetsOf(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code > 0xffff ? 4 : 3;
}
