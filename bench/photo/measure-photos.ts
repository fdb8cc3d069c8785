import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { peakMemory } from "@profiles-api/laptop/testing";
import { normalisePhoto } from "../../shared/photos/normalise-photo.ts";
import { shuffled } from "../statistics.ts";
import { bareSharp, bareSharpEach } from "./bare-sharp.ts";

/** One photo by one way. */
export interface PhotoSample {
  readonly subject: string;
  readonly path: string;
  readonly ms: number;
  readonly cpuMs: number;
  /** Most memory the process had until then, in MB of 1,048,576 bytes. */
  readonly peakMb: number;
}

/** The pipeline sets sharp up for all: one thread a photo, no cache. */
export const SUBJECTS: Readonly<Record<string, (photo: Uint8Array) => Promise<unknown>>> = {
  pipeline: normalisePhoto,
  "bare sharp": bareSharp,
  "bare sharp, each size from the file": bareSharpEach,
};

/** In a process of its own: `<rounds> <subject or "all"> <file> …` prints the samples as JSON. */
async function main(): Promise<void> {
  const [rounds = "1", chosen = "all", ...paths] = process.argv.slice(2);
  const subjects = chosen === "all" ? Object.keys(SUBJECTS) : [chosen];
  const runs = subjects.flatMap((subject) => paths.map((path) => ({ subject, path })));
  const photos = new Map(paths.map((path) => [path, readFileSync(path)]));
  const samples: PhotoSample[] = [];
  for (let round = 0; round < Number(rounds); round += 1) {
    for (const { subject, path } of shuffled(runs)) {
      samples.push(await measure(subject, path, photos.get(path) as Buffer));
    }
  }
  process.stdout.write(JSON.stringify(samples));
}

async function measure(subject: string, path: string, photo: Uint8Array): Promise<PhotoSample> {
  const cpu = process.cpuUsage();
  const started = performance.now();
  await SUBJECTS[subject]?.(photo);
  const ms = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  const peakMb = (await peakMemory(process.pid)) / 1_048_576;
  return { subject, path, ms, cpuMs: (user + system) / 1_000, peakMb };
}

if (import.meta.main) await main();
