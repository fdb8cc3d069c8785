import { writeFileSync } from "node:fs";
import { openapiDocument } from "../shared/http/openapi.ts";
import { routeTable } from "../shared/routes/route-table.ts";

const target = new URL("../docs/openapi.json", import.meta.url);
writeFileSync(target, `${JSON.stringify(openapiDocument(routeTable), null, 2)}\n`);
