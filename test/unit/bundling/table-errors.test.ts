import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { TABLE_ERRORS } from "../../../infra/bundling/table-client.ts";
import { repositoryRoot } from "../../../infra/repository-root.ts";

const SDK = join(repositoryRoot, "node_modules/@aws-sdk/client-dynamodb");
/** What every client's errors are made of. */
const BASE = "DynamoDBServiceException";

async function errorsOf(command: string): Promise<string[]> {
  const text = await readFile(join(SDK, "dist-types/commands", `${command}.d.ts`), "utf8");
  return [...text.matchAll(/@throws \{@link (\w+)\}/g)].map(([, name = ""]) => name);
}

test("bundles know every error that the operations of the table can end with", async () => {
  const table = await readFile(join(repositoryRoot, "shared/persistence/table.ts"), "utf8");
  const commands = [...new Set(table.match(/\b\w+Command\b/g))];
  expect(commands).toContain("TransactWriteItemsCommand");
  const thrown = new Set((await Promise.all(commands.map(errorsOf))).flat());
  expect([...thrown].filter((name) => name !== BASE).sort()).toEqual([...TABLE_ERRORS].sort());
});

test("each has its line in the SDK's schemas, so that the others are found and left out", async () => {
  const schemas = await readFile(join(SDK, "dist-es/schemas/schemas_0.js"), "utf8");
  const known = [...schemas.matchAll(/^n0_registry\.registerError\(\w+\$, (\w+)\);$/gm)];
  const names = known.map(([, name]) => name);
  expect(names).toEqual(expect.arrayContaining([...TABLE_ERRORS]));
  expect(schemas.match(/n0_registry\.registerError/g)).toHaveLength(names.length);
});
