import { defineRoute } from "../define-route.ts";
import { referenceResponses } from "./reference-responses.ts";

export const getDocsRoute = defineRoute({
  id: "get-docs",
  resource: "pages",
  method: "GET",
  path: "/docs",
  auth: "public",
  throttleShare: 0.2,
  access: {},
  summary: "Show the reference",
  description:
    "How to begin, and what holds for every operation, as a page without a script. It leads to a page for each resource. Touches no data.",
  responses: referenceResponses("The page."),
  errors: [],
  showsReference: true,
});
