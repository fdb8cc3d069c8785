import fc from "fast-check";
import type { SectionName } from "../../../shared/model/profile/sections/section-models.ts";
import type { EntryFields } from "./entry-rules.ts";
import { pick, weighted } from "./intent.ts";
import { UNKNOWN } from "./operation.ts";
import type { Change } from "./profile-rules.ts";
import type { ModelProfile } from "./world.ts";

/** Names, each with what a slug is made of; several people share few names. */
const NAMES = [
  ["Ada", "ada"],
  ["Bob Bee", "bob-bee"],
  ["Zoë Łoś", "zoe-los"],
] as const;
/** One who is called like a path of the service. */
const RESERVED = NAMES.length;
const SLUGS = ["ada", "bob-bee", "one", "two"] as const;

/** @param tag makes the name the run's own */
export function nameOf(index: number, tag: string): { name: string; slugBase: string } {
  const [name, slug] = NAMES[index] ?? [];
  return name ? { name: `${name} ${tag}`, slugBase: `${slug}-${tag}` } : ADMIN;
}
const ADMIN = { name: "Admin", slugBase: "admin" };

export const anyName = fc.nat({ max: RESERVED });

const nullable = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 4 });
const company = fc.constantFrom("Acme", "Müller; Söhne", "");
const bio = fc.constantFrom("One\nTwo", "a\tb, c; d\\", "");
const place = fc.constantFrom("Rome", "Zürich", "");
const vertical = fc.constantFrom("law", "real-estate", "");
const headline = fc.constantFrom("My own", "Realtor at Acme", "");
const skills = fc.subarray(["Go", "C++", "Żeglarstwo", "law"]);
const title = fc.constantFrom("Realtor", "Speaker");
const email = fc.constantFrom("ada@example.com", "b@example.org");
const phone = fc.constantFrom("+14155550123", "+442071838750");

const optional = {
  ...{ company, bio, location: place, vertical, headline, skills },
  ...{ contactEmail: email, contactPhone: phone, showEmail: fc.boolean(), showPhone: fc.boolean() },
  mcpDiscoverable: weighted([3, true], [1, false]),
};

/** Fields of a create beside the name. */
export const anyFields: fc.Arbitrary<Change> = fc.record(
  { title, ...optional },
  { requiredKeys: ["title"], noNullPrototype: true },
);

/** Some entries to keep, in a new order, and new ones; of a section. */
export interface ListPlan {
  readonly section: SectionName;
  readonly kept: readonly number[];
  readonly keepsOrder: boolean;
  readonly added: readonly EntryFields[];
  /** So many more, to come near the limits. */
  readonly filler: number;
  readonly hasStranger: boolean;
}

/** A change that is not aimed at a profile yet. */
export interface ChangePlan {
  readonly fields: Change;
  readonly name?: number;
  readonly slug?: number;
  readonly lists: readonly ListPlan[];
}

const date = fc.constantFrom("2019", "2020-05", "2021-01");
const endDate = nullable(fc.constantFrom("2020", "2021-01", "2022-12"));
const displayOrder = fc.nat({ max: 1 });
const text = fc.constantFrom("A", "B", "");
const DRAFTS = {
  socialLinks: {
    platform: fc.constantFrom("github", "linkedin", "website"),
    url: fc.constantFrom("https://github.com/jane", "https://www.linkedin.com/in/joe"),
    ...{ username: fc.constantFrom("me", ""), displayOrder },
  },
  workExperiences: {
    ...{ jobTitle: fc.constantFrom("Agent", "Boss"), company: fc.constantFrom("Acme", "Bee") },
    ...{ startDate: date, location: text, endDate, description: text, displayOrder },
  },
  education: {
    institution: fc.constantFrom("MIT", "ETH"),
    ...{ degree: text, fieldOfStudy: text, startDate: nullable(date), endDate, displayOrder },
  },
} as const;
const REQUIRED = {
  socialLinks: ["platform", "url"],
  workExperiences: ["jobTitle", "company", "startDate"],
  education: ["institution"],
};
const CLEARABLE = ["username", "location", "description", "degree", "fieldOfStudy"];

/** A new entry. */
export function anyDraft(section: SectionName): fc.Arbitrary<EntryFields> {
  const model = DRAFTS[section] as Readonly<Record<string, fc.Arbitrary<string | number | null>>>;
  const requiredKeys = REQUIRED[section];
  return fc.record(model, { requiredKeys, noNullPrototype: true });
}

/** Fields of an entry to change; null clears. */
export function anyPatch(section: SectionName): fc.Arbitrary<EntryFields> {
  const model = Object.entries(DRAFTS[section]).map(([name, value]) => [
    name,
    CLEARABLE.includes(name) ? nullable(value as fc.Arbitrary<string>) : value,
  ]);
  return fc.record(Object.fromEntries(model), { requiredKeys: [], noNullPrototype: true });
}

function anyList(section: SectionName): fc.Arbitrary<ListPlan> {
  return fc.record({
    section: fc.constant(section),
    kept: fc.uniqueArray(fc.nat({ max: 5 }), { maxLength: 4 }),
    keepsOrder: fc.boolean(),
    added: fc.array(anyDraft(section), { maxLength: 2 }),
    filler: weighted([12, 0], [1, 45], [1, 48]),
    hasStranger: weighted([15, false], [1, true]),
  });
}

const anyListOf = fc
  .constantFrom<SectionName>("socialLinks", "workExperiences", "education")
  .chain(anyList);

const part = (name: string, value: fc.Arbitrary<unknown>) =>
  value.map((given): Partial<ChangePlan> => ({ fields: { [name]: given } }));

const onePart: fc.Arbitrary<Partial<ChangePlan>> = fc.oneof(
  ...Object.entries(optional).map(([name, value]) => part(name, nullable(value as typeof text))),
  part("title", title),
  anyName.map((name) => ({ name })),
  { weight: 3, arbitrary: fc.nat({ max: SLUGS.length - 1 }).map((slug) => ({ slug })) },
  { weight: 4, arbitrary: part("isPublic", fc.boolean()) },
  { weight: 2, arbitrary: part("isPrimary", fc.constant(true)) },
  { weight: 4, arbitrary: anyListOf.map((list) => ({ lists: [list] })) },
);

/** A merge patch of a few fields and lists. */
export const anyChange: fc.Arbitrary<ChangePlan> = fc
  .array(onePart, { maxLength: 3 })
  .map((parts) => ({
    ...Object.assign({}, ...parts),
    fields: Object.assign({}, ...parts.map(({ fields }) => fields)),
    lists: parts.flatMap(({ lists = [] }) => lists),
  }));

/** The body of a change, aimed at a profile; undefined for one that is not the caller's. */
export function changeFor(plan: ChangePlan, tag: string, profile: ModelProfile | undefined) {
  const change: Record<string, unknown> = { ...plan.fields };
  if (plan.name !== undefined) change.name = nameOf(plan.name, tag).name;
  if (plan.slug !== undefined) change.slug = `${SLUGS[plan.slug]}-${tag}`;
  for (const list of plan.lists) {
    change[list.section] = listFor(list, profile?.sections[list.section] ?? []);
  }
  return change;
}

function listFor(plan: ListPlan, entries: ModelProfile["sections"][SectionName]): EntryFields[] {
  const kept = new Set(plan.kept.flatMap((index) => pick(entries, index) ?? []));
  const asGiven = [...kept].map(({ displayOrder: order, ...entry }) =>
    plan.keepsOrder ? { ...entry, displayOrder: order } : entry,
  );
  const [first = {}] = plan.added;
  const filler = first.displayOrder === undefined ? Array(plan.filler).fill(first) : [];
  const stranger = plan.hasStranger ? [{ ...first, id: UNKNOWN }] : [];
  const list: EntryFields[] = [...asGiven, ...plan.added, ...stranger, ...filler];
  return plan.added.length === 0 ? asGiven : list.slice(0, 50);
}
