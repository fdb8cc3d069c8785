import { API_PREFIX } from "../../shared/routes/api-prefix.ts";
import type { Answer, ApiClient } from "../../test/support/api-client.ts";

export const PROFILES = `${API_PREFIX}/profiles`;

/** A profile as people fill it in: three jobs, two schools, four links. */
export const TYPICAL_PROFILE = {
  name: "Jane Doe",
  title: "Senior Realtor",
  company: "Harbour & Hill Realty",
  bio: "Fifteen years of homes by the sea. I help families find the place they stay in, and tell them when it is not that one. Certified negotiator, mother of two, and on the water whenever the wind allows it.",
  location: "Lisbon, Portugal",
  vertical: "real-estate",
  skills: ["Negotiation", "Staging", "Valuation", "Contracts", "Portuguese", "English"],
  contactEmail: "jane@example.com",
  contactPhone: "+351210000000",
  showEmail: true,
};

export const EXAMPLE_ENTRIES = {
  socialLinks: {
    platform: "linkedin",
    url: "https://www.linkedin.com/in/jane-doe",
    username: "jane-doe",
  },
  workExperiences: {
    jobTitle: "Realtor",
    company: "Acme Homes",
    location: "Porto",
    startDate: "2015-03",
    endDate: "2020-12",
    description: "Sold some two hundred homes, and let as many. Led the team of the old town.",
  },
  education: {
    institution: "University of Porto",
    degree: "BSc",
    fieldOfStudy: "Economics",
    startDate: "2005",
    endDate: "2009",
  },
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
