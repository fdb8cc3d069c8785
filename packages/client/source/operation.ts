import type { PhotoOptions, ProfileRef } from "./call-options.ts";

/** What is known of an operation while it runs. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  /** Names of the path's variables, with their braces. */
  readonly variables: readonly string[];
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
  return {
    method,
    path,
    variables: path.match(/\{\w+\}/g) ?? [],
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
  const rest = [...given];
  let { path } = operation;
  let profile: ProfileRef | undefined;
  for (const variable of operation.variables) {
    const value = rest.shift() as ProfileRef | undefined;
    const id = typeof value === "object" ? value.id : value;
    if (!id) throw new TypeError(`${operation.method} ${operation.path} needs ${variable}.`);
    if (variable === "{profile_id}") profile = value;
    path = path.replace(variable, () => encodeURIComponent(id));
  }
  const body = operation.takesBody ? rest.shift() : undefined;
  const { signal, idempotencyKey, ifVersion, onResponse, onProgress, ...query } = (rest.shift() ??
    {}) as PhotoOptions;
  const options = { signal, idempotencyKey, ifVersion, onResponse, onProgress };
  return { operation, path, profile, body, query: operation.takesQuery ? query : {}, options };
}

/** The version that a change is bound to; undefined for any. */
export function versionOf({ profile, options }: OperationCall): number | undefined {
  return options.ifVersion ?? (typeof profile === "object" ? profile.version : undefined);
}
