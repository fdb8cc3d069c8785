import { cardPhoto } from "../domain/photo/card-photo.ts";
import { documentPicture } from "../domain/photo/document-picture.ts";
import { notExported } from "../model/exchange/not-exported.ts";
import {
  type DocumentForm,
  documentType,
  FILE_ENDINGS,
  writeDocument,
} from "../model/exchange/write-document.ts";
import type { Profile } from "../model/profile/profile.ts";
import { attachment } from "./attachment.ts";
import { documentAddresses } from "./document-addresses.ts";
import type { LinkTo } from "./public-address.ts";
import type { ApiResponse } from "./render.ts";

/** Names what the file does not hold. */
export const NOT_EXPORTED = "X-Profile-Not-Exported";

/** A profile as a file for its owner. Reads the photo where the format holds one. */
export async function exportAnswer(
  profile: Profile,
  form: DocumentForm,
  linkTo: LinkTo,
): Promise<ApiResponse> {
  const { format } = form;
  const picture = await pictureFor(profile, form);
  const addresses = documentAddresses(linkTo, profile, format);
  const lost = [...notExported(profile, format)];
  // It gave way to another since the profile was read.
  if (format === "json" && profile.photo && !picture) lost.push("photo");
  return {
    status: 200,
    text: writeDocument(profile, form, { audience: "owner", addresses, picture }),
    contentType: documentType(form),
    version: profile.version,
    headers: {
      "Content-Disposition": attachment(profile.slug, FILE_ENDINGS[format], profile.name),
      ...(lost.length > 0 && { [NOT_EXPORTED]: lost.join(", ") }),
    },
  };
}

function pictureFor(profile: Profile, { format }: DocumentForm) {
  if (format === "json") return documentPicture(profile);
  return format === "vcard" ? cardPhoto(profile) : undefined;
}
