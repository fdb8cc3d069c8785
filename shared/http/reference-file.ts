import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, constants, gzipSync } from "node:zlib";
import { type Html, html, ifAny } from "../pages/html.ts";
import { prose } from "../pages/prose.ts";
import {
  BLANK,
  REFERENCE_INDEX,
  type ReferenceIndex,
  type ReferencePart,
} from "../pages/reference-blanks.ts";
import { settings } from "../settings.ts";
import { deployedDocument } from "./deployed-document.ts";
import type { Encoding } from "./encoding-for.ts";
import { operatorContact } from "./openapi/operator-contact.ts";

/** A part of the reference as it is sent. */
export interface ReferenceFile extends ReferencePart {
  readonly bytes: Uint8Array;
  readonly encoding: Encoding;
  readonly etag: string;
  /** A page before it was compressed. */
  readonly text: string;
}

/** Of this function; read once. */
let index: ReferenceIndex | undefined;
/** Made once for each encoding, for as long as the API is reached at the same address. */
const made = new Map<string, ReferenceFile>();

/**
 * A part of the reference that the build has written beside the function.
 * @param name the last part of its address: one of those that the build has listed, never a path
 * @param address of the API, which pages speak of
 * @returns undefined for any other name
 */
export function referenceFile(
  name: string,
  encoding: Encoding,
  address: string,
): ReferenceFile | undefined {
  index ??= JSON.parse(readBeside(REFERENCE_INDEX).toString()) as ReferenceIndex;
  const part = Object.hasOwn(index, name) ? index[name] : undefined;
  if (!part) return undefined;
  const key = `${encoding} ${name} ${address}`;
  let file = made.get(key);
  if (!file) {
    file = { ...part, ...contentOf(part, encoding, address) };
    made.set(key, file);
  }
  return file;
}

function contentOf(part: ReferencePart, encoding: Encoding, address: string) {
  if (part.kind === "file") return sent(readBeside(part.file), "identity");
  if (part.kind === "asset") return sent(assetBytes(part.file, encoding), encoding);
  const text = filled(readBeside(part.file).toString(), part, address);
  return { bytes: compressed(text, encoding), encoding, text, etag: etagOf(text, encoding) };
}

/** What is not made of text here. */
function sent(bytes: Uint8Array, encoding: Encoding) {
  return { bytes, encoding, text: "", etag: etagOf(bytes, encoding) };
}

/** Rather than a third copy beside the code: hardly anybody takes neither of the two. */
function assetBytes(file: string, encoding: Encoding): Uint8Array {
  if (encoding !== "identity") return readBeside(`${file}.${encoding === "br" ? "br" : "gz"}`);
  return brotliDecompressSync(readBeside(`${file}.br`));
}

function readBeside(file: string): Buffer {
  return readFileSync(join(settings.codeFolder, file));
}

const NO_TOKEN_HELP =
  "Tokens come from the sign-in of whoever runs this service: ask them for it, or for an API key.";

function filled(text: string, { kind }: ReferencePart, address: string): string {
  const base = new URL(address).pathname.replace(/\/$/, "");
  if (kind === "document") return JSON.stringify(deployedDocument(JSON.parse(text), base || "/"));
  const values: Readonly<Record<string, Html>> = {
    [BLANK.address]: html`${address}`,
    [BLANK.base]: html`${base}`,
    [BLANK.tokenHelp]: prose(settings.tokenHelp || NO_TOKEN_HELP),
    [BLANK.contact]: ifAny(settings.contact, contactFoot),
  };
  return text.replaceAll(/\{\{\w+\}\}/g, (blank) => values[blank]?.toString() ?? blank);
}

function contactFoot(reach: string): Html {
  const { url = `mailto:${reach}` } = operatorContact(reach);
  const words = reach.replace(/^https?:\/\/|\/$/g, "");
  return html`<footer class="foot">Questions? Whoever runs this service is reached at <a href="${url}">${words}</a>.</footer>`;
}

function compressed(text: string, encoding: Encoding): Uint8Array {
  if (encoding === "gzip") return gzipSync(text);
  if (encoding === "identity") return Buffer.from(text);
  // The best quality takes thirty times as long, for a tenth of the bytes.
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
}

/** Strong: the same page in another encoding has another one. */
function etagOf(content: string | Uint8Array, encoding: Encoding): string {
  const digest = createHash("sha256").update(content).digest("base64url").slice(0, 22);
  return `"${digest}-${encoding}"`;
}
