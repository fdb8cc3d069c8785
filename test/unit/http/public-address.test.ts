import { expect, test } from "vitest";
import "../support/settings.ts";
import { createHandler } from "../../../shared/http/create-handler.ts";
import { createStaticHandler } from "../../../shared/http/create-static-handler.ts";
import { linksOf } from "../../../shared/http/public-address.ts";
import { defineRoute } from "../../../shared/routes/define-route.ts";
import { apiEvent, CONTEXT } from "../support/api-event.ts";

const route = defineRoute({
  id: "test-link",
  resource: "things",
  method: "GET",
  path: "/things",
  auth: "public",
  access: {},
  summary: "",
  description: "",
  responses: [],
  errors: [],
});

/** A caller may claim any host, in each header that proxies use. */
const forged = apiEvent({
  account: null,
  headers: { Host: "evil.example", "X-Forwarded-Host": "evil.example", Forwarded: "host=evil" },
});

test("a link is made of the address that the stage names", () => {
  const stageVariables = { publicAddress: "https://id.execute-api.eu-west-1.amazonaws.com/live" };
  const linkTo = linksOf({ stageVariables });
  expect(linkTo("/api/v1/profiles/1")).toBe(
    "https://id.execute-api.eu-west-1.amazonaws.com/live/api/v1/profiles/1",
  );
  expect(linkTo("")).toBe(stageVariables.publicAddress);
});

test.each([
  ["with data", createHandler(route, async ({ linkTo }) => ({ status: 200, body: linkTo("/x") }))],
  ["static", createStaticHandler(route, (linkTo) => ({ status: 200, body: linkTo("/x") }))],
])("a handler %s links to it whatever the caller says of the host", async (_, handler) => {
  const { body } = await handler(forged, CONTEXT);
  expect(JSON.parse(body)).toBe("https://api.example.com/x");
});

test.each([
  [null],
  [{}],
  [{ publicAddress: "" }],
])("without it (%j) a link is a fault, not a guess", (stageVariables) => {
  expect(() => linksOf({ stageVariables })("/x")).toThrow("publicAddress is not set");
});
