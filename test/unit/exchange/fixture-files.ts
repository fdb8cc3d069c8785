import { readdirSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import { zipSync } from "fflate";

/** Documents in the shape of what programs write, each with what becomes of it beside it. */
export const FIXTURES = new URL("../../fixtures/exchange/", import.meta.url);

/** By the end of a file's name. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  ".json": "application/json",
  ".vcf": "text/vcard",
};

export interface Fixture {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** How LinkedIn's files are packed and written. */
const ARCHIVES: Readonly<Record<string, { folder: string; encode(text: string): Uint8Array }>> = {
  "linkedin-basic": { folder: "", encode: (text) => Buffer.from(`\ufeff${text}`) },
  "linkedin-german": {
    folder: "Basic_LinkedInDataExport_11-28-2026/",
    encode: (text) => Buffer.from(`\ufeff${text.replaceAll("\n", "\r\n")}`, "utf16le"),
  },
};

/** Every document there is. */
export function readFixtures(): readonly Fixture[] {
  const names = readdirSync(FIXTURES).filter((name) => extname(name) in MEDIA_TYPES);
  const files = names.map((name): Fixture => {
    const bytes = readFileSync(new URL(name, FIXTURES));
    return { name, mediaType: MEDIA_TYPES[extname(name)] ?? "", bytes };
  });
  return [...files, ...Object.keys(ARCHIVES).map(readArchive)];
}

function readArchive(name: string): Fixture {
  const bytes = zip(readArchiveFiles(name));
  return { name: `${name}.zip`, mediaType: "application/zip", bytes };
}

/** The files of an archive as they are packed, by their paths in it. */
export function readArchiveFiles(name: string): Record<string, Uint8Array> {
  const { folder = "", encode = Buffer.from } = ARCHIVES[name] ?? {};
  const folderOf = new URL(`${name}/`, FIXTURES);
  const contents = readdirSync(folderOf).map((file) => {
    const text = readFileSync(new URL(encodeURIComponent(file), folderOf), "utf8");
    return [`${folder}${file}`, encode(text)] as const;
  });
  return Object.fromEntries(contents);
}

/** An archive of these files, the same in every run; packed as they are at level 0. */
export function zip(contents: Readonly<Record<string, Uint8Array>>, level: 0 | 1 = 1): Uint8Array {
  return zipSync({ ...contents }, { mtime: "2026-01-01T00:00:00Z", level });
}
