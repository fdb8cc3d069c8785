import type { AnyRoute } from "../../../shared/routes/route-table.ts";
import { type Answer, type CallOptions, send } from "./http-client.ts";

/** A call of a route. */
export interface RouteCall extends CallOptions {
  /** Values for the path's parameters, put in as they are. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, FormValue>>;
}

/** Bytes are a JPEG; a list is a part for each value. */
export type FormValue = string | readonly string[] | Uint8Array;

/** Told of every call of a route that was answered. */
export type Watch = (
  caller: Caller,
  route: AnyRoute,
  call: RouteCall,
  answer: Answer,
) => void | Promise<void>;

/** What all calls of the walk share. */
export interface CallerOptions {
  /** The API, without a trailing slash. */
  readonly base: string;
  /** @throws Interrupted when no further call may be made */
  readonly mayGoOn: () => void;
  readonly watch: Watch;
}

/** Calls the API as somebody, or as nobody. */
export class Caller {
  readonly #options: CallerOptions;
  readonly #headers: Readonly<Record<string, string>>;

  /** @param headers the credential, as headers */
  constructor(options: CallerOptions, headers: Readonly<Record<string, string>> = {}) {
    this.#options = options;
    this.#headers = headers;
  }

  /** The same, with another credential. */
  as(headers: Readonly<Record<string, string>>): Caller {
    return new Caller(this.#options, headers);
  }

  /** @throws NoAnswer, Interrupted */
  async call(route: AnyRoute, call: RouteCall = {}): Promise<Answer> {
    const answer = await this.raw(route.method, targetOf(route, call), await contentOf(call));
    await this.#options.watch(this, route, call, answer);
    return answer;
  }

  /** As {@link call}, with HEAD. */
  head(route: AnyRoute, call: RouteCall = {}): Promise<Answer> {
    return this.raw("HEAD", targetOf(route, call), call);
  }

  /** A path of any kind, sent as it is written. @throws NoAnswer, Interrupted */
  raw(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    this.#options.mayGoOn();
    const headers = { ...this.#headers, ...options.headers };
    return send(method, this.#options.base, path, { ...options, headers });
  }
}

function targetOf({ path }: AnyRoute, { params = {}, query }: RouteCall): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`No value for {${name}} of ${path}.`);
    return value;
  });
  return query ? `${filled}?${new URLSearchParams(query)}` : filled;
}

async function contentOf({ json, form, headers, body }: RouteCall): Promise<CallOptions> {
  if (json !== undefined) {
    return {
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(json),
    };
  }
  if (form === undefined) return { ...(headers && { headers }), ...(body && { body }) };
  const written = new Response(formOf(form));
  const contentType = written.headers.get("content-type") ?? "";
  return {
    headers: { "content-type": contentType, ...headers },
    body: new Uint8Array(await written.arrayBuffer()),
  };
}

function formOf(fields: Readonly<Record<string, FormValue>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value instanceof Uint8Array) {
      const photo = new Blob([value as Uint8Array<ArrayBuffer>], { type: "image/jpeg" });
      form.append(name, photo, "photo.jpg");
    } else {
      for (const one of typeof value === "string" ? [value] : value) form.append(name, one);
    }
  }
  return form;
}
