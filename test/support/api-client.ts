import { request as httpRequest } from "node:http";

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
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: { ...this.#headers, ...options.headers },
      redirect: "manual",
      ...(options.body === undefined
        ? {}
        : { body: options.body as NonNullable<RequestInit["body"]> }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parse(text) };
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
