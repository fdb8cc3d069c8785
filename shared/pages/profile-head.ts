import { writeJsonLd } from "../model/exchange/write-json-ld.ts";
import type { Profile } from "../model/profile/profile.ts";
import { type Html, html, ifAny, jsonLdElement, NOTHING } from "./html.ts";
import type { PageAddresses } from "./page-addresses.ts";
import { pagePhoto } from "./page-photo.ts";
import { shownHeadline } from "./shown-headline.ts";

/** Letters of a text that search engines and messengers show. */
const DESCRIPTION = 200;

/** What a browser's tab and a search engine call the page. */
export function pageTitle(profile: Profile): string {
  const headline = shownHeadline(profile);
  return headline ? `${profile.name} – ${headline}` : profile.name;
}

/** What machines are told of a profile's page. */
export function profileHead(profile: Profile, addresses: PageAddresses): Html {
  const { id, slug, name, mcpDiscoverable } = profile;
  const canonical = addresses.page(slug);
  const photo = pagePhoto(profile, addresses.photoBaseUrl);
  const about = description(profile);
  return html`${mcpDiscoverable ? NOTHING : html`<meta name="robots" content="noindex">\n`}${ifAny(about, (text) => html`<meta name="description" content="${text}">\n`)}<link rel="canonical" href="${canonical}">
<link rel="alternate" type="text/vcard" href="${addresses.vcard(id)}">
<link rel="alternate" type="application/json" href="${addresses.data(id)}">
<link rel="icon" href="${photo?.icon ?? "data:,"}">
<meta property="og:type" content="profile">
<meta property="og:title" content="${name}">
<meta property="og:url" content="${canonical}">
${ifAny(about, (text) => html`<meta property="og:description" content="${text}">\n`)}${
  photo
    ? html`<meta property="og:image" content="${photo.url}">
<meta property="og:image:width" content="${photo.width}">
<meta property="og:image:height" content="${photo.height}">
<meta property="og:image:alt" content="${name}">\n`
    : NOTHING
}<meta name="twitter:card" content="summary">
${jsonLdElement(writeJsonLd(profile, { pageUrl: canonical, photoBaseUrl: addresses.photoBaseUrl }))}
`;
}

function description(profile: Profile): string {
  const headline = shownHeadline(profile);
  const bio = profile.bio.replaceAll(/\s+/gu, " ").trim();
  const letters = [...(bio ? `${headline}${headline && ". "}${bio}` : headline)];
  if (letters.length <= DESCRIPTION) return letters.join("");
  return `${letters
    .slice(0, DESCRIPTION - 1)
    .join("")
    .trimEnd()}…`;
}
