import { cardPhoto } from "../domain/photo/card-photo.ts";
import type { PublicView } from "../domain/profile/public-views.ts";
import type { PublishedProfile } from "../domain/profile/read-public-profile.ts";
import { type DocumentForm, writeDocument } from "../model/exchange/write-document.ts";
import type { Profile } from "../model/profile/profile.ts";
import { settings } from "../settings.ts";
import { attachment } from "./attachment.ts";
import { documentAddresses } from "./document-addresses.ts";
import { documentType, FILE_ENDINGS } from "./document-type.ts";
import type { LinkTo } from "./public-address.ts";
import type { PublicAnswerParts } from "./public-answer.ts";

type Parts = Pick<PublicAnswerParts, "contentType" | "headers">;

/** What is public of a profile as a file in one of the formats, and what its answer says beside it. */
export function publicDocument(
  { slug }: Pick<PublishedProfile, "slug">,
  form: DocumentForm,
  linkTo: LinkTo,
): { readonly view: PublicView; readonly parts: Parts } {
  const { format, version } = form;
  const render = async (profile: Profile) =>
    writeDocument(profile, form, {
      audience: "public",
      addresses: documentAddresses(linkTo, profile, format),
      picture: format === "vcard" ? await cardPhoto(profile) : undefined,
    });
  return {
    view: { basis: ["document", format, version, settings.photoBaseUrl, linkTo("")], render },
    parts: {
      contentType: documentType(form),
      headers: { "Content-Disposition": attachment(slug, FILE_ENDINGS[format]) },
    },
  };
}
