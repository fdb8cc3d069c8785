import { type Html, html, NOTHING } from "./html.ts";

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** From when to when, as far as it is known. Dates are `YYYY` or `YYYY-MM`. */
export function period(start: string | null, end: string | null): Html {
  if (start === null) return end === null ? NOTHING : when(date(end));
  if (start === end) return when(date(start));
  const last = end === null ? html`Present` : date(end);
  return when(html`${date(start)} – ${last}`);
}

/** In our words, not the owner's. */
function when(words: Html): Html {
  return html`<p class="soft" lang="en" dir="ltr">${words}</p>`;
}

function date(value: string): Html {
  const [year = "", month] = value.split("-");
  const name = month && MONTHS[Number(month) - 1];
  return html`<time datetime="${value}">${name ? `${name} ${year}` : year}</time>`;
}
