import { vi } from "vitest";

/** Waits until nothing in it throws, however slow the machine is: only what hangs is ended. */
export function eventually<T>(look: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(look, { timeout: 60_000, interval: 20 });
}
