import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/*
 * shared/persistence/sdk-client.ts makes the table's client of the SDK's parts. Its commands bring a step
 * that finds the address for each call, with rules for all regions. Nobody runs it, as short-steps.ts
 * has the address: it need not be in the bundles (ADR 38).
 */

/** Names the modules that are made up in place of those of the SDK. */
export const TABLE_CLIENT = "table-client";

const NO_ADDRESS = "export const getEndpointPlugin = () => ({ applyToStack: () => {} });";

/**
 * Errors of the operations in shared/persistence/table.ts; a test reads them from the SDK's own
 * declarations. The client knows 23 more, of backups, imports and the like. One that is not known is told
 * as the service's error with its name.
 */
export const TABLE_ERRORS: readonly string[] = [
  ...["ConditionalCheckFailedException", "IdempotentParameterMismatchException"],
  ...["InternalServerError", "InvalidEndpointException"],
  ...["ItemCollectionSizeLimitExceededException", "ProvisionedThroughputExceededException"],
  ...["ReplicatedWriteConflictException", "RequestLimitExceeded", "ResourceNotFoundException"],
  ...["ThrottlingException", "TransactionCanceledException", "TransactionConflictException"],
  "TransactionInProgressException",
];

/** How the client's schemas make an error known. */
const MADE_KNOWN = /^n0_registry\.registerError\(\w+\$, (\w+)\);$/gm;

/** The client's schemas without the errors that no call can end with. */
async function schemasOfTable(path: string): Promise<string> {
  const text = await readFile(path, "utf8");
  return text.replaceAll(MADE_KNOWN, (line, name) => (TABLE_ERRORS.includes(name) ? line : ""));
}

/** Leaves out of the bundles what the table's client does not use. */
export const tableClient: Plugin = {
  name: TABLE_CLIENT,
  setup(build) {
    // Anybody else's client would be without its address.
    build.onResolve({ filter: /^@aws-sdk\/(?:client|lib)-dynamodb$/ }, ({ importer }) =>
      /node_modules|shared\/persistence\/[^/]+$/.test(importer)
        ? undefined
        : { errors: [{ text: "The table is reached by shared/persistence/table.ts." }] },
    );
    build.onResolve({ filter: /^@smithy\/core\/endpoints$/ }, ({ path, importer }) =>
      /client-dynamodb\/dist-es\/commandBuilder\.js$/.test(importer)
        ? { path, namespace: TABLE_CLIENT, sideEffects: false }
        : undefined,
    );
    build.onLoad(
      { filter: /client-dynamodb\/dist-es\/schemas\/schemas_0\.js$/ },
      async ({ path }) => ({
        contents: await schemasOfTable(path),
      }),
    );
    build.onLoad({ filter: /.*/, namespace: TABLE_CLIENT }, () => ({ contents: NO_ADDRESS }));
  },
};
