import { isRecord } from "../../template/json.ts";
import { matchesWildcard } from "../iam/wildcard.ts";

/** IAM's three answers; without a statement that fits it is an implicit deny. */
export type PolicyDecision = "allow" | "explicit-deny" | "implicit-deny";

/** A policy that cannot be evaluated; the message says why. */
export class InvalidPolicy extends Error {}

const ACTION = "execute-api:invoke";
const STATEMENT_KEYS = new Set(["Sid", "Effect", "Action", "Resource"]);

interface Statement {
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/**
 * Evaluates the policy document of an authorizer for one method ARN. An explicit deny wins.
 * @throws InvalidPolicy for a document without the known shape, and for elements that are not
 * evaluated here (`Condition`, `NotAction`, `NotResource`).
 */
export function evaluatePolicy(document: unknown, methodArn: string): PolicyDecision {
  const matching = statementsOf(document).filter(
    ({ actions, resources }) =>
      actions.some((action) => matchesWildcard(action.toLowerCase(), ACTION)) &&
      resources.some((resource) => matchesWildcard(resource, methodArn)),
  );
  if (matching.some(({ effect }) => effect === "Deny")) {
    return "explicit-deny";
  }
  return matching.length > 0 ? "allow" : "implicit-deny";
}

function statementsOf(document: unknown): readonly Statement[] {
  if (!isRecord(document) || document.Statement === undefined) {
    throw new InvalidPolicy("The authorizer's policy document has no Statement.");
  }
  const { Statement } = document;
  return (Array.isArray(Statement) ? Statement : [Statement]).map(parseStatement);
}

function parseStatement(statement: unknown): Statement {
  if (!isRecord(statement)) {
    throw new InvalidPolicy("A statement of the authorizer's policy is no object.");
  }
  const unknown = Object.keys(statement).find((key) => !STATEMENT_KEYS.has(key));
  if (unknown !== undefined) {
    throw new InvalidPolicy(
      `The authorizer's policy uses ${unknown}, which is not evaluated here.`,
    );
  }
  const { Effect } = statement;
  if (Effect !== "Allow" && Effect !== "Deny") {
    throw new InvalidPolicy("A statement of the authorizer's policy has no valid Effect.");
  }
  return {
    effect: Effect,
    actions: texts(statement, "Action"),
    resources: texts(statement, "Resource"),
  };
}

function texts(statement: Record<string, unknown>, key: string): readonly string[] {
  const value = statement[key];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0 || !list.every((item) => typeof item === "string")) {
    throw new InvalidPolicy(`A statement of the authorizer's policy has no valid ${key}.`);
  }
  return list.filter((item) => typeof item === "string");
}
