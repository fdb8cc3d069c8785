import { expect, test } from "vitest";
import { planChanges, throttleOf } from "../../../infra/settings/plan-settings.ts";
import { readSettings } from "../../../infra/settings/read-settings.ts";
import { templatesFor } from "../../support/templates-for.ts";

const issuer = { jwtIssuer: "https://issuer.example", jwtAudience: "profiles-api" };
const read = (given: Readonly<Record<string, unknown>>) =>
  readSettings((name) => ({ ...issuer, ...given })[name]);

const number = "has a limit that is not a whole number from 1 to 1,000,000,000";
const fields =
  "has a plan with something else than rate, burst, requestsPerDay, searchesPerHour and contacts (session: rate and burst)";

test.each([
  ["{", "must be a JSON object of session, free, startup, business, enterprise"],
  ["[]", "must be a JSON object of session, free, startup, business, enterprise"],
  [{ gold: { rate: 1 } }, "must be a JSON object of session, free, startup, business, enterprise"],
  [{ free: { rates: 1 } }, fields],
  [{ session: { requestsPerDay: 1 } }, fields],
  [{ free: 7 }, fields],
  [{ free: { rate: 0 } }, number],
  [{ free: { contacts: null } }, number],
  [{ startup: { requestsPerDay: 1.5 } }, number],
  [
    { free: { rate: 501 } },
    "gives free 501 requests a second, of which throttleRate lets 500 pass",
  ],
  [
    { session: { burst: 1_001 } },
    "gives session 1001 requests at once, of which throttleBurst lets 1000 pass",
  ],
  [{ free: { contacts: 6_000 } }, "gives startup fewer contacts than free"],
])("one sentence says what is wrong with the plans %j", (plans, fault) => {
  expect(() => read({ plans })).toThrow(`Setting plans ${fault}: give it as -c plans='`);
});

test("what is set stands, and the rest is as by default", () => {
  const settings = read({ plans: '{"free":{"requestsPerDay":5,"rate":80},"session":{"burst":9}}' });
  expect(throttleOf("free", settings)).toEqual({ rateLimit: 80, burstLimit: 100 });
  expect(throttleOf("session", settings)).toEqual({ rateLimit: 50, burstLimit: 9 });
  expect(throttleOf("enterprise", settings)).toEqual({ rateLimit: 500, burstLimit: 1_000 });
  expect(planChanges(settings)).toEqual({ free: { requestsPerDay: 5 } });
  expect(planChanges(read({}))).toEqual({});
});

test("the functions are told what is set of the limits, and the gateway's quotas follow", () => {
  const plans = { startup: { requestsPerDay: 7, rate: 3 }, free: { searchesPerHour: 2 } };
  const templates = templatesFor({ ...issuer, plans });
  const functions = Object.values(templates.get("Contacts")?.Resources ?? {}).filter(
    ({ Type }) => Type === "AWS::Lambda::Function",
  );
  expect(functions.length).toBeGreaterThan(0);
  for (const { Properties } of functions) {
    const { Variables } = Properties?.Environment as unknown as {
      readonly Variables: Readonly<Record<string, string>>;
    };
    expect(JSON.parse(Variables.PLANS ?? "")).toEqual({
      startup: { requestsPerDay: 7 },
      free: { searchesPerHour: 2 },
    });
  }
  const startup = Object.values(templates.get("Api")?.Resources ?? {}).find(
    ({ Properties }) => Properties?.UsagePlanName === "ProfilesApi-startup",
  );
  expect(startup?.Properties).toMatchObject({
    Throttle: { RateLimit: 3, BurstLimit: 250 },
    Quota: { Limit: 21, Period: "DAY" },
  });
});
