import { cardPhoto } from "../../shared/domain/photo/card-photo.ts";
import { readPublishedProfile } from "../../shared/domain/profile/read-public-profile.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { profileAddresses } from "../../shared/http/profile-addresses.ts";
import { countAfterAnswers, publicAnswer } from "../../shared/http/public-answer.ts";
import { vcardContentType } from "../../shared/http/vcard-content-type.ts";
import type { Profile } from "../../shared/model/profile/profile.ts";
import { profileVcard } from "../../shared/model/profile/vcard.ts";
import { getVcardRoute } from "../../shared/routes/contacts/get-vcard.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(getVcardRoute, ({ params, query, linkTo, holds, visitor }) =>
  readPublishedProfile(params.contact_id, (published) => {
    const { version = "3.0" } = query;
    // By its id: a saved card must lead to the page whatever the slug becomes.
    const pageUrl = profileAddresses(linkTo).page(published.id);
    const { photoBaseUrl } = settings;
    const view = {
      basis: ["vcard", version, photoBaseUrl, pageUrl],
      render: async (profile: Profile) => {
        const photo = await cardPhoto(profile);
        return profileVcard(profile, { pageUrl, photoBaseUrl }, { version, photo });
      },
    };
    return publicAnswer(published, view, {
      contentType: vcardContentType(version),
      headers: { "Content-Disposition": `attachment; filename="${published.slug}.vcf"` },
      holds,
      seen: { source: "vcard", visitor: visitor() },
    });
  }),
);

export { countAfterAnswers as start };
