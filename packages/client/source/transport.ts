import { type Answer, isJson, mediaType, readAnswer } from "./answer.ts";
import { ApiError } from "./api-error.ts";
import type { CallOptions } from "./call-options.ts";
import { type Credentials, credentialHeader } from "./credentials.ts";
import { type OperationCall, type Query, versionOf } from "./operation.ts";
import { BrokenOff, type RetryRules, withRetries } from "./retry.ts";

/** What of `fetch` is used. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What a call came to. */
export interface Outcome {
  /** The body, as its type says; undefined when there is none. */
  readonly data: unknown;
  readonly headers: Headers;
}

/** Sends calls to one API on behalf of one caller. */
export interface Transport {
  /** Address of the API, without a slash at its end. */
  readonly url: string;
  readonly fetch: Fetch;
  readonly credentials: Credentials;
  readonly rules: RetryRules;
}

/**
 * Carries a call out, with its retries.
 * @throws ApiError for any answer but a good one, and whatever `fetch` throws
 */
export async function send(transport: Transport, call: OperationCall): Promise<Outcome> {
  const { operation, options } = call;
  const headers = headersOf(call);
  const isRepeatable = operation.method === "GET" || headers.has("Idempotency-Key");
  const answer = await withRetries(
    transport.rules,
    { isRepeatable, signal: options.signal },
    authorised(transport, call, headers),
  );
  if (!answer.ok) throw new ApiError(answer);
  return { data: dataOf(answer, operation.answersOther), headers: answer.headers };
}

/** An attempt; a credential that is refused is renewed once a call, and the attempt made again. */
function authorised(
  { url, fetch, credentials }: Transport,
  { operation, path, query, body, options }: OperationCall,
  headers: Headers,
): () => Promise<Answer> {
  const address = `${url}${path}${queryText(query)}`;
  const content = contentOf(body);
  const attempt = async (credential: string | undefined): Promise<Answer> => {
    const mine = new Headers(headers);
    if (credential) mine.set(...credentialHeader(credential));
    const init: RequestInit = { method: operation.method, headers: mine };
    if (content !== undefined) init.body = content;
    if (options.signal) init.signal = options.signal;
    // The API redirects public pages only; a credential is not carried elsewhere.
    if (credential) init.redirect = "manual";
    return answered(fetch(address, init), options.onResponse);
  };
  let isRenewed = false;
  return async () => {
    if (operation.isOpen) return attempt(undefined);
    const credential = await credentials.current();
    const answer = await attempt(credential);
    if (answer.status !== 401 || isRenewed) return answer;
    isRenewed = true;
    return (await credentials.renewed(credential)) ? attempt(await credentials.current()) : answer;
  };
}

/** A whole answer, or that the attempt broke off. */
export async function answered(
  response: Promise<Response>,
  onResponse?: CallOptions["onResponse"],
): Promise<Answer> {
  const got = await response.catch(brokenOff);
  onResponse?.(got);
  return readAnswer(got).catch(brokenOff);
}

function brokenOff(cause: unknown): never {
  throw new BrokenOff(cause);
}

function headersOf(call: OperationCall): Headers {
  const { operation, body, options } = call;
  const headers = new Headers();
  if (contentOf(body) !== body) headers.set("Content-Type", "application/json");
  if (operation.takesKey) headers.set("Idempotency-Key", options.idempotencyKey ?? newKey());
  const version = operation.takesVersion ? versionOf(call) : undefined;
  if (version !== undefined) headers.set("If-Match", `"${version}"`);
  return headers;
}

/** Files and forms as they are, and with their own type; the rest as JSON. */
function contentOf(body: unknown): string | Blob | FormData | undefined {
  if (body === undefined || body instanceof Blob || body instanceof FormData) return body;
  return JSON.stringify(body);
}

function dataOf(answer: Answer, mayBeOther: boolean): unknown {
  const { body, headers, status } = answer;
  if (status === 204 || body === "") return undefined;
  if (isJson(mediaType(headers))) return JSON.parse(String(body));
  if (mayBeOther) return body;
  // A page of something in between, such as the sign-in of a network.
  throw new ApiError({ ...answer, body: "" }, "unexpected_answer");
}

function queryText(query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(name, String(value));
  }
  return search.size > 0 ? `?${search}` : "";
}

/** 128 random bits. `crypto.randomUUID` is missing in pages that did not come by https. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
