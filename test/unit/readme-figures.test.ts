import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { SuiteResult } from "../../bench/suite.ts";
import { repositoryRoot } from "../../infra/repository-root.ts";

const read = (name: string) => readFileSync(join(repositoryRoot, name), "utf8");

/** What a suite has stored. */
function stored(suite: string): SuiteResult {
  return JSON.parse(read(`docs/benchmarks/${suite}.json`));
}

/** Values of the targets that are so called, sorted. @throws Error where there is none */
function values(suite: string, what: RegExp): string[] {
  const found = stored(suite).targets.filter((target) => what.test(target.what));
  if (found.length === 0) throw new Error(`${suite} has no target ${what}.`);
  return found.map(({ value }) => value.toFixed(2)).sort();
}

function only(suite: string, what: RegExp): string {
  const [value = "", ...more] = values(suite, what);
  expect(more).toEqual([]);
  return value;
}

test("the figures of the README are those of the benchmarks", () => {
  const peers = values("peers", /get-profile, modelled wait/);
  const prices = stored("cost").tables.find(({ title }) => title === "Dollars per million");
  const section = /## Why it is fast\n([\s\S]*?)\n## /.exec(read("README.md"))?.[1] ?? "";
  const figures = [...section.matchAll(/^\|.*\| (\S.*) \|$/gm)].map(([, figure]) => figure);
  expect(figures).toEqual([
    "measured",
    `${only("cold", /^cold: get-profile, modelled wait/)} ×`,
    `${peers[0]} to ${peers.at(-1)} ×`,
    `${only("warm", /get-profile, CPU against the bare document client, stub/)} ×`,
    `${only("growth", /get-profile, items in the table, 1000 to 200000, time/)} ×`,
    `$${prices?.rows.find(([request]) => request === "get-profile")?.at(-1)}`,
  ]);
});
