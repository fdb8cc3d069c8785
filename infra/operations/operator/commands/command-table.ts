import type { OperatorCommand } from "../operator-command.ts";
import { CHECK_KEY } from "./check-key.ts";
import { GATEWAY_KEYS } from "./gateway-keys.ts";
import { PLAN } from "./plan.ts";
import { REDRIVE } from "./redrive.ts";
import { REINDEX } from "./reindex.ts";
import { RESTORE } from "./restore.ts";
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
  CHECK_KEY,
  REDRIVE,
  SWEEP,
  REINDEX,
  USER,
];
