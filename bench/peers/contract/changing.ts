import { strict as assert } from "node:assert";
import type { ContractCase } from "./contract-case.ts";
import { shortForm } from "./creating.ts";
import { expectIssues, expectProblem, expectProfile } from "./expect.ts";

const JOB = { jobTitle: "Broker", company: "Acme", startDate: "2019-05", endDate: "2021-02" };

/**
 * Absent fields stay, null clears, a list replaces the whole one and keeps the ids it names; what was
 * read may be sent back.
 */
export async function changesAreApplied({ owner, unique }: ContractCase): Promise<void> {
  const draft = shortForm(`Fay ${unique}`, { company: "Acme", bio: "Old." });
  const { id } = (await owner.create(draft)).json;
  const first = await owner.patch(id, {
    ...{ company: null, bio: "New.", skills: ["Law"], slug: `fay-${unique}-2` },
    workExperiences: [JOB, { ...JOB, jobTitle: "Agent", endDate: null }],
  });
  expectProfile(first, 200, {
    ...{ name: `Fay ${unique}`, company: "", bio: "New.", skills: ["Law"], headline: "Agent" },
    ...{ slug: `fay-${unique}-2`, version: 2 },
  });
  const [broker, agent] = first.json.workExperiences;
  assert.deepEqual(broker, {
    id: broker.id,
    location: "",
    description: "",
    ...JOB,
    displayOrder: 0,
  });
  assert.equal(agent.endDate, null);
  const list = [{ ...agent, displayOrder: 0 }];
  const merge = "application/merge-patch+json";
  const second = await owner.patch(id, { workExperiences: list }, merge);
  expectProfile(second, 200, { workExperiences: list, version: 3 });
  expectProfile(await owner.patch(id, { bio: "New." }), 200, second.json);
  expectProfile(await owner.patch(id, second.json), 200, second.json);
  expectProfile(await owner.get(id), 200, second.json);
}

/** What breaks a rule changes nothing. */
export async function wrongChangesAreRefused({
  owner,
  other,
  unique,
}: ContractCase): Promise<void> {
  const before = (await owner.create(shortForm(`Gus ${unique}`))).json;
  const { id } = before;
  await other.create(shortForm(`Hal ${unique}`));
  const faulty = {
    ...{ nickname: "G", name: null, bio: 5 },
    ...{ skills: "Law", slug: "me" },
    socialLinks: [{ platform: "website", url: "ftp://files.example" }],
    workExperiences: [{ ...JOB, endDate: "2018" }],
  };
  expectIssues(await owner.patch(id, faulty), [
    ...["body.nickname unknown_field", "body.name string_type"],
    ...["body.bio string_type", "body.skills array_type"],
    ...["body.slug too_short", "body.slug reserved", "body.socialLinks.0.url invalid_url"],
    "body.workExperiences.0.endDate end_before_start",
  ]);
  const readOnly = { version: 7, createdAt: "2019-05-01T00:00:00.000Z" };
  const issues = ["body.version read_only", "body.createdAt read_only"];
  expectIssues(await owner.patch(id, readOnly), issues);
  const demoted = await owner.patch(id, { isPrimary: false });
  expectIssues(demoted, ["body.isPrimary not_allowed"]);
  const stranger = [{ ...JOB, id: "01920000-0000-7000-8000-000000000001" }];
  const unknown = await owner.patch(id, { workExperiences: stranger });
  expectIssues(unknown, ["body.workExperiences.0.id unknown_entry"]);
  expectIssues(await owner.patch(id, []), ["body object_type"]);
  expectIssues(await owner.patch("nonsense", {}), ["path.profile_id invalid_uuid"]);
  expectProblem(await owner.patch(id, "{"), 400, "malformed_json");
  expectProblem(await owner.patch(id, "{}", "text/plain"), 415, "unsupported_media_type");
  expectProblem(await owner.patch(id, { slug: `hal-${unique}` }), 409, "slug_taken");
  expectProfile(await owner.get(id), 200, before);
}
