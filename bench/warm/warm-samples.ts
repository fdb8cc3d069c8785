export type SubjectName = "shipped" | "document client" | "client";
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
}
