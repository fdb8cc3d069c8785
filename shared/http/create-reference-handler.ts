import { header } from "../headers.ts";
import type { Route } from "../routes/define-route.ts";
import { encodingFor } from "./encoding-for.ts";
import { endpoint } from "./endpoint.ts";
import { pageHeaders, tryPageHeaders } from "./page-headers.ts";
import { pathParameters } from "./path-parameters.ts";
import { linksOf } from "./public-address.ts";
import { type ReferenceFile, referenceFile } from "./reference-file.ts";
import type { ApiResponse } from "./render.ts";

/** Whoever has it asks each time whether it is current. */
const CHECKED = "no-cache";
/** Its name tells its content. */
const FOR_EVER = "public, max-age=31536000, immutable";

/** Listed for no address of its own. */
const NOT_FOUND = "not-found";

/**
 * The way to a part of the reference: files that the build has written beside the function, without
 * the table's client. Touches no data.
 * @param nameOf which part is asked for, by the parameters of the path
 */
export function createReferenceHandler(
  route: Route,
  nameOf: (params: Readonly<Record<string, string>>) => string,
) {
  return endpoint(route.id, async (event): Promise<ApiResponse> => {
    const accepted = encodingFor(header(event, "accept-encoding"));
    const address = linksOf(event)("");
    const name = nameOf(pathParameters(event));
    const found = name === NOT_FOUND ? undefined : referenceFile(name, accepted, address);
    const file = found ?? referenceFile(NOT_FOUND, accepted, address);
    if (!file) throw new Error(`${route.id} has no part ${name}.`);
    const { contentType, bytes, etag, encoding } = file;
    return {
      ...(found ? { status: 200, etag } : { status: 404 }),
      ...{ contentType, bytes },
      headers: {
        "Cache-Control": file.kind === "asset" ? FOR_EVER : CHECKED,
        Vary: "Accept-Encoding, Origin",
        ...(encoding === "identity" ? {} : { "Content-Encoding": encoding }),
        ...securityHeaders(file),
      },
    };
  });
}

function securityHeaders({ kind, text }: ReferenceFile): Readonly<Record<string, string>> {
  if (kind === "page") return pageHeaders(text);
  return kind === "try" ? tryPageHeaders() : {};
}
