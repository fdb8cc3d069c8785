import { createReferenceHandler } from "../../shared/http/create-reference-handler.ts";
import { getDocsRoute } from "../../shared/routes/pages/get-docs.ts";

export const handler = createReferenceHandler(getDocsRoute, () => "docs");
