import { type Client, type ClientOptions, createClient } from "../../source/client.ts";

/** A request as `fetch` was given it. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: RequestInit["body"];
  readonly redirect: RequestInit["redirect"];
}

/** What comes back: an answer, or a connection that breaks off. */
export type FakeAnswer = Response | Error | ((request: SentRequest) => Response | Error);

/** An API that answers as it is told, a clock that stands still, and a client of both. */
export interface FakeApi {
  readonly client: Client;
  readonly sent: SentRequest[];
  /** Waits in milliseconds. */
  readonly slept: number[];
}

/** @param answers in turn; the last one goes on */
export function fakeApi(
  answers: readonly FakeAnswer[],
  more: Partial<ClientOptions> = {},
): FakeApi {
  const sent: SentRequest[] = [];
  const slept: number[] = [];
  const client = createClient({
    url: "https://api.example/stage/",
    credential: "a.b.c",
    fetch: async (url, { method = "", headers, body, redirect, signal }) => {
      signal?.throwIfAborted();
      const request = { method, url, headers: plain(headers), body, redirect };
      sent.push(request);
      const answer = answers[Math.min(sent.length, answers.length) - 1] ?? json(200, {});
      const given = typeof answer === "function" ? answer(request) : answer;
      if (given instanceof Error) throw given;
      return given.clone();
    },
    clock: {
      sleep: async (ms, signal) => {
        slept.push(ms);
        signal?.throwIfAborted();
      },
      random: () => 0,
    },
    ...more,
  });
  return { client, sent, slept };
}

export function json(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return Response.json(body, { status, headers });
}

/** An error as the API words it. */
export function problem(
  status: number,
  code: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return json(status, { detail: `This is ${code}.`, code, request_id: "r-1" }, headers);
}

/** A connection that broke off. */
export const broken = new TypeError("fetch failed");

function plain(headers: RequestInit["headers"]): Record<string, string> {
  return Object.fromEntries(new Headers(headers));
}
