import { UNKNOWN_PART, type ValueEstimate } from "./estimate-value.ts";
import type { Json, Template } from "./template.ts";

/** An issuer as the authorizer is told of it. */
export interface IssuerEntry {
  /** `iss` of its tokens. */
  readonly issuer: string;
  /** Where its keys are; discovered when left out. */
  readonly jwksUri: string | undefined;
  /** What its accounts begin with; empty where `sub` alone is the account. */
  readonly accounts: string;
  /** Whether the settings say that `sub` alone is the account; else it comes of the order. */
  readonly saysShared: boolean;
  /** False for what only the deployment makes, such as its own user pool before there is one. */
  readonly isKnown: boolean;
  /** Its place in the list, and whether it is the last one, which a pool of the deployment is. */
  readonly position: number;
  readonly isLast: boolean;
}

/** Environment variables of the functions by logical id. */
export function environmentsOf(template: Template): [string, Readonly<Record<string, Json>>][] {
  return Object.entries(template.Resources).flatMap(([id, { Type, Properties }]) => {
    const environment = Properties?.Environment as { Variables?: Record<string, Json> } | undefined;
    return Type === "AWS::Lambda::Function" && environment?.Variables
      ? [[id, environment.Variables] as [string, Record<string, Json>]]
      : [];
  });
}

/**
 * The issuers in the environment of a template's authorizer. Entries of earlier versions are read too:
 * what they lack is as it was then.
 */
export function issuerEntries(template: Template, values: ValueEstimate): readonly IssuerEntry[] {
  const [text] = environmentsOf(template).flatMap(([, { JWT_ISSUERS }]) =>
    JWT_ISSUERS === undefined ? [] : [values.textOf(JWT_ISSUERS)],
  );
  const list: unknown = JSON.parse(text ?? "[]");
  const all = Array.isArray(list) ? list : [];
  return all.flatMap((entry, position) => {
    const { issuer, jwksUri, accounts } = entry ?? {};
    if (typeof issuer !== "string") return [];
    return [
      {
        issuer,
        jwksUri: typeof jwksUri === "string" ? jwksUri : undefined,
        accounts: typeof accounts === "string" && accounts !== "shared" ? accounts : "",
        saysShared: accounts === "shared",
        isKnown: !issuer.includes(UNKNOWN_PART),
        position,
        isLast: position === all.length - 1,
      },
    ];
  });
}
