import { awsFailure, CREDENTIALS_REMEDY } from "../../aws-failure.ts";
import { unreachable } from "../../aws-identity.ts";
import type { Check } from "../check.ts";
import { ok, stop, unknown } from "../finding.ts";

/** Whose account it is that would be deployed to. */
export const credentials: Check = {
  name: "credentials",
  permissions: [],
  async run(subject) {
    if (subject.region === undefined) return unknown("needs a region");
    // No permission is needed for this, and none can take it away.
    const caller = await subject.caller().catch((error) => awsFailure(error, []));
    if (typeof caller === "string") return unknown(caller);
    if (caller.kind === "refused") {
      return stop(caller.why, CREDENTIALS_REMEDY);
    }
    if (caller.kind === "no-region") return unknown("needs a region that there is");
    if (caller.kind === "unreachable") return unknown(unreachable(caller.host));
    return ok(`account ${caller.account}, as ${caller.arn.split(":").at(-1)}`);
  },
};
