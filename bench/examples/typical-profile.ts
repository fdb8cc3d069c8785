import { API_PREFIX } from "../../shared/routes/api-prefix.ts";
import { exampleOf } from "../../shared/routes/example-of.ts";
import { createProfileRoute } from "../../shared/routes/profiles/create-profile.ts";
import type { Answer, ApiClient } from "../../test/support/api-client.ts";

/** Path of the profiles, below the server's address. */
export const PROFILES = `${API_PREFIX}/profiles`;

/** A profile as people fill it in: three jobs, two schools, four links. */
export const TYPICAL_PROFILE = exampleOf(createProfileRoute).body as Readonly<
  Record<"name" | "title" | "bio", string>
>;

/** One entry of each section, as the document shows it. */
export const EXAMPLE_ENTRIES = {
  socialLinks: exampleOf({ id: "add-social-link" }).body,
  workExperiences: exampleOf({ id: "add-work-experience" }).body,
  education: exampleOf({ id: "add-education" }).body,
};

const SECTIONS = {
  socialLinks: ["linkedin", "instagram", "website", "youtube"].map((platform) => ({
    ...EXAMPLE_ENTRIES.socialLinks,
    platform,
  })),
  workExperiences: [1, 2, 3].map(() => EXAMPLE_ENTRIES.workExperiences),
  education: [1, 2].map(() => EXAMPLE_ENTRIES.education),
};

/** A profile as the API answers it. */
export type ProfileAnswer = Answer["json"];

/** Creates a profile with its entries. */
export async function createTypicalProfile(
  api: ApiClient,
  { published = false } = {},
): Promise<ProfileAnswer> {
  const { json } = ok(await api.post(PROFILES, TYPICAL_PROFILE));
  const filled = ok(await api.patch(`${PROFILES}/${json.id}`, SECTIONS));
  return published
    ? ok(await api.call("POST", `${PROFILES}/${json.id}/publish`)).json
    : filled.json;
}

/** @throws Error for an answer that is not a good one */
export function ok(answer: Answer): Answer {
  if (answer.status < 300) return answer;
  throw new Error(`The platform answered ${answer.status}: ${answer.text}`);
}
