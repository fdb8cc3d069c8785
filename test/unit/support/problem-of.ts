import { expect } from "vitest";
import { validate } from "../../../shared/http/validate.ts";
import { Problem } from "../../../shared/model/problem.ts";

type Schema = Parameters<typeof validate>[0];

/** The problem that a call ends with; fails the test when it ends well or with another error. */
export async function problemOf(run: () => unknown): Promise<Problem> {
  try {
    await run();
  } catch (error) {
    expect(error).toBeInstanceOf(Problem);
    return error as Problem;
  }
  throw new Error("No problem was thrown.");
}

/** The problem with a body, as `type at path` for each fault; empty when there is none. */
export function faultsOf(schema: Schema, body: unknown, readOnly: readonly string[] = []) {
  try {
    validate(schema, body, "body", readOnly);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(Problem);
    return (error as Problem).issues?.map(({ type, path }) => `${type} at ${path.join(".")}`);
  }
}
