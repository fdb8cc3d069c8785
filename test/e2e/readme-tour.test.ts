import { afterAll, beforeAll, expect, test } from "vitest";
import { sharedPlatform } from "../support/shared-platform.ts";
import { runTour, shellOf, type TourAnswer } from "../support/shell-tour.ts";
import type { TestPlatform } from "../support/test-platform.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await sharedPlatform();
});
afterAll(() => platform.stop());

function headersOf(seen: readonly TourAnswer[], name: string): string[] {
  const line = new RegExp(`^${name}: (.+?)\r$`, "im");
  return seen.flatMap(({ text }) => line.exec(text)?.[1] ?? []);
}

const PROFILES = "/api/v1/profiles";
const CONTACTS = "/api/v1/contacts";
const KEYS = "/api/v1/api-keys";

const REQUESTS = [
  "GET /health 200",
  `POST ${PROFILES} 201`,
  `POST ${PROFILES} 201`,
  `GET ${PROFILES}/all 200`,
  `GET ${PROFILES}/me 200`,
  `GET ${PROFILES}/me 200`,
  `PATCH ${PROFILES}/<id> 200`,
  `POST ${PROFILES}/<id>/education 201`,
  `PATCH ${PROFILES}/<id>/education/<id> 200`,
  `POST ${PROFILES}/<id>/education 201`,
  `DELETE ${PROFILES}/<id>/education/<id> 204`,
  `PATCH ${PROFILES}/<id> 200`,
  `POST ${PROFILES}/<id>/photo-uploads 201`,
  "PUT <upload> 200",
  `GET ${PROFILES}/<id>/photo-uploads/<id> 200`,
  `POST ${PROFILES}/import?dryRun=true 200`,
  `GET ${PROFILES}/<id>/export?format=json-resume 200`,
  `POST ${PROFILES}/<id>/publish 200`,
  `GET ${PROFILES}/p/<id> 200`,
  `GET ${CONTACTS}/<id>/vcf 200`,
  `GET ${PROFILES}/p/<id>/qr 200`,
  `GET ${PROFILES}/<id> 200`,
  `POST ${CONTACTS} 201`,
  "GET /api/v1/public/directory/search?query=doe+jan 200",
  "POST /api/v1/public/save-contact 200",
  "GET /api/v1/leads 200",
  "GET /api/v1/mcp/analytics-summary?days=30 200",
  `DELETE ${PROFILES}/<id> 204`,
  `GET ${CONTACTS} 200`,
  `POST ${KEYS} 201`,
  `GET ${PROFILES}/all 200`,
  `GET ${KEYS} 200`,
  `POST ${KEYS}/<id>/rotate 200`,
  `GET ${PROFILES}/all 200`,
  `DELETE ${KEYS}/<id> 204`,
  `GET ${PROFILES}/all 401`,
  `POST ${PROFILES} 201`,
  `POST ${PROFILES} 201`,
];

test("the README's tour can be pasted, and its answers are as told", async () => {
  const tour = shellOf("README.md", "A tour with curl", "Deploy");
  const { stdout, answers: seen } = await runTour(platform, tour);
  expect(seen.map(({ request }) => request)).toEqual(REQUESTS);
  const answers = (request: string) => {
    return seen.filter((one) => one.request === request).map(({ json }) => json);
  };
  const [created, , first, replayed] = answers(`POST ${PROFILES} 201`);
  const [patched] = answers(`PATCH ${PROFILES}/<id> 200`);
  const [foreign] = answers(`GET ${PROFILES}/<id> 200`);
  expect(created.skills).toEqual(["negotiation", "staging"]);
  expect(answers(`GET ${PROFILES}/all 200`)[0]).toHaveLength(2);
  expect(answers(`GET ${PROFILES}/me 200`)[0]).toEqual(created);
  expect(patched).toMatchObject({ bio: "Homes by the sea.", company: "", isPublic: false });
  expect(foreign.workExperiences).toEqual(patched.workExperiences);
  expect(foreign.education).toHaveLength(1);
  expect(foreign.education).toMatchObject([{ institution: "MIT", degree: "BSc" }]);
  expect(answers(`POST ${PROFILES}/<id>/publish 200`)).toMatchObject([{ isPublic: true }]);
  const [page] = answers(`GET ${PROFILES}/p/<id> 200`);
  expect(page.workExperience).toEqual(patched.workExperiences);
  const [{ photo }] = answers(`GET ${PROFILES}/<id> 200`);
  expect(photo).toMatchObject({ width: 640, height: 640 });
  const vcard = seen.find(({ request }) => request.includes("/vcf"));
  expect(vcard?.text).toMatch(/^BEGIN:VCARD\r\n/);
  const [saved] = answers(`POST ${CONTACTS} 201`);
  expect(saved).toMatchObject({ name: "Jane Doe", profileAvailable: true, notice: null });
  expect(answers("POST /api/v1/public/save-contact 200")).toEqual([{ contactSaved: true }]);
  const [{ leads }] = answers("GET /api/v1/leads 200");
  expect(leads).toMatchObject([{ name: "Bob", email: "bob@example.com", profileId: patched.id }]);
  const [summary] = answers("GET /api/v1/mcp/analytics-summary?days=30 200");
  // curl is no person's browser.
  expect(summary).toMatchObject({ profileId: patched.id, totalViews: 0, savedCount: 1 });
  const [list] = answers(`GET ${CONTACTS} 200`);
  expect(list).toMatchObject({ total: 1, contacts: [{ id: saved.id, name: "" }] });
  expect(list.contacts[0].notice).toBe("Profile removed");
  const [listed] = answers(`GET ${KEYS} 200`);
  expect(listed).toEqual([expect.objectContaining({ name: "CRM", status: "active" })]);
  expect(listed[0]).not.toHaveProperty("key");
  const [issued] = answers(`POST ${KEYS} 201`);
  expect(answers(`POST ${KEYS}/<id>/rotate 200`)[0].key).not.toBe(issued.key);
  expect(replayed).toEqual(first);
  expect(headersOf(seen, "idempotent-replayed")).toEqual(["true"]);
  // The key's plan, before and after it was changed; else the allowance of JWTs.
  const people = "10000";
  expect(headersOf(seen, "x-ratelimit-limit")).toEqual([
    ...[people, people, people],
    ...["100", "100000"],
    ...[people, people, people],
  ]);
  expect(stdout).toContain('"plan": "business"');
});

test("so can the page on photos", async () => {
  const tour = shellOf("docs/photos.md", "With curl", "In a browser");
  const { answers } = await runTour(platform, tour);
  const requests = answers.map(({ request }) => request);
  const asked = `GET ${PROFILES}/<id>/photo-uploads/<id> 200`;
  expect(requests.filter((request) => request !== asked)).toEqual([
    `POST ${PROFILES} 201`,
    `PATCH ${PROFILES}/<id> 200`,
    `POST ${PROFILES}/<id>/photo-uploads 201`,
    "PUT <upload> 200",
    `DELETE ${PROFILES}/<id>/photo 204`,
  ]);
  const outcomes = answers.filter(({ request }) => request === asked);
  expect(outcomes.at(-1)?.json.status).toBe("ready");
});
