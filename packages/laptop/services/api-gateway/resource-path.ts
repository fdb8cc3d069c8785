/** One part of a resource's path. */
export type Segment =
  | { readonly kind: "static"; readonly text: string }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "greedy"; readonly name: string };

const RANK = { static: 0, variable: 1, greedy: 2 } as const;

/** Parses `/profiles/{profile_id}` or `/files/{proxy+}`. */
export function parsePath(path: string): readonly Segment[] {
  return partsOf(path).map((text): Segment => {
    const variable = /^\{(.+?)(\+?)\}$/.exec(text);
    if (variable === null) {
      return { kind: "static", text };
    }
    return { kind: variable[2] === "+" ? "greedy" : "variable", name: variable[1] ?? "" };
  });
}

/** Sorts paths so that the first match is the one API Gateway takes: static, variable, greedy. */
export function compareSpecificity(one: readonly Segment[], other: readonly Segment[]): number {
  for (const [index, segment] of one.entries()) {
    const rival = other[index];
    const difference = rival === undefined ? 0 : RANK[segment.kind] - RANK[rival.kind];
    if (difference !== 0) {
      return difference;
    }
  }
  return other.length - one.length;
}

/** The parts of a request path, a trailing slash aside. */
export function requestParts(path: string): readonly string[] {
  return partsOf(path.replace(/\/$/, ""));
}

/**
 * Matches the parts of a request path. Gives the path parameters as they were sent, or
 * `undefined` when the path is another one.
 *
 * Nothing is decoded: recorded answers of API Gateway have escapes in parameters untouched. What it
 * makes of a fixed part written with an escape is not recorded. Such a part is another path here, so
 * that nobody comes to rely on it.
 */
export function matchPath(
  segments: readonly Segment[],
  parts: readonly string[],
): ReadonlyMap<string, string> | undefined {
  const greedy = segments.at(-1)?.kind === "greedy";
  if (greedy ? parts.length < segments.length : parts.length !== segments.length) {
    return undefined;
  }
  const parameters = new Map<string, string>();
  for (const [index, segment] of segments.entries()) {
    const part = parts[index] ?? "";
    if (segment.kind === "static") {
      if (part !== segment.text) {
        return undefined;
      }
    } else if (segment.kind === "variable") {
      if (part === "") {
        return undefined;
      }
      parameters.set(segment.name, part);
    } else {
      parameters.set(segment.name, parts.slice(index).join("/"));
    }
  }
  return parameters;
}

function partsOf(path: string): readonly string[] {
  const trimmed = path.replace(/^\//, "");
  return trimmed === "" ? [] : trimmed.split("/");
}
