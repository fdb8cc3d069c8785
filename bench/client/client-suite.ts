import { fork } from "node:child_process";
import { once } from "node:events";
import { performance } from "node:perf_hooks";
import { createClient } from "../../packages/client/source/client.ts";
import { pinned } from "../cores.ts";
import { median, shuffled, withSpread } from "../statistics.ts";
import type { RunOptions, Suite, SuiteResult } from "../suite.ts";

const ROUNDS = 200;
const CALLS = 50;

/** What the typed client costs beside `fetch` by itself. */
export const clientSuite: Suite = { name: "client", title: "The typed client", run };

type Call = () => Promise<unknown>;
type Ways = Readonly<Record<"client" | "fetch", Call>>;

async function run({ rounds = ROUNDS, log }: RunOptions): Promise<SuiteResult> {
  const program = new URL("answer-server.ts", import.meta.url).pathname;
  const server = fork(program, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  try {
    pinned(server.pid, "other");
    pinned(process.pid, "measured");
    const [{ port }] = (await once(server, "message")) as [{ readonly port: number }];
    log(`${rounds} rounds of ${CALLS} calls each`);
    return resultOf(await measured(jobs(`http://127.0.0.1:${port}`), rounds));
  } finally {
    server.kill();
  }
}

/** The same requests, by the client and written down with `fetch`. */
function jobs(url: string): Readonly<Record<string, Ways>> {
  const token = "header.payload.signature";
  const { profiles } = createClient({ url, credential: token });
  const authorization = `Bearer ${token}`;
  const path = `${url}/api/v1/profiles`;
  const changes = { title: "Broker", skills: ["Negotiation", "Staging"] };
  const fields = { ...changes, name: "Jane Doe" };
  const type = { "content-type": "application/json" };
  return {
    "read a profile": {
      client: () => profiles.getProfile("p1"),
      fetch: () => json(`${path}/p1`, { headers: { authorization } }),
    },
    "change a profile": {
      client: () => profiles.updateProfile({ id: "p1", version: 4 }, changes),
      fetch: () =>
        json(`${path}/p1`, {
          method: "PATCH",
          headers: { authorization, ...type, "if-match": '"4"' },
          body: JSON.stringify(changes),
        }),
    },
    "create a profile": {
      client: () => profiles.createProfile(fields),
      fetch: () =>
        json(path, {
          method: "POST",
          headers: { authorization, ...type, "idempotency-key": crypto.randomUUID() },
          body: JSON.stringify(fields),
        }),
    },
  };
}

async function json(url: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}

/** Milliseconds a call, by job and way; the ways take turns, so that what else runs meets both. */
async function measured(
  all: Readonly<Record<string, Ways>>,
  rounds: number,
): Promise<Record<string, number[]>> {
  const samples: Record<string, number[]> = {};
  // The first rounds warm up.
  for (let round = -5; round < rounds; round += 1) {
    for (const [job, ways] of Object.entries(all)) {
      const spent: Record<string, number[]> = { client: [], fetch: [] };
      for (let call = 0; call < CALLS; call += 1) {
        for (const [way, run] of shuffled(Object.entries<Call>(ways))) {
          const started = performance.now();
          await run();
          spent[way]?.push(performance.now() - started);
        }
      }
      if (round < 0) continue;
      for (const [way, ms] of Object.entries(spent)) {
        const name = `${job} ${way} ms`;
        samples[name] = [...(samples[name] ?? []), median(ms)];
      }
    }
  }
  return samples;
}

function resultOf(samples: Record<string, number[]>): SuiteResult {
  const of = (job: string, way: string) => samples[`${job} ${way} ms`] ?? [];
  const names = Object.keys(jobs("http://127.0.0.1"));
  /** Of each round by itself: what else the machine does slows both of its halves. */
  const ratiosOf = (job: string) =>
    of(job, "client").map((ms, round) => ms / (of(job, "fetch")[round] ?? Number.NaN));
  return {
    method: [
      "The client of `packages/client` beside the same requests written down with `fetch`, against a server on the loopback that answers every request at once with a profile of 2 KB: what a client costs shows most where nothing else takes time. Single calls of both take turns in one process; a sample is the median of 50. A ratio is that of the two samples of a round; in brackets the quartiles.",
    ],
    tables: [
      {
        title: "Time a call, ms",
        columns: ["call", "client", "fetch", "client / fetch"],
        rows: names.map((job) => [
          job,
          withSpread(of(job, "client"), 3),
          withSpread(of(job, "fetch"), 3),
          withSpread(ratiosOf(job), 3),
        ]),
      },
    ],
    targets: names.map((job) => ({
      what: `${job}: time by the client against bare fetch`,
      value: median(ratiosOf(job)),
      most: 1.05,
      unit: "×",
    })),
    charts: [],
    samples,
  };
}
