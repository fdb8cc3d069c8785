/**
 * How long things may take, in milliseconds, each below the one that waits for it. ADR 13 adds them
 * up; test/unit/time-limits.test.ts holds them against each other.
 */
export const TIME_LIMITS = {
  /** API Gateway gives an integration up (its quota of 29 s). */
  gateway: 29_000,
  /** A function behind the gateway; one that works on images. */
  function: 10_000,
  imageFunction: 25_000,
  /** What a function keeps of its time to answer in, once it waits no longer. */
  answer: 1_500,
  /** Within that, most that it takes to let go of an Idempotency-Key. */
  letGo: 1_000,
  /** A request with an Idempotency-Key counts as running for so long, unless it has told its end. */
  running: 30_000,
  /** Most that one request waits for services in its function, however much time that has. */
  waiting: 19_000,
  /** Most that the authorizer waits for issuers and services, with all credentials of a request. */
  authorizing: 8_000,
  /** One document of an issuer: its configuration, or its keys. */
  issuerDocument: 2_000,
} as const;

/** One try of a call, and how many there are. */
interface CallLimits {
  /** Until there is a connection; and until an answer begins, and between two pieces of it. */
  readonly connection: number;
  readonly request: number;
  readonly tries: number;
}

/** The calls of each service. Before the second try the SDK pauses for at most {@link LONGEST_PAUSE}. */
export const CALL_LIMITS = {
  table: { connection: 1_000, request: 2_000, tries: 2 },
  secrets: { connection: 1_000, request: 2_000, tries: 2 },
  photos: { connection: 1_000, request: 5_000, tries: 2 },
  /** In the background; a stream is sent once, and the record of it comes again. */
  archives: { connection: 1_000, request: 12_000, tries: 1 },
  /** CreateApiKey takes 5 a second over the whole account: who is late waits for a turn. */
  controlPlane: { connection: 1_000, request: 3_000, tries: 6 },
  /** Called for by nobody who waits. */
  userPool: { connection: 1_000, request: 5_000, tries: 3 },
} as const satisfies Readonly<Record<string, CallLimits>>;

/** Before a second try, after throttling (the SDK's base of 500 ms, jittered). */
export const LONGEST_PAUSE = 500;

/** The options of an SDK client that keep its calls within their limits. */
export function clientOptions({ connection, request, tries }: CallLimits) {
  return {
    maxAttempts: tries,
    requestHandler: {
      connectionTimeout: connection,
      requestTimeout: request,
      throwOnRequestTimeout: true,
      // Nobody looks at the other once an answer has begun.
      socketTimeout: request,
    },
  };
}

/**
 * How long a request may wait for services in a function that has `remaining` milliseconds left.
 * With less than it keeps for the answer it may not wait at all.
 */
export function waitingTime(remaining: number): number {
  return Math.max(0, Math.min(remaining - TIME_LIMITS.answer, TIME_LIMITS.waiting));
}
