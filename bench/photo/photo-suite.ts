import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { pinnedCommand } from "../cores.ts";
import { median, shuffled, withSpread } from "../statistics.ts";
import type { RunOptions, Suite, SuiteResult, Target } from "../suite.ts";
import { type PhotoSample, SUBJECTS } from "./measure-photos.ts";
import { type PhotoFile, writePhotoFiles } from "./photo-files.ts";

const ROUNDS = 45;
/** The costliest photo takes ten times as long as the others, and varies less. */
const COSTLY_SHARE = 9;
/** Of fresh processes, for the memory. */
const FRESH_ROUNDS = 3;
const PROGRAM = new URL("measure-photos.ts", import.meta.url).pathname;
const names = Object.keys(SUBJECTS);

/** What the pipeline costs beside the same operations by sharp alone. */
export const photoSuite: Suite = { name: "photo", title: "Photos", run };

async function run({ rounds = ROUNDS, log }: RunOptions): Promise<SuiteResult> {
  const folder = await mkdtemp(join(tmpdir(), "photo-"));
  try {
    log("Drawing the photos");
    const files = await writePhotoFiles(folder);
    log(`${rounds} rounds in one warm process`);
    const warm = [
      ...(await measureWarm(rounds, files.slice(0, -1))),
      ...(await measureWarm(Math.ceil(rounds / COSTLY_SHARE), files.slice(-1))),
    ];
    log("A fresh process a photo, for the memory");
    const fresh = await measureFresh(Math.min(rounds, FRESH_ROUNDS), files);
    return resultOf(files, warm, fresh);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function measureWarm(rounds: number, files: readonly PhotoFile[]): Promise<PhotoSample[]> {
  const samples = await measureIn(rounds + 1, "all", files);
  // The first round warms up.
  return samples.slice(names.length * files.length);
}

async function measureIn(
  rounds: number,
  subject: string,
  files: readonly PhotoFile[],
): Promise<PhotoSample[]> {
  const parts = [PROGRAM, String(rounds), subject, ...files.map(({ path }) => path)];
  const { command, args } = pinnedCommand("measured", process.execPath, parts);
  const { stdout } = await promisify(execFile)(command, args, { maxBuffer: 64 * 1_024 * 1_024 });
  return JSON.parse(stdout);
}

async function measureFresh(rounds: number, files: readonly PhotoFile[]): Promise<PhotoSample[]> {
  const runs = names.flatMap((subject) => files.map((file) => ({ subject, file })));
  const samples: PhotoSample[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const { subject, file } of shuffled(runs)) {
      samples.push(...(await measureIn(1, subject, [file])));
    }
  }
  return samples;
}

function resultOf(
  files: readonly PhotoFile[],
  warm: readonly PhotoSample[],
  fresh: readonly PhotoSample[],
): SuiteResult {
  const targets: Target[] = files.map(({ name, path }) => ({
    what: `${name}: time of the pipeline against bare sharp`,
    value: median(of(warm, "pipeline", path, "ms")) / median(of(warm, "bare sharp", path, "ms")),
    most: 1.15,
    unit: "×",
  }));
  return {
    method: [
      "`normalisePhoto` beside the same operations written down with sharp alone: decode once, turn upright, fit into 1,024, lay on white, convert to sRGB, encode three sizes, find the main colour. What the pipeline does more is to walk over the file before it is decoded. One warm process does all of it, in an order shuffled each round. Memory is that of a fresh process which does one photo, Node.js included.",
      "The photos are synthetic (`bench/photo/synthetic-photo.ts`): no licensed ones are at hand.",
    ],
    tables: [
      timeTable("Time a photo, ms", files, warm, "ms"),
      timeTable("CPU time a photo, ms", files, warm, "cpuMs"),
      timeTable("First photo of a process, ms", files, fresh, "ms"),
      timeTable("Peak memory, MB", files, fresh, "peakMb"),
    ],
    targets,
    charts: [],
    samples: samplesOf(files, warm, fresh),
  };
}

function timeTable(
  title: string,
  files: readonly PhotoFile[],
  samples: readonly PhotoSample[],
  quantity: Quantity,
) {
  const digits = quantity === "peakMb" ? 0 : 1;
  const rows = files.map(({ name, path, bytes }) => [
    `${name}, ${(bytes / 1_024).toFixed(0)} KB`,
    ...names.map((subject) => withSpread(of(samples, subject, path, quantity), digits)),
  ]);
  return { title, columns: ["photo", ...names], rows };
}

type Quantity = "ms" | "cpuMs" | "peakMb";

function of(
  samples: readonly PhotoSample[],
  subject: string,
  path: string,
  quantity: Quantity,
): number[] {
  return samples
    .filter((sample) => sample.subject === subject && sample.path === path)
    .map((sample) => sample[quantity]);
}

function samplesOf(
  files: readonly PhotoFile[],
  warm: readonly PhotoSample[],
  fresh: readonly PhotoSample[],
): Record<string, readonly number[]> {
  const entries = files.flatMap(({ name, path }) =>
    names.flatMap((subject): [string, number[]][] => [
      [`${name} ${subject} ms`, of(warm, subject, path, "ms")],
      [`${name} ${subject} cpu ms`, of(warm, subject, path, "cpuMs")],
      [`${name} ${subject} first ms`, of(fresh, subject, path, "ms")],
      [`${name} ${subject} peak MB`, of(fresh, subject, path, "peakMb")],
    ]),
  );
  return Object.fromEntries(entries);
}
