import { mkdtempSync, realpathSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { buildFunctions } from "../../../infra/bundling/build.ts";
import "../support/settings.ts";
import { startKeyServer } from "../support/key-server.ts";
import { AUDIENCE, createSigner, ISSUER, sign } from "../support/signer.ts";

test("a JWT is judged by a few kilobytes, without the AWS SDK", async () => {
  const outdir = realpathSync(mkdtempSync(join(tmpdir(), "jwt-path-")));
  const signer = await createSigner("ES256", "one");
  await using issuer = await startKeyServer({ "/keys": { keys: [signer.publicJwk] } });
  try {
    const id = "authorize-request";
    await buildFunctions({ outdir, entries: { [id]: `functions/authorizer/${id}.ts` } });
    const folder = join(outdir, "functions", id);
    const index = join(folder, "index.js");
    const part = join(folder, "verify-api-key.js");
    expect(statSync(index).size).toBeLessThan(40_000);
    expect(statSync(part).size).toBeGreaterThan(100_000);
    const trusted = { issuer: ISSUER, audiences: [AUDIENCE], jwksUri: `${issuer.url}/keys` };
    vi.stubEnv("JWT_ISSUERS", JSON.stringify([trusted]));
    vi.stubEnv("JWT_MAX_AGE_SECONDS", "86400");
    vi.stubEnv("GATEWAY_DEPLOYMENT", "0123456789abcdef");
    vi.stubEnv("GATEWAY_SHARDS", "32");
    vi.stubEnv("PEPPER_SECRET_ARN", "arn");
    const require = createRequire(index);
    const loaded = () => Object.keys(require.cache).filter((file) => file.startsWith(outdir));
    const multiValueHeaders = { Authorization: [`Bearer ${await sign(signer)}`] };
    const methodArn = "arn:aws:execute-api:us-east-1:000000000000:local/v1/GET/x";
    const answer = await require(index).handler({ methodArn, multiValueHeaders });
    expect(answer).toMatchObject({ context: { account: "jane", credential: "jwt" } });
    expect(issuer.asked).toEqual(["/keys"]);
    expect(loaded()).toEqual([index]);
    // What is loaded is seen.
    expect(typeof require(part).verifyApiKey).toBe("function");
    expect(loaded()).toContain(part);
  } finally {
    rmSync(outdir, { recursive: true });
  }
});
