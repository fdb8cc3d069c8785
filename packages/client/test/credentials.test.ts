import { describe, expect, test, vi } from "vitest";
import { fakeApi, json, problem, type SentRequest } from "./support/fake-api.ts";

const fine = json(200, { id: "x" });
const KEY = "pr_live_abc_def";

const sentAs = (sent: readonly SentRequest[]) =>
  sent.map(({ headers }) => [headers.authorization, headers["x-api-key"]]);

/** Takes one credential only. */
const only = (good: string) => (request: SentRequest) =>
  request.headers.authorization === `Bearer ${good}` ? fine : problem(401, "invalid_token");

test.each([
  ["a JWT", "a.b.c", "Bearer a.b.c", undefined],
  ["an API key", KEY, undefined, KEY],
])("%s is sent once, in its header", async (_, credential, bearer, key) => {
  const { client, sent } = fakeApi([fine], { credential });
  await client.profiles.getPrimaryProfile();
  expect(sentAs(sent)).toEqual([[bearer, key]]);
});

test("without one, and for what is for everyone, none is sent", async () => {
  const without = fakeApi([fine], { credential: undefined });
  await without.client.profiles.getPrimaryProfile();
  const { client, sent } = fakeApi([fine]);
  await client.profiles.getPublicProfile("jane-doe");
  expect(sentAs([...without.sent, ...sent])).toEqual(Array(2).fill([undefined, undefined]));
});

test("a redirect does not carry it elsewhere; what is for everyone may be redirected", async () => {
  const { client, sent } = fakeApi([fine], { credential: KEY });
  await client.profiles.getPrimaryProfile();
  await client.profiles.getPublicProfile("former");
  expect(sent.map(({ redirect }) => redirect)).toEqual(["error", undefined]);
});

describe("a function", () => {
  test("is asked once for many calls, and may answer later", async () => {
    const credential = vi.fn(async () => "a.b.c");
    const { client, sent } = fakeApi([fine], { credential });
    const { getPrimaryProfile } = client.profiles;
    await Promise.all([getPrimaryProfile(), getPrimaryProfile()]);
    await getPrimaryProfile();
    expect(credential.mock.calls).toEqual([[undefined]]);
    expect(sentAs(sent)).toEqual(Array(3).fill(["Bearer a.b.c", undefined]));
  });

  test("is asked again when what it gave is refused, by all calls together once", async () => {
    const credential = vi.fn((refused?: string) => (refused ? "new" : "old"));
    const { client } = fakeApi([only("new")], { credential });
    const calls = [1, 2, 3].map(() => client.profiles.deleteProfile("p"));
    await Promise.all(calls);
    expect(credential.mock.calls).toEqual([[undefined], ["old"]]);
  });

  test("is asked again once a call", async () => {
    let count = 0;
    const { client, sent } = fakeApi([only("never")], { credential: () => `t${++count}` });
    await expect(client.profiles.getPrimaryProfile()).rejects.toMatchObject({ status: 401 });
    expect(sentAs(sent).flat().filter(Boolean)).toEqual(["Bearer t1", "Bearer t2"]);
  });

  test("that gives the same again is not sent again", async () => {
    const { client, sent } = fakeApi([only("never")], { credential: () => "same" });
    await expect(client.profiles.getPrimaryProfile()).rejects.toMatchObject({ status: 401 });
    expect(sent).toHaveLength(1);
  });

  test("that fails is asked anew by the next call, and not by retries", async () => {
    const credential = vi.fn().mockRejectedValueOnce(new Error("no session")).mockReturnValue("t");
    const { client, sent, slept } = fakeApi([fine], { credential });
    await expect(client.profiles.getPrimaryProfile()).rejects.toThrow("no session");
    expect([sent, slept]).toEqual([[], []]);
    expect(await client.profiles.getPrimaryProfile()).toEqual({ id: "x" });
  });
});

test("a text that is refused is an error", async () => {
  const { client, sent } = fakeApi([problem(401, "invalid_token")]);
  await expect(client.profiles.getPrimaryProfile()).rejects.toMatchObject({
    code: "invalid_token",
    requestId: "r-1",
  });
  expect(sent).toHaveLength(1);
});
