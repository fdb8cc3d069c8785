import Vcf from "vcf";
import type { VcardVersion } from "../../../../shared/model/profile/vcard-version.ts";
import { readVcard } from "../../../support/read-vcard.ts";

/** What an address book takes out of a card. What is not in it is `""`, or an empty list. */
export interface CardFields {
  readonly uid: string;
  /** `YYYYMMDDHHMMSS`. */
  readonly revised: string;
  readonly name: string;
  /** Family, given, additional, prefixes, suffixes. */
  readonly parts: readonly string[];
  readonly company: string;
  readonly title: string;
  readonly note: string;
  readonly place: string;
  readonly email: string;
  readonly phone: string;
  /** An address, or base 64. */
  readonly photo: string;
  readonly page: string;
  /** Address and label. */
  readonly links: readonly (readonly [string, string])[];
}

/** A property, its texts without escapes. */
interface Line {
  readonly group: string;
  readonly name: string;
  readonly value: string | readonly string[];
}

/** Each reads both versions in its own way. */
export const READERS: Readonly<Record<string, (card: string, version: VcardVersion) => Line[]>> = {
  "ical.js": readByIcal,
  vcf: readByVcf,
};

/** What a reader finds in a card. */
export function fieldsOf(lines: readonly Line[]): CardFields {
  const find = (name: string) => lines.filter((line) => !line.group && line.name === name);
  const one = (name: string) => {
    const [line, another] = find(name);
    if (another) throw new Error(`Two of ${name}.`);
    return line?.value ?? "";
  };
  const text = (name: string) => [one(name)].flat().join("\0");
  const list = (name: string) => [one(name)].flat();
  const inGroup = (name: string) => lines.filter((line) => line.group && line.name === name);
  return {
    uid: text("UID"),
    revised: text("REV").replaceAll(/\D/g, "").slice(0, 14),
    name: text("FN"),
    parts: list("N"),
    ...{ company: text("ORG"), title: text("TITLE"), note: text("NOTE") },
    place: list("ADR").join(""),
    ...{ email: text("EMAIL"), phone: text("TEL").replace(/^tel:/, "") },
    photo: text("PHOTO").replace(/^data:image\/jpeg;base64,/, ""),
    page: text("URL"),
    links: inGroup("URL").map(({ group, value }) => {
      const label = inGroup("X-ABLABEL").find((line) => line.group === group)?.value;
      return [String(value), String(label)] as const;
    }),
  };
}

function readByIcal(card: string, version: VcardVersion): Line[] {
  return readVcard(card, version).map(({ name, value }) => {
    const [, group = "", bare = ""] = /^(?:([^.]+)\.)?(.+)$/.exec(name) ?? [];
    return { group, name: bare, value };
  });
}

/** It leaves escapes to who asks. */
function readByVcf(card: string): Line[] {
  return Object.values(new Vcf().parse(card).data)
    .flat()
    .map((property) => {
      const [name = "", { group = "" }, , shown] = property.toJSON() as [
        string,
        { group?: string },
        string,
        string | string[],
      ];
      const raw = String(property.valueOf());
      const value = Array.isArray(shown)
        ? raw.split(/(?<!(?<!\\)(?:\\\\)*\\);/).map(plain)
        : plain(raw);
      return { group, name: name === "xAbLabel" ? "X-ABLABEL" : name.toUpperCase(), value };
    });
}

function plain(escaped: string): string {
  return escaped.replaceAll(/\\(.)/gs, (_, letter: string) => (letter === "n" ? "\n" : letter));
}
