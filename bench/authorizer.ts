import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { performance } from "node:perf_hooks";
import type { APIGatewayRequestAuthorizerEvent } from "aws-lambda";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";

/**
 * How long the authorizer takes to let a JWT in, warm and with its keys at hand: the whole handler,
 * from the gateway's event to the policy. Algorithms take turns, so that what else the machine does
 * hits all alike. Every call brings a token of its own.
 */
const ALGORITHMS = ["RS256", "ES256", "EdDSA"] as const;
const TOKENS = 200;
const WARM_UP_ROUNDS = 5;
const ROUNDS = 30;
const ISSUER = "https://issuer.example";
const AUDIENCE = "profiles-api";

const keys: JWK[] = [];
const tokens = new Map<string, readonly string[]>();
for (const algorithm of ALGORITHMS) tokens.set(algorithm, await signAll(algorithm));

const server = createServer((_, response) => response.end(JSON.stringify({ keys })));
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address() as AddressInfo;
const jwksUri = `http://127.0.0.1:${port}/`;
process.env.JWT_ISSUERS = JSON.stringify([{ issuer: ISSUER, audience: AUDIENCE, jwksUri }]);
process.env.JWT_MAX_AGE_SECONDS = "86400";
process.env.SESSION_GATEWAY_KEY = "session";
const { handler } = await import("../functions/authorizer/authorize-request.ts");

const samples = new Map<string, number[]>(ALGORITHMS.map((algorithm) => [algorithm, []]));
for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
  for (const algorithm of ALGORITHMS) {
    const times = await decideAll(tokens.get(algorithm) ?? []);
    if (round >= WARM_UP_ROUNDS) samples.get(algorithm)?.push(...times);
  }
}
server.closeAllConnections();
server.close();
report();

async function signAll(algorithm: string): Promise<readonly string[]> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm);
  keys.push({ ...(await exportJWK(publicKey)), kid: algorithm, alg: algorithm, use: "sig" });
  return Promise.all(
    Array.from({ length: TOKENS }, (_, number) =>
      new SignJWT()
        .setProtectedHeader({ alg: algorithm, kid: algorithm, typ: "JWT" })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(`account-${number}`)
        .setIssuedAt()
        .setExpirationTime("1h")
        .sign(privateKey),
    ),
  );
}

/** Microseconds that each decision took. */
async function decideAll(batch: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const token of batch) {
    const event = {
      methodArn: "arn:aws:execute-api:us-east-1:000000000000:api/live/GET/api/v1/profiles/me",
      multiValueHeaders: { Authorization: [`Bearer ${token}`], Accept: ["*/*"] },
    } as unknown as APIGatewayRequestAuthorizerEvent;
    const started = performance.now();
    await handler(event);
    times.push((performance.now() - started) * 1_000);
  }
  return times;
}

function report(): void {
  console.log("algorithm   p50 µs   p99 µs   decisions");
  for (const [algorithm, times] of samples) {
    const sorted = times.toSorted((a, b) => a - b);
    const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(0);
    const line = [algorithm.padEnd(9), at(0.5).padStart(9), at(0.99).padStart(9)];
    console.log(...line, String(sorted.length).padStart(11));
  }
}
