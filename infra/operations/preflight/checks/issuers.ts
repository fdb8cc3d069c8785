import { fetchDocument } from "../../../../shared/auth/fetch-document.ts";
import { discoveryAddress } from "../../../../shared/auth/key-source.ts";
import { jwksUriOf } from "../../../../shared/auth/trusted-issuers.ts";
import { awsFailure } from "../../aws-failure.ts";
import type { Check } from "../check.ts";
import { ValueEstimate } from "../estimate-value.ts";
import { type Finding, ok, stop, unknown, warning } from "../finding.ts";
import { type IssuerEntry, issuerEntries } from "../issuer-entries.ts";
import { type SortedKeys, sortKeys } from "../issuer-keys.ts";

const PLACE = { region: "us-east-1", account: "000000000000" };

/** Unusable keys of an issuer that are told one by one. */
const MOST_TOLD = 5;

/** Each issuer must call itself what the settings call it, and sign with keys that are accepted. */
export const issuers: Check = {
  name: "issuers",
  permissions: [],
  async run({ assembly }) {
    const values = new ValueEstimate(assembly, assembly.api, PLACE);
    const all = issuerEntries(assembly.api.template, values);
    const entries = all.filter(({ isKnown }) => isKnown);
    if (entries.length === 0) return ok("made by this deployment");
    return Promise.all(entries.map(examine));
  },
};

async function examine(entry: IssuerEntry): Promise<Finding> {
  const { issuer } = entry;
  const given = jwksUriOf(entry);
  const configuration = await read(discoveryAddress(issuer));
  if ("fault" in configuration && given === undefined) {
    const { final, fault } = configuration;
    const found = `${issuer} has no discovery document (${fault})`;
    if (!final) return unknown(`${issuer}, from here: ${fault}`);
    return stop(found, "correct jwtIssuer, or give jwtJwksUri, the address of its keys");
  }
  const document = "document" in configuration ? configuration.document : undefined;
  const named = document?.issuer;
  if (document && named !== issuer) return otherIssuer(issuer, named);
  const address = given ?? document?.jwks_uri;
  if (typeof address !== "string") {
    return stop(`${issuer} names no address of keys`, "give it as jwtJwksUri");
  }
  return examineKeys(issuer, address);
}

function otherIssuer(issuer: string, named: unknown): Finding {
  if (typeof named !== "string") {
    return stop(`${issuer} does not say its issuer`, "correct jwtIssuer; this is no OpenID issuer");
  }
  const found = `${issuer} calls itself ${named}; with the setting as it is every token is refused`;
  // Microsoft's address for all tenants.
  if (named.includes("{")) return stop(found, "give the address that names your tenant");
  return stop(found, `give exactly ${named} as jwtIssuer, or as the issuer in jwtIssuers`);
}

async function examineKeys(issuer: string, address: string): Promise<Finding> {
  const answer = await read(address);
  if ("fault" in answer) {
    const found = `${issuer}: its keys cannot be read at ${address} (${answer.fault})`;
    return answer.final ? stop(found, "correct jwtJwksUri or jwtIssuer") : unknown(found);
  }
  return judgeKeys(issuer, address, await sortKeys(answer.document));
}

function judgeKeys(issuer: string, address: string, { good, faults }: SortedKeys): Finding {
  const told = faults.slice(0, MOST_TOLD).join("; ");
  const unusable = `${counted(faults.length)} that cannot be used: ${told}`;
  if (good > 0 && faults.length === 0) return ok(`${issuer}, ${counted(good)}`);
  if (good > 0) {
    return warning(
      `${issuer}, ${counted(good)}, and ${unusable}`,
      "let it take them out of its key set: tokens signed with them are refused",
    );
  }
  const none = `${issuer} has no key for RS256, ES256 or EdDSA at ${address}`;
  return stop(
    faults.length > 0 ? `${none}, but ${unusable}` : none,
    "let it sign with one of them; a shared secret (HS256) is not taken",
  );
}

const counted = (keys: number) => `${keys} ${keys === 1 ? "key" : "keys"}`;

type Read =
  | { readonly document: Readonly<Record<string, unknown>> }
  /** Final: it would be the same from anywhere, the authorizer included. */
  | { readonly fault: string; readonly final: boolean };

/** Reads as the authorizer does, within the same bounds. */
async function read(address: string): Promise<Read> {
  try {
    const document = await fetchDocument(address);
    if (typeof document === "object" && document !== null) return { document: { ...document } };
    return { fault: "not a JSON object", final: true };
  } catch (error) {
    const fault = awsFailure(error, []).replace(/^Error: /, "");
    const final = error instanceof SyntaxError || /^status [34]|of over 256 KB/.test(fault);
    return { fault: error instanceof SyntaxError ? "not JSON" : fault, final };
  }
}
