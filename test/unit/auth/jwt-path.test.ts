import { mkdtempSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { buildFunctions } from "../../../infra/bundling/build.ts";
import "../support/settings.ts";

test("a JWT is judged by a few kilobytes, without the AWS SDK", async () => {
  const outdir = mkdtempSync(join(tmpdir(), "jwt-path-"));
  try {
    const id = "authorize-request";
    await buildFunctions({ outdir, entries: { [id]: `functions/authorizer/${id}.ts` } });
    const index = join(outdir, "functions", id, "index.js");
    const part = join(outdir, "functions", id, "verify-api-key.js");
    expect(statSync(index).size).toBeLessThan(40_000);
    expect(statSync(part).size).toBeGreaterThan(100_000);
    vi.stubEnv("JWT_ISSUERS", '[{"issuer":"https://issuer.example","audiences":["a"]}]');
    vi.stubEnv("JWT_MAX_AGE_SECONDS", "86400");
    vi.stubEnv("PEPPER_SECRET_ARN", "arn");
    const require = createRequire(index);
    require(index);
    expect(Object.keys(require.cache)).toContain(index);
    expect(Object.keys(require.cache)).not.toContain(part);
    expect(typeof require(part).verifyApiKey).toBe("function");
  } finally {
    rmSync(outdir, { recursive: true });
  }
});
