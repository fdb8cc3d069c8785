import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DEV_AUDIENCE, DEV_ISSUER } from "@profiles-api/laptop/token";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { localSettings } from "../../infra/laptop/local-settings.ts";
import { synthesise } from "../../infra/synthesise.ts";
import { ApiClient } from "../support/api-client.ts";
import { startTestPlatform, type TestPlatform } from "../support/test-platform.ts";

const PARTNER = { issuer: "https://partner.invalid", audience: "partner-api" };
const SILENT = { issuer: "https://silent.invalid", audience: "silent-api" };
const PATH = "/api/v1/profiles/all";

let folder: string;
let platform: TestPlatform;
const logged: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "profiles-issuers-"));
  const { jwtJwksUri } = localSettings;
  await synthesise({
    context: {
      ...localSettings,
      // One whose keys are the development issuer's, and one whose keys nobody serves.
      jwtIssuers: JSON.stringify([
        { ...PARTNER, jwksUri: jwtJwksUri },
        { ...SILENT, jwksUri: "https://127.0.0.1:1/jwks.json" },
      ]),
    },
    outdir: join(folder, "assembly"),
    imageLayer: "host",
    bundlesDir: dirname(inject("assembly")),
  });
  platform = await startTestPlatform({
    assembly: join(folder, "assembly"),
    log: (entry) => logged.push(JSON.stringify(entry)),
  });
});
afterAll(async () => {
  await platform.stop();
  await rm(folder, { recursive: true, force: true });
});

async function call(issuer: string, audience: string) {
  const token = await platform.token({ account: "jane", issuer, audience });
  return new ApiClient(platform.url, token).get(PATH);
}

test("every issuer of the settings is trusted, each for its own audience", async () => {
  expect((await call(DEV_ISSUER, DEV_AUDIENCE)).status).toBe(200);
  expect((await call(PARTNER.issuer, PARTNER.audience)).status).toBe(200);
  expect((await call(PARTNER.issuer, DEV_AUDIENCE)).status).toBe(401);
  expect((await call(DEV_ISSUER, PARTNER.audience)).status).toBe(401);
  expect((await call("https://other.invalid", PARTNER.audience)).status).toBe(401);
});

test("an issuer that is down is a 503 for its own callers alone, and counted", async () => {
  const answer = await call(SILENT.issuer, SILENT.audience);
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toBe("5");
  expect(answer.json).toMatchObject({
    code: "service_unavailable",
    request_id: expect.any(String),
  });
  expect(answer.text).not.toContain("silent");
  expect(logged.filter((line) => line.includes("AuthorizerDependencyFailure"))).toHaveLength(1);
  expect((await call(DEV_ISSUER, DEV_AUDIENCE)).status).toBe(200);
});
