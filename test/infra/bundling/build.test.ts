import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { join, relative } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildFunctions } from "../../../infra/bundling/build.ts";
import { repositoryRoot } from "../../../infra/repository-root.ts";

const READ_ITEM = `
import { getItem } from "../../shared/persistence/table.ts";
import facts from "./facts.json" with { type: "json" };
export const handler = () => getItem({ pk: facts.pk, sk: "b" });
`;

const MEET_ERRORS = `
import { getItem, putItem, transactWriteItems } from "../../shared/persistence/table.ts";
const key = { pk: "a", sk: "b" };
const calls = [
  () => putItem({ Item: key, ConditionExpression: "attribute_not_exists(pk)" }),
  () => transactWriteItems("token", [{ Delete: { Key: key } }]),
  () => getItem(key),
  () => getItem(key),
  () => getItem(key),
];
const facts = ({ name, message, Item, CancellationReasons }) => ({
  ...{ name, message, Item, CancellationReasons },
});
export const handler = async () => {
  const ends = [];
  for (const call of calls) ends.push(await call().catch(facts));
  return ends;
};
`;

const OWN_CLIENT = `
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
export const handler = async () => new DynamoDBClient();
`;

const READ_IMAGE = `
import sharp from "sharp";
export const handler = async () => sharp.versions.sharp;
`;

const REFUSE_LATER = `
import { Problem } from "../../shared/model/problem.ts";
export const handler = async () => {
  const { refuse } = await import("./refusal.ts");
  try {
    return refuse();
  } catch (error) {
    return { isProblem: error instanceof Problem, isOwn: error.constructor === Problem };
  }
};
`;

const REFUSAL = `
import { profileNotFound } from "../../shared/model/problem.ts";
export const refuse = () => {
  throw profileNotFound();
};
`;

let folder: string;

// Inside the repository, so that the sources find its packages.
beforeAll(async () => {
  const parent = join(repositoryRoot, "dist");
  await mkdir(parent, { recursive: true });
  folder = await mkdtemp(join(parent, "bundle-"));
  await writeFile(join(folder, "facts.json"), JSON.stringify({ pk: "from-json" }));
  await writeFile(join(folder, "read-item.ts"), READ_ITEM);
  await writeFile(join(folder, "meet-errors.ts"), MEET_ERRORS);
  await writeFile(join(folder, "own-client.ts"), OWN_CLIENT);
  await writeFile(join(folder, "read-image.ts"), READ_IMAGE);
  await writeFile(join(folder, "refuse-later.ts"), REFUSE_LATER);
  await writeFile(join(folder, "refusal.ts"), REFUSAL);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const source = (name: string) => relative(repositoryRoot, join(folder, `${name}.ts`));

function buildSamples() {
  const names = ["read-item", "meet-errors", "read-image", "refuse-later"];
  const entries = Object.fromEntries(names.map((name) => [name, source(name)]));
  return buildFunctions({ outdir: join(folder, "dist"), entries });
}

function invoke(id: string, environment: Record<string, string>) {
  const bundle = join(folder, "dist", "functions", id, "index.js");
  const code = "require(process.argv[1]).handler({}).then((a) => console.log(JSON.stringify(a)))";
  const env = { PATH: String(process.env.PATH), ...environment };
  return promisify(execFile)(process.execPath, ["-e", code, bundle], { env });
}

test("the manifest says what each bundle weighs and expects from a layer", async () => {
  const { manifest } = await buildSamples();
  expect(manifest["read-item"]?.externals).toEqual([]);
  expect(manifest["read-image"]?.externals).toEqual(["sharp"]);
  // The SDK's whole credential chain would add 130 KB, the rest of its client of the table 60 KB.
  expect(manifest["read-item"]?.bytes).toBeLessThan(120_000);
  const written = await readFile(join(folder, "dist", "manifest.json"), "utf8");
  expect(JSON.parse(written)).toEqual(manifest);
});

test("nothing of an earlier build is left in a function's folder", async () => {
  await buildSamples();
  const stray = join(folder, "dist", "functions", "read-item", "stray.js");
  await writeFile(stray, "");
  await buildSamples();
  await expect(stat(stray)).rejects.toThrow("ENOENT");
});

test("a bundle signs with the credentials of its environment, at the endpoint it is given", async () => {
  await buildSamples();
  const seen: { headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer(async (request, response) => {
    seen.push({ headers: request.headers, body: await text(request) });
    response.setHeader("content-type", "application/x-amz-json-1.0");
    response.end(JSON.stringify({ Item: { pk: { S: "a" } } }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const { stdout, stderr } = await invoke("read-item", {
      AWS_REGION: "us-east-1",
      TABLE_NAME: "table",
      AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "secret",
      AWS_SESSION_TOKEN: "session",
      AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}`,
    });
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual({ pk: "a" });
  } finally {
    server.close();
  }
  expect(JSON.parse(seen[0]?.body ?? "")).toMatchObject({ Key: { pk: { S: "from-json" } } });
  expect(seen[0]?.headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/us-east-1\/dynamodb\/aws4_request/,
  );
  expect(seen[0]?.headers["x-amz-security-token"]).toBe("session");
});

test("a bundle reads errors, tries again and corrects its clock as the SDK does", async () => {
  await buildSamples();
  const item = { pk: { S: "a" }, n: { N: "1" } };
  const reasons = [{ Code: "ConditionalCheckFailed", Item: item }];
  const later = new Date(Date.now() + 3_600_000).toUTCString();
  const answers = [
    [400, { __type: "x#ConditionalCheckFailedException", message: "no", Item: item }],
    [
      400,
      { __type: "x#TransactionCanceledException", Message: "no", CancellationReasons: reasons },
    ],
    ...[
      [500, { __type: "x#InternalServerError" }],
      [200, { Item: item }],
    ],
    ...[
      [400, { __type: "x#InvalidSignatureException" }, later],
      [200, { Item: item }, later],
    ],
    [400, { __type: "x#BackupNotFoundException", message: "new" }],
  ] as const;
  const dates: string[] = [];
  const server = createServer(async (request, response) => {
    await text(request);
    dates.push(String(request.headers["x-amz-date"]));
    const [status, body, date] = answers[dates.length - 1] ?? [500, {}];
    response.writeHead(status, { ...(date && { date }) }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const { stdout, stderr } = await invoke("meet-errors", {
      ...{ AWS_REGION: "us-east-1", TABLE_NAME: "table" },
      ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
      AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}`,
    });
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual([
      { name: "ConditionalCheckFailedException", message: "no", Item: item },
      { name: "TransactionCanceledException", message: "no", CancellationReasons: reasons },
      ...[
        { pk: "a", n: 1 },
        { pk: "a", n: 1 },
      ],
      // Left out of the bundle, for no call of the table ends with it.
      { name: "BackupNotFoundException", message: "new" },
    ]);
  } finally {
    server.close();
  }
  const hours = dates.map((date) => date.slice(0, 11));
  expect(hours[5]).not.toBe(hours[4]);
});

test("a bundle without credentials says so instead of looking elsewhere", async () => {
  await buildSamples();
  await expect(
    invoke("read-item", { AWS_REGION: "us-east-1", TABLE_NAME: "table" }),
  ).rejects.toThrow("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set.");
});

test("a function that makes a client of the table by itself is not built", async () => {
  const entries = { "own-client": source("own-client") };
  await expect(buildFunctions({ outdir: join(folder, "none"), entries })).rejects.toThrow(
    "The table is reached by shared/persistence/table.ts",
  );
});

test("a bundle with native code loads it from outside", async () => {
  await buildSamples();
  const { stdout } = await invoke("read-image", {});
  expect(JSON.parse(stdout)).toMatch(/^\d+\.\d+\.\d+$/);
});

test("what is imported later is a file of its own, whose problems are known all the same", async () => {
  const { manifest } = await buildSamples();
  const files = join(folder, "dist", "functions", "refuse-later");
  const sizes = await Promise.all(
    ["index.js", "refusal.js"].map(async (file) => (await stat(join(files, file))).size),
  );
  expect(manifest["refuse-later"]?.bytes).toBe(sizes.reduce((sum, size) => sum + size));
  const { stdout } = await invoke("refuse-later", {});
  expect(JSON.parse(stdout)).toEqual({ isProblem: true, isOwn: false });
});

test("a missing entry file is named", async () => {
  const entries = { "read-nothing": "functions/profiles/read-nothing.ts" };
  await expect(buildFunctions({ outdir: join(folder, "none"), entries })).rejects.toThrow(
    "These entry files of functions are missing: functions/profiles/read-nothing.ts (function read-nothing).",
  );
});
