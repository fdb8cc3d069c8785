import { isDeepStrictEqual } from "node:util";
import { afterAll } from "vitest";

/** Files of a worker share these; what one of them changes, the next would find. */
const shared = () => ({
  environment: { ...process.env },
  clock: [Date, setTimeout, setInterval, performance.now],
  output: [process.stdout.write, process.stderr.write, fetch],
  listeners: process.eventNames().map((name) => [name, process.listenerCount(name)]),
});

const before = shared();

afterAll(() => {
  const after = shared();
  for (const part of ["environment", "clock", "output", "listeners"] as const) {
    if (isDeepStrictEqual(after[part], before[part])) continue;
    throw new Error(`This file leaves another ${part} behind: test/support/needs-own-modules.ts.`);
  }
});
