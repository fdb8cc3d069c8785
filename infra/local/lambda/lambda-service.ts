/** Why an invocation has no answer. Each kind is one that Lambda itself tells apart. */
export type LambdaErrorKind =
  | "unhandled"
  | "timeout"
  | "crash"
  | "out-of-memory"
  | "event-too-large"
  | "answer-too-large"
  | "throttled";

export interface LambdaError {
  readonly kind: LambdaErrorKind;
  /** The error's class name for `unhandled`, Lambda's own code otherwise. */
  readonly type?: string;
  /** The text Lambda would put into `errorMessage`. */
  readonly message: string;
}

/** What an invocation gave: a payload (JSON data), or the reason why there is none. */
export interface LambdaResult {
  readonly payload?: unknown;
  readonly error?: LambdaError;
}

/** Synchronous invocation of the deployed functions, by function ARN. */
export interface LambdaService {
  /** Never rejects for a failing function; throws when no function has the ARN. */
  invoke(functionArn: string, event: unknown): Promise<LambdaResult>;
  /** Ends the idle execution environments of a function: its next call is cold. */
  recycle(functionArn: string): Promise<void>;
  /** Ends every execution environment of a function amid its work, as a crash of its host would. */
  kill(functionArn: string): Promise<void>;
  /** Ends every execution environment; running invocations answer with `crash`. */
  stop(): Promise<void>;
}

/** Largest synchronous event and answer, in bytes of JSON (Lambda quotas: 6 MB). */
export const PAYLOAD_LIMIT = 6_291_456;
