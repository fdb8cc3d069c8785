import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/** Names the module that is made up in place of event streams. */
export const NO_EVENT_STREAMS = "no-event-streams";

/** Names the one in place of what finds an operation's own host. */
export const NO_HOST_PREFIX = "no-host-prefix";

/**
 * Lambda hands the role's credentials over in the environment. The SDK's default chain would bring
 * six more providers into every bundle, 130 KB: SSO, login, STS, profiles, processes, instance
 * metadata.
 */
const ENVIRONMENT_CREDENTIALS = `
export const defaultProvider = () => async () => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
    throw new Error("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set.");
  }
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
  };
};
export const credentialsWillNeedRefresh = () => false;
export const credentialsTreatedAsExpired = () => false;
`;

/** There is no ~/.aws on Lambda; on a laptop a developer's own must not steer the functions. */
const NO_SHARED_CONFIG = `
export { CONFIG_PREFIX_SEPARATOR } from "./constants";
export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });
`;

/**
 * No operation in use sends events as a stream. That one dynamic import would make esbuild wrap
 * every module of the SDK's core that it shares, 150 of them, in a function of its own: 19 KB, and
 * 0.04 of a cold start.
 */
const REFUSED_STREAMS = `
const refuse = () => {
  throw new Error("Event streams are not bundled.");
};
export { refuse as EventStreamSerde, refuse as eventStreamSerdeProvider };
`;

/** The signer's part that signs messages of event streams: 2 KB. */
const NO_SIGNED_MESSAGES = `
export class HeaderFormatter {
  format() {
    throw new Error("Event streams are not bundled.");
  }
}
`;

/**
 * Operations that are called at a host of their own would be looked through for it, with rules for what
 * stands where in a request of REST: 3 KB. None is in use.
 */
const NO_HOST_PREFIXES = `
const refuse = () => {
  throw new Error("Host prefixes are not bundled.");
};
export const getHttpOperationBindings = ({ traits }) => (traits?.endpoint ? refuse() : []);
export const HttpBindingNormalizedSchema = { of: refuse };
`;

/**
 * Modules of the SDK's core that make functions of others when they are imported. A bundler has to keep
 * these, with all that they are made of, unless it is told that a call that nobody uses does nothing.
 */
const BINDING =
  /(?:@smithy|@aws-sdk)\/core\/dist-es\/submodules\/(?:(?:endpoints|httpAuthSchemes|retry|serde)\/index|httpAuthSchemes\/aws_sdk\/clock-skew-defaults)\.js$/;

/** Such a call, of `bindRetryMiddleware` and the like, or of a setting that is looked up when asked for. */
const BOUND = /^(export const \w+ = )(?=(?:bind\w+|loadConfig)\()/gm;

/** Replaces the parts of the AWS SDK that only matter outside Lambda. ADR 5 has the figures. */
export const sdkStartUp: Plugin = {
  name: "sdk-start-up",
  setup(build) {
    build.onResolve({ filter: /^@smithy\/core\/event-streams$/ }, ({ kind, path }) =>
      kind === "dynamic-import" ? { path, namespace: NO_EVENT_STREAMS } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: NO_EVENT_STREAMS }, () => ({
      contents: REFUSED_STREAMS,
    }));
    build.onLoad({ filter: /@aws-sdk\/credential-provider-node\/dist-es\/index\.js$/ }, () => ({
      contents: ENVIRONMENT_CREDENTIALS,
    }));
    build.onLoad({ filter: /signature-v4\/dist-es\/HeaderFormatter\.js$/ }, () => ({
      contents: NO_SIGNED_MESSAGES,
    }));
    // The protocol of REST, which S3 has, keeps its own.
    build.onResolve({ filter: /\/HttpBindingNormalizedSchema$/ }, ({ path, importer }) =>
      /\/protocols\/HttpProtocol\.js$/.test(importer)
        ? { path, namespace: NO_HOST_PREFIX, sideEffects: false }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: NO_HOST_PREFIX }, () => ({
      contents: NO_HOST_PREFIXES,
    }));
    build.onLoad({ filter: BINDING }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replaceAll(BOUND, "$1/* @__PURE__ */ "),
    }));
    build.onLoad({ filter: /shared-ini-file-loader\/loadSharedConfigFiles\.js$/ }, () => ({
      contents: NO_SHARED_CONFIG,
    }));
  },
};
