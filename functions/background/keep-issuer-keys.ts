import { KeyKeeper } from "../../shared/auth/key-keeper.ts";
import { logAndCount } from "../../shared/metric.ts";
import { settings } from "../../shared/settings.ts";

const keeper = new KeyKeeper(settings.jwtIssuers);

/** Keeps the issuers' keys; run by the schedule. */
export async function handler(): Promise<void> {
  await keeper.run((issuer, reason) =>
    logAndCount("warn", `The keys are not kept (issuer ${issuer}): ${reason}`, "IssuerKeysStale"),
  );
}
