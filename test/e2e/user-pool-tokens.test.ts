import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { repositoryRoot } from "../../infra/repository-root.ts";

/** A request to the pool's token endpoint, or to the API. */
interface Seen {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly form: Record<string, string>;
}

let server: Server;
let origin: string;
let seen: Seen[];
/** With an `aws` that says what it was asked for, in place of Amazon's. */
let bin: string;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    seen.push({
      path: String(request.url),
      authorization: request.headers.authorization,
      form: Object.fromEntries(new URLSearchParams(body)),
    });
    response.end(JSON.stringify({ access_token: "the-token" }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  bin = await mkdtemp(join(tmpdir(), "profiles-aws-"));
  await writeFile(join(bin, "aws"), '#!/bin/sh\necho "$*" >&2\necho a-secret\n');
  await chmod(join(bin, "aws"), 0o755);
});
afterAll(async () => {
  server.close();
  await rm(bin, { recursive: true });
});
beforeEach(() => {
  seen = [];
});

/** Pastes what a section of the page says, with the deployment's own names filled in. */
async function paste(heading: string, names: Readonly<Record<string, string>>) {
  const page = await readFile(join(repositoryRoot, "docs/user-pool.md"), "utf8");
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";
  const blocks = [...section.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block);
  let script = blocks.join("\n");
  for (const [name, value] of Object.entries(names)) {
    script = script.replaceAll(`<${name}>`, value);
  }
  expect(script).not.toMatch(/<\w+>/);
  const PATH = [bin, dirname(process.execPath), process.env.PATH].join(delimiter);
  return promisify(execFile)("bash", ["-euo", "pipefail", "-c", script], {
    env: { ...process.env, PATH },
  });
}

test("the page's way to a token in a browser is the code flow with PKCE", async () => {
  const { stdout } = await paste("A first token, in a browser", {
    UserPoolSignInUrl: origin,
    UserPoolBrowserClientId: "browser-client",
    ApiUrl: origin,
    code: "the-code",
  });
  const [address = ""] = stdout.split("\n");
  const { pathname, searchParams } = new URL(address);
  const asked = Object.fromEntries(searchParams);
  expect(pathname).toBe("/oauth2/authorize");
  expect(asked).toEqual({
    response_type: "code",
    client_id: "browser-client",
    redirect_uri: "http://localhost:3000/callback",
    scope: "openid email profile",
    code_challenge: expect.any(String),
    code_challenge_method: "S256",
  });
  const [exchange, call] = seen;
  expect(exchange).toEqual({
    path: "/oauth2/token",
    authorization: undefined,
    form: {
      grant_type: "authorization_code",
      client_id: "browser-client",
      redirect_uri: asked.redirect_uri,
      code: "the-code",
      code_verifier: expect.stringMatching(/^[\w.~-]{43,128}$/),
    },
  });
  // RFC 7636, 4.2
  const verifier = exchange?.form.code_verifier ?? "";
  expect(createHash("sha256").update(verifier).digest("base64url")).toBe(asked.code_challenge);
  expect(call).toMatchObject({
    path: "/api/v1/profiles/all",
    authorization: "Bearer the-token",
  });
});

test("the page's way to a token for a server is client credentials, with the scope", async () => {
  const { stderr } = await paste("A token for a server", {
    UserPoolSignInUrl: origin,
    UserPoolServerClientId: "server-client",
    UserPoolId: "eu-west-1_abc",
    ApiUrl: origin,
  });
  expect(stderr).toContain(
    "cognito-idp describe-user-pool-client --user-pool-id eu-west-1_abc --client-id server-client --query UserPoolClient.ClientSecret --output text",
  );
  expect(seen).toEqual([
    {
      path: "/oauth2/token",
      authorization: `Basic ${Buffer.from("server-client:a-secret").toString("base64")}`,
      form: { grant_type: "client_credentials", scope: "profiles-api/access" },
    },
    { path: "/api/v1/profiles/all", authorization: "Bearer the-token", form: {} },
  ]);
});
