import { execFile } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { repositoryRoot } from "../../infra/repository-root.ts";
import type { ApiClient } from "../support/api-client.ts";
import { indexInTable, indexOfCards } from "../support/directory-oracle.ts";
import { FORMER, formerItems } from "../support/former-items.ts";
import { PROFILES } from "../support/full-profile.ts";
import type { TableItem } from "../support/plain-item.ts";
import { RUN_FOLDERS } from "../support/run-folders.ts";
import { keptOperator } from "../support/run-operator.ts";
import { TableGate } from "../support/table-gate.ts";
import { startTestPlatform, type TestPlatform } from "../support/test-platform.ts";

const SEARCH = "/api/v1/public/directory/search";
const FAULT = { status: 400, body: { __type: "x#ValidationException", message: "Stopped." } };

let platform: TestPlatform;
let owner: ApiClient;
let searcher: ApiClient;
/** While it is, the consumer fails at every record, and gives each up in the end. */
let isStopped = false;
const gate = new TableGate();

beforeAll(async () => {
  platform = await startTestPlatform({
    streamBackOff: () => 1,
    interceptTable: async (call) => {
      if (isStopped && /DirectoryConsumer/.test(call.functionName)) return FAULT;
      return gate.intercept(call);
    },
  });
  owner = await platform.as("owner");
  searcher = await platform.as("searcher");
});
afterAll(() => platform.stop());

async function published(name: string, more: object = {}): Promise<string> {
  const { json } = await owner.post(PROFILES, { name, title: "Baker", ...more });
  await change(json.id, { isPublic: true });
  return json.id;
}

async function change(id: string, fields: object): Promise<void> {
  const { status, text } = await owner.patch(`${PROFILES}/${id}`, fields);
  expect(status, text).toBe(200);
}

async function found(fields: object): Promise<string[]> {
  const { status, json, text } = await searcher.post(SEARCH, fields);
  expect(status, text).toBe(200);
  expect(json.total).toBe(json.results.length);
  return json.results.map(({ name }: { name: string }) => name);
}

/**
 * `npm run operator -- reindex`.
 * @param waitSeconds for functions that still search the index before
 */
async function reindex(waitSeconds = 0) {
  const words = ["reindex", `${waitSeconds}`];
  const { code, stdout, stderr: told } = await keptOperator(platform.dataDir, words);
  return { code, report: stdout ? JSON.parse(stdout) : told, told };
}

/** Ends a reindex for good as it is about to make such a call of the table. */
async function killReindexAt(operation: string): Promise<void> {
  const held = gate.hold(/^$/, (call) => call.operation === operation);
  const script = join(repositoryRoot, "infra/operations/operator/operator.ts");
  const env = { ...RUN_FOLDERS, DATA_DIR: platform.dataDir };
  const child = execFile(process.execPath, [script, "reindex", "0"], { env });
  const ended = once(child, "exit");
  await held.reached;
  child.kill("SIGKILL");
  expect(await ended).toEqual([null, "SIGKILL"]);
  gate.open();
  held.release();
}

async function expectIndexIsCards(generation: string): Promise<void> {
  await platform.idle();
  const items = await platform.items();
  expect(indexInTable(items)).toEqual(await indexOfCards(items, generation));
}

const deadLetters = () =>
  platform.resources.ofType("AWS::SQS::Queue").flatMap(({ arn }) => platform.queues.list(arn));

test("whoever closes is gone from the next search on, though the index never hears of it", async () => {
  const contact = { contactEmail: "secret@example.com", showEmail: true };
  const ids: Record<string, string> = {};
  for (const name of ["Unpublished", "Deleted", "Hiding", "Renamed", "Moved", "Edited"]) {
    ids[name] = await published(`${name} Kowalski`, { location: "Warsaw", ...contact });
  }
  await owner.post(PROFILES, { name: "Draft Kowalski", title: "Baker" });
  await platform.idle();
  await expectIndexIsCards("0");
  expect(await found({ query: "kowalski", location: "warsaw" })).toHaveLength(6);
  isStopped = true;
  const { Unpublished, Deleted, Hiding, Renamed, Moved, Edited } = ids as Record<string, string>;
  await change(Unpublished as string, { isPublic: false });
  expect(await found({ query: "unpublished" })).toEqual([]);
  expect((await owner.delete(`${PROFILES}/${Deleted}`)).status).toBe(204);
  expect(await found({ query: "deleted kowalski" })).toEqual([]);
  await change(Hiding as string, { mcpDiscoverable: false });
  expect(await found({ query: "hiding" })).toEqual([]);
  await change(Renamed as string, { name: "Somebody Else" });
  expect(await found({ query: "kowalski renamed" })).toEqual([]);
  await change(Moved as string, { location: "Gdynia" });
  expect(await found({ query: "moved", location: "warsaw" })).toEqual([]);
  await change(Edited as string, { showEmail: false, bio: "New.", skills: ["Bread"] });
  expect(await found({ query: "kowalski", location: "warsaw" })).toEqual(["Edited Kowalski"]);
  // A new name is not found yet; the words that stayed still find their profile.
  expect((await found({ query: "kowalski" })).sort()).toEqual([
    "Edited Kowalski",
    "Moved Kowalski",
  ]);
  await published("Late Kowalski");
  expect(await found({ query: "late" })).toEqual([]);
  await platform.idle();
  expect(deadLetters().length).toBeGreaterThan(0);
  const late = JSON.stringify(indexInTable(await platform.items()));
  expect(late).toContain("1unpublished 1kowalski");
  expect(late).not.toMatch(/secret|draft/);
});

test("a reindex brings right what the index has missed, and empties the queue", async () => {
  isStopped = false;
  await platform.putItems(formerProfiles());
  const { code, report } = await reindex();
  expect({ code, report }).toMatchObject({ code: 0, report: { profiles: 6 } });
  expect(report.messages).toBeGreaterThan(0);
  expect(deadLetters()).toEqual([]);
  await expectIndexIsCards("1");
  const index = JSON.stringify(indexInTable(await platform.items()));
  expect(index).not.toMatch(/unpublished|deleted|hiding|renamed|secret|draft/);
  // This one has not searched yet, and so knows no index before.
  const late = await searcher.get(`${SEARCH}?query=late`);
  expect(late.json.results).toMatchObject([{ name: "Late Kowalski" }]);
  // Of the release before, whose cards do not say who is in the directory.
  const former = await searcher.get(`${SEARCH}?query=former`);
  expect(former.json.results).toMatchObject([{ name: "Former Jane" }]);
});

/** A published profile of the release before, and one that its owner had taken out of the directory. */
function formerProfiles(): TableItem[] {
  const taken = FORMER.id.replace(/1$/, "9");
  const renamed = JSON.stringify(formerItems.filter(isPublished)).replaceAll(FORMER.id, taken);
  const hidden = (item: TableItem) => ({ ...item, name: "Former Hidden", mcpDiscoverable: false });
  return [...formerItems, ...JSON.parse(renamed).map(hidden)];
}

function isPublished({ pk, sk }: TableItem): boolean {
  return sk === `PROFILE#${FORMER.id}` || pk === `PROFILE#${FORMER.id}`;
}

test("profiles may come, change and go while a reindex runs", async () => {
  const stays = await published("Stays Nowak");
  const goes = await published("Goes Nowak");
  const renamed = await published("Before Nowak");
  await platform.idle();
  const held = gate.hold(/^$/, ({ operation }) => operation === "Scan");
  const running = reindex();
  await held.reached;
  expect((await searcher.get(`${SEARCH}?query=nowak`)).json.total).toBe(3);
  await change(goes, { isPublic: false });
  await change(renamed, { name: "After Nowak" });
  await published("New Nowak");
  await platform.idle();
  gate.open();
  held.release();
  expect((await owner.delete(`${PROFILES}/${stays}`)).status).toBe(204);
  expect((await running).code).toBe(0);
  await expectIndexIsCards("2");
  expect(JSON.stringify(indexInTable(await platform.items()))).not.toMatch(/stays|goes|before/);
});

test("a reindex that is killed while it builds leaves the index in use, and the next one goes on", async () => {
  const before = await found({ query: "nowak" });
  await killReindexAt("Scan");
  expect(await found({ query: "nowak" })).toEqual(before);
  await change(await published("Meanwhile Nowak"), { name: "Later Nowak" });
  expect((await reindex()).code).toBe(0);
  await expectIndexIsCards("3");
});

test("killed once the new index is in use, the next one does not hurry to remove the one before", async () => {
  // The first thing to be deleted is how far the build had come.
  await killReindexAt("DeleteItem");
  const { code, told } = await reindex(1);
  expect(code).toBe(0);
  expect(told).toMatch(/^The index before is removed in 1 seconds\..*in use\..*in 1 seconds\./s);
  await expectIndexIsCards("5");
});
