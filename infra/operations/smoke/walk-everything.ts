import { eraseAccountRoute } from "../../../shared/routes/account/erase-account.ts";
import { routeTable } from "../../../shared/routes/route-table.ts";
import { expectEqual } from "./expectations.ts";
import { DOCUMENT } from "./facts.ts";
import { walkAccountExport } from "./walk-account-export.ts";
import type { WalkContext } from "./walk-context.ts";
import { walkDeletion } from "./walk-deletion.ts";
import { walkErasure } from "./walk-erasure.ts";
import { walkErrors } from "./walk-errors.ts";
import { walkKeys } from "./walk-keys.ts";
import { walkPaths, walkPreflight } from "./walk-paths.ts";
import { walkProfiles } from "./walk-profiles.ts";
import { walkSystem } from "./walk-system.ts";

const WALKS: Readonly<Record<string, (context: WalkContext) => Promise<void>>> = {
  "the service itself": walkSystem,
  "paths and methods": walkPaths,
  preflights: walkPreflight,
  errors: walkErrors,
  profiles: walkProfiles,
  "API keys": walkKeys,
  "the account as an archive": walkAccountExport,
  "contacts and deletion": walkDeletion,
  // Last: nothing else may need the account.
  erasure: walkErasure,
};

/** Walks the whole product; at the end every route must have been walked. @throws Interrupted */
export async function walkEverything(context: WalkContext): Promise<void> {
  const { facts, walked } = context;
  for (const [name, walk] of Object.entries(WALKS)) await facts.walk(name, () => walk(context));
  const { deploy: document } = DOCUMENT;
  const walkable = routeTable.filter(
    ({ id }) => context.accountsAreMade || id !== eraseAccountRoute.id,
  );
  await facts.check(`all ${walkable.length} routes were walked`, { document }, async () => {
    const missing = walkable.map(({ id }) => id).filter((id) => !walked.has(id));
    expectEqual("routes that never answered what they are for", missing, []);
  });
}
