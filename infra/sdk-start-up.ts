import type { Plugin } from "esbuild";

/**
 * Lambda hands the role's credentials over in the environment. The SDK's default chain would bring
 * six more providers into every bundle: SSO, login, STS, profiles, processes, instance metadata.
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

/** Replaces the parts of the AWS SDK that only matter outside Lambda. */
export const sdkStartUp: Plugin = {
  name: "sdk-start-up",
  setup(build) {
    build.onLoad({ filter: /@aws-sdk\/credential-provider-node\/dist-es\/index\.js$/ }, () => ({
      contents: ENVIRONMENT_CREDENTIALS,
    }));
    build.onLoad({ filter: /shared-ini-file-loader\/loadSharedConfigFiles\.js$/ }, () => ({
      contents: NO_SHARED_CONFIG,
    }));
  },
};
