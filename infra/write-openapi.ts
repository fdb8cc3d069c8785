import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { openapiDocument } from "../shared/http/openapi.ts";
import { routeTable } from "../shared/routes/route-table.ts";

const COMMITTED = new URL("../docs/openapi.json", import.meta.url);

/**
 * Writes the OpenAPI document: the committed one, or with `--out` another one, for a deployment.
 * `--server` is the address of its API, `--contact` a web or an e-mail address of those who run it.
 * @throws Error for an unknown option
 */
function main(): void {
  const text = { type: "string" } as const;
  const options = { server: text, contact: text, out: text } as const;
  const { out, ...where } = parseArgs({ options }).values;
  if (out === undefined && Object.keys(where).length > 0) {
    throw new Error("The committed document is nobody's: name another file with --out.");
  }
  const document = openapiDocument(routeTable, where);
  writeFileSync(out ?? COMMITTED, `${JSON.stringify(document, null, 2)}\n`);
}

main();
