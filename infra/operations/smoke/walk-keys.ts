import { createApiKeyRoute } from "../../../shared/routes/api-keys/create-api-key.ts";
import { deleteApiKeyRoute } from "../../../shared/routes/api-keys/delete-api-key.ts";
import { listApiKeysRoute } from "../../../shared/routes/api-keys/list-api-keys.ts";
import { rotateApiKeyRoute } from "../../../shared/routes/api-keys/rotate-api-key.ts";
import { listProfilesRoute } from "../../../shared/routes/profiles/list-profiles.ts";
import type { Caller } from "./api-caller.ts";
import { expectEqual, expectError, expectStatus, expectThat, headerOf } from "./expectations.ts";
import { DOCUMENT } from "./facts.ts";
import type { Answer } from "./http-client.ts";
import { seconds, type WalkContext } from "./walk-context.ts";
import { rateOf } from "./walk-profiles.ts";

const COUNTED = { document: DOCUMENT.counting } as const;
const SPREAD = { document: DOCUMENT.operations, onlyAws: true } as const;

/** Milliseconds between tries while the gateway gets to know a new key: about a minute in all. */
const SPREAD_PAUSES = [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

interface IssuedKey {
  readonly id: string;
  readonly key: string;
}

/**
 * A key from its issue to its end. About ten requests count against the account's plan, of which
 * the smallest has 100 a day.
 */
export async function walkKeys(context: WalkContext): Promise<void> {
  const { facts, owner, marker, nobody } = context;
  const issued = await facts.must<IssuedKey>(
    "issue an API key (several partitions)",
    { document: DOCUMENT.table, spansPartitions: true },
    async () => {
      const answer = await owner.call(createApiKeyRoute, { json: { name: `${marker} key` } });
      expectThat(/^pr_live_/.test(expectStatus(answer, 201).json.key), "a key", answer.json);
      return answer.json;
    },
  );
  const params = { key_id: issued.id };
  const partner = nobody.as({ "x-api-key": issued.key });
  await facts.must("the new key is good within a minute of its issue", SPREAD, async (note) => {
    const settled = await whenKnown(context, partner);
    expectStatus(settled.answer, 200);
    const refusals = settled.refusals > 0 ? `, and ${settled.refusals} answers of 403` : "";
    note(`after ${seconds(settled.took)}${refusals}`);
    return settled;
  });
  await facts.check("the list of keys does not tell it", {}, async () => {
    const answer = expectStatus(await owner.call(listApiKeysRoute), 200);
    expectThat(!answer.text.includes(issued.key), "no secret in it", "it");
    const isIn = answer.json.some(({ id }: IssuedKey) => id === issued.id);
    expectThat(isIn === true, "the key in it", answer.json);
  });
  await walkUse(context, issued);
  await walkRotation(context, issued);
  await facts.check("a revoked key is refused on the next request", {}, async () => {
    expectStatus(await owner.call(deleteApiKeyRoute, { params }), 204);
    expectError(await partner.call(listProfilesRoute), 401, "unauthorized");
  });
}

/**
 * Calls with a key, and again while the gateway answers 403: a new one takes it a moment, and not
 * all of its machines the same.
 */
async function whenKnown({ until }: WalkContext, partner: Caller) {
  let refusals = 0;
  let last: Answer | undefined;
  const found = await until(SPREAD_PAUSES, async () => {
    last = await partner.call(listProfilesRoute);
    if (last.status !== 403) return last;
    refusals += 1;
    return undefined;
  });
  return { answer: found?.value ?? (last as Answer), took: found?.took ?? 0, refusals };
}

async function walkUse(context: WalkContext, { key }: IssuedKey): Promise<void> {
  const { facts, nobody, visitor } = context;
  await facts.check("it is also good as Authorization: Bearer", {}, async () => {
    const bearer = nobody.as({ authorization: `Bearer ${key}` });
    expectStatus((await whenKnown(context, bearer)).answer, 200);
  });
  const partner = nobody.as({ "x-api-key": key });
  await facts.check(
    "X-RateLimit-* count the requests of the account's keys",
    COUNTED,
    async (note) => {
      const { answer } = await whenKnown(context, partner);
      if (headerOf(expectStatus(answer, 200), "x-ratelimit-limit") === undefined) {
        return note("none, so that its plan must be enterprise");
      }
      const first = rateOf(answer);
      const second = rateOf(expectStatus((await whenKnown(context, partner)).answer, 200));
      expectEqual("X-RateLimit-Limit", second.limit, first.limit);
      expectThat(second.remaining < first.remaining, `fewer than ${first.remaining}`, second);
      return note(`${second.limit} a day`);
    },
  );
  await facts.check("it may not manage keys", {}, async () => {
    expectError(await partner.call(listApiKeysRoute), 403);
  });
  if (!visitor) return facts.notWalked("a key beside another's JWT", "give --second-token");
  await facts.check("beside the JWT of another account it is refused", {}, async () => {
    const headers = { "x-api-key": key };
    expectError(await visitor.call(listProfilesRoute, { headers }), 401, "unauthorized");
  });
}

async function walkRotation(context: WalkContext, { id, key }: IssuedKey): Promise<void> {
  const { facts, owner, nobody } = context;
  const rotate = async (overlapSeconds: number): Promise<string> => {
    const call = { params: { key_id: id }, json: { overlapSeconds } };
    return expectStatus(await owner.call(rotateApiKeyRoute, call), 200).json.key;
  };
  const used = async (secret: string) =>
    (await whenKnown(context, nobody.as({ "x-api-key": secret }))).answer;
  let second = "";
  await facts.check("rotated with an overlap, both secrets are good", {}, async () => {
    second = await rotate(600);
    expectStatus(await used(second), 200);
    expectStatus(await used(key), 200);
  });
  await facts.check("rotated without one, the former secret is refused at once", {}, async () => {
    const third = await rotate(0);
    expectError(await used(second), 401);
    expectStatus(await used(third), 200);
  });
}
