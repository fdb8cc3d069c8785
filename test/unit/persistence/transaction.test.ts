import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterEach, expect, test, vi } from "vitest";
import { type Step, transact } from "../../../shared/persistence/transaction.ts";

const send = vi.hoisted(() => vi.fn());
vi.mock("../../../shared/persistence/table.ts", () => ({ transactWriteItems: send }));
afterEach(() => {
  send.mockReset();
});

const steps: Step<"a" | "b">[] = [
  { label: "a", write: { Put: { Item: { pk: "1", sk: "1" } } } },
  { label: "b", write: { Delete: { Key: { pk: "2", sk: "2" } } } },
];

function cancelled(...codes: [string, object?][]) {
  return new TransactionCanceledException({
    message: "cancelled",
    $metadata: {},
    CancellationReasons: codes.map(([Code, item]) =>
      item ? { Code, Item: marshall(item) } : { Code },
    ),
  });
}

test("sends every write under one token", async () => {
  expect(await transact(steps)).toEqual(new Map());
  const writes = steps.map(({ write }) => write);
  expect(send.mock.calls).toEqual([[expect.stringMatching(/^[0-9a-f-]{36}$/), writes]]);
});

test("names the conditions that failed, each with the item as it was", async () => {
  send.mockRejectedValueOnce(
    cancelled(["ConditionalCheckFailed", { version: 3 }], ["ConditionalCheckFailed"]),
  );
  expect(await transact(steps)).toEqual(
    new Map([
      ["a", { version: 3 }],
      ["b", undefined],
    ]),
  );
  expect(send).toHaveBeenCalledOnce();
});

test("tries a conflict again under the same token", async () => {
  const conflict = cancelled(["None"], ["TransactionConflict"]);
  send
    .mockRejectedValueOnce(conflict)
    .mockRejectedValueOnce(conflict)
    .mockResolvedValueOnce(undefined);
  expect(await transact(steps)).toEqual(new Map());
  const tokens = send.mock.calls.map(([token]) => token);
  expect(tokens).toHaveLength(3);
  expect(new Set(tokens).size).toBe(1);
});

test("conflicts without end are a 409 that surely wrote nothing", async () => {
  send.mockRejectedValue(cancelled(["TransactionConflict"], ["None"]));
  await expect(transact(steps)).rejects.toMatchObject({
    name: "Problem",
    kind: "conflict",
    code: "concurrent_change",
  });
  expect(send).toHaveBeenCalledTimes(8);
});

test("a failed condition beside a conflict is final", async () => {
  send.mockRejectedValueOnce(cancelled(["TransactionConflict"], ["ConditionalCheckFailed"]));
  expect([...(await transact(steps)).keys()]).toEqual(["b"]);
});

test.each([
  ["another cancellation", cancelled(["ThrottlingError"], ["None"])],
  ["a lost connection", new Error("socket hang up")],
])("%s is thrown on", async (_, error) => {
  send.mockRejectedValueOnce(error);
  await expect(transact(steps)).rejects.toBe(error);
  expect(send).toHaveBeenCalledOnce();
});

test("every transaction has a token of its own", async () => {
  send.mockResolvedValue({});
  await transact(steps);
  await transact(steps);
  const tokens = send.mock.calls.map(([token]) => token);
  expect(new Set(tokens).size).toBe(2);
});
