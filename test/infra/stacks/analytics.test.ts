import { describe, expect, test } from "vitest";
import type { Template } from "../../../infra/operations/preflight/template.ts";
import { routeTable } from "../../../shared/routes/route-table.ts";
import { templatesFor } from "../../support/templates-for.ts";

const issuer = { jwtIssuer: "https://issuer.example", jwtAudience: "profiles-api" };
const stacks = (analytics?: string) =>
  [...templatesFor({ ...issuer, ...(analytics && { analytics }) })].filter(
    ([name]) => name !== "Background",
  );

/** Functions that are told to count, and statements that name what is counted. */
function traces(templates: readonly (readonly [string, Template])[]) {
  const resources = templates.flatMap(([, { Resources }]) => Object.values(Resources));
  const functions = resources.filter(({ Type }) => Type === "AWS::Lambda::Function");
  const told = functions.filter(({ Properties }) => {
    const { Environment } = Properties as { Environment?: { Variables: { ANALYTICS?: string } } };
    return Environment?.Variables.ANALYTICS === "on";
  });
  return {
    told: told.map(({ Properties }) => String(Properties?.Description)).sort(),
    rights: JSON.stringify(resources).match(/VIEW(S|KEY)#/g)?.length ?? 0,
  };
}

describe("the setting analytics", () => {
  test("tells the routes that count, and those alone, unless it is off", () => {
    const counting = routeTable
      .filter(({ access }) => access.analytics)
      .map(({ method, path }) => `${method} ${path}`);
    const { told, rights } = traces(stacks());
    expect(told).toEqual(counting.sort());
    expect(rights).toBeGreaterThanOrEqual(counting.length);
    expect(traces(stacks("on"))).toEqual({ told, rights });
  });

  test("off leaves no rights and nothing in the environment, and every route where it was", () => {
    const [on, off] = [stacks(), stacks("off")];
    expect(traces(off)).toEqual({ told: [], rights: 0 });
    const resources = (templates: typeof on) =>
      templates.flatMap(([name, { Resources }]) => Object.keys(Resources).map((id) => name + id));
    expect(resources(off)).toEqual(resources(on));
  });

  test("off still lets what was counted before go with its profile", () => {
    const removal = JSON.stringify(templatesFor({ ...issuer, analytics: "off" }).get("Background"));
    expect(removal).toContain("VIEWS#*");
    expect(removal).not.toContain("VIEWKEY#");
  });
});
