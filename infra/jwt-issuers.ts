import * as z from "zod";
import type { IssuerSetting } from "../shared/auth/trusted-issuers.ts";

/** An address as settings may give it. */
export const httpsUrl = z
  .string()
  .refine((text) => URL.canParse(text) && new URL(text).protocol === "https:", {
    error: "must be an https:// address",
  });

const form = "must be a JSON list of 1 to 10 issuers";
const address = (name: string) =>
  z.custom<string>((value) => httpsUrl.safeParse(value).success, {
    error: `has an entry whose ${name} is not an https:// address`,
  });

const IssuerSchema = z.strictObject(
  {
    issuer: address("issuer"),
    audience: z.custom<string>((value) => typeof value === "string" && value !== "", {
      error: "has an entry whose audience is missing or empty",
    }),
    jwksUri: address("jwksUri").optional(),
  },
  { error: "has an entry with something else than issuer, audience and jwksUri" },
);

/** A list, or its JSON as the command line and the environment give it. */
export const IssuerListSchema = z.preprocess(
  parseJson,
  z.array(IssuerSchema, { error: form }).min(1, { error: form }).max(10, { error: form }),
);

/** Settings that say whose JWTs are accepted. */
export interface IssuerSettings {
  readonly jwtIssuer?: string | undefined;
  readonly jwtAudience?: string | undefined;
  readonly jwtJwksUri?: string | undefined;
  readonly jwtIssuers?: readonly IssuerSetting[] | undefined;
}

/** The user pool as an issuer; both may be known to the deployment only (tokens of the CDK). */
export interface PoolIssuer {
  readonly issuer: string;
  readonly audiences: readonly string[];
}

/**
 * Every issuer of a deployment: the one with settings of its own first, then those of the list.
 * @param pool the deployment's own user pool, which comes last
 */
export function trustedIssuers(
  settings: IssuerSettings,
  pool?: PoolIssuer,
): readonly IssuerSetting[] {
  const { jwtIssuer: issuer, jwtAudience: audience, jwtJwksUri: jwksUri } = settings;
  const single = issuer && audience ? [{ issuer, audience, ...(jwksUri && { jwksUri }) }] : [];
  return [...single, ...(settings.jwtIssuers ?? []), ...(pool ? [pool] : [])];
}

/** An issuer that is named twice, if there is one. */
export function repeatedIssuer(settings: IssuerSettings): string | undefined {
  const names = trustedIssuers(settings).map(({ issuer }) => issuer);
  return names.find((name, at) => names.indexOf(name) < at);
}

function parseJson(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
