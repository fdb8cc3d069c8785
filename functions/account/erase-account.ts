import { poolUserOf } from "../../shared/auth/pool-user.ts";
import { eraseAccount } from "../../shared/domain/account/erase-account.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { eraseAccountRoute } from "../../shared/routes/account/erase-account.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(eraseAccountRoute, async ({ account }) => {
  const poolUser = poolUserOf(account, settings.userPoolAccounts);
  const id = await eraseAccount(account, { requestedBy: "owner", poolUser });
  return { status: 202, body: { id, status: "pending" } };
});
