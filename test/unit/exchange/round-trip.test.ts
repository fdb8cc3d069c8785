import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDocument } from "../../../shared/exchange/read-document.ts";
import type { ExportFormat } from "../../../shared/model/exchange/export-format.ts";
import { fitImport } from "../../../shared/model/exchange/fit-import.ts";
import { notExported } from "../../../shared/model/exchange/not-exported.ts";
import { strictUri } from "../../../shared/model/exchange/strict-uri.ts";
import { writeDocument } from "../../../shared/model/exchange/write-document.ts";
import { writeOwn } from "../../../shared/model/exchange/write-own.ts";
import type { Profile } from "../../../shared/model/profile/profile.ts";
import type { VcardVersion } from "../../../shared/model/profile/vcard-version.ts";
import { SEED } from "../support/arbitrary-profile.ts";
import { hardProfile } from "../support/hard-profile.ts";

const addresses = {
  photoBaseUrl: "https://photos.example.com",
  pageUrl: "https://api.example.com/p/zoe",
  canonical: "https://api.example.com/api/v1/profiles/p/1?format=x",
};

type Content = Readonly<Record<string, unknown>>;

/** Nothing said is nothing there. */
const isSaid = (value: unknown) =>
  value !== "" &&
  value !== null &&
  value !== undefined &&
  !(Array.isArray(value) && value.length === 0);

function said(content: object): Content {
  return Object.fromEntries(
    Object.entries(content)
      .filter(([, value]) => isSaid(value))
      .map(([name, value]) => [name, Array.isArray(value) ? value.map(saidIn) : value]),
  );
}

const saidIn = (value: unknown) =>
  typeof value === "object" && value !== null ? said(value) : value;

/** What one wrote of a profile, without what a format does not hold. */
function held(profile: Profile, format: ExportFormat): Content {
  const { profile: all } = writeOwn(profile, addresses, "owner");
  const content: Record<string, unknown> = { ...all };
  for (const name of notExported(profile, format)) {
    const [section = "", part] = name.split(".");
    if (!part) delete content[section];
    else content[section] = (content[section] as Content[]).map((one) => ({ ...one, [part]: "" }));
  }
  if (format === "json") return said(content);
  // Who is shown what has a place in our own format alone, also where it is as in a new profile.
  for (const name of ["showEmail", "showPhone", "mcpDiscoverable"]) delete content[name];
  return said(
    Object.fromEntries(
      Object.entries(content).map(([name, value]) => [name, inOrder(value, format)]),
    ),
  );
}

/** The order is that of the list; links are as a URI has them. */
function inOrder(value: unknown, format: ExportFormat): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((one) => {
    if (typeof one !== "object") return one;
    const { displayOrder, ...rest } = one;
    const isStrict = format === "json-resume" && typeof rest.url === "string";
    return isStrict ? { ...rest, url: new URL(strictUri(rest.url)).href } : rest;
  });
}

/** What comes in again of what went out. */
async function broughtBack(profile: Profile, format: ExportFormat, version: VcardVersion) {
  const picture = profile.photo ? Buffer.from("/9j/4AAQ", "base64") : undefined;
  const parts = { audience: "owner", addresses, picture } as const;
  const text = writeDocument(profile, { format, version }, parts);
  const type = format === "vcard" ? "text/vcard" : "application/json";
  const { fields, photo, left } = await fitImport(await readDocument(Buffer.from(text), type));
  const content =
    format === "json"
      ? fields
      : Object.fromEntries(
          Object.entries(fields).map(([name, value]) => [name, inOrder(value, format)]),
        );
  return { content: said(content), photo, picture, left };
}

/** Of the jobs that go on. */
function employers({ workExperiences }: Profile): string[] {
  return workExperiences.filter(({ endDate }) => endDate === null).map(({ company }) => company);
}

describe.each([
  ["json", "3.0"],
  ["json-resume", "3.0"],
  ["vcard", "3.0"],
  ["vcard", "4.0"],
] as const)("%s %s", (format, version) => {
  test("what goes out comes in again, but for what is named as not exported", async () => {
    await fc.assert(
      fc.asyncProperty(hardProfile, async (profile) => {
        const { content, photo, picture } = await broughtBack(profile, format, version);
        const { company, ...rest } = content;
        const { company: sent, ...expected } = held(profile, format);
        expect(rest).toEqual(expected);
        if (format !== "json-resume") expect(company).toBe(sent);
        // A JSON Resume has no place for it; readers take the employer of a job that goes on.
        else if (company) expect(employers(profile)).toContain(company);
        if (format !== "json-resume") expect(photo && Buffer.from(photo)).toEqual(picture);
      }),
      { ...SEED, numRuns: 50 },
    );
  });
});
