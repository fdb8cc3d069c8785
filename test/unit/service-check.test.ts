import { describe, expect, test } from "vitest";
import {
  type CheckAnswer,
  type CheckStep,
  checkService,
} from "../../shared/check/service-check.ts";

/** A service of one account, of which single calls can be broken. */
class FakeService {
  readonly profiles = new Map<string, { name: string; isPublic: boolean; gone: boolean }>();
  readonly calls: string[] = [];
  broken: (call: string) => CheckAnswer | undefined = () => undefined;
  /** Searches until what is published is found. */
  late = 0;

  readonly call = async (method: string, path: string, body?: object): Promise<CheckAnswer> => {
    const call = `${method} ${path}`;
    this.calls.push(call);
    const broken = this.broken(call);
    return broken ?? this.#answer(method, path, body);
  };

  #answer(method: string, path: string, body?: object): CheckAnswer {
    const [, id = ""] = /\/profiles\/(?:p\/)?(\w+)/.exec(path) ?? [];
    const profile = this.profiles.get(id);
    if (path === "/profiles/all") {
      const all = [...this.profiles].filter(([, { gone }]) => !gone);
      return { status: 200, json: all.map(([key, { name }]) => ({ id: key, name })) };
    }
    if (method === "POST" && path === "/profiles") {
      const made = `p${this.profiles.size}`;
      const { name } = body as { name: string };
      this.profiles.set(made, { name, isPublic: false, gone: false });
      return { status: 201, json: { id: made, slug: made } };
    }
    if (path.startsWith("/public/directory/search?query=")) {
      const word = path.split("=")[1] ?? "";
      const found = [...this.profiles].filter(([, one]) => one.isPublic && !one.gone);
      const results = found.filter(([, { name }]) => name.includes(word));
      const isLate = this.late-- > 0;
      return { status: 200, json: { results: isLate ? [] : results.map(([slug]) => ({ slug })) } };
    }
    if (!profile) return { status: 404, json: {} };
    if (method === "DELETE") profile.gone = true;
    if (path.endsWith("/publish")) profile.isPublic = true;
    if (method === "GET") return { status: profile.gone ? 410 : 200, json: {} };
    return { status: method === "DELETE" ? 204 : 200, json: {} };
  }
}

const left = ({ profiles }: FakeService) =>
  [...profiles].filter(([, { gone }]) => !gone).map(([, { name }]) => name);
const waits: number[] = [];
const run = (service: FakeService) =>
  checkService(service.call, "xqmarker", {
    findingMs: 6_000,
    pause: async (ms) => {
      waits.push(ms);
    },
  });
const names = (steps: readonly CheckStep[]) => steps.map(({ step }) => step);
const faults = (steps: readonly CheckStep[]) => steps.flatMap(({ fault }) => fault ?? []);

test("a good service passes every step, and nothing is left", async () => {
  const service = new FakeService();
  service.late = 2;
  const steps = await run(service);
  expect(names(steps)).toEqual(["tidy", "create", "publish", "read", "search", "delete", "gone"]);
  expect(faults(steps)).toEqual([]);
  expect(waits.splice(0)).toEqual([2_000, 2_000]);
  expect(left(service)).toEqual([]);
});

test("what a check left that was cut off goes first, and nothing of anybody else", async () => {
  const service = new FakeService();
  service.profiles.set("old", { name: "Service check xqold", isPublic: true, gone: false });
  service.profiles.set("own", { name: "Jane", isPublic: true, gone: false });
  expect(faults(await run(service))).toEqual([]);
  expect(left(service)).toEqual(["Jane"]);
});

describe.each([
  ["GET /profiles/all", "tidy", ["tidy"], 0],
  ["POST /profiles", "create", ["tidy", "create", "tidy"], 0],
  ["POST /profiles/p0/publish", "publish", ["tidy", "create", "publish", "delete"], 0],
  ["GET /profiles/p/p0", "read", ["tidy", "create", "publish", "read", "delete"], 0],
  ["GET /public/dir", "search", ["tidy", "create", "publish", "read", "search", "delete"], 0],
  ["DELETE /profiles/p0", "delete", undefined, 1],
] as const)("when %s fails", (broken, step, expected, remaining) => {
  test.each([
    ["answers 500", { status: 500, json: {} }, `${broken.split("/dir")[0]}`],
    ["answers nothing", undefined, "no answer"],
  ])("and %s, that step has a fault, and the profile is removed where it can be", async (_, answer, told) => {
    const service = new FakeService();
    service.broken = (call) => {
      if (!call.startsWith(broken) || (broken === "POST /profiles" && call !== broken)) return;
      if (answer === undefined) throw new Error("no answer");
      return answer;
    };
    const steps = await run(service);
    if (expected) expect(names(steps)).toEqual(expected);
    expect(steps.filter(({ fault }) => fault !== undefined)).toEqual([
      { step, durationMs: expect.any(Number), fault: expect.stringContaining(told) },
    ]);
    expect(left(service)).toHaveLength(remaining);
  });
});

test("a profile that is not found in time is a fault, as is one that stays readable", async () => {
  const late = new FakeService();
  late.late = 99;
  expect(faults(await run(late))).toEqual(["not found after 6 s"]);
  const kept = new FakeService();
  kept.broken = (call) =>
    kept.calls.filter((one) => one === call).length > 1 && call === "GET /profiles/p/p0"
      ? { status: 200, json: {} }
      : undefined;
  expect(faults(await run(kept))).toEqual(["GET /profiles/p/p0 answered 200 in place of 410"]);
  expect(left(kept)).toEqual([]);
});

test("an answer that is lost leaves no profile behind", async () => {
  const service = new FakeService();
  let isLost = true;
  const { call } = service;
  const steps = await checkService(
    async (method, path, body) => {
      const answer = await call(method, path, body);
      if (method !== "POST" || path !== "/profiles" || !isLost) return answer;
      isLost = false;
      throw new Error("connection lost");
    },
    "xqmarker",
    { findingMs: 0, pause: async () => {} },
  );
  expect(names(steps)).toEqual(["tidy", "create", "tidy"]);
  expect(left(service)).toEqual([]);
});
