import { Agent, createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { performance } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { type CallEvent, eventsOfCalls } from "../../../bench/warm/call-events.ts";
import { watchEvents } from "../../../bench/warm/event-watch.ts";
import { slowestCalls, slowestTable } from "../../../bench/warm/slowest-calls.ts";
import { warmResult } from "../../../bench/warm/warm-result.ts";
import type { SubjectName, WarmSamples } from "../../../bench/warm/warm-samples.ts";

describe("events of calls", () => {
  const spans = [
    { startMs: 10, endMs: 12 },
    { startMs: 15, endMs: 20 },
  ];

  test("an event belongs to the call in which it began, and to none between calls", () => {
    const at = (startMs: number, durationMs = 0.5) =>
      ({ kind: "young", startMs, durationMs }) as const;
    expect(eventsOfCalls(spans, [at(9), at(10), at(13), at(19, 4), at(21)])).toEqual([
      { call: 0, kind: "young", microseconds: 500 },
      { call: 1, kind: "young", microseconds: 4_000 },
    ]);
  });

  test("a connection that is opened is noted, and one that is used again is not", async () => {
    const server = createServer((_, response) => response.end("ok"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = () =>
      new Promise<void>((resolve, reject) => {
        get({ port, host: "127.0.0.1", agent }, (answer) => answer.resume().once("end", resolve))
          // A socket is free again when its answer was read.
          .once("error", reject);
      });
    const started = performance.now();
    const { result, events } = await watchEvents(async () => {
      await ask();
      await setTimeout(1);
      await ask();
      return "done";
    });
    agent.destroy();
    server.close();
    expect(result).toBe("done");
    const sockets = events.filter(({ kind }) => kind === "socket");
    expect(sockets).toHaveLength(1);
    expect(sockets[0]?.startMs).toBeGreaterThan(started);
  });
});

/** A process of a hundred calls of 100 µs, but for those given. */
function timed(slow: Readonly<Record<number, number>>, events: readonly CallEvent[]) {
  const microseconds = Array.from({ length: 100 }, (_, call) => slow[call] ?? 100);
  return { microseconds, events: [...events] };
}

describe("the slowest calls", () => {
  const processes = [
    timed({ 7: 900 }, [
      { call: 7, kind: "young", microseconds: 300 },
      { call: 7, kind: "marking", microseconds: 100 },
      { call: 8, kind: "young", microseconds: 10 },
    ]),
    timed({ 3: 500, 4: 400 }, [{ call: 3, kind: "socket", microseconds: 0 }]),
  ];

  test("one in a hundred of each process, with what began meanwhile", () => {
    const { calls, shareWithCollection } = slowestCalls(processes);
    expect(calls.map(({ aboveMicroseconds }) => aboveMicroseconds)).toEqual([800, 400]);
    expect(calls.map(({ events }) => events.map(({ kind }) => kind))).toEqual([
      ["young", "marking"],
      ["socket"],
    ]);
    expect(shareWithCollection).toBe(2 / 200);
  });

  test("are told in one row", () => {
    const { columns, rows } = slowestTable([{ name: "get, stub", processes }]);
    expect(Object.fromEntries(columns.map((column, place) => [column, rows[0]?.[place]]))).toEqual({
      request: "get, stub",
      calls: "2",
      "µs above the median": "600",
      "with a collection": "1",
      young: "1",
      full: "0",
      "marking, other": "1",
      "µs collecting": "400",
      "of the excess": "33 %",
      "opened a socket": "1",
      "of all calls, with a collection": "1 %",
    });
  });

  test("without any collection, there is none to tell", () => {
    const { rows } = slowestTable([{ name: "get", processes: [timed({ 1: 200 }, [])] }]);
    expect(rows).toEqual([["get", "1", "100", "0", "0", "0", "0", "–", "0 %", "0", "0 %"]]);
  });
});

test("CPU has a target at the stub for a get, a list and a create, besides that of p50", () => {
  const jobs = ["get-profile", "list-profiles", "create-profile", "update-profile"];
  const samples = jobs.flatMap((job) =>
    (["stub", "engine"] as const).flatMap((server) =>
      (["shipped", "document client"] as const).map((subject: SubjectName): WarmSamples => {
        const cpu = subject === "shipped" ? 90 : 100;
        return {
          ...{ job, server, subject, microseconds: [100, 100], events: [] },
          cpuMicroseconds: [cpu],
        };
      }),
    ),
  );
  const extent = { rounds: 1, processes: 1, calls: { stub: 2, engine: 2 } };
  const { targets } = warmResult(samples, extent);
  const ofCpu = targets.filter(({ what }) => what.includes("CPU"));
  expect(ofCpu.map(({ what, value, most }) => [what, value, most])).toEqual([
    ["warm: get-profile, CPU against the bare document client, stub", 0.9, 0.85],
    ["warm: list-profiles, CPU against the bare document client, stub", 0.9, 0.95],
    ["warm: create-profile, CPU against the bare document client, stub", 0.9, 0.95],
  ]);
  expect(targets.filter(({ what }) => what.includes("p50"))).toHaveLength(6);
});
