import { listProfilesRoute } from "../../../shared/routes/profiles/list-profiles.ts";
import type { Caller } from "./api-caller.ts";
import { describe, expectError, expectStatus, expectThat, Mismatch } from "./expectations.ts";
import { DOCUMENT } from "./facts.ts";
import type { WalkContext } from "./walk-context.ts";

const GATEWAY = { document: DOCUMENT.gateway, onlyAws: true } as const;

/** Unknown paths and methods, and other spellings of known paths. */
export async function walkPaths(context: WalkContext): Promise<void> {
  const { facts, nobody, owner, ownerCredential } = context;
  const authorizations: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    "without Authorization": {},
    "with Authorization": ownerCredential,
  };
  for (const [how, headers] of Object.entries(authorizations)) {
    await facts.check(`an unknown path ${how} is 404`, GATEWAY, async () => {
      expectError(await nobody.raw("GET", "/api/v1/nothing-here", { headers }), 404, "not_found");
    });
    await facts.check(`a method that a path does not have, ${how}, is 404`, GATEWAY, async () => {
      const { path } = listProfilesRoute;
      expectError(await nobody.raw("PUT", path, { headers }), 404, "not_found");
      expectError(await nobody.raw("DELETE", "/health", { headers }), 404, "not_found");
    });
  }
  await facts.check("a second slash in front is folded: //health", GATEWAY, async () => {
    expectStatus(await nobody.raw("GET", "//health"), 200);
    expectStatus(await owner.raw("GET", `/${listProfilesRoute.path}`), 200);
  });
  await facts.check("a slash at the end is ignored: /health/", GATEWAY, async () => {
    expectStatus(await nobody.raw("GET", "/health/"), 200);
  });
  await facts.tell(
    "a second slash inside a path, /api//v1/profiles/all",
    { document: DOCUMENT.gateway, expected: "404" },
    async () => statusOf(owner, "/api//v1/profiles/all", [200, 404]),
  );
  await facts.tell(
    "an escaped letter in the fixed part of a path, /%68ealth",
    { document: DOCUMENT.gateway, expected: "404" },
    async () => statusOf(nobody, "/%68ealth", [200, 404]),
  );
  await facts.tell(
    "a broken escape where a slug should be, /api/v1/profiles/p/a%E0%A4",
    { document: DOCUMENT.gateway, expected: "404" },
    async () => statusOf(nobody, "/api/v1/profiles/p/a%E0%A4", [400, 404, 422]),
  );
}

/** The status, one of those that would be right. @throws Mismatch */
async function statusOf(caller: Caller, path: string, right: readonly number[]): Promise<string> {
  const answer = await caller.raw("GET", path);
  if (right.includes(answer.status)) return String(answer.status);
  throw new Mismatch(right.join(" or "), describe(answer), answer.status >= 500);
}

/** What browsers ask before they call. */
export async function walkPreflight({ facts, nobody }: WalkContext): Promise<void> {
  const types = [undefined, "application/json", "multipart/form-data; boundary=b", "text/plain"];
  for (const type of types) {
    const how = type ? `with Content-Type ${type.split(";")[0]}` : "without a Content-Type";
    await facts.check(`OPTIONS ${how} is a preflight's answer`, GATEWAY, async () => {
      const answer = await nobody.raw("OPTIONS", "/api/v1/profiles", {
        headers: {
          origin: "https://smoke.example",
          "access-control-request-method": "POST",
          "access-control-request-headers": "authorization,content-type",
          ...(type && { "content-type": type }),
        },
      });
      const { headers } = expectStatus(answer, 200, 204);
      const told = `${headers["access-control-allow-methods"]} ${headers["access-control-allow-headers"]}`;
      expectThat(/\bPOST\b/.test(told), "POST among the methods", told);
      expectThat(/\bauthorization\b/i.test(told), "Authorization among the headers", told);
      const origin = headers["access-control-allow-origin"];
      expectThat(origin !== undefined, "Access-Control-Allow-Origin", origin);
    });
  }
}
