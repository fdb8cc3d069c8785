import type { Json } from "../../template/json.ts";
import { objectOf } from "../../template/json.ts";
import { parsePolicy, type Statement } from "./iam-policy.ts";

/**
 * The statements of a resource's own policy that speak of a service such as
 * `events.amazonaws.com`, be it by name or as anyone.
 * @param where whose policy it is, for errors
 * @throws Error for a statement that the local evaluator does not know
 */
export function statementsForService(
  document: Json | undefined,
  service: string,
  where: string,
): readonly Statement[] {
  const statements = list(objectOf(document).Statement).map(objectOf);
  const speaking = statements.filter(({ Principal }) => includesService(Principal, service));
  const withoutPrincipal = speaking.map(({ Principal: _, ...statement }) => statement);
  return parsePolicy({ Statement: withoutPrincipal }, where);
}

function includesService(principal: Json | undefined, service: string): boolean {
  const { AWS, Service } = objectOf(principal);
  const isAnyone = principal === "*" || list(AWS).includes("*");
  return isAnyone || list(Service).includes(service);
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}
