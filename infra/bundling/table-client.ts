import type { Plugin } from "esbuild";

/*
 * shared/persistence/sdk-client.ts makes the table's client of the SDK's parts. Its commands bring a step
 * that finds the address for each call, with rules for all regions. Nobody runs it, as short-steps.ts
 * has the address: it need not be in the bundles (ADR 38).
 */

/** Names the modules that are made up in place of those of the SDK. */
export const TABLE_CLIENT = "table-client";

const NO_ADDRESS = "export const getEndpointPlugin = () => ({ applyToStack: () => {} });";

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
    build.onLoad({ filter: /.*/, namespace: TABLE_CLIENT }, () => ({ contents: NO_ADDRESS }));
  },
};
