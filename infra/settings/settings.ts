import * as z from "zod";
import { GATEWAY_SHARDS } from "../../shared/model/gateway-shard.ts";
import { AudiencesSchema, IssuerListSchema, NamespaceSchema } from "./jwt-issuers.ts";
import { PlansSchema } from "./plan-settings.ts";
import {
  arn,
  browserOrigins,
  contactAddress,
  email,
  hostName,
  httpsUrl,
  logRetention,
  parseFlag,
  tableStream,
  text,
  wholeNumber,
} from "./setting-values.ts";
import { USER_POOL_EXAMPLES, userPoolSettings } from "./user-pool-settings.ts";
import { WATCHING_EXAMPLES, watchingSettings } from "./watching-settings.ts";

/**
 * Every setting of a deployment. To add one: a line here, with a default or with an example below,
 * and a row in docs/settings.md. `test/infra/settings` then fails until it tries the setting too.
 */
export const SettingsSchema = z.object({
  /** `iss` of accepted tokens. */
  jwtIssuer: httpsUrl.optional(),
  /** Whom accepted tokens are made for: `aud`, or without it `client_id` or `azp`. */
  jwtAudience: AudiencesSchema.optional(),
  /** Where the issuer's keys are; discovered from the issuer when left out. */
  jwtJwksUri: httpsUrl.optional(),
  /** Whether the issuer's `sub` is the account as it is, or under a prefix of the issuer. */
  jwtAccounts: NamespaceSchema.optional(),
  /** More issuers, or all of them; `trustedIssuers` gives them together. */
  jwtIssuers: IssuerListSchema.optional(),
  /** Tokens that were issued longer ago are refused, whatever they say. */
  jwtMaxAgeHours: wholeNumber(1, 720).default(24),
  ...userPoolSettings,
  /** Host name of the API, with the certificate for it; and the Route 53 zone to enter it in. */
  domainName: hostName.optional(),
  certificateArn: arn("acm").optional(),
  hostedZoneId: text.optional(),
  /** Host name of the photos; its certificate must be in us-east-1, where CloudFront looks. */
  photoDomainName: hostName.optional(),
  photoCertificateArn: arn("acm")
    .regex(/^arn:[\w-]+:acm:us-east-1:/, {
      error: "must be of a certificate in us-east-1, where CloudFront looks",
    })
    .optional(),
  /** Last part of the API's address until a domain name hides it. */
  stageName: text
    .regex(/^\w{1,128}$/, { error: "must be letters, digits and underscores" })
    .default("live"),
  profilesPerAccount: wholeNumber(1, 30).default(25),
  /** Days that leads are kept. */
  leadRetentionDays: wholeNumber(1, 3_650).default(365),
  /**
   * Seconds after which a request is surely over that began before its account was erased. They count
   * from the order: 8 to commit it, 25 of the slowest function, and a margin. The rest of an erasure has
   * what is left of the function's 60, and goes on in its next run.
   */
  erasureWaitSeconds: wholeNumber(0, 40).default(40),
  /** How a caller gets a token, in a sentence that the pages for people show. */
  tokenHelp: text.max(500, { error: "must be at most 500 characters" }).optional(),
  /** Where whoever runs it is reached, which the document and the pages for people say. */
  contact: contactAddress.optional(),
  /** Browser origins that may call; `*` alone allows every origin. */
  corsOrigins: browserOrigins.default(["*"]),
  alarmEmail: email.optional(),
  ...watchingSettings,
  logRetentionDays: logRetention.default(30),
  /**
   * Requests a second on average and at once, of each method, all its callers together. The defaults
   * let the largest plan be used in full.
   */
  throttleRate: wholeNumber(1, 10_000).default(500),
  throttleBurst: wholeNumber(1, 5_000).default(1_000),
  /** Whether a web ACL of AWS stands before the gateway, and holds back addresses; AWS charges for it. */
  waf: z.preprocess(parseFlag, z.boolean({ error: "must be true or false" })).default(false),
  /** Requests of one address in five minutes, from which on the web ACL refuses more. */
  wafRate: wholeNumber(10, 2_000_000_000).default(2_000),
  /** What is other than by default of any plan: throttles and limits. */
  plans: PlansSchema.optional(),
  /** How many keys of the gateway people with JWTs share, and as many accounts of the free plan. */
  gatewayShards: wholeNumber(1, GATEWAY_SHARDS).default(GATEWAY_SHARDS),
  /** Requests a UTC day that one account may make with JWTs. */
  sessionRequestsPerDay: wholeNumber(1, 10_000_000).default(10_000),
  /** Whether views, scans and saves of profiles are counted. */
  analytics: z.enum(["on", "off"], { error: "must be on or off" }).default("on"),
  /**
   * Direct uploads worked on at a time, reserved from the account's concurrent executions; 0 reserves
   * none. AWS refuses to leave less than 100 unreserved, and new accounts have but 10 in all.
   */
  photoConcurrency: wholeNumber(0, 900).default(0),
  /** Parts of the photo bucket that are swept side by side, each for 15 minutes a day at most. */
  sweepShards: wholeNumber(1, 40).default(1),
  /** Stream of a table that was restored, which takes the place of the stack's own. */
  restoredTable: tableStream.optional(),
  /** First part of the stacks' names; another one makes a second, separate deployment. */
  stackPrefix: text
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,39}$/, {
      error: "must begin with a letter, and be at most 40 letters, digits and hyphens",
    })
    .default("Profiles"),
});

/** What an operator decides about a deployment; docs/settings.md lists it. */
export type Settings = z.infer<typeof SettingsSchema>;

/** As given to the CDK: `-c <name>=<value>`. */
export type SettingName = keyof Settings;

/** Every setting there is. */
export const SETTING_NAMES = Object.keys(SettingsSchema.shape) as readonly SettingName[];

/** What to write after `-c <name>=` when showing how a setting is given; else its default is shown. */
const EXAMPLES: Partial<Record<SettingName, string>> = {
  jwtIssuer: "https://issuer.example",
  jwtAudience: "profiles-api",
  jwtJwksUri: "https://issuer.example/jwks.json",
  jwtAccounts: "shared",
  jwtIssuers: `'[{"issuer":"https://issuer.example","audience":"profiles-api"}]'`,
  domainName: "api.example.com",
  certificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/00000000-0000",
  hostedZoneId: "Z0123456789ABCDEFGHIJ",
  photoDomainName: "photos.example.com",
  photoCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000",
  stageName: "live",
  corsOrigins: "https://app.example",
  plans: `'{"free":{"requestsPerDay":200},"startup":{"rate":100,"burst":300}}'`,
  waf: "true",
  tokenHelp: "'Sign in at https://login.example.'",
  contact: "https://example.com/help",
  alarmEmail: "ops@example.com",
  restoredTable:
    "arn:aws:dynamodb:eu-west-1:123456789012:table/profiles-restored/stream/2026-01-31T14:20:00.000",
  stackPrefix: "Profiles",
  ...USER_POOL_EXAMPLES,
  ...WATCHING_EXAMPLES,
};

/** What follows `-c` to give a setting, such as `jwtIssuer=https://issuer.example`. */
export function exampleOf(setting: SettingName): string {
  const value = EXAMPLES[setting] ?? String(SettingsSchema.shape[setting].parse(undefined));
  return `${setting}=${value}`;
}
