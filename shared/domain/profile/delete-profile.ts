import { profileNotFound } from "../../model/problem.ts";
import { requireVersion, type VersionCondition } from "../../model/version-condition.ts";
import { findAccount, findRoot, removeProfile } from "../../persistence/profile-repository.ts";
import { untilCommitted } from "../until-committed.ts";

/**
 * Removes a profile for good. One transaction makes it gone for every reader; its entries and
 * photos follow from the table's stream.
 * @throws Problem `not_found`, `conflict` `concurrent_change`, `outdated`
 */
export async function deleteProfile(
  owner: string,
  id: string,
  ifMatch: VersionCondition,
): Promise<void> {
  await untilCommitted(async () => {
    const [profile, account] = await Promise.all([findRoot(owner, id), findAccount(owner)]);
    if (!profile) throw profileNotFound();
    requireVersion(ifMatch, profile.version);
    if (!account) return undefined;
    const failures = await removeProfile(profile, account, new Date().toISOString());
    return failures.size === 0 ? true : undefined;
  });
}
