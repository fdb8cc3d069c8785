/** What a call may have been held up by: a collection of garbage, by its kind, or a new connection. */
export type CallEventKind = "young" | "full" | "marking" | "other" | "socket";

/** Something that began while a call was under way. */
export interface CallEvent {
  /** Place of the call among those that were timed together. */
  readonly call: number;
  readonly kind: CallEventKind;
  /** 0 for a socket: opening one takes no time of the processor worth telling. */
  readonly microseconds: number;
}

/** The same before it is known which call it fell into; times as `performance.now()` has them. */
export interface TimedEvent extends Omit<CallEvent, "call" | "microseconds"> {
  readonly startMs: number;
  readonly durationMs: number;
}

/** When a call began and ended, as `performance.now()` has it. */
export interface CallSpan {
  readonly startMs: number;
  readonly endMs: number;
}

/** Each event with the call in which it began; what began between calls held none of them up. */
export function eventsOfCalls(
  spans: readonly CallSpan[],
  events: readonly TimedEvent[],
): CallEvent[] {
  return events.flatMap(({ kind, startMs, durationMs }) => {
    const call = spans.findIndex((span) => span.startMs <= startMs && startMs <= span.endMs);
    return call < 0 ? [] : [{ call, kind, microseconds: durationMs * 1_000 }];
  });
}
