import { type Answer, isJson, readAnswer } from "./answer.ts";
import { ApiError } from "./api-error.ts";
import { type CredentialHeader, type Credentials, headerOf } from "./credentials.ts";
import { type OperationCall, type Query, versionOf } from "./operation.ts";
import { type RetryRules, withRetries } from "./retry.ts";

/** What of `fetch` is used. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const KEY_HEADER = "Idempotency-Key";

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
  const content = contentOf(call.body);
  const headers = headersOf(call, content !== call.body);
  const isRepeatable = operation.method === "GET" || KEY_HEADER in headers;
  const answer = await withRetries(
    transport.rules,
    { isRepeatable, signal: options.signal },
    authorised(transport, call, { content, headers }),
  );
  if (!answer.ok) throw new ApiError(answer);
  return { data: dataOf(answer, operation.answersOther), headers: answer.headers };
}

/** An attempt; a credential that is refused is renewed once a call, and the attempt made again. */
function authorised(
  { url, fetch, credentials }: Transport,
  { operation, path, query, options }: OperationCall,
  { content, headers }: RequestParts,
): () => Promise<Answer> {
  const address = `${url}${path}${queryText(query)}`;
  const attempt = (proof: CredentialHeader | undefined): Promise<Answer> => {
    const mine = proof ? { ...headers, ...proof } : headers;
    const init: RequestInit = { method: operation.method, headers: mine };
    if (content !== undefined) init.body = content;
    if (options.signal) init.signal = options.signal;
    // The API redirects public pages only; a credential is not carried elsewhere. Without redirects
    // `fetch` need not keep a copy of the body, either.
    if (proof) init.redirect = "error";
    return readAnswer(fetch(address, init), options.onResponse);
  };
  if (operation.isOpen) return () => attempt(undefined);
  // Nobody is asked, so that there is nothing to wait for.
  if (!credentials.isAsked) return () => attempt(credentials.header);
  let isRenewed = false;
  return async () => {
    const credential = await credentials.current();
    const answer = await attempt(headerOf(credential));
    if (answer.status !== 401 || isRenewed) return answer;
    isRenewed = true;
    if (!(await credentials.renewed(credential))) return answer;
    return attempt(headerOf(await credentials.current()));
  };
}

/** Plain, as they are several times faster than `Headers`. */
type RequestHeaders = Readonly<Record<string, string>>;

function headersOf(call: OperationCall, isJson: boolean): RequestHeaders {
  const { operation, options } = call;
  const headers: Record<string, string> = {};
  if (isJson) headers["Content-Type"] = "application/json";
  if (operation.takesKey) headers[KEY_HEADER] = options.idempotencyKey ?? newKey();
  const version = operation.takesVersion ? versionOf(call) : undefined;
  if (version !== undefined) headers["If-Match"] = `"${version}"`;
  return headers;
}

type Content = string | Blob | FormData | undefined;

/** What all attempts of a call have in common. */
interface RequestParts {
  readonly content: Content;
  readonly headers: RequestHeaders;
}

/** Files and forms as they are, and with their own type; the rest as JSON. */
function contentOf(body: unknown): Content {
  if (body === undefined || body instanceof Blob || body instanceof FormData) return body;
  return JSON.stringify(body);
}

function dataOf(answer: Answer, mayBeOther: boolean): unknown {
  const { body, status, type } = answer;
  if (status === 204 || body === "") return undefined;
  if (isJson(type)) return JSON.parse(String(body));
  if (mayBeOther) return body;
  // A page of something in between, such as the sign-in of a network.
  throw new ApiError({ ...answer, body: "" }, "unexpected_answer");
}

function queryText(query: Query): string {
  // Made for those that need it: most calls ask for nothing.
  let search: URLSearchParams | undefined;
  for (const name in query) {
    const value = query[name];
    if (value === undefined || value === null) continue;
    search ??= new URLSearchParams();
    search.set(name, String(value));
  }
  return search ? `?${search}` : "";
}

/** 122 random bits and more. `randomUUID` is fast, and missing in pages that did not come by https. */
function newKey(): string {
  const { randomUUID } = crypto as { randomUUID?: () => string };
  if (randomUUID) return randomUUID.call(crypto);
  return crypto.getRandomValues(new Uint32Array(4)).join("-");
}
