import { subscribe, unsubscribe } from "node:diagnostics_channel";
import {
  constants,
  type PerformanceEntry,
  PerformanceObserver,
  performance,
} from "node:perf_hooks";
import { setImmediate } from "node:timers/promises";
import type { CallEventKind, TimedEvent } from "./call-events.ts";

/** Node tells it for each connection that a client opens, whatever opens it. */
const NEW_SOCKET = "net.client.socket";

const COLLECTIONS: Readonly<Record<number, CallEventKind>> = {
  [constants.NODE_PERFORMANCE_GC_MINOR]: "young",
  [constants.NODE_PERFORMANCE_GC_MAJOR]: "full",
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL]: "marking",
};

/** What an entry of a collection has besides. */
type Collection = PerformanceEntry & { readonly detail: { readonly kind: number } };

/**
 * Notes collections and new connections of this process while something runs. What is noted is a time
 * each; which call it fell into is found out afterwards, so that it costs the calls next to nothing.
 */
export async function watchEvents<T>(
  run: () => Promise<T>,
): Promise<{ readonly result: T; readonly events: readonly TimedEvent[] }> {
  const events: TimedEvent[] = [];
  const note = (entries: readonly PerformanceEntry[]) => {
    for (const entry of entries) {
      const { startTime, duration, detail } = entry as Collection;
      const kind = COLLECTIONS[detail.kind] ?? "other";
      events.push({ kind, startMs: startTime, durationMs: duration });
    }
  };
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  const opened = () =>
    void events.push({ kind: "socket", startMs: performance.now(), durationMs: 0 });
  observer.observe({ entryTypes: ["gc"] });
  subscribe(NEW_SOCKET, opened);
  try {
    const result = await run();
    // Node makes an entry of a collection when it is idle next.
    await setImmediate();
    await setImmediate();
    note(observer.takeRecords());
    return { result, events };
  } finally {
    unsubscribe(NEW_SOCKET, opened);
    observer.disconnect();
  }
}
