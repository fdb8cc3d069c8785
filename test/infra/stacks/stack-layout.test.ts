import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { importsOf, type Template } from "../../../infra/operations/preflight/template.ts";
import { routeTable } from "../../../shared/routes/route-table.ts";
import { exportsOf, STACKS } from "../../support/synthesised-template.ts";
import pinned from "./exports.json" with { type: "json" };

/** CloudFormation takes 500; the rest is for what nobody planned. */
const CEILING = 400;
/** CloudFormation's own. */
const OUTPUTS = 200;

/** Endpoints that are to come, all of which may fall to one resource. */
const COMING_ROUTES = 10;
/** A function with its role and log group. */
const OF_A_FUNCTION = 3;
/** An alias with its version and its permission, or what else a roll-out by alias needs. */
const OF_AN_ALIAS = 3;
/** A public GET below a new path of two parts: GET and HEAD, each with its permission, OPTIONS. */
const OF_A_ROUTE = 2 + 2 + 2 + 1;
/** Alarms, metric filters and gateway responses that are to come with them. */
const COMING_ALARMS = 10;
/** Functions with a queue, a rule or a mapping, and permissions; each about ten resources. */
const COMING_BACKGROUND = 6 * 10;

const templates = new Map(
  STACKS.map((name): [string, Template] => [
    name,
    JSON.parse(readFileSync(join(inject("assembly"), `${name}.template.json`), "utf8")),
  ]),
);
const templateOf = (name: string) => templates.get(name) as Template;
const countOf = (name: string, type?: string) =>
  Object.values(templateOf(name).Resources).filter(({ Type }) => !type || Type === type).length;

/** What may still be added to a stack by what is planned, written out as a sum. */
function planned(name: string): readonly number[] {
  const aliases = countOf(name, "AWS::Lambda::Function") * OF_AN_ALIAS;
  if (name === "ProfilesStateful" || name === "ProfilesPlans") return [];
  if (name === "ProfilesApi") return [aliases, COMING_ROUTES * OF_A_ROUTE, COMING_ALARMS];
  if (name === "ProfilesBackground") return [aliases, COMING_BACKGROUND];
  return [aliases, COMING_ROUTES * (OF_A_FUNCTION + OF_AN_ALIAS)];
}

describe.each(STACKS)("%s", (name) => {
  const now = countOf(name);
  const sum = [now, ...planned(name)];
  const total = sum.reduce((one, other) => one + other, 0);

  test(`has ${now} resources, and at most ${sum.join(" + ")} = ${total} to come`, () => {
    expect(total).toBeLessThanOrEqual(CEILING);
    expect(Object.keys(templateOf(name).Outputs ?? {}).length + COMING_ROUTES * 2).toBeLessThan(
      OUTPUTS,
    );
  });

  test("stands only on stacks before it", () => {
    const below = STACKS.slice(0, STACKS.indexOf(name));
    const exported = new Set(below.flatMap(exportsOf).map((one) => one.name));
    expect([...importsOf(templateOf(name))].filter((one) => !exported.has(one))).toEqual([]);
  });

  test("keeps its exports: one in use can be neither taken away nor changed", () => {
    const released: Readonly<Record<string, readonly string[]>> = pinned;
    const names = exportsOf(name).map((one) => one.name);
    // A further endpoint brings its own, which are written down when they are released.
    expect(names).toEqual(expect.arrayContaining([...(released[name] ?? [])]));
  });
});

test("exports are pinned for every stack that has some", () => {
  expect(Object.keys(pinned).sort()).toEqual([...STACKS].sort());
  for (const name of STACKS.slice(0, -1)) expect(exportsOf(name)).not.toEqual([]);
});

test("the CDK deploys them in that order", () => {
  const { artifacts } = JSON.parse(
    readFileSync(join(inject("assembly"), "manifest.json"), "utf8"),
  ) as { artifacts: Record<string, { type: string; dependencies?: string[] }> };
  const found = Object.entries(artifacts)
    .filter(([, { type }]) => type === "aws:cloudformation:stack")
    .map(([name, { dependencies = [] }]) => ({
      name,
      below: dependencies.filter((one) => STACKS.includes(one)),
    }));
  expect(found.map(({ name }) => name).sort()).toEqual([...STACKS].sort());
  for (const { name, below } of found) {
    const before = STACKS.slice(0, STACKS.indexOf(name));
    expect(below.filter((one) => !before.includes(one))).toEqual([]);
    if (!["ProfilesStateful", "ProfilesPlans"].includes(name)) {
      expect(below).toContain("ProfilesStateful");
    }
  }
  expect(found.find(({ name }) => name === "ProfilesPlans")?.below).toEqual(["ProfilesApi"]);
  expect(found.find(({ name }) => name === "ProfilesApi")?.below.sort()).toEqual(
    STACKS.slice(0, -2).sort(),
  );
});

test("a function is in the stack of its route's resource", () => {
  for (const { method, path, resource } of routeTable) {
    const name = `Profiles${resource.replace(/(?:^|-)(\w)/g, (_, first) => first.toUpperCase())}`;
    const found = Object.values(templateOf(name).Resources).filter(
      ({ Type, Properties }) =>
        Type === "AWS::Lambda::Function" && Properties?.Description === `${method} ${path}`,
    );
    expect(found).toHaveLength(1);
  }
});
