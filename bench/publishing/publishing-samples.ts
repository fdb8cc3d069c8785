/** What is asked of a profile. */
export type Job = "publish" | "rename";
/** Whether the index is up to date before each request, or comes after many of them. */
export type Pace = "alone" | "close together";
/** Whether the table's stream feeds the directory's consumer. */
export type Way = "with the index" | "without it";

/** Requests that were sent one after the other. */
export interface Block {
  readonly way: Way;
  /** Of each request. */
  readonly microseconds: readonly number[];
  /** CPU time of a request, the mean of all. */
  readonly cpuMicroseconds: number;
}

/** A block of one kind of request. */
export interface PublishingSamples extends Block {
  readonly job: Job;
  readonly pace: Pace;
}
