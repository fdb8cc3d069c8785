import type { Profile } from "../profile/profile.ts";
import { profileVcard } from "../profile/vcard.ts";
import type { VcardVersion } from "../profile/vcard-version.ts";
import type { Audience, ExportAddresses, ExportFormat } from "./export-format.ts";
import { writeJsonLd } from "./write-json-ld.ts";
import { writeJsonResume } from "./write-json-resume.ts";
import { writeOwn } from "./write-own.ts";

/** In what form a document is wanted. */
export interface DocumentForm {
  readonly format: ExportFormat;
  /** Of a vCard. */
  readonly version: VcardVersion;
}

/** What a document is made with, beside the profile. */
export interface DocumentParts {
  readonly audience: Audience;
  readonly addresses: ExportAddresses;
  /** The photo as a JPEG, for the formats that hold one: 256 pixels a side in a vCard. */
  readonly picture?: Uint8Array | undefined;
}

/**
 * A profile as a text in one of the formats. Its owner gets all that the format holds; anybody else
 * what is public, and contact data only when shown.
 */
export function writeDocument(
  profile: Profile,
  { format, version }: DocumentForm,
  { audience, addresses, picture }: DocumentParts,
): string {
  if (format === "json") return JSON.stringify(writeOwn(profile, addresses, audience, picture));
  const shown = audience === "owner" ? { ...profile, showEmail: true, showPhone: true } : profile;
  if (format === "json-resume") return JSON.stringify(writeJsonResume(shown, addresses));
  if (format === "json-ld") return JSON.stringify(writeJsonLd(shown, addresses));
  const { pageUrl = "", photoBaseUrl } = addresses;
  return profileVcard(shown, { pageUrl, photoBaseUrl }, { version, photo: picture });
}
