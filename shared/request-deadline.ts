import { Unavailable } from "./unavailable.ts";

/** Until when the request that is being served may wait. */
interface Deadline {
  readonly signal: AbortSignal;
  /** Rejects when the time is up; never resolves. */
  readonly passed: Promise<never>;
}

/**
 * A function serves one request at a time. The place is the process's own, not this module's: parts
 * of a function that are loaded later bring a copy of the module.
 */
const CURRENT: unique symbol = Symbol.for("profiles-api.request-deadline");
const place = globalThis as { [CURRENT]?: Deadline | undefined };

/**
 * Runs what serves a request. Calls of AWS services in it are given up after some milliseconds, all
 * together; what is given up may have been carried out. Within another one it takes its place until it
 * ends: for what must still be done when the request's time is up.
 */
export async function withDeadline<T>(milliseconds: number, run: () => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const { promise: passed, reject } = Promise.withResolvers<never>();
  // Nobody may be waiting when it passes.
  passed.catch(() => {});
  const timer = setTimeout(() => {
    reject(outOfTime());
    controller.abort();
  }, milliseconds);
  const deadline: Deadline = { signal: controller.signal, passed };
  const outer = place[CURRENT];
  place[CURRENT] = deadline;
  try {
    return await run();
  } finally {
    clearTimeout(timer);
    if (place[CURRENT] === deadline) place[CURRENT] = outer;
  }
}

/**
 * Makes a call of a service as long as the request's time lasts; without a request, as long as it
 * takes.
 * @throws Unavailable when the time is up, before the call or during it
 */
export async function beforeDeadline<T>(
  call: (signal: AbortSignal | undefined) => Promise<T>,
): Promise<T> {
  const deadline = place[CURRENT];
  if (!deadline) return call(undefined);
  if (deadline.signal.aborted) throw outOfTime();
  // The client also pauses between its tries, and does not look at the signal then.
  return Promise.race([call(deadline.signal), deadline.passed]);
}

/** What a client of the SDK has in common with all others. */
interface Client {
  send: (command: never, options?: { readonly abortSignal?: AbortSignal }) => Promise<unknown>;
}

/** Makes every call of an SDK client end at the deadline of the request it is made for. */
export function endingAtDeadline<C extends object>(client: C): C {
  const { send } = client as Client;
  (client as Client).send = (command, options) =>
    beforeDeadline((abortSignal) =>
      send.call(client, command, abortSignal ? { ...options, abortSignal } : options),
    );
  return client;
}

function outOfTime(): Unavailable {
  return new Unavailable("There was no time left to wait for a service.");
}
