import type { Plugin } from "esbuild";

/** Names the module that is made up in place of event streams. */
export const NO_EVENT_STREAMS = "no-event-streams";

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
    build.onLoad({ filter: /shared-ini-file-loader\/loadSharedConfigFiles\.js$/ }, () => ({
      contents: NO_SHARED_CONFIG,
    }));
  },
};
