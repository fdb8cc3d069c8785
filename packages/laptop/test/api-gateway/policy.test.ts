import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluatePolicy, InvalidPolicy } from "../../services/api-gateway/policy.ts";
import { matchesWildcard } from "../../services/iam/wildcard.ts";

/** The definition, word for word: slow, and plainly right. */
function matchesByDefinition(pattern: string, text: string): boolean {
  if (pattern === "") {
    return text === "";
  }
  const rest = pattern.slice(1);
  if (pattern[0] === "*") {
    return Array.from({ length: text.length + 1 }, (_, start) => text.slice(start)).some((tail) =>
      matchesByDefinition(rest, tail),
    );
  }
  return (
    text !== "" &&
    (pattern[0] === "?" || pattern[0] === text[0]) &&
    matchesByDefinition(rest, text.slice(1))
  );
}

describe("an ARN pattern", () => {
  it("matches exactly what the definition says", () => {
    const texts = fc.string({ unit: fc.constantFrom("a", "b", "/", ":"), maxLength: 8 });
    const patterns = fc.string({ unit: fc.constantFrom("a", "b", "/", "*", "?"), maxLength: 8 });
    fc.assert(
      fc.property(patterns, texts, (pattern, text) => {
        expect(matchesWildcard(pattern, text)).toBe(matchesByDefinition(pattern, text));
      }),
      { numRuns: 2000 },
    );
  });

  it("takes no signs but the two wildcards to be special", () => {
    expect(matchesWildcard("a.c", "abc")).toBe(false);
    expect(matchesWildcard("a[b]c+(d)", "a[b]c+(d)")).toBe(true);
  });

  it("does not run away on many stars", () => {
    expect(matchesWildcard("*a".repeat(30), `${"a".repeat(5000)}b`)).toBe(false);
  });
});

const METHOD = "arn:aws:execute-api:us-east-1:000000000000:local/test/GET/profiles/abc";
const statement = (Effect: string, Resource: unknown, Action: unknown = "execute-api:Invoke") => ({
  Effect,
  Action,
  Resource,
});
const policy = (...Statement: unknown[]) => ({ Version: "2012-10-17", Statement });

describe("a policy", () => {
  it.each<[string, object, string]>([
    ["the exact ARN", policy(statement("Allow", METHOD)), "allow"],
    ["a wildcard", policy(statement("Allow", "arn:aws:execute-api:*:*:local/test/*")), "allow"],
    ["every resource", policy(statement("Allow", "*", "*")), "allow"],
    [
      "one of several",
      policy(statement("Allow", ["x", METHOD], ["a:B", "execute-api:*"])),
      "allow",
    ],
    ["an action in other case", policy(statement("Allow", METHOD, "Execute-API:invoke")), "allow"],
    ["a statement alone", { Statement: statement("Allow", METHOD) }, "allow"],
    ["another verb", policy(statement("Allow", METHOD.replace("GET", "PUT"))), "implicit-deny"],
    ["another action", policy(statement("Allow", METHOD, "execute-api:Manage")), "implicit-deny"],
    ["no statement at all", policy(), "implicit-deny"],
    ["a path in other case", policy(statement("Allow", METHOD.toUpperCase())), "implicit-deny"],
    ["a deny", policy(statement("Deny", METHOD)), "explicit-deny"],
    [
      "a deny after an allow",
      policy(statement("Allow", "*"), statement("Deny", "*")),
      "explicit-deny",
    ],
    [
      "a deny before an allow",
      policy(statement("Deny", "*"), statement("Allow", "*")),
      "explicit-deny",
    ],
    ["a deny elsewhere", policy(statement("Allow", "*"), statement("Deny", "x")), "allow"],
  ])("with %s", (_name, document, decision) => {
    expect(evaluatePolicy(document, METHOD)).toBe(decision);
  });

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["a text", "Allow"],
    ["no Statement", {}],
    ["a statement that is a text", policy("Allow")],
    ["another effect", policy(statement("Maybe", METHOD))],
    ["no resource", policy(statement("Allow", undefined))],
    ["an empty resource list", policy(statement("Allow", []))],
    ["a number as action", policy(statement("Allow", METHOD, 1))],
    ["a condition", policy({ ...statement("Allow", METHOD), Condition: {} })],
    ["NotResource", policy({ Effect: "Allow", Action: "*", NotResource: "x" })],
  ])("is invalid with %s", (_name, document) => {
    expect(() => evaluatePolicy(document, METHOD)).toThrow(InvalidPolicy);
  });
});
