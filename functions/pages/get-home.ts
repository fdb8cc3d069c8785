import { createReferenceHandler } from "../../shared/http/create-reference-handler.ts";
import { getHomeRoute } from "../../shared/routes/pages/get-home.ts";

export const handler = createReferenceHandler(getHomeRoute, () => "home");
