import { DAILY_LIMITS, PROFILE_LIMITS } from "../../../shared/model/daily-limits.ts";
import { PLANS, SESSION_SEARCHES_PER_HOUR } from "../../../shared/model/plans.ts";
import { type Html, html } from "../../../shared/pages/html.ts";
import { prose } from "../../../shared/pages/prose.ts";

/** How much one may ask, and how large things may be, in the numbers of the model. */
export function limits(): Html {
  return html`<p>${prose("A plan limits what an account does with its API keys. `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` (Unix seconds) on every answer tell where you are; past the limit you get 429 with `Retry-After`.")}</p>
<table class="numbers">
<thead><tr><th scope="col">Plan</th><th scope="col">Requests a day</th><th scope="col">Searches an hour</th><th scope="col">Contacts</th></tr></thead>
<tbody>${Object.entries(PLANS).map(
    ([name, { requestsPerDay, searchesPerHour, contacts }]) =>
      html`\n<tr><td>${name}</td><td>${count(requestsPerDay)}</td><td>${count(searchesPerHour)}</td><td>${count(contacts)}</td></tr>`,
  )}
</tbody>
</table>
<p>With tokens an account has an allowance of its own: usually 10,000 requests a day, and ${count(SESSION_SEARCHES_PER_HOUR)} searches an hour. Days begin at midnight UTC.</p>
<table class="numbers">
<thead><tr><th scope="col">Whatever the plan, a day</th><th scope="col">At most</th></tr></thead>
<tbody>
<tr><td class="long">Photos sent straight to the store</td><td>${count(DAILY_LIMITS.photo_upload)}</td></tr>
<tr><td class="long">Slugs made public for the first time</td><td>${count(DAILY_LIMITS.public_slug)}</td></tr>
<tr><td class="long">Leads left by one account · at one profile</td><td>${count(DAILY_LIMITS.lead)} · ${count(PROFILE_LIMITS.lead)}</td></tr>
<tr><td class="long">Scans recorded by one account · of one profile</td><td>${count(DAILY_LIMITS.scan)} · ${count(PROFILE_LIMITS.scan)}</td></tr>
</tbody>
</table>
<p>${prose("A request may have about 4.5 MB, JSON 2 MB of it. A photo may have 5 MB: the larger ones go [straight to the store]({{base}}/docs/photos). An operation says how long each field may be.")}</p>
`;
}

function count(value: number | undefined): string {
  return value === undefined ? "no limit" : value.toLocaleString("en");
}
