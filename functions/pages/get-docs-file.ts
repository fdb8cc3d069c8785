import { createReferenceHandler } from "../../shared/http/create-reference-handler.ts";
import { getDocsFileRoute } from "../../shared/routes/pages/get-docs-file.ts";

export const handler = createReferenceHandler(getDocsFileRoute, ({ file = "" }) => file);
