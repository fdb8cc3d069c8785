import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { inject } from "vitest";
import { synthesise } from "../../infra/synthesise.ts";
import { type KeyServer, startKeyServer } from "../unit/support/key-server.ts";
import { type Algorithm, createSigner, type Signer, sign } from "../unit/support/signer.ts";
import { type ServiceToken, serviceTokens } from "./sign-in-services.ts";
import { startTestPlatform, type TestPlatform } from "./test-platform.ts";

/** Stands for the key server until its port is known; settings take https addresses only. */
const KEYS = "https://keys.invalid";

/** A platform that trusts all sign-in services, whose keys are served here. */
export interface SignInPlatform extends TestPlatform {
  readonly keyServer: KeyServer;
  /** A token of a service, with other claims than its own where given. */
  issue(token: ServiceToken, changed?: Record<string, unknown>): Promise<string>;
  /** Where a service's keys are, on the key server. */
  keysOf(issuer: string): string;
  /** Lets the next request meet a new environment of the authorizer. */
  coolAuthorizer(): Promise<void>;
}

/** @param log takes the lines of the functions */
export async function startSignInPlatform(log: (entry: object) => void): Promise<SignInPlatform> {
  const folder = await mkdtemp(join(tmpdir(), "profiles-sign-in-"));
  const assembly = join(folder, "assembly");
  const issuers = [...new Map(serviceTokens.map((token) => [token.issuer, token])).values()];
  const keysOf = (issuer: string) => `/${issuers.findIndex((one) => one.issuer === issuer)}`;
  const signers = new Map<Algorithm, Signer>();
  for (const algorithm of ["RS256", "ES256"] as const) {
    signers.set(algorithm, await createSigner(algorithm, algorithm));
  }
  const keyServer = await startKeyServer(
    Object.fromEntries(
      issuers.map(({ issuer, algorithm }) => {
        const { kid, publicJwk } = signers.get(algorithm) as Signer;
        // Without `alg`, as Entra ID has it.
        return [keysOf(issuer), { keys: [{ ...publicJwk, kid, use: "sig" }] }];
      }),
    ),
  );
  const [first, ...others] = issuers.map(({ issuer, audience }) => ({
    issuer,
    audience,
    jwksUri: `${KEYS}${keysOf(issuer)}`,
  }));
  await synthesise({
    context: {
      jwtIssuer: first?.issuer,
      jwtAudience: first?.audience,
      jwtJwksUri: first?.jwksUri,
      jwtIssuers: JSON.stringify(others),
    },
    outdir: assembly,
    imageLayer: "host",
    bundlesDir: dirname(inject("assembly")),
  });
  for (const stack of ["ProfilesApi", "ProfilesBackground"]) {
    const template = join(assembly, `${stack}.template.json`);
    const text = await readFile(template, "utf8");
    await writeFile(template, text.replaceAll(KEYS, keyServer.url));
  }
  const platform = await startTestPlatform({ assembly, log });
  return {
    ...platform,
    keyServer,
    keysOf,
    issue: ({ issuer, algorithm, claims, header }, changed = {}) => {
      const iat = Math.floor(Date.now() / 1_000);
      const payload = { iss: issuer, iat, exp: iat + 600, ...claims, ...changed };
      return sign(signers.get(algorithm) as Signer, payload, header);
    },
    coolAuthorizer: async () => {
      const functions = platform.resources.ofType("AWS::Lambda::Function");
      const authorizer = functions.find(({ logicalId }) =>
        logicalId.startsWith("AuthorizeRequest"),
      );
      await platform.kill(authorizer?.physicalId ?? "");
    },
    stop: async () => {
      await platform.stop();
      await keyServer[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
