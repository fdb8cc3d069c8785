import { accentOf } from "../model/photo/accent.ts";
import type { Profile } from "../model/profile/profile.ts";
import { documentOf } from "./document.ts";
import { type Html, html, ifAny, NOTHING } from "./html.ts";
import type { PageAddresses } from "./page-addresses.ts";
import { pagePhoto } from "./page-photo.ts";
import { pageTitle, profileHead } from "./profile-head.ts";
import { profileSections, section } from "./profile-sections.ts";
import { qrCode, qrSvg } from "./qr-code.ts";
import { shownHeadline } from "./shown-headline.ts";
import { directionOf, languageOf } from "./writing.ts";

/**
 * A published profile as a page for people: on a phone, a desk and paper, in light and dark, without
 * a script. What its owner does not show is not in it.
 */
export function profilePage(profile: Profile, addresses: PageAddresses): string {
  const { name, photo, bio } = profile;
  return documentOf({
    title: pageTitle(profile),
    accent: accentOf(photo?.color),
    head: profileHead(profile, addresses),
    language: languageOf(`${name} ${shownHeadline(profile)} ${bio}`),
    direction: directionOf(`${name} ${bio}`),
    main: html`${top(profile, addresses)}${profileSections(profile)}${share(profile, addresses)}`,
  });
}

function top(profile: Profile, addresses: PageAddresses): Html {
  const { name, location } = profile;
  return html`<header>
${portrait(profile, addresses)}<div>
<h1 dir="auto">${name}</h1>
${ifAny(shownHeadline(profile), (text) => html`<p class="headline" dir="auto">${text}</p>\n`)}${ifAny(location, (text) => html`<p class="place soft" dir="auto">${text}</p>\n`)}${actions(profile, addresses)}</div>
</header>
`;
}

function portrait(profile: Profile, { photoBaseUrl }: PageAddresses): Html {
  const photo = pagePhoto(profile, photoBaseUrl);
  if (!photo) return NOTHING;
  const { icon, srcset, sizes, width, height } = photo;
  return html`<img src="${icon}" srcset="${srcset}" sizes="${sizes}" width="${width}" height="${height}" alt="${profile.name}">\n`;
}

function actions(profile: Profile, addresses: PageAddresses): Html {
  const { id, showEmail, contactEmail, showPhone, contactPhone } = profile;
  const email = ifAny(showEmail ? contactEmail : null, (address) => {
    // What else an address may hold would be read as more than the address.
    const to = encodeURIComponent(address.toWellFormed()).replace("%40", "@");
    return html`\n<a href="mailto:${to}">${address}</a>`;
  });
  const phone = ifAny(showPhone ? contactPhone : null, (number) => {
    const to = encodeURIComponent(number.toWellFormed()).replace("%2B", "+");
    return html`\n<a href="tel:${to}" dir="ltr">${number}</a>`;
  });
  return html`<p class="actions" lang="en"><a class="button" href="${addresses.vcard(id)}">Save contact</a>${email}${phone}</p>\n`;
}

function share({ id, slug }: Profile, { scanned, page }: PageAddresses): Html {
  const label = html` role="img" aria-label="QR code of this page"`;
  const code = qrSvg(qrCode(scanned(id)), label);
  const shown = page(slug).replace(/^https?:\/\//, "");
  return section(
    "Share",
    html`<div class="code" lang="en">${code}<p class="soft" dir="auto">Scan to open this page on another phone, or send <bdi>${shown}</bdi></p></div>`,
    "share",
  );
}
