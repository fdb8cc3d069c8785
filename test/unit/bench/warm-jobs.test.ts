import { expect, test } from "vitest";
import { accountName, CREATES_PER_ACCOUNT, jobOf } from "../../../bench/warm/jobs.ts";

const ID = "01920000-0000-7000-8000-000000000001";
const CALL = {
  ClientRequestToken: "token",
  TransactItems: [`PROFILE#${ID}`, "SLUG#jane", "ACCOUNT#owner"],
};

/** A create as it was recorded: by its event's body, and its call. */
function recordedCreate(isBase64Encoded: boolean) {
  const body = Buffer.from(JSON.stringify({ name: "Jane", title: "Realtor" }));
  const exchange = {
    target: "DynamoDB_20120810.TransactWriteItems",
    requestBody: Buffer.from(JSON.stringify(CALL)).toString("base64"),
    ...{ startedAt: 0, endedAt: 1 },
  };
  return {
    name: "create-profile",
    event: {
      body: body.toString(isBase64Encoded ? "base64" : "utf8"),
      isBase64Encoded,
      requestContext: { authorizer: { account: "owner" } },
    },
    exchanges: [exchange],
  } as unknown as Parameters<typeof jobOf>[0];
}

type Event = ReturnType<typeof recordedCreate>["event"] & {
  readonly body: string;
  readonly requestContext: { readonly authorizer: { readonly account: string } };
};

test.each([true, false])("each create has a name of its own; its body in base64: %s", (encoded) => {
  const job = jobOf(recordedCreate(encoded), "owner");
  const events = [job.event(), job.event()] as Event[];
  const bodies = events.map(({ body }) =>
    JSON.parse(Buffer.from(body, encoded ? "base64" : "utf8").toString()),
  );
  expect(bodies[0]).toEqual({ name: expect.stringMatching(/^Jane ./), title: "Realtor" });
  expect(bodies[1].name).not.toBe(bodies[0].name);
});

test("an account is left before it is full", () => {
  const job = jobOf(recordedCreate(true), "owner");
  const events = Array.from({ length: 2 * CREATES_PER_ACCOUNT }, () => job.event()) as Event[];
  const accounts = events.map(({ requestContext }) => requestContext.authorizer.account);
  for (const account of new Set(accounts)) {
    const creates = accounts.filter((one) => one === account);
    expect(creates.length).toBeLessThanOrEqual(CREATES_PER_ACCOUNT);
    expect(account).toMatch(new RegExp(`^${accountName(0).replace("0", "\\d+")}$`));
  }
});

test("the bare calls of a create have ids, a slug and a token that nobody has had", () => {
  const { calls } = jobOf(recordedCreate(true), "owner").calls() as {
    readonly calls: readonly { readonly operation: string; readonly input: typeof CALL }[];
  };
  expect(calls.map(({ operation }) => operation)).toEqual(["TransactWriteItems"]);
  const text = JSON.stringify(calls);
  for (const taken of [ID, '"SLUG#jane"', '"token"', "owner"]) expect(text).not.toContain(taken);
});
