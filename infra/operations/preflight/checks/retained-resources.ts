import type { Check } from "../check.ts";
import { compareWithDeployed } from "../compare-with-deployed.ts";
import { type Finding, ok, stop } from "../finding.ts";

/** What holds data must be the same resource after the update. */
export const retainedResources: Check = {
  name: "data",
  permissions: ["cloudformation:DescribeStacks", "cloudformation:GetTemplate"],
  async run(subject) {
    const { lostResources, collisions } = await compareWithDeployed(subject);
    const findings: Finding[] = [
      ...lostResources.map((id) =>
        stop(
          `the update drops or replaces ${id}: the API would go on with an empty one`,
          "take back what changed its logical id or the property that makes it anew; nothing of it is deleted",
        ),
      ),
      ...collisions.map((id) =>
        stop(
          `${id} would be made beside the resource that has its name`,
          "deploy once without it, or under another name",
        ),
      ),
    ];
    return findings.length > 0 ? findings : ok("nothing that holds data is dropped or replaced");
  },
};
