import fc from "fast-check";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { indexInTable, indexOfCards } from "../../../support/directory-oracle.ts";
import { SEED } from "../../support/arbitrary-profile.ts";
import { startTableEngine, type TableEngine } from "../../support/table-engine.ts";

/** Runs of the consumer are cut off at this write, before or after it is made. */
const cut = vi.hoisted(() => ({ at: Number.POSITIVE_INFINITY, isBefore: true }));

vi.mock("../../../../shared/persistence/table.ts", async (original) => {
  const real = await original<Record<string, (...args: unknown[]) => Promise<unknown>>>();
  const cutting = (write: (...args: unknown[]) => Promise<unknown>) => {
    return async (...args: unknown[]) => {
      const dies = cut.at === 0;
      cut.at -= 1;
      if (dies && cut.isBefore) throw new Error("Cut off.");
      const result = await write(...args);
      if (dies) throw new Error("Cut off.");
      return result;
    };
  };
  const writes = ["updateItem", "deleteItem", "putItem", "transactWriteItems"];
  const wrapped = writes.map((name) => [name, cutting(real[name] as never)]);
  return { ...real, ...Object.fromEntries(wrapped) };
});

let engine: TableEngine;
let indexProfile: (profileId: string) => Promise<void>;
let beginBuild: () => Promise<unknown>;
beforeAll(async () => {
  engine = await startTableEngine();
  ({ indexProfile } = await import("../../../../shared/domain/directory/index-profile.ts"));
  ({ beginBuild } = await import("../../../../shared/persistence/directory-build.ts"));
});
afterAll(() => engine.stop());
afterEach(() => engine.clear());

const card = (id: string, more: object = {}) => ({
  ...{ pk: `PROFILE#${id}`, sk: "CARD", owner: "o", state: "public", discoverable: true },
  ...more,
});
const writesUntilDone = Number.POSITIVE_INFINITY;

async function expectIndexIsCards(...generations: string[]): Promise<void> {
  const items = await engine.items();
  const expected = await Promise.all(generations.map((one) => indexOfCards(items, one)));
  expect(indexInTable(items)).toEqual(Object.assign({}, ...expected));
}

test("a profile is found by its words while it is published, and leaves nothing behind", async () => {
  await engine.put(card("p1", { name: "Jane Doe", title: "Realtor", location: "Berlin" }));
  await engine.put(card("p2", { name: "Janet Doe", vertical: "real-estate" }));
  for (const id of ["p1", "p2"]) await indexProfile(id);
  await expectIndexIsCards("0");
  expect(Object.keys(indexInTable(await engine.items())).length).toBeGreaterThan(20);
  await engine.put(card("p1", { state: "draft", name: "Jane Doe" }));
  await indexProfile("p1");
  await expectIndexIsCards("0");
  await engine.put(card("p2", { state: "removed" }));
  await indexProfile("p2");
  expect(indexInTable(await engine.items())).toEqual({});
});

test("one that never was published costs nothing in the end", async () => {
  await engine.put(card("draft", { state: "draft", name: "Jane" }));
  await indexProfile("draft");
  await indexProfile("unknown");
  expect(indexInTable(await engine.items())).toEqual({});
});

test("a run that was overtaken writes nothing", async () => {
  await engine.put(card("p1", { name: "Jane Doe" }));
  const { changeIndexed, claimIndexed } = await import(
    "../../../../shared/persistence/indexed-repository.ts"
  );
  const stale = { generation: "0", profileId: "p1", id: "stale" };
  await claimIndexed(stale);
  await engine.put(card("p1", { state: "draft" }));
  await indexProfile("p1");
  const after = { sorts: ["jane#10#p1"], words: "1jane", unsettled: [] };
  const puts = [{ sort: "jane#10#p1", words: "1jane" }];
  expect(await changeIndexed(stale, { after, puts, deletes: [] })).toBe(false);
  expect(indexInTable(await engine.items())).toEqual({});
});

/** @returns whether it was cut off: false when it made fewer writes */
async function indexCutOff(id: string, at: number, isBefore: boolean): Promise<boolean> {
  Object.assign(cut, { at, isBefore });
  const isCut = await indexProfile(id).then(
    () => false,
    () => true,
  );
  Object.assign(cut, { at: writesUntilDone });
  return isCut;
}

const BEFORE = { name: "Jane Petrov", title: "Broker" };
test.each<[string, object, object]>([
  ["of a first publication, of which then only the fullness changes", { state: "draft" }, BEFORE],
  ["of a new name", BEFORE, { name: "Janet Doe", title: "Broker" }],
  ["of a profile that hides", BEFORE, { ...BEFORE, discoverable: false }],
])("a run %s is taken up wherever it was cut off", async (_, before, after) => {
  let cuts = 0;
  for (let at = 0, isCut = true; isCut; at += 1) {
    for (const isBefore of [true, false]) {
      await engine.clear();
      await engine.put(card("p1", before));
      await indexProfile("p1");
      await engine.put(card("p1", after));
      isCut = await indexCutOff("p1", at, isBefore);
      cuts += Number(isCut);
      await engine.put(card("p1", { ...after, fullness: 5 }));
      await indexProfile("p1");
      await expectIndexIsCards("0");
    }
  }
  expect(cuts).toBeGreaterThanOrEqual(6);
});

const IDS = ["p1", "p2", "p3"];
const NAMES = ["Jane Doe", "Janet Doe", "Janes Petrov", "Petrof", "Иван Петров", "王小明", "X"];
const VERTICALS = ["", "real-estate", "realtor"];

const anyCard = fc.record({
  id: fc.constantFrom(...IDS),
  state: fc.constantFrom("public", "public", "draft", "removed"),
  discoverable: fc.constantFrom(true, true, true, false, undefined),
  name: fc.constantFrom(...NAMES),
  title: fc.constantFrom("", "Petrov", "Broker"),
  vertical: fc.constantFrom(...VERTICALS),
  fullness: fc.constantFrom(undefined, 0, 9),
});
const command = fc.oneof(
  { weight: 3, arbitrary: anyCard.map((values) => ({ kind: "write" as const, values })) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("deliver" as const),
      /** Which of the records that are not settled; several run at once. */
      which: fc.array(fc.nat(10), { minLength: 1, maxLength: 3 }),
      cutAt: fc.oneof(fc.constant(writesUntilDone), fc.nat(12)),
      isBefore: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("build" as const) }) },
);

async function deliver(records: readonly string[]): Promise<string[]> {
  const ended = await Promise.allSettled(records.map((id) => indexProfile(id)));
  return records.filter((_, at) => ended[at]?.status === "rejected");
}

test("records repeated, shuffled and cut off at any write: in the end the index is the cards", async () => {
  await fc.assert(
    fc
      .asyncProperty(fc.array(command, { minLength: 5, maxLength: 25 }), async (commands) => {
        let records: string[] = [];
        let isBuilding = false;
        for (const one of commands) {
          if (one.kind === "write") {
            const { id, ...values } = one.values;
            const item = values.state === "removed" ? { state: "removed" } : values;
            await engine.put(JSON.parse(JSON.stringify(card(id, item))));
            records.push(id);
          } else if (one.kind === "build") {
            if (isBuilding) continue;
            isBuilding = true;
            await beginBuild();
            // What the operator's command does of what is there already.
            records.push(...IDS);
          } else if (records.length > 0) {
            const chosen = one.which.map((at) => records[at % records.length] as string);
            Object.assign(cut, { at: one.cutAt, isBefore: one.isBefore });
            const failed = await deliver(chosen);
            Object.assign(cut, { at: writesUntilDone });
            // A record that was delivered may come again; one that failed does.
            const settled = chosen.filter((id) => !failed.includes(id));
            records = records.filter((id, at) => !settled.includes(id) || at % 3 === 0);
            records.push(...failed);
          }
        }
        const left = await deliver(records);
        expect(await deliver(left)).toEqual([]);
        await expectIndexIsCards(...(isBuilding ? ["0", "1"] : ["0"]));
      })
      .afterEach(() => engine.clear()),
    { ...SEED, numRuns: 15 },
  );
});
