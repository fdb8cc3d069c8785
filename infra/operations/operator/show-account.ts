import { accountDigest } from "../../../shared/account-digest.ts";
import { readUsage } from "../../../shared/domain/account/read-usage.ts";
import { findApiKeys } from "../../../shared/persistence/api-key-repository.ts";
import { findKeyHolder } from "../../../shared/persistence/key-holder-repository.ts";
import { findProfiles } from "../../../shared/persistence/profile-repository.ts";
import { findStanding } from "../../../shared/persistence/standing-repository.ts";
import { accountReport } from "./account-report.ts";
import { useLogKey } from "./use-log-key.ts";

/**
 * All that an operator may want to know of an account: 2 reads, 2 Queries, 1 batch of its keys.
 * @throws what the table or Secrets Manager throws
 */
export async function showAccount(account: string): Promise<object> {
  const [holder, standing, usage, profiles] = await Promise.all([
    findKeyHolder(account),
    findStanding(account),
    readUsage(account),
    findProfiles(account),
  ]);
  await useLogKey(process.env);
  const keys = await findApiKeys(holder.apiKeyIds);
  return {
    ...accountReport(account, holder),
    /** By this the account is found in logs and audit records. */
    digest: accountDigest(account),
    standing: standing ?? null,
    keys: keys.map(({ id, name, last4, createdAt, expiresAt, lastUsedAt }) => ({
      ...{ id, name, last4, createdAt, expiresAt, lastUsedAt },
    })),
    profiles: profiles.map(({ profile }) => ({
      ...{ id: profile.id, slug: profile.slug, isPublic: profile.isPublic },
      takedown: profile.takedown ?? null,
    })),
    usage,
  };
}
