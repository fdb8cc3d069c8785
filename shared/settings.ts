import type { IssuerSetting } from "./model/issuer-setting.ts";
import { plansWith } from "./model/plans.ts";

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`The environment variable ${name} is not set.`);
  return value;
}

/**
 * What a function is told by its environment, by the stack unless said otherwise. The only place in
 * `functions` and `shared` that reads it.
 */
export const settings = {
  /** By Lambda itself. */
  get region() {
    return required("AWS_REGION");
  },
  /** Where DynamoDB is, when that is not where AWS has it (the SDK's own variable). */
  get tableEndpoint() {
    return process.env.AWS_ENDPOINT_URL_DYNAMODB || process.env.AWS_ENDPOINT_URL || undefined;
  },
  get tableName() {
    return required("TABLE_NAME");
  },
  get photoBucket() {
    return required("PHOTO_BUCKET");
  },
  /** Bucket of the log of removals. */
  get removalLogBucket() {
    return required("REMOVAL_LOG_BUCKET");
  },
  /** Where photo keys are served, without a trailing slash. */
  get photoBaseUrl() {
    return required("PHOTO_BASE_URL");
  },
  get profilesPerAccount() {
    return Number(required("PROFILES_PER_ACCOUNT"));
  },
  /** Days that leads are kept. */
  get leadRetentionDays() {
    return Number(required("LEAD_RETENTION_DAYS"));
  },
  /** Browser origins that may call; `*` alone allows every origin. */
  get corsOrigins() {
    return required("CORS_ORIGINS").split(",");
  },
  /** Whose JWTs are accepted. */
  get jwtIssuers() {
    return JSON.parse(required("JWT_ISSUERS")) as readonly IssuerSetting[];
  },
  /** Oldest JWT that is accepted, in seconds since it was issued. */
  get jwtMaxAgeSeconds() {
    return Number(required("JWT_MAX_AGE_SECONDS"));
  },
  /** Requests a UTC day that an account may make with JWTs. */
  get sessionRequestsPerDay() {
    return Number(required("SESSION_REQUESTS_PER_DAY"));
  },
  /** What each plan allows. */
  get plans() {
    return plansWith(JSON.parse(process.env.PLANS ?? "{}"));
  },
  /** Part of the values of the gateway's shared keys that only this deployment's have. */
  get gatewayDeployment() {
    return required("GATEWAY_DEPLOYMENT");
  },
  /** How many shared keys of a kind the accounts are spread over. */
  get gatewayShards() {
    return Number(required("GATEWAY_SHARDS"));
  },
  /** Whether views, scans and saves are counted. */
  get analytics() {
    return process.env.ANALYTICS === "on";
  },
  /** Host and port of Lambda's own interfaces; undefined outside of Lambda. */
  get runtimeApi() {
    return process.env.AWS_LAMBDA_RUNTIME_API;
  },
  /** Secret under which accounts are digested for logs. */
  get logKey() {
    return required("LOG_KEY");
  },
  /** Seconds that a request may still be under way which was let in before its account was closed. */
  get erasureWaitSeconds() {
    return Number(process.env.ERASURE_WAIT_SECONDS ?? 40);
  },
  /** Whose accounts the people of the service's own user pool are: `auth/pool-user.ts` reads it. */
  get userPoolAccounts() {
    return required("USER_POOL_ACCOUNTS");
  },
  get pepperSecretArn() {
    return required("PEPPER_SECRET_ARN");
  },
  /** What the names of the gateway's usage plans begin with; set by the operator. */
  get usagePlanPrefix() {
    return required("USAGE_PLAN_PREFIX");
  },
  /** How a caller gets a token; `""` where nobody has said it. */
  get tokenHelp() {
    return process.env.TOKEN_HELP ?? "";
  },
  /** Where the operator is reached: a web or an e-mail address; `""` where nobody has said it. */
  get contact() {
    return process.env.CONTACT ?? "";
  },
  /** Where the check reaches the API, without a trailing slash, and the secret that has its key. */
  get checkAddress() {
    return required("CHECK_ADDRESS");
  },
  get checkSecretArn() {
    return required("CHECK_SECRET_ARN");
  },
  /** Folder of the code of the function this runs in; Lambda sets it. */
  get codeFolder() {
    return required("LAMBDA_TASK_ROOT");
  },
  /** Name of the function this runs in; Lambda sets it. */
  get functionName() {
    return process.env.AWS_LAMBDA_FUNCTION_NAME || "unknown";
  },
};
