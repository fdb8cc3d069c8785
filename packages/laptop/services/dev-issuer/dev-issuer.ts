import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT } from "jose";
import * as z from "zod";
import { writeFileAtomic } from "../../platform/data-folder.ts";
import { errorCode } from "../../platform/error-code.ts";

/** `iss` of development tokens. Fixed, so that tokens outlive a restart and a change of port. */
export const DEV_ISSUER = "https://dev-issuer.invalid";
/** `aud` of development tokens. */
export const DEV_AUDIENCE = "laptop";
/** Default life of a token, in seconds. */
export const DEFAULT_LIFETIME_SECONDS = 12 * 60 * 60;
/** Longest account name, in characters. */
export const MAX_ACCOUNT_LENGTH = 255;

const ALGORITHM = "ES256";
const FILE_NAME = "issuer.json";

const text = z.string().min(1);
const PrivateJwkSchema = z.object({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: text,
  y: text,
  d: text,
  kid: text,
});
type PrivateJwk = z.infer<typeof PrivateJwkSchema>;

/** Whom a token is for; the rest is as `npm start` trusts it when left out. */
export interface TokenRequest {
  readonly dataDir: string;
  /** `sub`: 1 to 255 characters of any kind. */
  readonly account: string;
  readonly issuer?: string;
  readonly audience?: string;
  /** Negative for a token that has expired already. */
  readonly lifetimeSeconds?: number;
}

/** The issuer as it runs: it hands out its public key, and no tokens. */
export interface DevIssuer {
  /** `http://127.0.0.1:<port>`, with `/jwks.json` and `/.well-known/openid-configuration`. */
  readonly endpoint: string;
  stop(): Promise<void>;
}

/**
 * Signs a JWT for an account with the data folder's key pair, which is made when there is none yet.
 * Needs no running server. Throws a RangeError for an account name that is empty or too long.
 */
export async function mintToken(request: TokenRequest): Promise<string> {
  const { account, issuer = DEV_ISSUER, audience = DEV_AUDIENCE } = request;
  const length = [...account].length;
  if (length < 1 || length > MAX_ACCOUNT_LENGTH) {
    throw new RangeError(`An account name has 1 to ${MAX_ACCOUNT_LENGTH} characters.`);
  }
  const jwk = await keyPairOf(request.dataDir);
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT()
    .setProtectedHeader({ alg: ALGORITHM, kid: jwk.kid, typ: "JWT" })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(account)
    .setIssuedAt(now)
    .setExpirationTime(now + (request.lifetimeSeconds ?? DEFAULT_LIFETIME_SECONDS))
    .setJti(randomUUID())
    .sign(await importJWK(jwk, ALGORITHM));
}

/** Serves the public key on a free port of the loopback. */
export async function startDevIssuer(options: { readonly dataDir: string }): Promise<DevIssuer> {
  const { d: _private, ...publicKey } = await keyPairOf(options.dataDir);
  let endpoint = "";
  const server = createServer((request, response) => {
    const document = documentAt((request.url ?? "").split("?")[0] ?? "", endpoint, publicKey);
    const readable = request.method === "GET" || request.method === "HEAD";
    const status = document === undefined ? 404 : readable ? 200 : 405;
    response.writeHead(status, { "content-type": "application/json" });
    response.end(status === 200 ? JSON.stringify(document) : undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    endpoint,
    stop: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function documentAt(path: string, endpoint: string, publicKey: Omit<PrivateJwk, "d">) {
  if (path === "/jwks.json") return { keys: [{ ...publicKey, alg: ALGORITHM, use: "sig" }] };
  if (path !== "/.well-known/openid-configuration") return undefined;
  return {
    issuer: DEV_ISSUER,
    jwks_uri: `${endpoint}/jwks.json`,
    response_types_supported: ["id_token"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: [ALGORITHM],
  };
}

/** The folder's key pair. Of two processes that make one at the same time, both get the same. */
async function keyPairOf(dataDir: string): Promise<PrivateJwk> {
  const path = join(dataDir, FILE_NAME);
  const existing = await readKeyPair(path);
  if (existing !== undefined) return existing;
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = await exportJWK(privateKey);
  const made = PrivateJwkSchema.parse({ ...jwk, kid: await calculateJwkThumbprint(jwk) });
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const content = `${JSON.stringify(made, null, 2)}\n`;
  const written = await writeFileAtomic(path, content, { mode: 0o600, create: "only" });
  return written ? made : ((await readKeyPair(path)) ?? made);
}

async function readKeyPair(path: string): Promise<PrivateJwk | undefined> {
  let content: string;
  try {
    content = await readFile(path, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
  try {
    return PrivateJwkSchema.parse(JSON.parse(content));
  } catch {
    throw new Error(
      `The key pair in ${path} is damaged; remove the file to get a new one (tokens made before stop working).`,
    );
  }
}
