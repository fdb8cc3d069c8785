import { ordered } from "../model/profile/entry-order.ts";
import { platformName } from "../model/profile/platform-name.ts";
import type { Profile } from "../model/profile/profile.ts";
import type { Education } from "../model/profile/sections/education.ts";
import type { SocialLink } from "../model/profile/sections/social-links.ts";
import type { WorkExperience } from "../model/profile/sections/work-experiences.ts";
import { webAddress } from "../model/web-address.ts";
import { period } from "./dates.ts";
import { type Html, html, ifAny, NOTHING } from "./html.ts";
import { directionOf } from "./writing.ts";

/** Letters of an address that are shown; the link has all of it. The host is shown whatever it takes. */
const SHOWN_ADDRESS = 60;

/** It is the same person's; no search engine is to rank a page for being linked by anyone who signs up. */
const REL = "me nofollow noopener";

/** All that a profile says below its head, in the order in which people look for it. */
export function profileSections(profile: Profile): Html {
  const { bio, skills, socialLinks, workExperiences, education } = profile;
  return html`${ifAny(bio, (text) => section("About", html`<p class="text" dir="auto">${text}</p>`))}${listed("Links", "links", ordered(socialLinks).map(link))}${listed("Experience", "entries", ordered(workExperiences).map(job))}${listed("Education", "entries", ordered(education).map(school))}${listed(
    "Skills",
    "skills",
    skills.map((skill) => html`<li><bdi>${skill}</bdi></li>`),
  )}`;
}

/** A part of the page under a heading of ours. */
export function section(title: string, content: Html, kind?: string): Html {
  return html`<section${kind ? html` class="${kind}"` : NOTHING}>
<h2 lang="en">${title}</h2>
${content}
</section>
`;
}

function listed(title: string, kind: string, items: readonly Html[]): Html {
  if (items.length === 0) return NOTHING;
  return section(title, html`<ul class="${kind}">${items.map((item) => html`\n${item}`)}\n</ul>`);
}

function link({ platform, url }: SocialLink): Html {
  const address = webAddress(url);
  const name = platform === "other" ? "Link" : platformName(platform);
  const words = html`<span class="soft" lang="en">${name} </span>`;
  if (!address) return html`<li>${words}<span dir="ltr">${url}</span></li>`;
  return html`<li>${words}<span><a rel="${REL}" href="${address}" dir="ltr">${shortened(address)}</a></span></li>`;
}

/** `https://www.example.com/jane/` as people write it: `example.com/jane`. */
function shortened(address: string): string {
  const bare = readable(address.replace(/^https?:\/\/(?:www\.)?/, "").replace(/\/$/, ""));
  const letters = [...bare];
  // A host that is cut could pose as the one it begins like.
  const shown = Math.max(SHOWN_ADDRESS, [...bare.replace(/[/?#].*$/s, "")].length + 1);
  if (letters.length <= shown) return bare;
  return `${letters.slice(0, shown - 1).join("")}…`;
}

/** With letters in the place of their escapes, where all of them are letters or digits. */
function readable(address: string): string {
  return address.replaceAll(/(?:%[89A-F][0-9A-F])+/gi, (escapes) => {
    try {
      const text = decodeURIComponent(escapes);
      return /^[\p{L}\p{M}\p{N}]+$/u.test(text) ? text : escapes;
    } catch {
      return escapes;
    }
  });
}

function job({ jobTitle, company, location, startDate, endDate, description }: WorkExperience) {
  return entry(jobTitle, period(startDate, endDate), [company, location], description);
}

function school(entryOfSchool: Education): Html {
  const { institution, degree, fieldOfStudy, startDate, endDate, description } = entryOfSchool;
  return entry(institution, period(startDate, endDate), [degree, fieldOfStudy], description);
}

function entry(title: string, when: Html, facts: readonly string[], text: string): Html {
  const known = facts.filter((fact) => fact !== "");
  const line = known.map((fact, index) => html`${index > 0 ? " · " : ""}<bdi>${fact}</bdi>`);
  return html`<li>
<div class="row"><h3 dir="auto">${title}</h3>${when}</div>
${known.length > 0 ? html`<p dir="${directionOf(known.join(" "))}">${line}</p>\n` : NOTHING}${ifAny(text, (words) => html`<p class="text soft" dir="auto">${words}</p>\n`)}</li>`;
}
