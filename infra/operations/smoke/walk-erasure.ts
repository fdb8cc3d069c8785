import { eraseAccountRoute } from "../../../shared/routes/account/erase-account.ts";
import { createProfileRoute } from "../../../shared/routes/profiles/create-profile.ts";
import { getPublicProfileRoute } from "../../../shared/routes/profiles/get-public-profile.ts";
import { listProfilesRoute } from "../../../shared/routes/profiles/list-profiles.ts";
import { publishProfileRoute } from "../../../shared/routes/profiles/publish-profile.ts";
import type { Caller } from "./api-caller.ts";
import { expectEqual, expectError, expectStatus } from "./expectations.ts";
import { DOCUMENT } from "./facts.ts";
import { every, seconds, type WalkContext } from "./walk-context.ts";

const SPANS = { document: DOCUMENT.table, spansPartitions: true } as const;

/** Longer than a request may run that was let in before, and the removal after it. */
const LONGEST = 120_000;

/** The walk's accounts are erased; only such as were made for it. */
export async function walkErasure(context: WalkContext): Promise<void> {
  const { facts, owner, visitor, nobody, accountsAreMade, marker } = context;
  await facts.check("an erasure that is not confirmed is refused", {}, async () => {
    expectError(await owner.call(eraseAccountRoute), 422);
  });
  if (!accountsAreMade) return;
  const { id } = await facts.must<{ readonly id: string }>("publish a profile", SPANS, async () => {
    const json = { name: `${marker} erased`, title: "Erased" };
    const made = expectStatus(await owner.call(createProfileRoute, { json }), 201).json;
    const params = { profile_id: made.id };
    return expectStatus(await owner.call(publishProfileRoute, { params }), 200).json;
  });
  const accounts = [owner, visitor].filter((account) => account !== undefined);
  await facts.check("erase the accounts (several partitions)", SPANS, async () => {
    for (const account of accounts) {
      const query = { confirm: "erase" };
      expectStatus(await account.call(eraseAccountRoute, { query }), 202);
    }
  });
  await facts.check("the page is 410 at once", {}, async () => {
    expectError(await nobody.call(getPublicProfileRoute, { params: { identifier: id } }), 410);
  });
  for (const account of accounts) await walkNewBeginning(context, account);
}

async function walkNewBeginning(
  { facts, onLaptop, until }: WalkContext,
  account: Caller,
): Promise<void> {
  const options = { document: DOCUMENT.table } as const;
  await facts.check("then the account begins anew, with nothing", options, async (note) => {
    const pauses = every(onLaptop ? 100 : 5_000, { upTo: LONGEST });
    const outcome = await until(pauses, async () => {
      const answer = await account.call(listProfilesRoute);
      if (answer.status !== 409) return expectStatus(answer, 200).json;
      expectError(answer, 409, "account_being_erased");
      return undefined;
    });
    expectEqual("profiles within two minutes", outcome?.value, []);
    note(`after ${seconds(outcome?.took ?? 0)}`);
  });
}
