import type { CallEvent } from "./call-events.ts";

/** The shipped handler, or its table calls alone by one of the SDK's two clients. */
export type SubjectName = "shipped" | "document client" | "client";
/** What answers the calls: a stub with recorded answers, or the local engine. */
export type Server = "stub" | "engine";

/** All that was measured of one process of a subject. */
export interface WarmSamples {
  readonly job: string;
  readonly server: Server;
  readonly subject: SubjectName;
  /** Of each call. */
  readonly microseconds: number[];
  /** CPU time of a request, the mean of each round. */
  readonly cpuMicroseconds: number[];
  /** Collections and new connections, by the place of their call in `microseconds`. */
  readonly events: CallEvent[];
}
