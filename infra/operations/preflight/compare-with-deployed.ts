import { holdsResources } from "./deployed-stack.ts";
import type { Subject } from "./subject.ts";
import { compareTemplates, type UpdateFaults } from "./template-update.ts";

/** What the update of all stacks would lose; nothing for what is not deployed yet. */
export async function compareWithDeployed({ assembly, deployed }: Subject): Promise<UpdateFaults> {
  const faults = await Promise.all(
    assembly.stacks.map(async (stack) => {
      const now = await deployed(stack);
      if (!holdsResources(now)) return undefined;
      return compareTemplates(await now.template(), stack.template);
    }),
  );
  const found = faults.filter((one) => one !== undefined);
  return {
    lostExports: found.flatMap(({ lostExports }) => lostExports),
    lostResources: found.flatMap(({ lostResources }) => lostResources),
    collisions: found.flatMap(({ collisions }) => collisions),
  };
}
