import { expect, test, vi } from "vitest";
import "../support/settings.ts";
import { PLANS, plansWith } from "../../../shared/model/plans.ts";
import { insertContactSteps } from "../../../shared/persistence/contact-steps.ts";
import { settings } from "../../../shared/settings.ts";

test("a plan has what the operator has set of it, and the rest as it comes", () => {
  expect(plansWith({})).toEqual(PLANS);
  const plans = plansWith({ free: { requestsPerDay: 5 }, enterprise: { contacts: 9 } });
  expect(plans.free).toEqual({ ...PLANS.free, requestsPerDay: 5 });
  expect(plans.enterprise).toEqual({ ...PLANS.enterprise, contacts: 9 });
});

test("functions are told by their environment, and contacts follow", () => {
  expect(settings.plans).toEqual(PLANS);
  vi.stubEnv("PLANS", JSON.stringify({ startup: { contacts: 7 } }));
  expect(settings.plans.startup.contacts).toBe(7);
  const contact = { id: "c", profileId: "p", source: "web", savedAt: "" } as never;
  const steps = insertContactSteps("jane", contact);
  const update = steps.find(({ label }) => label === "account")?.write.Update;
  expect(update?.ExpressionAttributeValues).toMatchObject({ ":startupMost": 7, ":freeMost": 100 });
  vi.unstubAllEnvs();
});
