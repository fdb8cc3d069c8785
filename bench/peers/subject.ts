/** The jobs that are compared, by the ids of the API's own routes. */
export const JOBS = [
  "create-profile",
  "list-profiles",
  "get-profile",
  "update-profile",
  "delete-profile",
] as const;

/** Id of a route that all services have. */
export type Job = (typeof JOBS)[number];

/**
 * A file that exports `handler`, for each job: CommonJS, or an ES module by its ending, which is
 * waited for. A service with a router has one for all.
 */
export type Bundles = Readonly<Record<Job, string>>;

/** The frameworks this API is held against. */
export type PeerName = "Hono" | "Powertools" | "Express" | "NestJS";

/** Who does the jobs. */
export type Service = "profiles-api" | PeerName;

/** How a service was bundled. */
export type BuildName = "our build" | "stock build";

/** One service in one build. */
export interface Subject {
  readonly service: Service;
  readonly build: BuildName;
  /** False for a service that was cut down to get-profile, and is measured cold alone. */
  readonly hasAllJobs: boolean;
  /** From the token to the answer: the service verifies it, or the authorizer before it does. */
  readonly whole: Bundles;
  /** Answers what the authorizer has let in. */
  readonly behindAuthorizer: Bundles;
  /** As `behindAuthorizer`, with the authorizer in front; it is as complete as `whole`. */
  readonly guarded: Bundles;
  /** Bytes of JavaScript that a cold get-profile may read, without the authorizer. */
  readonly bytes: number;
}

/** How a cold get-profile is measured: told who calls, or with the token verified. */
export const WAYS = ["behindAuthorizer", "whole"] as const;

/** A member of `Subject`, and of its samples. */
export type Way = (typeof WAYS)[number];

/** What a subject is called in the report. */
export function nameOf({ service, build, hasAllJobs }: Subject): string {
  if (service === "profiles-api") return "this API";
  return `${service}, ${hasAllJobs ? "" : "get-profile alone, "}${build}`;
}
