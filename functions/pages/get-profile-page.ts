import { readPublicProfile } from "../../shared/domain/profile/read-public-profile.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { pageHeaders } from "../../shared/http/page-headers.ts";
import { profileAddresses } from "../../shared/http/profile-addresses.ts";
import { countAfterAnswers, publicAnswer } from "../../shared/http/public-answer.ts";
import { PUBLIC_CACHE } from "../../shared/http/public-cache.ts";
import { renderErrorPage } from "../../shared/http/render-error-page.ts";
import { namedSource } from "../../shared/model/analytics/view-source.ts";
import type { Profile } from "../../shared/model/profile/profile.ts";
import { profilePage } from "../../shared/pages/profile-page.ts";
import { getProfilePageRoute } from "../../shared/routes/pages/get-profile-page.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(
  getProfilePageRoute,
  ({ params, query, linkTo, holds, visitor }) => {
    const source = namedSource(query.source);
    const identifier = params.identifier.toLowerCase();
    const { photoBaseUrl } = settings;
    const addresses = { ...profileAddresses(linkTo), photoBaseUrl };
    const view = {
      basis: ["page", photoBaseUrl, linkTo("")],
      render: (profile: Profile) => profilePage(profile, addresses),
    };
    return readPublicProfile(identifier, async (published) => {
      if (identifier !== published.id && identifier !== published.slug) {
        const asked = source ? `?source=${source}` : "";
        const Location = addresses.page(published.slug) + asked;
        return { status: 301, headers: { ...PUBLIC_CACHE, Location } };
      }
      const contentType = "text/html; charset=utf-8";
      const seen = { source: source ?? "web", visitor: visitor() };
      const answer = await publicAnswer(published, view, { contentType, holds, seen });
      // Who holds the page has the headers it came with.
      if (answer?.text === undefined) return answer;
      return {
        ...answer,
        headers: { ...answer.headers, ...pageHeaders(answer.text, photoBaseUrl) },
      };
    });
  },
  { renderError: renderErrorPage },
);

export { countAfterAnswers as start };
