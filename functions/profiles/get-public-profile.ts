import { readPublicProfile } from "../../shared/domain/profile/read-public-profile.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { countAfterAnswers, publicAnswer } from "../../shared/http/public-answer.ts";
import { PUBLIC_CACHE } from "../../shared/http/public-cache.ts";
import { namedSource } from "../../shared/model/analytics/view-source.ts";
import type { Profile } from "../../shared/model/profile/profile.ts";
import { publicView } from "../../shared/model/profile/public-view.ts";
import { getPublicProfileRoute } from "../../shared/routes/profiles/get-public-profile.ts";
import { settings } from "../../shared/settings.ts";

const { photoBaseUrl } = settings;

/** The public page as data, which is what nearly everybody asks for. */
const pageData = {
  view: {
    basis: ["json", photoBaseUrl],
    render: (profile: Profile) => JSON.stringify(publicView(profile, photoBaseUrl)),
  },
  parts: { contentType: "application/json" },
};

export const handler = createHandler(getPublicProfileRoute, async (request) => {
  const { params, query, linkTo, holds, visitor } = request;
  const { format, version } = query;
  const source = namedSource(query.source);
  const identifier = params.identifier.toLowerCase();
  const files = format && (await import("../../shared/http/public-document.ts"));
  return readPublicProfile(identifier, async (published) => {
    if (identifier === published.id || identifier === published.slug) {
      const form = format && { format, version: version ?? "3.0" };
      const { view, parts } =
        files && form ? files.publicDocument(published, form, linkTo) : pageData;
      const usual = format === "vcard" ? "vcard" : "web";
      const seen = { source: source ?? usual, visitor: visitor() };
      return publicAnswer(published, view, { ...parts, holds, seen });
    }
    const path = getPublicProfileRoute.path.replace("{identifier}", published.slug);
    const asked = `${new URLSearchParams(given({ source, format, version }))}`;
    const Location = linkTo(path) + (asked && `?${asked}`);
    return { status: 301, headers: { ...PUBLIC_CACHE, Location } };
  });
});

function given(query: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

export { countAfterAnswers as start };
