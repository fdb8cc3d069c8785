import { expect, test } from "vitest";
import { assertRoutesFit } from "../../../infra/constructs/route-methods.ts";
import type { AnyRoute } from "../../../shared/routes/route-table.ts";

function route(id: string, method: AnyRoute["method"], path: string): AnyRoute {
  const words = { summary: "", description: "" };
  const answers = { responses: [], errors: [] };
  return { id, resource: "tests", method, path, auth: "public", access: {}, ...words, ...answers };
}

test("static and variable parts live side by side", () => {
  const routes = [
    route("get-thing", "GET", "/things/{thing_id}"),
    route("get-first", "GET", "/things/first"),
    route("list-parts", "GET", "/things/{thing_id}/parts"),
  ];
  expect(() => assertRoutesFit(routes)).not.toThrow();
});

test("two names for one variable are refused", () => {
  const routes = [
    route("delete-contact", "DELETE", "/contacts/{contact_id}"),
    route("get-vcard", "GET", "/contacts/{profile_id}/vcf"),
  ];
  expect(() => assertRoutesFit(routes)).toThrow(
    "Routes delete-contact and get-vcard name the variable after /contacts/ differently ({contact_id}, {profile_id}): API Gateway allows one name there.",
  );
});

test("two routes for one method and path are refused", () => {
  const routes = [route("get-a", "GET", "/things"), route("get-b", "GET", "/things")];
  expect(() => assertRoutesFit(routes)).toThrow("Routes get-a and get-b are both GET /things.");
});
