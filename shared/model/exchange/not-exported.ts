import { fieldOf } from "../profile/derived-field.ts";
import type { Profile } from "../profile/profile.ts";
import type { Entry, SectionName } from "../profile/sections/section-models.ts";
import { usernameOf } from "../profile/username.ts";
import { vcardPlace } from "../profile/vcard-place.ts";
import type { ExportFormat, ForeignFormat } from "./export-format.ts";
import { MAPPED_FIELDS, type MappedField, placeOf } from "./field-map.ts";

/**
 * The fields of this profile that a format does not hold, by our names: `company`,
 * `education.description`. A section of which nothing is held goes by its name alone. What is unset,
 * or follows from the rest, is not lost.
 */
export function notExported(profile: Profile, format: ExportFormat): readonly string[] {
  if (format === "json") return [];
  const lost = MAPPED_FIELDS.filter(
    (field) => isSet(profile, field) && !hasPlace(profile, field, format),
  );
  return [...new Set(lost.map((field) => (isWholeLost(field, format) ? sectionOf(field) : field)))];
}

function hasPlace({ location }: Profile, field: MappedField, format: ForeignFormat): boolean {
  // An address book takes what is no place for one.
  if (field === "location" && format === "vcard") return vcardPlace(location) !== "";
  return placeOf(field, format) !== null;
}

/** Whether no field of the section has a place. */
function isWholeLost(field: MappedField, format: ForeignFormat): boolean {
  const section = sectionOf(field);
  if (section === field) return false;
  return MAPPED_FIELDS.every(
    (other) => sectionOf(other) !== section || placeOf(other, format) === null,
  );
}

function sectionOf(field: MappedField): string {
  return field.split(".")[0] ?? field;
}

/** Whether a profile says something there that a new one would not. */
function isSet(profile: Profile, field: MappedField): boolean {
  if (field === "headline") return profile.customHeadline !== "";
  if (field === "mcpDiscoverable") return !profile.mcpDiscoverable;
  if (field === "socialLinks.username") return profile.socialLinks.some(hasOwnName);
  const [section = "", part] = field.split(".");
  const values = part
    ? profile[section as SectionName].map((entry: Entry) => fieldOf(entry, part))
    : [fieldOf(profile, section)].flat();
  return values.some((value) => value !== "" && value !== null && value !== false);
}

/** The rest of them is read off the address again. */
function hasOwnName(link: Profile["socialLinks"][number]): boolean {
  return link.username !== "" && link.username !== usernameOf(link);
}
