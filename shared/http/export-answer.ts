import { cardPhoto } from "../domain/photo/card-photo.ts";
import { documentPicture } from "../domain/photo/document-picture.ts";
import { notExported } from "../model/exchange/not-exported.ts";
import { type DocumentForm, writeDocument } from "../model/exchange/write-document.ts";
import type { Profile } from "../model/profile/profile.ts";
import { attachment } from "./attachment.ts";
import { etag } from "./conditional.ts";
import { documentAddresses } from "./document-addresses.ts";
import { documentType, FILE_ENDINGS } from "./document-type.ts";
import type { LinkTo } from "./public-address.ts";
import type { ApiResponse } from "./render.ts";

/** Names what the file does not hold. */
const NOT_EXPORTED = "X-Profile-Not-Exported";

/** What an export is made with, beside the profile: parts of the request. */
export interface ExportParts {
  readonly linkTo: LinkTo;
  /** Whether the caller has the answer with this entity tag. */
  readonly holds: (etag: string) => boolean;
}

/**
 * A profile as a file for its owner. Reads the photo where the format holds one, and the caller has not
 * got this version.
 */
export async function exportAnswer(
  profile: Profile,
  form: DocumentForm,
  { linkTo, holds }: ExportParts,
): Promise<ApiResponse> {
  const { format } = form;
  const { version, slug, name } = profile;
  const contentType = documentType(form);
  if (holds(etag(version))) return { status: 304, contentType, version };
  const picture = await pictureFor(profile, form);
  const addresses = documentAddresses(linkTo, profile, format);
  const lost = [...notExported(profile, format)];
  // It gave way to another since the profile was read.
  if (format === "json" && profile.photo && !picture) lost.push("photo");
  return {
    status: 200,
    text: writeDocument(profile, form, { audience: "owner", addresses, picture }),
    ...{ contentType, version },
    headers: {
      "Content-Disposition": attachment(slug, FILE_ENDINGS[format], name),
      ...(lost.length > 0 && { [NOT_EXPORTED]: lost.join(", ") }),
    },
  };
}

function pictureFor(profile: Profile, { format }: DocumentForm) {
  if (format === "json") return documentPicture(profile);
  return format === "vcard" ? cardPhoto(profile) : undefined;
}
