import type { OperatorCommand } from "../operator-command.ts";
import { ADOPT_TABLE } from "./adopt-table.ts";
import { AUDIT } from "./audit.ts";
import { CHECK_KEY } from "./check-key.ts";
import { ERASE } from "./erase.ts";
import { GATEWAY_KEYS } from "./gateway-keys.ts";
import { PEPPER } from "./pepper.ts";
import { PLAN } from "./plan.ts";
import { RECEIPT } from "./receipt.ts";
import { REDRIVE } from "./redrive.ts";
import { REINDEX } from "./reindex.ts";
import { REPLAY_REMOVALS } from "./replay-removals.ts";
import { RESTORE } from "./restore.ts";
import { RESTORE_PHOTOS } from "./restore-photos.ts";
import { RESUME } from "./resume.ts";
import { REVOKE } from "./revoke.ts";
import { SHOW } from "./show.ts";
import { SLUG } from "./slug.ts";
import { STRIP_TOMBSTONES } from "./strip-tombstones.ts";
import { SUSPEND } from "./suspend.ts";
import { SWEEP } from "./sweep.ts";
import { TAKEDOWN } from "./takedown.ts";
import { TOP } from "./top.ts";
import { USER } from "./user.ts";

/** All that `npm run operator` can do, in the order of its usage. */
export const COMMANDS: readonly OperatorCommand[] = [
  SHOW,
  TOP,
  PLAN,
  SUSPEND,
  RESUME,
  ERASE,
  RECEIPT,
  GATEWAY_KEYS,
  TAKEDOWN,
  RESTORE,
  REVOKE,
  SLUG,
  AUDIT,
  CHECK_KEY,
  REDRIVE,
  SWEEP,
  REINDEX,
  ADOPT_TABLE,
  REPLAY_REMOVALS,
  RESTORE_PHOTOS,
  PEPPER,
  STRIP_TOMBSTONES,
  USER,
];
