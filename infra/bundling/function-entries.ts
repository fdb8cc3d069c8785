import { existsSync } from "node:fs";
import { join } from "node:path";
import { routeTable } from "../../shared/routes/route-table.ts";
import { OperatorError } from "../operator-error.ts";
import { repositoryRoot } from "../repository-root.ts";
import { sectionEntries } from "./section-entries.ts";

/** Checks the credential of every call to a route that is not public. */
export const AUTHORIZER_ID = "authorize-request";

/** Removes what a deleted profile or a replaced photo leaves behind. */
export const REMOVAL_ID = "finish-removal";

/** Keeps the directory's index to what cards say. */
export const INDEX_ID = "index-profile";

/** Turns direct uploads into photos. */
export const PHOTO_UPLOAD_ID = "process-photo-upload";

/** Removes stray objects from the photo bucket. */
export const SWEEP_ID = "sweep-photos";

/** Keeps the issuers' keys for authorizers that start during an outage. */
export const KEY_KEEPER_ID = "keep-issuer-keys";

/** Measures for how long something waits to be removed. */
export const PENDING_WATCH_ID = "watch-pending";

/** Counts the keys of the gateway. */
export const KEY_WATCH_ID = "watch-gateway-keys";

/** Uses the API as a caller does. */
export const CHECK_ID = "check-service";

/** Those that run without a request. */
const BACKGROUND_IDS = [
  ...[REMOVAL_ID, INDEX_ID, PHOTO_UPLOAD_ID, SWEEP_ID, KEY_KEEPER_ID],
  ...[PENDING_WATCH_ID, KEY_WATCH_ID, CHECK_ID],
];

/** Entry of every function by id: a file, relative to the repository, or one of the sections'. */
export function functionEntries(): Readonly<Record<string, string>> {
  const routes = routeTable.map(({ id, resource }) => [id, `functions/${resource}/${id}.ts`]);
  return {
    ...Object.fromEntries(routes),
    [AUTHORIZER_ID]: `functions/authorizer/${AUTHORIZER_ID}.ts`,
    ...Object.fromEntries(BACKGROUND_IDS.map((id) => [id, `functions/background/${id}.ts`])),
  };
}

/** @throws OperatorError that names every entry file which does not exist */
export function assertEntriesExist(
  entries: Readonly<Record<string, string>>,
  root = repositoryRoot,
): void {
  const bound = sectionEntries();
  const missing = Object.entries(entries).filter(
    ([, file]) => !bound.has(file) && !existsSync(join(root, file)),
  );
  if (missing.length === 0) return;
  const list = missing.map(([id, file]) => `${file} (function ${id})`).join(", ");
  throw new OperatorError(`These entry files of functions are missing: ${list}.`);
}
