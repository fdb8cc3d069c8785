import type { IdsInPath } from "./ids-in-path.ts";

/** As `z.uuid()` has it: RFC 9562's versions, and its two ids that are none. */
const UUID =
  /^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|0{8}-0{4}-0{4}-0{4}-0{12}|f{8}-f{4}-f{4}-f{4}-f{12})$/;

/**
 * The same rules as {@link IdsInPath}, and the same issues as far as `validate` tells of them, at a
 * fraction of what the library takes to be loaded: docs/adr/0038-getting-ready.md. A test holds the
 * two against each other.
 */
export function idsInPath<Name extends string>(...names: readonly Name[]): IdsInPath<Name> {
  const safeParse = (sent: Readonly<Record<string, unknown>>) => {
    const issues = names.flatMap((name) => {
      const issue = issueOf(sent[name]);
      return issue ? [{ ...issue, path: [name] }] : [];
    });
    if (issues.length > 0) return { success: false, error: { issues } };
    const ids = names.map((name) => [name, String(sent[name]).toLowerCase()]);
    return { success: true, data: Object.fromEntries(ids) };
  };
  return { safeParse } as never;
}

function issueOf(value: unknown) {
  if (typeof value !== "string") return { code: "invalid_type", expected: "string", input: value };
  return UUID.test(value) ? undefined : { code: "invalid_format", format: "uuid" };
}
