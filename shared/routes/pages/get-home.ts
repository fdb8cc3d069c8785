import { defineRoute } from "../define-route.ts";
import { referenceResponses } from "./reference-responses.ts";

export const getHomeRoute = defineRoute({
  id: "get-home",
  resource: "pages",
  method: "GET",
  path: "/",
  auth: "public",
  throttleShare: 0.2,
  access: {},
  summary: "Show what this is",
  description: "A page for people who open the address of the API. Touches no data.",
  responses: referenceResponses("The page."),
  errors: [],
  showsReference: true,
});
