/** What API Gateway takes a request to be when it names no type. */
const DEFAULT_MEDIA_TYPE = "application/json";

/**
 * True when a `Content-Type` or `Accept` value falls under the API's binary media types. Only the
 * first media type of the value counts, and parameters such as the boundary do not.
 */
export function isBinary(value: string | undefined, binaryMediaTypes: readonly string[]): boolean {
  const [type, subtype] = parse(value?.split(",")[0] || DEFAULT_MEDIA_TYPE);
  return binaryMediaTypes.some((binary) => {
    const [binaryType, binarySubtype] = parse(binary);
    return (
      (binaryType === "*" || binaryType === type) &&
      (binarySubtype === "*" || binarySubtype === subtype)
    );
  });
}

/**
 * Chooses one of several templates by the caller's `Accept`: the first named type that has a
 * template, else JSON, else the first template.
 */
export function chooseByAccept(
  accept: string | undefined,
  templates: ReadonlyMap<string, string>,
): readonly [mediaType: string, template: string] | undefined {
  const accepted = (accept ?? "").split(",").map((part) => parse(part).join("/"));
  for (const mediaType of [...accepted, DEFAULT_MEDIA_TYPE, ...templates.keys()]) {
    const template = templates.get(mediaType);
    if (template !== undefined) {
      return [mediaType, template];
    }
  }
  return undefined;
}

function parse(mediaType: string): readonly [type: string, subtype: string] {
  const [essence = ""] = mediaType.split(";");
  const [type = "", subtype = ""] = essence.trim().toLowerCase().split("/");
  return [type, subtype];
}
