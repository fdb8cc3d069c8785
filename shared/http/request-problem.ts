import { type FieldIssue, invalid, Problem } from "../model/problem.ts";

/** The parts of a request that a caller fills in. */
export type RequestPart = "body" | "path" | "query" | "header";

/** An input that is not valid, with the part of the request that it came in. */
export class InvalidPart extends Problem {
  readonly part: RequestPart;

  constructor(part: RequestPart, issues: readonly FieldIssue[]) {
    const { kind, code, message } = invalid(issues);
    super(kind, code, message, { issues });
    this.part = part;
  }
}

/** A field as the contract places it: `loc` begins with the part of the request. */
export interface PlacedIssue {
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
}

/** Rules know no requests: what they find wrong is in the body, unless the edge says otherwise. */
export function placedIssues(problem: Problem): readonly PlacedIssue[] | undefined {
  const part = "part" in problem ? (problem.part as RequestPart) : "body";
  return problem.issues?.map(({ path, msg, type }) => ({ loc: [part, ...path], msg, type }));
}

/** Says of what a service finds wrong with its input that it came in that part. */
export async function takenFrom<T>(part: RequestPart, run: () => Promise<T>): Promise<T> {
  if (part === "body") return run();
  try {
    return await run();
  } catch (error) {
    const isOurs = error instanceof Problem && error.issues && !("part" in error);
    throw isOurs ? new InvalidPart(part, error.issues) : error;
  }
}
