import { dirname } from "node:path";
import type { Plugin } from "esbuild";

/*
 * shared/persistence/short-steps.ts takes most steps away from the SDK's client of DynamoDB, and
 * dynamodb-client.ts says all that the client would look up. What they are made of need not be in the
 * bundles: 33 KB of 229, and 0.07 of a cold start (ADR 38). Only what that client imports is
 * replaced; the clients of other services keep theirs.
 */

/** Names the modules that are made up in place of those of the SDK. */
export const TABLE_CLIENT = "table-client";

const NOTHING = `
const noSteps = () => ({ applyToStack: () => {} });
const same = (config) => config;
`;

/** What the client's own modules get in place of each module of the SDK's core. */
const REPLACED: Readonly<Record<string, string>> = {
  "@aws-sdk/core/client": `
    export {
      noSteps as getHostHeaderPlugin,
      noSteps as getLoggerPlugin,
      noSteps as getRecursionDetectionPlugin,
      noSteps as getUserAgentPlugin,
      same as resolveHostHeaderConfig,
      same as resolveUserAgentConfig,
    };`,
  "@aws-sdk/core/account-id-endpoint": "export { same as resolveAccountIdEndpointModeConfig };",
  "@aws-sdk/middleware-endpoint-discovery": "export { same as resolveEndpointDiscoveryConfig };",
  "@smithy/core": `
    export { noSteps as getHttpAuthSchemeEndpointRuleSetPlugin, noSteps as getHttpSigningPlugin };
    export class DefaultIdentityProviderConfig {}`,
  "@smithy/core/config": "export { same as resolveRegionConfig };",
  "@smithy/core/endpoints":
    "export { same as resolveEndpointConfig, noSteps as getEndpointPlugin };",
  "@smithy/core/protocols": "export { noSteps as getContentLengthPlugin };",
};

/** Without what is read from the environment and from files for options that are all given. */
const RUNTIME_CONFIG = `
import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { getRuntimeConfig as getSharedRuntimeConfig } from "./runtimeConfig.shared";
export const getRuntimeConfig = (config) => ({
  ...getSharedRuntimeConfig(config),
  ...config,
  credentialDefaultProvider: defaultProvider,
});
`;

/** Rules for addresses; shared/persistence/table-address.ts takes their place. */
const NO_RULES = `
export const defaultEndpointResolver = () => {
  throw new Error("The rules for addresses are not bundled.");
};
`;

/** Leaves out of the bundles what the table's client does not use. */
export const tableClient: Plugin = {
  name: TABLE_CLIENT,
  setup(build) {
    // Anybody else's client would be without its steps.
    build.onResolve({ filter: /^@aws-sdk\/(?:client|lib)-dynamodb$/ }, ({ importer }) =>
      /node_modules|shared\/persistence\/[^/]+$/.test(importer)
        ? undefined
        : { errors: [{ text: "The table is reached by shared/persistence/table.ts." }] },
    );
    build.onResolve({ filter: /^@(?:aws-sdk|smithy)\// }, ({ path, importer }) =>
      /client-dynamodb\/dist-es\/(?:DynamoDBClient|commandBuilder)\.js$/.test(importer) &&
      path in REPLACED
        ? { path, namespace: TABLE_CLIENT, sideEffects: false }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: TABLE_CLIENT }, ({ path }) => ({
      contents: `${NOTHING}${REPLACED[path]}`,
    }));
    build.onLoad({ filter: /client-dynamodb\/dist-es\/runtimeConfig\.js$/ }, ({ path }) => ({
      contents: RUNTIME_CONFIG,
      resolveDir: dirname(path),
    }));
    build.onLoad({ filter: /client-dynamodb\/dist-es\/endpoint\/endpointResolver\.js$/ }, () => ({
      contents: NO_RULES,
    }));
  },
};
