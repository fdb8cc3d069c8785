import { expect } from "vitest";
import type { Answer, ApiClient, FormValue } from "../../support/api-client.ts";
import type { IndexLag } from "./index-lag.ts";
import type { Actor, World } from "./world.ts";

export const PROFILES = "/api/v1/profiles";
export const CONTACTS = "/api/v1/contacts";
/** A well-formed id that nothing has. */
export const UNKNOWN = "0190c0de-0000-7000-8000-000000000000";

/**
 * A moment at which an operation reads or writes: holds the answer against the world, and takes the
 * world on to what it is afterwards. Throws an assertion error when the world does not explain it.
 */
export type Moment = (world: World, answer: Answer) => void;

/** One request, with what it means. */
export interface Operation {
  /** Nobody calls without a credential. */
  readonly actor: Actor | undefined;
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as a form instead of a body. */
  readonly form?: Record<string, FormValue> | undefined;
  /** Several when it is no single read or write. */
  readonly moments: readonly Moment[];
  /** Requests of the same scope share one idempotency record. */
  readonly scope?: string;
}

/** The callers of a run. */
export interface Callers {
  readonly accounts: readonly ApiClient[];
  readonly nobody: ApiClient;
  /** Of the index that they search. */
  readonly lag: IndexLag;
}

export function send(callers: Callers, operation: Operation): Promise<Answer> {
  const { actor, method, path, headers = {}, body, form } = operation;
  const api = actor === undefined ? callers.nobody : (callers.accounts[actor] as ApiClient);
  if (form) return api.form(method as "POST" | "PATCH", path, form, headers);
  if (body === undefined) return api.call(method, path, { headers });
  return method === "POST" ? api.post(path, body, headers) : api.patch(path, body, headers);
}

export function refuses(answer: Answer, status: number, code: string): void {
  expect({ status: answer.status, code: answer.json?.code }).toEqual({ status, code });
}

/** Refuses for one field. */
export function refusesField(answer: Answer, type: string): void {
  refuses(answer, 422, "validation_error");
  expect(answer.json.detail[0].type).toBe(type);
}

/** `undefined` sends no condition. */
export type Condition = "current" | "stale" | "any" | undefined;

export function ifMatch(condition: Condition, version = 1): Record<string, string> {
  if (condition === undefined) return {};
  const tags = { current: `"${version}"`, stale: `"${version - 1}"`, any: "*" };
  return { "if-match": tags[condition] };
}

/** True when the `If-Match` that was sent does not fit the version; checks the refusal. */
export function refusesVersion(
  headers: Readonly<Record<string, string>>,
  version: number,
  answer: Answer,
): boolean {
  const tag = headers["if-match"];
  if (tag === undefined || tag === "*" || tag === `"${version}"`) return false;
  refuses(answer, 412, "version_mismatch");
  return true;
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** A time that cannot be foreseen. */
export function expectTime(text: unknown): void {
  expect(text).toMatch(TIME);
}
