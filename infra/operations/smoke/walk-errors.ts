import { createApiKeyRoute } from "../../../shared/routes/api-keys/create-api-key.ts";
import { createProfileRoute } from "../../../shared/routes/profiles/create-profile.ts";
import { getProfileRoute } from "../../../shared/routes/profiles/get-profile.ts";
import { listProfilesRoute } from "../../../shared/routes/profiles/list-profiles.ts";
import {
  expectError,
  expectProblem,
  expectThat,
  headerOf,
  Mismatch,
  describe as told,
} from "./expectations.ts";
import { DOCUMENT } from "./facts.ts";
import type { Answer } from "./http-client.ts";
import type { WalkContext } from "./walk-context.ts";

const GATEWAY = { document: DOCUMENT.gateway, onlyAws: true } as const;
const PROBLEM = { accept: "application/problem+json" } as const;

/** A request that fails, and how. */
interface Failing {
  readonly what: string;
  readonly status: number;
  readonly code: string;
  readonly send: (headers: Readonly<Record<string, string>>) => Promise<Answer>;
}

/** Errors in both shapes. */
export async function walkErrors(context: WalkContext): Promise<void> {
  const { facts } = context;
  for (const { what, status, code, send } of ofFunctions(context)) {
    await facts.check(`${what} is ${status} ${code}`, {}, async () => {
      const { json } = expectError(await send({}), status, code);
      expectThat(
        status === 422 ? isIssueList(json.detail) : typeof json.detail === "string",
        status === 422 ? "detail as [{loc, msg, type}]" : "detail as text",
        json.detail,
      );
    });
    // Once is enough for what is that long.
    if (status === 413) continue;
    await facts.check(`${what}, as application/problem+json, is the same`, {}, async () => {
      expectProblem(await send(PROBLEM), status, code);
    });
  }
  await walkRefusals(context);
  for (const { what, status, code, send } of ofGateway(context)) {
    await facts.check(`${what} is ${status} ${code}, readable for browsers`, GATEWAY, async () => {
      const answer = expectError(await send({}), status, code);
      const origin = headerOf(answer, "access-control-allow-origin");
      expectThat(origin !== undefined, "Access-Control-Allow-Origin", answer.headers);
    });
    if (status === 413) continue;
    const open = { document: DOCUMENT.gateway, expected: "application/problem+json" } as const;
    await facts.tell(`the media type of ${what}, for Accept: ${PROBLEM.accept}`, open, async () => {
      const answer = expectError(await send(PROBLEM), status, code);
      return (headerOf(answer, "content-type") ?? "").split(";")[0] ?? "";
    });
  }
}

function isIssueList(detail: unknown): boolean {
  return (
    Array.isArray(detail) &&
    detail.every(({ loc, msg, type }) => Array.isArray(loc) && msg !== "" && type !== "")
  );
}

/** Errors that functions make. */
function ofFunctions({ owner, marker }: WalkContext): Failing[] {
  const create = (contentType: string, body: string) => (headers: object) =>
    owner.call(createProfileRoute, { headers: { "content-type": contentType, ...headers }, body });
  const unknown = { profile_id: "0190c0de-0000-7000-8000-000000000000" };
  return [
    {
      what: "broken JSON",
      ...{ status: 400, code: "malformed_json", send: create("application/json", '{"name":') },
    },
    {
      what: "a broken form",
      ...{ status: 400, code: "malformed_form" },
      send: create("multipart/form-data; boundary=b", "nonsense"),
    },
    {
      what: "an unknown profile",
      ...{ status: 404, code: "profile_not_found" },
      send: (headers) => owner.call(getProfileRoute, { params: unknown, headers }),
    },
    {
      what: "JSON of more than 2 MB",
      ...{ status: 413, code: "body_too_large" },
      send: create(
        "application/json",
        JSON.stringify({ name: marker, title: "T", bio: "a".repeat(2_200_000) }),
      ),
    },
    {
      what: "another media type",
      ...{ status: 415, code: "unsupported_media_type", send: create("text/plain", "{}") },
    },
    {
      what: "a profile without a name",
      ...{ status: 422, code: "validation_error", send: create("application/json", "{}") },
    },
  ];
}

/** Errors that the gateway makes, before or instead of a function. */
function ofGateway({ nobody, owner, marker }: WalkContext): Failing[] {
  // Base64 in the function's event makes a third more of it, past Lambda's 6 MB.
  const photo = new Uint8Array(5 * 1024 * 1024);
  const form = { name: `${marker} never`, title: "Made", photo };
  return [
    {
      what: "no credential",
      ...{ status: 401, code: "unauthorized" },
      send: (headers) => nobody.call(listProfilesRoute, { headers }),
    },
    {
      what: "no endpoint",
      ...{ status: 404, code: "not_found" },
      send: (headers) => nobody.raw("GET", "/api/v1/nothing-here", { headers }),
    },
    {
      what: "a form of 5 MB",
      ...{ status: 413, code: "body_too_large" },
      send: (headers) => owner.call(createProfileRoute, { form, headers }),
    },
  ];
}

/** Credentials that are none. */
async function walkRefusals({ facts, nobody, ownerCredential }: WalkContext): Promise<void> {
  await facts.check("no credential is told WWW-Authenticate: Bearer", GATEWAY, async () => {
    const answer = expectError(await nobody.call(listProfilesRoute), 401, "unauthorized");
    expectChallenge(answer, /^Bearer$/, "Bearer");
  });
  const token = (ownerCredential.authorization ?? "").replace("Bearer ", "");
  const bad: Readonly<Record<string, string>> = {
    "something that is not a token": "nonsense",
    "a token with another signature": `${token.slice(0, token.lastIndexOf("."))}.${"A".repeat(86)}`,
  };
  for (const [what, value] of Object.entries(bad)) {
    await facts.check(`${what} is 401 with error="invalid_token"`, GATEWAY, async () => {
      const headers = { authorization: `Bearer ${value}` };
      const answer = expectError(await nobody.call(listProfilesRoute, { headers }), 401);
      expectChallenge(answer, /^Bearer\b.*error="invalid_token"/, 'Bearer error="invalid_token"');
    });
  }
  await facts.check("something that is not an API key is 401", GATEWAY, async () => {
    const headers = { "x-api-key": "pr_live_0123456789abcdef_nonsense" };
    expectError(await nobody.call(createApiKeyRoute, { headers, json: {} }), 401);
  });
}

/** AWS gives the header of a function's answer another name; a gateway response may keep it. */
function expectChallenge(answer: Answer, pattern: RegExp, words: string): void {
  const value = headerOf(answer, "www-authenticate");
  if (value !== undefined && pattern.test(value)) return;
  const remapped = headerOf(answer, "x-amzn-remapped-www-authenticate");
  const got = remapped ? `X-Amzn-Remapped-WWW-Authenticate: ${remapped}` : (value ?? "none");
  throw new Mismatch(`WWW-Authenticate: ${words}`, `${got} (${told(answer)})`);
}
