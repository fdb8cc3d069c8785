import { Agent, request as httpRequest, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { gunzipSync, inflateSync } from "node:zlib";

/** Tests make tens of thousands of calls, and fetch takes four times what Node's own client does. */
const agent = new Agent({ keepAlive: true });

/** What fetch sends by itself, as far as an API could care. */
const USUAL = { accept: "*/*", "accept-encoding": "gzip, deflate", "user-agent": "node" };

/** An answer with its body read; `json` is undefined for an empty body. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape.
  readonly json: any;
}

export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | FormData;
}

/** Calls the API for one account, or for nobody when there is no token. */
export class ApiClient {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;

  /** @param credential a JWT, or headers of its own */
  constructor(url: string, credential: string | Readonly<Record<string, string>> = {}) {
    this.#url = url;
    this.#headers =
      typeof credential === "string" ? { authorization: `Bearer ${credential}` } : credential;
  }

  async call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const own = { ...this.#headers, ...options.headers };
    const { body, headers } = await sent(options.body);
    const request = { body, headers: { ...headers, ...own } };
    const response = await send(`${this.#url}${path}`, method, request);
    const text = new TextDecoder().decode(await plainBody(response));
    const { statusCode: status = 0 } = response;
    return { status, headers: headersOf(response), text, json: parse(text) };
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.call("GET", path, { headers });
  }

  delete(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.call("DELETE", path, { headers });
  }

  post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) {
    return this.#json("POST", path, body, headers);
  }

  patch(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) {
    return this.#json("PATCH", path, body, headers);
  }

  form(
    method: "POST" | "PATCH",
    path: string,
    fields: Record<string, FormValue>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    return this.call(method, path, { body: formOf(fields), headers });
  }

  #json(method: string, path: string, body: unknown, headers: Readonly<Record<string, string>>) {
    return this.call(method, path, {
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  }
}

interface Sent {
  readonly body: string | Uint8Array | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** As fetch words it: a form as bytes, with the boundary in its type, and a text as plain. */
async function sent(body: CallOptions["body"]): Promise<Sent> {
  if (typeof body === "string") {
    return { body, headers: { "content-type": "text/plain;charset=UTF-8" } };
  }
  if (!(body instanceof FormData)) return { body, headers: {} };
  const form = new Response(body);
  const type = form.headers.get("content-type") ?? "";
  return { body: await form.bytes(), headers: { "content-type": type } };
}

function send(url: string, method: string, { headers, body }: Sent): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(url, { method, agent, headers: USUAL }, resolve);
    for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value);
    // Node.js leaves it out for a verb that has no body as a rule.
    if (body !== undefined) outgoing.setHeader("content-length", Buffer.byteLength(body));
    outgoing.on("error", reject).end(body);
  });
}

async function plainBody(response: IncomingMessage): Promise<Buffer> {
  const bytes = await buffer(response);
  const coding = bytes.length === 0 ? undefined : response.headers["content-encoding"];
  if (coding === "gzip") return gunzipSync(bytes);
  return coding === "deflate" ? inflateSync(bytes) : bytes;
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    headers.append(rawHeaders[index] ?? "", rawHeaders[index + 1] ?? "");
  }
  return headers;
}

export type FormValue = string | readonly string[] | Uint8Array;

/** Bytes become a file part named photo.jpg; a list becomes a part for each value. */
function formOf(fields: Record<string, FormValue>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value instanceof Uint8Array) {
      form.append(
        name,
        new Blob([value as Uint8Array<ArrayBuffer>], { type: "image/jpeg" }),
        "photo.jpg",
      );
    } else {
      for (const one of typeof value === "string" ? [value] : value) form.append(name, one);
    }
  }
  return form;
}

/** Sends header lines exactly as given, repeated ones too, which fetch would join. */
export function rawCall(
  url: string,
  method: string,
  path: string,
  headers: readonly (readonly [string, string])[],
  body = "",
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const target = new URL(path, url);
    const outgoing = httpRequest(
      { host: target.hostname, port: target.port, path, method, agent: false },
      (incoming) => {
        let text = "";
        incoming.setEncoding("utf8").on("data", (chunk) => {
          text += chunk;
        });
        incoming.on("end", () => resolve({ status: incoming.statusCode ?? 0, text }));
      },
    );
    const names = new Map<string, string[]>();
    for (const [name, value] of headers) names.set(name, [...(names.get(name) ?? []), value]);
    for (const [name, values] of names) outgoing.setHeader(name, values);
    outgoing.on("error", reject).end(body);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
