import document from "../../docs/openapi.json" with { type: "json" };
import { createHandler } from "../../shared/http/create-handler.ts";
import { getOpenapiRoute } from "../../shared/routes/system/get-openapi.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(getOpenapiRoute, async () => ({
  status: 200,
  body: { ...document, servers: [{ url: settings.apiBaseUrl }] },
}));
