import type * as z from "zod/mini";
import { $ZodAsyncError } from "zod/v4/core";
import type { FieldIssue } from "../model/problem.ts";
import { plainName } from "./plain-name.ts";
import { InvalidPart, type RequestPart } from "./request-problem.ts";

type Issue = z.core.$ZodIssue;
type Path = FieldIssue["path"];

/** More are not told: a body of a million faults must not be answered with a million lines. */
const MOST_ISSUES = 50;

/**
 * Validates one part of a request.
 * @throws Problem 422 with an issue for each fault, none of which repeats the caller's values
 */
export function validate<T>(
  schema: z.ZodMiniType<T>,
  value: unknown,
  part: RequestPart,
  readOnlyFields: readonly string[] = [],
): T {
  return valid(schema.safeParse(value, { reportInput: true }), part, readOnlyFields);
}

/**
 * The same for a schema that may have to load something first. Most values need nothing, and are
 * judged without a wait.
 * @throws Problem as {@link validate}
 */
export async function validateAsync<T>(...given: Parameters<typeof validate<T>>): Promise<T> {
  try {
    return validate(...given);
  } catch (error) {
    if (!(error instanceof $ZodAsyncError)) throw error;
  }
  const [schema, value, part, readOnlyFields = []] = given;
  return valid(await schema.safeParseAsync(value, { reportInput: true }), part, readOnlyFields);
}

function valid<T>(
  result: z.core.util.SafeParseResult<T>,
  part: RequestPart,
  readOnlyFields: readonly string[],
): T {
  if (result.success) return result.data;
  const issues = result.error.issues.flatMap((issue) => toFieldIssues(issue, readOnlyFields));
  throw new InvalidPart(part, issues.slice(0, MOST_ISSUES));
}

function toFieldIssues(issue: Issue, readOnly: readonly string[]): FieldIssue[] {
  const path = issue.path.map((key) => (typeof key === "number" ? key : plainName(key)));
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => unknownField([...path, plainName(key)], readOnly.includes(key)));
  }
  if (issue.code === "invalid_union") return [unionIssue(issue, path)];
  const { type, msg } = describe(issue);
  return [{ path, msg, type }];
}

function unknownField(path: Path, readOnly: boolean): FieldIssue {
  return readOnly
    ? { path, msg: "Is set by the service and cannot be written.", type: "read_only" }
    : { path, msg: "Is not a field of this request.", type: "unknown_field" };
}

/** The last alternative is the general one: the others are `""` and the like. */
function unionIssue(issue: z.core.$ZodIssueInvalidUnion, path: Path): FieldIssue {
  const last = issue.errors.at(-1)?.[0];
  return last ? { path, ...describe(last) } : { path, msg: "Is not valid.", type: "invalid" };
}

function describe(issue: Issue): { readonly type: string; readonly msg: string } {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined
        ? { type: "missing", msg: "Is required." }
        : { type: `${issue.expected}_type`, msg: `Must be ${article(issue.expected)}.` };
    case "too_big":
      return {
        type: tooBig(issue.origin),
        msg: `Must be at most ${issue.maximum}${unit(issue.origin, issue.maximum)}.`,
      };
    case "too_small":
      return {
        type: tooSmall(issue.origin),
        msg: `Must be at least ${issue.minimum}${unit(issue.origin, issue.minimum)}.`,
      };
    case "invalid_value":
      return { type: "not_allowed", msg: `Must be ${choice(issue.values)}.` };
    case "invalid_format":
      return FORMATS[issue.format] ?? { type: "invalid_format", msg: ownWords(issue) };
    case "custom":
      return { type: String(issue.params?.type ?? "invalid"), msg: issue.message };
    default:
      return { type: "invalid", msg: "Is not valid." };
  }
}

function choice(values: readonly unknown[]): string {
  return values.length === 1 ? String(values[0]) : `one of: ${values.join(", ")}`;
}

const FORMATS: Readonly<Record<string, { readonly type: string; readonly msg: string }>> = {
  uuid: { type: "invalid_uuid", msg: "Must be a UUID." },
  datetime: {
    type: "invalid_format",
    msg: "Must be a date and time with its offset, like 2030-01-01T00:00:00Z.",
  },
};

/** A pattern's message is ours where a schema gives one, and the library's where it does not. */
function ownWords({ message }: Issue): string {
  return message.startsWith("Must") ? message : "Has the wrong form.";
}

/** What the length of a value counts: one of them, and several. */
const UNITS: Readonly<Record<string, readonly [string, string]>> = {
  string: [" character", " characters"],
  array: [" entry", " entries"],
};

function tooBig(origin: string): string {
  return origin in UNITS ? "too_long" : "too_large";
}

function tooSmall(origin: string): string {
  return origin in UNITS ? "too_short" : "too_small";
}

function unit(origin: string, count: unknown): string {
  const [one = "", several = ""] = UNITS[origin] ?? [];
  return count === 1 ? one : several;
}

function article(expected: string): string {
  if (expected === "array") return "a list";
  if (expected === "object") return "an object";
  return expected === "int" ? "a whole number" : `a ${expected}`;
}
