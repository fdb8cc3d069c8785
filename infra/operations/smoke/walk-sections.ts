import { routes as educationRoutes } from "../../../shared/routes/sections/education.ts";
import { routes as socialLinkRoutes } from "../../../shared/routes/sections/social-links.ts";
import { routes as workExperienceRoutes } from "../../../shared/routes/sections/work-experiences.ts";
import { expectEqual, expectStatus } from "./expectations.ts";
import type { WalkContext } from "./walk-context.ts";
import type { WalkedProfile } from "./walked-profile.ts";

const SECTIONS = [
  {
    name: "a social link",
    routes: socialLinkRoutes,
    entry: { platform: "github", url: "https://github.com/walker" },
    change: { url: "https://github.com/runner" },
  },
  {
    name: "a work experience",
    routes: workExperienceRoutes,
    entry: { jobTitle: "Walker", company: "Acme", startDate: "2019-04" },
    change: { endDate: "2024" },
  },
  {
    name: "an education",
    routes: educationRoutes,
    entry: { institution: "MIT", startDate: "2011" },
    change: { degree: "BSc" },
  },
] as const;

/** An entry of each section is added, changed, listed and deleted. */
export async function walkSections(
  { facts, owner }: WalkContext,
  { id }: WalkedProfile,
): Promise<void> {
  for (const { name, routes, entry, change } of SECTIONS) {
    await facts.check(`${name} is added, changed, listed and deleted`, {}, async () => {
      const params = { profile_id: id };
      const added = await owner.call(routes.add, { params, json: entry });
      const one = { ...params, entry_id: expectStatus(added, 201).json.id };
      const changed = await owner.call(routes.update, { params: one, json: change });
      const wanted = { ...expectStatus(changed, 200).json, ...change };
      expectEqual("the changed entry", changed.json, wanted);
      const listed = expectStatus(await owner.call(routes.list, { params }), 200).json;
      expectEqual("the list", listed, [wanted]);
      expectStatus(await owner.call(routes.remove, { params: one }), 204);
      expectEqual("the list", (await owner.call(routes.list, { params })).json, []);
    });
  }
}
