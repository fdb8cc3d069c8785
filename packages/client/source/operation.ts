import type { PhotoOptions, ProfileRef } from "./call-options.ts";

/** What is known of an operation while it runs. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  /** Names of the path's variables. */
  readonly variables: readonly string[];
  /** The path around its variables: before the first, between them, after the last. */
  readonly pieces: readonly string[];
  /** For anyone: no credential is sent. */
  readonly isOpen: boolean;
  readonly takesBody: boolean;
  /** Its body may go as a form, with a photo. */
  readonly takesPhoto: boolean;
  /** Its body may be a file of several kinds. */
  readonly takesFile: boolean;
  readonly takesQuery: boolean;
  /** It may be bound to a version of the profile. */
  readonly takesVersion: boolean;
  readonly takesKey: boolean;
  /** It answers something other than JSON, at least sometimes. */
  readonly answersOther: boolean;
  /** Of a list: the property that holds the items; `""` where the answer is a bare list. */
  readonly items: string | undefined;
}

/** Values as they go into an address. */
export type Query = Readonly<Record<string, unknown>>;

/** A call of an operation: everything but who calls. */
export interface OperationCall {
  readonly operation: Operation;
  /** With its variables filled in. */
  readonly path: string;
  /** The profile it is about, as it was given. */
  readonly profile: ProfileRef | undefined;
  readonly body: unknown;
  readonly query: Query;
  readonly options: PhotoOptions;
}

/** Reads a line of the table. */
export function operationOf(line: string): Operation {
  const [method = "", path = "", ...flags] = line.split(" ");
  const has = (flag: string) => flags.includes(flag);
  // Every other part is a name.
  const parts = path.split(/[{}]/);
  return {
    method,
    path,
    variables: parts.filter((_, at) => at % 2 === 1),
    pieces: parts.filter((_, at) => at % 2 === 0),
    isOpen: has("open"),
    takesBody: has("body") || has("form"),
    takesPhoto: has("form"),
    takesFile: has("file"),
    takesQuery: has("query"),
    takesVersion: has("match"),
    takesKey: has("key"),
    answersOther: has("any"),
    items: flags.find((flag) => flag.startsWith("list:"))?.slice(5),
  };
}

/**
 * A call with the arguments of its method: the path's variables, then the body, then the query with
 * the options in one object, so that another value of a query never moves anything.
 * @throws TypeError for a variable that is missing or empty: it would be another operation's path
 */
export function callOf(operation: Operation, given: readonly unknown[]): OperationCall {
  const { variables, pieces, takesBody } = operation;
  let path = pieces[0] ?? "";
  let profile: ProfileRef | undefined;
  let at = 0;
  for (const variable of variables) {
    const value = given[at] as ProfileRef | undefined;
    const id = typeof value === "object" ? value.id : value;
    if (!id) throw new TypeError(`${operation.method} ${operation.path} needs {${variable}}.`);
    if (variable === "profile_id") profile = value;
    at += 1;
    path += encodeURIComponent(id) + pieces[at];
  }
  const body = takesBody ? given[at] : undefined;
  const last = given[takesBody ? at + 1 : at];
  // Most calls say nothing more.
  const { query, options } = last ? parted(last, operation) : NOTHING;
  return { operation, path, profile, body, query, options };
}

const NOTHING: Pick<OperationCall, "query" | "options"> = { query: {}, options: {} };

/** The query and the options, which come in one object. */
function parted(given: object, { takesQuery }: Operation): typeof NOTHING {
  const { signal, idempotencyKey, ifVersion, onResponse, onProgress, ...query } =
    given as PhotoOptions;
  const options = { signal, idempotencyKey, ifVersion, onResponse, onProgress };
  return { query: takesQuery ? query : {}, options };
}

/** The version that a change is bound to; undefined for any. */
export function versionOf({ profile, options }: OperationCall): number | undefined {
  return options.ifVersion ?? (typeof profile === "object" ? profile.version : undefined);
}
