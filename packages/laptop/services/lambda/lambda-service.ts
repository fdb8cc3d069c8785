import type { FunctionConfiguration } from "./function-configuration.ts";

/** Why an invocation has no answer. Each kind is one that Lambda itself tells apart. */
export type LambdaErrorKind =
  | "unhandled"
  | "timeout"
  | "crash"
  | "out-of-memory"
  | "event-too-large"
  | "answer-too-large"
  | "throttled";

/** How an invocation failed. */
export interface LambdaError {
  readonly kind: LambdaErrorKind;
  /** The error's class name for `unhandled`, Lambda's own code otherwise. */
  readonly type?: string;
  /** The text Lambda would put into `errorMessage`. */
  readonly message: string;
  /** Lines of the stack, of what the function threw; empty for what is no error. */
  readonly trace?: readonly string[];
}

/** What an invocation gave: a payload (JSON data), or the reason why there is none. */
export interface LambdaResult {
  readonly payload?: unknown;
  readonly error?: LambdaError;
}

/** Synchronous invocation of the deployed functions, by function ARN. */
export interface LambdaService {
  /**
   * Never rejects for a failing function; throws when no function has the ARN.
   * @param requestId what the function sees as its request's id; a new one when left out
   */
  invoke(functionArn: string, event: unknown, requestId?: string): Promise<LambdaResult>;
  /**
   * From the next invocation on the function runs other code, or waits for a debugger. What runs is
   * finished as it began.
   */
  change(
    functionArn: string,
    part: Pick<Partial<FunctionConfiguration>, "taskRoot" | "inspectPort">,
  ): Promise<void>;
  /** True when the function waits for a debugger: no time limit holds then. */
  isInspected(functionArn: string): boolean;
  /** Ends the idle execution environments of a function: its next call is cold. */
  recycle(functionArn: string): Promise<void>;
  /** Ends every execution environment of a function while it works, as a crash of its host would. */
  kill(functionArn: string): Promise<void>;
  /** Resolves when no environment works any more on what it has answered. */
  idle(): Promise<void>;
  /** Ends every execution environment; running invocations answer with `crash`. */
  stop(): Promise<void>;
}

/** Largest synchronous event, in bytes of JSON (Lambda quotas: 6 MB). */
export const PAYLOAD_LIMIT = 6_291_456;

/** Largest answer, in bytes of JSON: a hundred more, as Lambda's own refusal names it. */
export const ANSWER_LIMIT = 6_291_556;
