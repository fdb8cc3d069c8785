import type * as z from "zod/mini";

/** What a route may be called by; HEAD comes with a public GET. */
export type HttpMethod = "GET" | "POST" | "PATCH" | "DELETE";

/** DynamoDB actions a function may use, on partition keys that start with one of the prefixes. */
export interface TableAccess {
  readonly actions: readonly (
    | "GetItem"
    | "BatchGetItem"
    | "Query"
    | "PutItem"
    | "UpdateItem"
    | "DeleteItem"
    | "BatchWriteItem"
    | "ConditionCheckItem"
  )[];
  readonly partitions: readonly string[];
  /** Never part of a transaction. */
  readonly alone?: true;
}

/** Photo objects a function may touch, by key prefix. */
export interface PhotoAccess {
  readonly actions: readonly (
    | "GetObject"
    | "PutObject"
    | "DeleteObject"
    | "ListBucket"
    | "DeleteObjectVersion"
    | "ListBucketVersions"
  )[];
  readonly prefix: string;
}

/** What a function's role allows; a function can do nothing that is not listed here. */
export interface Access {
  readonly table?: readonly TableAccess[];
  readonly photos?: readonly PhotoAccess[];
  /** May add to the log of what was removed, which lies outside of the table. */
  readonly removalLog?: true;
  /** May read the pepper that API keys are digested with. */
  readonly pepper?: boolean;
  /**
   * Counts views of public profiles, or other events of theirs, or tells what was counted. Nothing of
   * it is allowed where the setting `analytics` is off.
   */
  readonly analytics?: "views" | "events" | "summary";
}

/** A photo part that a form may carry. */
export interface FormFile {
  readonly field: string;
  readonly description: string;
  readonly contentTypes: readonly string[];
  /** Largest accepted file, in bytes. */
  readonly maxBytes: number;
}

/** How a request body may be sent. A route accepts just the media types it names. */
export interface RequestBody<Body> {
  readonly description: string;
  /** An empty body counts as an empty object. */
  readonly optional?: boolean;
  /** JSON media types accepted, the preferred one first. */
  readonly json: { readonly contentTypes: readonly string[]; readonly schema: z.ZodMiniType<Body> };
  /** The same data as `multipart/form-data`: text parts by field name, and at most one file. */
  readonly form?: {
    readonly schema: z.ZodMiniType<Body>;
    /** Fields that are lists: a part for each value. */
    readonly listFields: readonly string[];
    readonly file: FormFile;
  };
  /** Names a caller knows from the answers but may not write; told apart from unknown ones. */
  readonly readOnlyFields?: readonly string[];
}

/**
 * A body that is one document as people have it. The route's handler is given its bytes as the file, and
 * its media type as the body.
 */
export interface DocumentBody<MediaType> {
  readonly description: string;
  /** Media types accepted, the preferred one first. */
  readonly contentTypes: readonly MediaType[];
  /** Other names that programs have for them, accepted as well. */
  readonly aliases: Readonly<Record<string, MediaType>>;
}

/** One form that an answer can have. */
export interface AnswerForm {
  readonly contentType: string;
  readonly schema: z.ZodMiniType;
}

/** The forms that a parameter of the query chooses among, by its value. */
export interface AnswerForms {
  readonly parameter: string;
  readonly each: Readonly<Record<string, AnswerForm>>;
}

/** An answer other than an error. */
export interface RouteResponse {
  readonly status: number;
  readonly description: string;
  /** Left out for an answer without a body. */
  readonly schema?: z.ZodMiniType;
  /** `text/html` and the like; JSON when left out. */
  readonly contentType?: string;
  /** Media types it may have instead, when asked for: each a file. */
  readonly otherContentTypes?: readonly string[];
  /** What it is instead when a parameter asks for that. */
  readonly forms?: AnswerForms;
  /** Response header names, each with its description. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * One endpoint, as plain data. The gateway method, the function with its role, the parsing in the
 * handler and the OpenAPI operation are all derived from it.
 */
export interface Route<Params = unknown, Query = unknown, Body = unknown> {
  /** Verb-noun; also the name of the entry file. */
  readonly id: string;
  /** Folder of the entry file below `functions/`, and the OpenAPI tag. */
  readonly resource: string;
  readonly method: HttpMethod;
  /** Full path with the `/api/v1` prefix where it has one; parameters as `{name}`. */
  readonly path: string;
  /**
   * `caller`: a valid JWT or API key is needed. `session`: a JWT, and no API key. `public`: anyone
   * may call.
   */
  readonly auth: "caller" | "session" | "public";
  /**
   * Part of what the stage lets pass of one method that this route's methods have each, all their
   * callers together; all of it when left out. Every public route says it: nothing else holds its
   * callers back.
   */
  readonly throttleShare?: number;
  /**
   * Also counted against an hour's searches of the plan, which the rate headers then tell of.
   */
  readonly allowance?: "searches";
  readonly access: Access;
  readonly summary: string;
  readonly description: string;
  readonly params?: z.ZodMiniType<Params>;
  readonly query?: z.ZodMiniType<Query>;
  readonly body?: RequestBody<Body>;
  /** In the place of a `body`. */
  readonly document?: DocumentBody<Body>;
  readonly responses: readonly RouteResponse[];
  /** Error statuses this route can answer, beyond those every route of its `auth` can. */
  readonly errors: readonly number[];
  /** Shows a part of the reference, and is told how a caller gets a token. */
  readonly showsReference?: true;
  /** Says how the operator is reached, and is told it; what shows the reference does, too. */
  readonly namesOperator?: true;
  /**
   * Erases accounts: its function is told which are of the service's own user pool, and has the key of
   * accounts' digests.
   */
  readonly erasesAccounts?: true;
  /** Its function answers errors with pages for people; those of the gateway stay JSON. */
  readonly errorPages?: true;
}

/**
 * What a caller sends to a route: shown by the OpenAPI document, sent by the tests and the benchmark.
 * It stands beside the route, not in it, so that no function's bundle carries it. The ids in it are
 * those of `EXAMPLE_IDS`; who sends it puts those of real things in their place.
 */
export interface RouteExample {
  readonly query?: Readonly<Record<string, string>>;
  /** JSON; of a form the fields without the photo. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Of a document: as text, by the media types that are text and not JSON. */
  readonly texts?: Readonly<Record<string, string>>;
}

/** Keeps the literal types of a route while checking it. */
export function defineRoute<Params = undefined, Query = undefined, Body = undefined>(
  route: Route<Params, Query, Body>,
): Route<Params, Query, Body> {
  return route;
}
