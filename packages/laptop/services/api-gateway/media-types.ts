/** What API Gateway takes a request to be when it names no type. */
const DEFAULT_MEDIA_TYPE = "application/json";

/**
 * True when a `Content-Type` or `Accept` value falls under the API's binary media types. Only the
 * first media type of the value counts, and parameters such as the boundary do not. A star stands
 * for every subtype, or in the media type that has two of them for everything; a star on the left
 * alone stands for nothing (recorded answers of API Gateway).
 */
export function isBinary(value: string | undefined, binaryMediaTypes: readonly string[]): boolean {
  const [type, subtype] = parse(value?.split(",")[0] || DEFAULT_MEDIA_TYPE);
  return binaryMediaTypes.some((binary) => {
    const [binaryType, binarySubtype] = parse(binary);
    if (binaryType === "*") {
      return binarySubtype === "*";
    }
    return binaryType === type && (binarySubtype === "*" || binarySubtype === subtype);
  });
}

/** The media type of a request's `Content-Type`, in lower case and without its parameters. */
export function mediaTypeOf(contentType: string | undefined): string {
  return parse(contentType || DEFAULT_MEDIA_TYPE).join("/");
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
