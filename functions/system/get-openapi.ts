import document from "../../docs/openapi.json" with { type: "json" };
import { createStaticHandler } from "../../shared/http/create-static-handler.ts";
import { getOpenapiRoute } from "../../shared/routes/system/get-openapi.ts";

export const handler = createStaticHandler(getOpenapiRoute, (linkTo) => ({
  status: 200,
  body: { ...document, servers: [{ url: linkTo("") }] },
}));
