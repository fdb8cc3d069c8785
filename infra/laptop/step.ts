import { performance } from "node:perf_hooks";

/** Tells the terminal what is being done, and how long it took or that it failed. */
export async function step<T>(name: string, run: () => Promise<T>): Promise<T> {
  process.stdout.write(`${name} … `);
  const started = performance.now();
  try {
    const result = await run();
    console.log(`${((performance.now() - started) / 1_000).toFixed(1)} s`);
    return result;
  } catch (error) {
    console.log("failed");
    throw error;
  }
}
