import { createHash } from "node:crypto";
import { ACCOUNT } from "./account.ts";
import type { Json } from "./json.ts";
import { isRecord, objectOf } from "./json.ts";

/** What the intrinsic functions of one template may look up. Every lookup throws a clear Error. */
export interface TemplateScope {
  readonly stack: string;
  /** `Ref` of a parameter or resource. */
  reference(name: string): Json;
  /** `Fn::GetAtt`. */
  attribute(logicalId: string, attribute: string): Json;
  /** `Fn::ImportValue`: an export of any stack. */
  imported(name: string): Json;
  /** A named entry of the template's `Conditions`. */
  condition(name: string): boolean;
  /** `Fn::FindInMap`. */
  mapped(map: string, first: string, second: string): Json;
}

/** A property whose value is this disappears, as with `AWS::NoValue`. */
const NO_VALUE = Symbol("AWS::NoValue");
type Resolved = Json | typeof NO_VALUE;
type Intrinsic = (argument: Json, scope: TemplateScope) => Resolved;

/** Resolves every intrinsic function in a value. Throws an Error that names an unknown one. */
export function resolveIntrinsics(value: Json, scope: TemplateScope): Json {
  const resolved = resolve(value, scope);
  return resolved === NO_VALUE ? null : resolved;
}

/** Evaluates an expression of the `Conditions` section. Throws an Error for an unknown function. */
export function evaluateCondition(expression: Json, scope: TemplateScope): boolean {
  const [name, argument] = intrinsicOf(expression) ?? conditionName(expression);
  switch (name) {
    case "Condition":
      return scope.condition(asText(argument, name));
    case "Fn::Equals": {
      const [left, right] = asList(argument, name).map((item) => resolve(item, scope));
      return JSON.stringify(left) === JSON.stringify(right);
    }
    case "Fn::And":
      return asList(argument, name).every((item) => evaluateCondition(item, scope));
    case "Fn::Or":
      return asList(argument, name).some((item) => evaluateCondition(item, scope));
    case "Fn::Not":
      return !asList(argument, name).every((item) => evaluateCondition(item, scope));
    default:
      throw new Error(`Unknown condition function ${name} in stack ${scope.stack}.`);
  }
}

function conditionName(expression: Json): readonly [string, Json] {
  const name = objectOf(expression).Condition;
  if (typeof name !== "string") {
    throw new Error(`A condition must be a function, found ${JSON.stringify(expression)}.`);
  }
  return ["Condition", name];
}

function resolve(value: Json, scope: TemplateScope): Resolved {
  if (Array.isArray(value)) {
    return value.map((item) => resolve(item, scope)).filter((item) => item !== NO_VALUE);
  }
  if (!isRecord(value)) {
    return value;
  }
  const intrinsic = intrinsicOf(value);
  if (intrinsic !== undefined) {
    const [name, argument] = intrinsic;
    const evaluate = INTRINSICS.get(name);
    if (evaluate === undefined) {
      throw new Error(`Unknown intrinsic function ${name} in stack ${scope.stack}.`);
    }
    return evaluate(argument, scope);
  }
  const entries: [string, Json][] = [];
  for (const [key, item] of Object.entries(value)) {
    const resolved = resolve(item, scope);
    if (resolved !== NO_VALUE) {
      entries.push([key, resolved]);
    }
  }
  return Object.fromEntries(entries);
}

/** Name and argument of an intrinsic function: an object with just that one key. */
function intrinsicOf(value: Json): readonly [string, Json] | undefined {
  const entries = Object.entries(objectOf(value));
  const [entry] = entries;
  const isIntrinsic =
    entries.length === 1 && entry !== undefined && (entry[0] === "Ref" || /^Fn::/.test(entry[0]));
  return isIntrinsic ? entry : undefined;
}

const PSEUDO_PARAMETERS = new Map<string, (scope: TemplateScope) => Resolved>([
  ["AWS::AccountId", () => ACCOUNT.id],
  ["AWS::Region", () => ACCOUNT.region],
  ["AWS::Partition", () => ACCOUNT.partition],
  ["AWS::URLSuffix", () => ACCOUNT.urlSuffix],
  ["AWS::NoValue", () => NO_VALUE],
  ["AWS::NotificationARNs", () => []],
  ["AWS::StackName", (scope) => scope.stack],
  ["AWS::StackId", (scope) => stackArn(scope.stack)],
]);

function stackArn(stack: string): string {
  const { partition, region, id } = ACCOUNT;
  return `arn:${partition}:cloudformation:${region}:${id}:stack/${stack}/${uniquePart(stack)}`;
}

/** In the form of a UUID, the same at every start. */
function uniquePart(stack: string): string {
  const digest = createHash("sha256").update(stack).digest("hex").slice(0, 32);
  return digest.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function reference(name: string, scope: TemplateScope): Resolved {
  const pseudo = PSEUDO_PARAMETERS.get(name);
  return pseudo === undefined ? scope.reference(name) : pseudo(scope);
}

const INTRINSICS: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  ["Ref", (argument, scope) => reference(asText(argument, "Ref"), scope)],
  ["Fn::GetAtt", getAttribute],
  ["Fn::Join", join],
  ["Fn::Sub", substitute],
  ["Fn::Select", select],
  ["Fn::Split", split],
  ["Fn::If", choose],
  ["Fn::ImportValue", (argument, scope) => scope.imported(resolveText(argument, scope))],
  ["Fn::FindInMap", findInMap],
]);

function getAttribute(argument: Json, scope: TemplateScope): Json {
  const parts = typeof argument === "string" ? argument.split(".") : asList(argument, "Fn::GetAtt");
  const [logicalId, ...attribute] = parts.map((part) => resolveText(part, scope));
  return scope.attribute(logicalId ?? "", attribute.join("."));
}

function join(argument: Json, scope: TemplateScope): Json {
  const [separator, items] = asList(argument, "Fn::Join");
  const texts = asList(resolveIntrinsics(items ?? null, scope), "Fn::Join").map(String);
  return texts.join(asText(separator, "Fn::Join"));
}

function substitute(argument: Json, scope: TemplateScope): Json {
  const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
  const own = objectOf(variables);
  return asText(template, "Fn::Sub").replace(/\$\{([^}]+)\}/g, (_match, name: string) => {
    if (name.startsWith("!")) {
      return `\${${name.slice(1)}}`;
    }
    const value = own[name];
    if (value !== undefined) {
      return resolveText(value, scope);
    }
    const isAttribute = name.includes(".") && !name.includes("::");
    return String(isAttribute ? getAttribute(name, scope) : reference(name, scope));
  });
}

function select(argument: Json, scope: TemplateScope): Json {
  const [index, items] = asList(argument, "Fn::Select");
  const list = asList(resolveIntrinsics(items ?? null, scope), "Fn::Select");
  const item = list[Number(resolveIntrinsics(index ?? null, scope))];
  if (item === undefined) {
    throw new Error(`Fn::Select has no item ${JSON.stringify(index)} in stack ${scope.stack}.`);
  }
  return item;
}

function split(argument: Json, scope: TemplateScope): Json {
  const [separator, text] = asList(argument, "Fn::Split");
  return resolveText(text ?? null, scope).split(asText(separator, "Fn::Split"));
}

function choose(argument: Json, scope: TemplateScope): Resolved {
  const [condition, whenTrue, whenFalse] = asList(argument, "Fn::If");
  const chosen = scope.condition(asText(condition, "Fn::If")) ? whenTrue : whenFalse;
  return resolve(chosen ?? null, scope);
}

function findInMap(argument: Json, scope: TemplateScope): Json {
  const [map, first, second] = asList(argument, "Fn::FindInMap").map((part) =>
    resolveText(part, scope),
  );
  return scope.mapped(map ?? "", first ?? "", second ?? "");
}

function resolveText(value: Json, scope: TemplateScope): string {
  const resolved = resolveIntrinsics(value, scope);
  return typeof resolved === "number"
    ? String(resolved)
    : asText(resolved, "an intrinsic function");
}

function asText(value: Json | undefined, owner: string): string {
  if (typeof value !== "string") {
    throw new Error(`${owner} needs a string, found ${JSON.stringify(value)}.`);
  }
  return value;
}

function asList(value: Json | undefined, owner: string): Json[] {
  if (!Array.isArray(value)) {
    throw new Error(`${owner} needs a list, found ${JSON.stringify(value)}.`);
  }
  return value;
}
