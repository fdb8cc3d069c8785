import type { OperatorCommand } from "../operator-command.ts";
import { AUDIT } from "./audit.ts";
import { CHECK_KEY } from "./check-key.ts";
import { GATEWAY_KEYS } from "./gateway-keys.ts";
import { PLAN } from "./plan.ts";
import { REDRIVE } from "./redrive.ts";
import { REINDEX } from "./reindex.ts";
import { RESTORE } from "./restore.ts";
import { RESUME } from "./resume.ts";
import { REVOKE } from "./revoke.ts";
import { SHOW } from "./show.ts";
import { SLUG } from "./slug.ts";
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
  GATEWAY_KEYS,
  CHECK_KEY,
  TAKEDOWN,
  RESTORE,
  REVOKE,
  SLUG,
  AUDIT,
  REDRIVE,
  SWEEP,
  REINDEX,
  USER,
];
