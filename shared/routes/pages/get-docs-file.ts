import * as z from "zod/mini";
import { defineRoute } from "../define-route.ts";
import { referenceResponses } from "./reference-responses.ts";

export const getDocsFileRoute = defineRoute({
  id: "get-docs-file",
  resource: "pages",
  method: "GET",
  path: "/docs/{file}",
  auth: "public",
  throttleShare: 0.5,
  access: {},
  summary: "Show a page of the reference",
  description:
    "A resource with its operations, the page to try them on (`try`), this document (`openapi.json`), the typed client for `npm install` (`client.tgz`), or what these pages load. An unknown one is a page as well. Touches no data.",
  params: z.object({
    file: z.string().check(z.meta({ description: "The resource's name, or one of these names." })),
  }),
  responses: referenceResponses("The page, or the file in its own media type."),
  errors: [404],
  errorPages: true,
  showsReference: true,
});
