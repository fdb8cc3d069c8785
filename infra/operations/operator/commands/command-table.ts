import type { OperatorCommand } from "../operator-command.ts";
import { ADOPT_TABLE } from "./adopt-table.ts";
import { GATEWAY_KEYS } from "./gateway-keys.ts";
import { PEPPER } from "./pepper.ts";
import { PLAN } from "./plan.ts";
import { REDRIVE } from "./redrive.ts";
import { REINDEX } from "./reindex.ts";
import { REPLAY_REMOVALS } from "./replay-removals.ts";
import { RESTORE } from "./restore.ts";
import { RESTORE_PHOTOS } from "./restore-photos.ts";
import { REVOKE } from "./revoke.ts";
import { SHOW } from "./show.ts";
import { SLUG } from "./slug.ts";
import { SWEEP } from "./sweep.ts";
import { TAKEDOWN } from "./takedown.ts";
import { USER } from "./user.ts";

/** All that `npm run operator` can do, in the order of its usage. */
export const COMMANDS: readonly OperatorCommand[] = [
  SHOW,
  PLAN,
  TAKEDOWN,
  RESTORE,
  REVOKE,
  SLUG,
  GATEWAY_KEYS,
  REDRIVE,
  SWEEP,
  REINDEX,
  ADOPT_TABLE,
  REPLAY_REMOVALS,
  RESTORE_PHOTOS,
  PEPPER,
  USER,
];
