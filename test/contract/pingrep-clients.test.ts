import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routeTable } from "../../shared/routes/route-table.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

/**
 * Every call that PingRep's own command line and MCP server make, as they make it, and what they read
 * of the answers. They run unmodified: what breaks here breaks for their users.
 */
let platform: TestPlatform;
let things: Things;
let credentials: Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What the calls are about. */
interface Things {
  readonly id: string;
  readonly slug: string;
  readonly contactId: string;
}

/** An answer as those programs take it: JSON of any shape. */
// biome-ignore lint/suspicious/noExplicitAny: each reader looks into a shape of its own.
type Json = any;

/** One call, and the fields that are read of its answer. */
interface ClientCall {
  /** Method and path of the route. */
  readonly route: string;
  readonly when?: string;
  /** Path with its query, as it is put together there: nothing is URL-encoded. */
  readonly path: (things: Things) => string;
  readonly body?: (things: Things) => object;
  readonly reads: (answer: Json, things: Things) => void;
}

const API = "/api/v1";
const text = expect.any(String);

/** A page, read field by field: contact data only where the page says that it is shown. */
function readsPage(page: Json): void {
  const { name, title, company, bio, location } = page;
  expect([name, title, company, bio, location]).toEqual(Object.values(SHOWN));
  const email = page.showEmail ? page.contactEmail : undefined;
  const phone = page.showPhone ? page.contactPhone : undefined;
  expect([email, phone]).toEqual([CONTACT.contactEmail, undefined]);
  const links = page.socialLinks.map((link: Json) => [link.platform, link.url, link.full_url]);
  expect(links).toEqual([["github", GITHUB, GITHUB]]);
  const work = page.workExperience.map((one: Json) => [
    ...[one.jobTitle, one.company, one.startDate, one.endDate ?? "Present"],
  ]);
  expect(work).toEqual([["Agent", "Acme", "2019-04", "Present"]]);
  const schools = page.education.map((one: Json) => [one.institution, one.degree, one.startDate]);
  expect(schools).toEqual([["MIT", "BSc", "2011"]]);
  expect(page.skills.map((skill: Json) => skill.name).join(", ")).toBe("Go, Law");
}

function readsContact(contact: Json, { id, contactId }: Things): void {
  expect([contact.id, contact.profileId, contact.userId]).toEqual([contactId, id, null]);
  expect([contact.name, contact.title, contact.company]).toEqual(["Mia Client", "Agent", "Acme"]);
  expect([contact.email, contact.phone]).toEqual([CONTACT.contactEmail, null]);
  expect(contact.socialLinks.length).toBe(1);
  expect(contact.socialLinks[0]).toMatchObject({ platform: "github", url: GITHUB });
  expect(contact.profileAvailable).toBe(true);
}

/** Entries as a list of people prints them. */
function readsFound({ results, total }: Json, { slug }: Things): void {
  const found = results.find((one: Json) => one.slug === slug);
  const { name, title, company, location, photoUrl } = found;
  expect([name, title, company, location]).toEqual(["Mia Client", "Agent", "Acme", "Lisbon"]);
  expect(photoUrl).toBe("");
  expect(found.activeIdentities.length && found.activeIdentities.join(", ")).toBe("Agent");
  expect(total).toBeGreaterThanOrEqual(1);
}

function readsContacts({ contacts, total, hasMore }: Json, all: Things): void {
  expect([total, hasMore]).toEqual([1, false]);
  for (const contact of contacts) readsContact(contact, all);
}

/** A row a call. */
const CALLS: readonly ClientCall[] = [
  {
    route: "GET /health",
    path: () => "/health",
    reads: ({ status }) => expect(status).toEqual(text),
  },
  {
    route: `GET ${API}/profiles/p/{identifier}`,
    when: "by id",
    path: ({ id }) => `${API}/profiles/p/${id}`,
    reads: readsPage,
  },
  {
    route: `GET ${API}/profiles/p/{identifier}`,
    when: "by slug",
    path: ({ slug }) => `${API}/profiles/p/${slug}`,
    reads: readsPage,
  },
  {
    route: `POST ${API}/public/save-contact`,
    when: "by id",
    path: () => `${API}/public/save-contact`,
    body: ({ id }) => ({ ...VISITOR, profile_id: id }),
    reads: ({ contactSaved }) => expect(contactSaved).toBe(true),
  },
  {
    route: `POST ${API}/public/save-contact`,
    when: "by slug",
    path: () => `${API}/public/save-contact`,
    body: ({ slug }) => ({ ...VISITOR, profile_id: slug }),
    reads: ({ contactSaved }) => expect(contactSaved).toBe(true),
  },
  {
    route: `GET ${API}/public/directory/search`,
    when: "by words",
    path: ({ slug }) => `${API}/public/directory/search?query=${slug.split("-")[0]}&limit=10`,
    reads: readsFound,
  },
  {
    route: `GET ${API}/public/directory/search`,
    when: "by role and location",
    path: () => `${API}/public/directory/search?role=agent&location=lisbon&limit=10`,
    reads: readsFound,
  },
  {
    route: `GET ${API}/mcp/analytics-summary`,
    path: () => `${API}/mcp/analytics-summary?days=7`,
    reads: (summary, { id }) => {
      expect([summary.profileId, summary.periodDays]).toEqual([id, 7]);
      const { totalViews, uniqueViewers, qrScans, savedCount } = summary;
      const { viewsThisWeek, qrScansThisWeek } = summary;
      const counts = [totalViews, uniqueViewers, qrScans, savedCount, viewsThisWeek];
      for (const count of [...counts, qrScansThisWeek]) expect(count).toBeTypeOf("number");
      for (const [source, count] of Object.entries(summary.bySource)) {
        expect([source, count]).toEqual([text, expect.any(Number)]);
      }
    },
  },
  {
    route: `GET ${API}/mcp/profile`,
    path: () => `${API}/mcp/profile`,
    reads: (own, { id, slug }) => {
      const { name, title, company, bio, location, contactEmail, contactPhone } = own;
      expect({ name, title, company, bio, location }).toEqual(SHOWN);
      expect({ contactEmail, contactPhone }).toEqual(CONTACT);
      expect([own.id, own.slug, own.isPublic, own.mcpDiscoverable]).toEqual([id, slug, true, true]);
      expect(own.socialLinks.length).toBe(1);
      expect(own.skills.map((skill: Json) => skill.name).join(", ")).toBe("Go, Law");
    },
  },
  {
    route: `GET ${API}/mcp/contacts`,
    path: () => `${API}/mcp/contacts`,
    reads: readsContacts,
  },
  {
    route: `GET ${API}/mcp/contacts`,
    when: "by limit and offset",
    path: () => `${API}/mcp/contacts?limit=50&offset=0`,
    reads: readsContacts,
  },
  {
    route: `GET ${API}/mcp/contacts`,
    when: "behind the last one",
    path: () => `${API}/mcp/contacts?limit=1&offset=100000`,
    reads: (answer) => expect(answer).toEqual({ contacts: [], total: 1, hasMore: false }),
  },
  {
    route: `GET ${API}/mcp/contacts/{contact_id}`,
    path: ({ contactId }) => `${API}/mcp/contacts/${contactId}`,
    reads: readsContact,
  },
  {
    route: `POST ${API}/contacts/scans`,
    path: () => `${API}/contacts/scans`,
    body: ({ id }) => ({ profileId: id, source: "qr_scan" }),
    reads: (scan, { id }) => expect(scan).toMatchObject({ profileId: id, source: "qr_scan" }),
  },
  {
    route: `GET ${API}/contacts/scans`,
    path: () => `${API}/contacts/scans`,
    reads: ({ scans }, { id }) => expect(scans[0]?.profileId).toBe(id),
  },
];

/** Read as text; all else that those programs call is in the table above. */
const VCARD = `GET ${API}/contacts/{contact_id}/vcf`;

/** What those programs call, by method and path. */
const EVERY_CALL = [
  "GET /health",
  `GET ${API}/profiles/p/{identifier}`,
  VCARD,
  `GET ${API}/public/directory/search`,
  `POST ${API}/public/save-contact`,
  `GET ${API}/mcp/profile`,
  `GET ${API}/mcp/contacts`,
  `GET ${API}/mcp/contacts/{contact_id}`,
  `GET ${API}/mcp/analytics-summary`,
  `POST ${API}/contacts/scans`,
  `GET ${API}/contacts/scans`,
];

const SHOWN = {
  ...{ name: "Mia Client", title: "Agent", company: "Acme" },
  ...{ bio: "Homes by the sea.", location: "Lisbon" },
};
const CONTACT = { contactEmail: "mia@example.com", contactPhone: "+14155550123" };
const GITHUB = "https://github.com/mia";
const VISITOR = { name: "Ada Visitor", email: "ada@example.com", tos_consent: true };

beforeAll(async () => {
  platform = await sharedPlatform();
  const owner = await platform.as("clients");
  const { json } = await owner.post(`${API}/profiles`, {
    ...{ ...SHOWN, ...CONTACT, showEmail: true, skills: ["Go", "Law"] },
  });
  await owner.patch(`${API}/profiles/${json.id}`, {
    isPublic: true,
    socialLinks: [{ platform: "github", url: GITHUB }],
    workExperiences: [{ jobTitle: "Agent", company: "Acme", startDate: "2019-04" }],
    education: [{ institution: "MIT", degree: "BSc", startDate: "2011" }],
  });
  const saved = await owner.post(`${API}/contacts`, { profileId: json.id, source: "mcp" });
  await platform.idle();
  things = { id: json.id, slug: json.slug, contactId: saved.json.id };
  const authorization = `Bearer ${await platform.token({ account: "clients" })}`;
  const { key } = await platform.issueKey("clients");
  credentials = {
    "an API key": { "X-API-Key": key },
    "a JWT": { Authorization: authorization },
    both: { Authorization: authorization, "X-API-Key": key },
  };
});
afterAll(() => platform.stop());

/** The way of the MCP server: JSON is announced on every request and read of every 2xx. */
async function ask(
  headers: Readonly<Record<string, string>>,
  method: string,
  path: string,
  body?: object,
): Promise<Json> {
  const response = await fetch(`${platform.url}${path}`, {
    method,
    headers: { ...headers, "Content-Type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (response.ok) return response.json();
  const { detail } = (await response.json()) as Json;
  throw new Error(typeof detail === "string" ? detail : `API error ${response.status}`);
}

describe.each(["an API key", "a JWT", "both"])("with %s", (credential) => {
  test.each(
    CALLS.map((call) => [`${call.route} ${call.when ?? ""}`, call] as const),
  )("%s", async (_, { route, path, body, reads }) => {
    const [method = ""] = route.split(" ");
    const headers = credentials[credential] ?? {};
    reads(await ask(headers, method, path(things), body?.(things)), things);
  });

  test(`${VCARD}, as text`, async () => {
    const headers = { ...credentials[credential], "Content-Type": "application/json" };
    const response = await fetch(`${platform.url}${API}/contacts/${things.id}/vcf`, { headers });
    expect([response.status, await response.text()]).toEqual([
      ...[200, expect.stringMatching(/^BEGIN:VCARD\r\n.*EMAIL.*END:VCARD\r\n$/s)],
    ]);
  });
});

describe("what goes wrong is told in a sentence that those programs show", () => {
  const UNKNOWN = "0190c0de-0000-7000-8000-000000000000";

  test.each<[string, string, object | undefined, string]>([
    ["GET", `${API}/profiles/p/nobody at all`, undefined, "Profile not found."],
    ["GET", `${API}/profiles/p/${UNKNOWN}`, undefined, "Profile not found."],
    ["GET", `${API}/mcp/contacts/${UNKNOWN}`, undefined, "Contact not found."],
    [
      ...["POST", `${API}/public/save-contact`],
      { ...VISITOR, profile_id: "nobody" },
      "Profile not found.",
    ],
    [
      ...["POST", `${API}/contacts/scans`],
      { profileId: UNKNOWN, source: "web" },
      "Profile not found.",
    ],
  ] as never)("%s %s", async (method, path, body, sentence) => {
    const headers = credentials["an API key"] ?? {};
    await expect(ask(headers, method, path, body)).rejects.toThrow(sentence);
  });

  test("an account without a profile, and a key that is none", async () => {
    const { key } = await platform.issueKey("clients-empty");
    const profile = `${API}/mcp/profile`;
    await expect(ask({ "X-API-Key": key }, "GET", profile)).rejects.toThrow("Profile not found.");
    const wrong = ask({ "X-API-Key": "pr_live_nonsense" }, "GET", profile);
    await expect(wrong).rejects.toThrow(/\.$/);
  });
});

test("every call of theirs that there is a route for is made here", () => {
  const routes = routeTable.map(({ method, path }) => `${method} ${path}`);
  const made = [VCARD, ...CALLS.map(({ route }) => route)];
  expect(EVERY_CALL.filter((call) => routes.includes(call) && !made.includes(call))).toEqual([]);
  expect(made.filter((call) => !EVERY_CALL.includes(call))).toEqual([]);
});
