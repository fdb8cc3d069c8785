import type { LambdaErrorKind } from "./lambda-service.ts";

/** A line a function wrote. Lines may arrive shortly after the invocation's answer. */
export interface FunctionLine {
  readonly kind: "line";
  readonly functionName: string;
  readonly stream: "stdout" | "stderr";
  readonly line: string;
}

/** One for each invocation, as Lambda's platform report. */
export interface InvocationReport {
  readonly kind: "report";
  readonly functionName: string;
  readonly requestId: string;
  readonly durationMs: number;
  /** From the start of the process to the loaded handler; only for a cold call. */
  readonly initMs?: number;
  readonly maxMemoryMb: number;
  readonly memoryMb: number;
  readonly error?: LambdaErrorKind;
}

/** Takes what functions write, and a report of each invocation. */
export type LambdaLog = (entry: FunctionLine | InvocationReport) => void;
