import { countView } from "../../shared/domain/analytics/count-event.ts";
import { publishedProfile } from "../../shared/domain/profile/read-public-profile.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { publicAnswer } from "../../shared/http/public-answer.ts";
import { profileVcard } from "../../shared/model/profile/vcard.ts";
import { getVcardRoute } from "../../shared/routes/contacts/get-vcard.ts";
import { getPublicProfileRoute } from "../../shared/routes/profiles/get-public-profile.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(getVcardRoute, async ({ params, linkTo, visitor }) => {
  const profile = await publishedProfile(params.contact_id);
  const view = { profileId: profile.id, source: "vcard", visitor: visitor() } as const;
  await countView(settings.analytics, view);
  // By its id: a saved card must lead to the page whatever the slug becomes.
  const page = getPublicProfileRoute.path.replace("{identifier}", profile.id);
  const { photoBaseUrl } = settings;
  const card = profileVcard(profile, { pageUrl: linkTo(page), photoBaseUrl });
  return publicAnswer(card, "text/vcard; charset=utf-8", {
    "Content-Disposition": `attachment; filename="${profile.slug}.vcf"`,
  });
});
