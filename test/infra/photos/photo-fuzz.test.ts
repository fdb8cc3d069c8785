import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { SynthesisedTemplate } from "../../support/synthesised-template.ts";
import type { FuzzReport } from "../../unit/photos/fuzz-photos.ts";
import { SEED } from "../../unit/support/arbitrary-profile.ts";

const RUNS = 1_000;
const SCRIPT = new URL("../../unit/photos/fuzz-photos.ts", import.meta.url).pathname;

/** As the function that handles uploads has them. */
function settingsOfFunction(): { memoryMb: number; malloc: Record<string, string> } {
  const functions = new SynthesisedTemplate("ProfilesProfiles").ofType("AWS::Lambda::Function");
  const [, resource] = functions.find(([, { Properties }]) => Properties.Layers) ?? [];
  const { MemorySize: memoryMb, Environment } = resource?.Properties ?? {};
  const malloc = Object.entries<string>(Environment.Variables).filter(([name]) =>
    name.startsWith("MALLOC_"),
  );
  return { memoryMb, malloc: Object.fromEntries(malloc) };
}

test("1,000 mutated photos end in clean images or problems of the caller, within the memory", async () => {
  const { memoryMb, malloc } = settingsOfFunction();
  expect(Object.keys(malloc)).toEqual(["MALLOC_MMAP_THRESHOLD_"]);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [SCRIPT, String(SEED.seed), String(RUNS)],
    { env: { ...process.env, ...malloc } },
  );
  const { taken, refused, peakMb }: FuzzReport = JSON.parse(stdout);
  expect(taken + refused).toBe(RUNS);
  // Neither does the fuzzer spare the decoder, nor does it give it nothing to do.
  expect(taken).toBeGreaterThan(RUNS / 20);
  expect(refused).toBeGreaterThan(RUNS / 4);
  expect(peakMb).toBeLessThan(memoryMb);
}, 120_000);
