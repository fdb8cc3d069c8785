import { expect, test } from "vitest";
import { findingsTable } from "../../../../infra/operations/preflight/findings-table.ts";

const address = `https://a-very-long-name.example/${"x".repeat(90)}`;
const results = [
  { check: "credentials", verdict: "ok", found: "account 1" },
  {
    check: "bootstrap",
    verdict: "stop",
    found: "the CDK was never prepared in this account and region, which it needs before all else",
    remedy: "npm run bootstrap, with the same credentials, and the same region as the deployment",
  },
  { check: "issuers", verdict: "unknown", found: `${address} cannot be reached` },
] as const;

test("columns are aligned, and nothing but a long address is wider than the terminal", () => {
  expect(findingsTable(results, 80)).toBe(
    [
      "result       check        found → what to do",
      "ok           credentials  account 1",
      "STOP         bootstrap    the CDK was never prepared in this account and region,",
      "                          which it needs before all else",
      "                          → npm run bootstrap, with the same credentials, and",
      "                            the same region as the deployment",
      `not checked  issuers      ${address}`,
      "                          cannot be reached",
    ].join("\n"),
  );
});

test.each([
  [20, 80],
  [90, 90],
  [250, 100],
  [undefined, 100],
])("a terminal of %s columns has lines of at most %i", (columns, most) => {
  const lines = findingsTable(results.slice(0, 2), columns).split("\n");
  const widest = Math.max(...lines.map(({ length }) => length));
  expect(widest).toBeLessThanOrEqual(most);
  expect(widest).toBeGreaterThan(most - 12);
});

test("what an issuer calls itself does not steer the terminal", () => {
  const found = "https://a.example calls itself \u001b[2J\u0007x";
  const table = findingsTable([{ check: "issuers", verdict: "stop", found }]);
  expect(table).toContain("calls itself \ufffd[2J\ufffdx");
});
