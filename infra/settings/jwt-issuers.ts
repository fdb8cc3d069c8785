import * as z from "zod";
import { type AccountNamespace, ownPrefix } from "../../shared/auth/account-namespace.ts";
import type { IssuerSetting } from "../../shared/model/issuer-setting.ts";
import { httpsUrl, parseJson, splitAtCommas } from "./setting-values.ts";

const textOrTexts = "must be a text, or a list of texts";

/** One or several audiences: texts, separated by commas, or a list, whose texts may have commas. */
export const AudiencesSchema = z.preprocess(
  (value) => {
    if (typeof value !== "string") return value;
    // Only a list is taken for JSON: some services name audiences by numbers.
    return /^\s*\[/.test(value) ? parseJson(value) : splitAtCommas(value);
  },
  z
    .array(z.string({ error: textOrTexts }).min(1, { error: "must not be empty" }), {
      error: textOrTexts,
    })
    .min(1, { error: "must not be empty" })
    .transform((list) => [...new Set(list)]),
);

/** Whose accounts an issuer speaks for. */
export const NamespaceSchema = z.enum(["shared", "own"], { error: "must be shared or own" });

const form = "must be a JSON list of 1 to 10 issuers";
const address = (name: string) =>
  z.custom<string>((value) => httpsUrl.safeParse(value).success, {
    error: `has an entry whose ${name} is not an https:// address`,
  });
/** Faults of an entry are told of the whole list. */
const within = <T extends z.ZodType>(schema: T, fault: string) =>
  z.unknown().transform((value, context): z.output<T> => {
    const { success, data } = schema.safeParse(value);
    if (!success) context.addIssue(`has an entry whose ${fault}`);
    return data as z.output<T>;
  });

const IssuerSchema = z.strictObject(
  {
    issuer: address("issuer"),
    audience: within(AudiencesSchema, "audience is missing or empty"),
    jwksUri: address("jwksUri").optional(),
    accounts: within(NamespaceSchema, "accounts is neither shared nor own").optional(),
  },
  { error: "has an entry with something else than issuer, audience, jwksUri and accounts" },
);

/** A list, or its JSON as the command line and the environment give it. */
export const IssuerListSchema = z.preprocess(
  parseJson,
  z.array(IssuerSchema, { error: form }).min(1, { error: form }).max(10, { error: form }),
);

/** Settings that say whose JWTs are accepted. */
export interface IssuerSettings {
  readonly jwtIssuer?: string | undefined;
  readonly jwtAudience?: readonly string[] | undefined;
  readonly jwtJwksUri?: string | undefined;
  readonly jwtAccounts?: AccountNamespace | undefined;
  readonly jwtIssuers?: readonly z.output<typeof IssuerSchema>[] | undefined;
  /** Of the user pool, where there is one. */
  readonly userPoolAccounts?: AccountNamespace | undefined;
}

/** The user pool as an issuer; both are known to the deployment only (tokens of the CDK). */
export type PoolIssuer = Pick<IssuerSetting, "issuer" | "audiences">;

/** An issuer as its settings describe it. */
interface NamedIssuer extends PoolIssuer {
  readonly jwksUri?: string | undefined;
  /** Left out for the one that comes first, which shares, unless it says so itself. */
  readonly namespace?: AccountNamespace | undefined;
}

/**
 * Every issuer of a deployment as the authorizer is told of it: the one with settings of its own
 * first, then those of the list, then the user pool. The first shares `sub` as it is, each further one
 * has accounts of its own, unless the settings say otherwise. Write it out with `Stack.toJsonString`.
 */
export function trustedIssuers(
  settings: IssuerSettings,
  pool?: PoolIssuer,
): readonly IssuerSetting[] {
  return namedIssuers(settings, pool).map(({ issuer, audiences, jwksUri, namespace }) => ({
    issuer,
    audiences,
    ...(jwksUri && { jwksUri: shortened(jwksUri, issuer) }),
    // That it was said, and not only comes of the order, is what the preflight goes by.
    ...(namespace === "shared" && { accounts: namespace }),
    // The pool's prefix is made by the authorizer, which is the first to know its name.
    ...(namespace === "own" && {
      accounts: issuer === pool?.issuer ? namespace : ownPrefix(issuer),
    }),
  }));
}

/**
 * Whose accounts the people of the user pool are, as `USER_POOL_ACCOUNTS` tells it: `none` without a
 * pool that is trusted; else `own` or `shared`, and its issuer.
 */
export function poolAccounts(settings: IssuerSettings, issuer: string | undefined): string {
  if (issuer === undefined) return "none";
  const last = trustedIssuers(settings, { issuer, audiences: [] }).at(-1);
  const isShared = last?.accounts === undefined || last.accounts === "shared";
  return `${isShared ? "shared" : "own"} ${issuer}`;
}

/** An issuer that is named twice, if there is one. */
export function repeatedIssuer(settings: IssuerSettings): string | undefined {
  const names = namedIssuers(settings).map(({ issuer }) => issuer);
  return names.find((name, at) => names.indexOf(name) < at);
}

function namedIssuers(settings: IssuerSettings, pool?: PoolIssuer): readonly NamedIssuer[] {
  const { jwtIssuer: issuer, jwtAudience: audiences, jwtJwksUri: jwksUri } = settings;
  const named = [
    ...(issuer && audiences ? [{ issuer, audiences, jwksUri, said: settings.jwtAccounts }] : []),
    ...(settings.jwtIssuers ?? []).map(({ audience, accounts, ...rest }) => ({
      ...rest,
      audiences: audience,
      said: accounts,
    })),
    ...(pool ? [{ ...pool, said: settings.userPoolAccounts }] : []),
  ];
  return named.map(({ said, ...rest }, at) => ({
    ...rest,
    namespace: said ?? (at === 0 ? undefined : ("own" as const)),
  }));
}

/** Without what it has in common with the issuer; the environment has room for 4 KB in all. */
function shortened(jwksUri: string, issuer: string): string {
  const base = `${issuer.replace(/\/$/, "")}/`;
  return jwksUri.startsWith(base) ? jwksUri.slice(base.length - 1) : jwksUri;
}
