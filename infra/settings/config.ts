import * as z from "zod";
import { OperatorError } from "../operator-error.ts";
import { ISSUERS_BYTES, issuersBytes } from "./environment-budget.ts";
import {
  AudiencesSchema,
  httpsUrl,
  IssuerListSchema,
  NamespaceSchema,
  repeatedIssuer,
  splitAtCommas,
  trustedIssuers,
} from "./jwt-issuers.ts";
import { nearestName } from "./nearest-name.ts";
import {
  USER_POOL_COMPANIONS,
  USER_POOL_EXAMPLES,
  userPoolSettings,
} from "./user-pool-settings.ts";

const wholeNumber = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error });
};

const text = z.string({ error: "must be a text" }).min(1, { error: "must not be empty" });

const hostName = text
  .regex(/^[^A-Z]*$/, { error: "must be in small letters" })
  .regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, {
    error: "must be a host name such as api.example.com",
  });

const arn = (service: string) =>
  text.regex(new RegExp(`^arn:[\\w-]+:${service}:[\\w-]+:\\d{12}:.+$`), {
    error: `must be the ARN of an ${service.toUpperCase()} resource`,
  });

const origin = z
  .string()
  .refine((value) => !/^https?:\/\/[^/]+\/$/.test(value), {
    error: "must have no slash at the end of an origin",
    abort: true,
  })
  .refine((value) => value === "*" || (URL.canParse(value) && new URL(value).origin === value), {
    error: "must be * or browser origins such as https://app.example, separated by commas",
  });

const SettingsSchema = z.object({
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
  /** Browser origins that may call; `*` alone allows every origin. */
  corsOrigins: z
    .preprocess(
      splitAtCommas,
      z
        .array(origin)
        .min(1)
        .refine((list) => list.length === 1 || !list.includes("*"), {
          error: "must be either * alone or a list of origins",
        }),
    )
    .default(["*"]),
  alarmEmail: z.email({ error: "must be an e-mail address" }).optional(),
  logRetentionDays: wholeNumber(1, 3653)
    .refine((days) => LOG_RETENTION_DAYS.includes(days), {
      error: "must be a period CloudWatch Logs knows, such as 7, 14, 30, 90 or 365",
    })
    .default(30),
  /**
   * Requests a second on average and at once: of each method, all its callers together, and of all
   * JWTs over all methods, as they share one plan. The defaults let the largest plan be used in full.
   */
  throttleRate: wholeNumber(1, 10_000).default(500),
  throttleBurst: wholeNumber(1, 5_000).default(1_000),
  /** Requests a UTC day that one account may make with JWTs. */
  sessionRequestsPerDay: wholeNumber(1, 10_000_000).default(10_000),
  /**
   * Direct uploads worked on at a time, reserved from the account's concurrent executions; 0 reserves
   * none. AWS refuses to leave less than 100 unreserved, and new accounts have but 10 in all.
   */
  photoConcurrency: wholeNumber(0, 900).default(0),
  /** First part of the stacks' names; another one makes a second, separate deployment. */
  stackPrefix: text
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,39}$/, {
      error: "must begin with a letter, and be at most 40 letters, digits and hyphens",
    })
    .default("Profiles"),
});

/** Periods that CloudWatch Logs accepts, in days. */
const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
];

/** What an operator decides about a deployment; docs/operations.md lists it. */
export type Settings = z.infer<typeof SettingsSchema>;

export type SettingName = keyof Settings;

export const SETTING_NAMES = Object.keys(SettingsSchema.shape) as readonly SettingName[];

/** What to write after `-c <name>=` when showing how a setting is given. */
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
  alarmEmail: "ops@example.com",
  stackPrefix: "Profiles",
  ...USER_POOL_EXAMPLES,
};

/** A setting is missing or wrong. The message is one sentence for the operator. */
export class SettingError extends OperatorError {
  override readonly name = "SettingError";
  readonly setting: SettingName;

  constructor(setting: SettingName, fault: string) {
    const example = EXAMPLES[setting] ?? String(SettingsSchema.shape[setting].parse(undefined));
    super(`Setting ${setting} ${fault}: give it as -c ${setting}=${example}.`);
    this.setting = setting;
  }
}

/** Name of the environment variable that gives a setting when the CDK context does not. */
export function variableOf(setting: string): string {
  return `PROFILES_${setting.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/**
 * Reads and checks the settings of a deployment.
 * @param context value of a CDK context key, undefined when not given.
 * @throws SettingError for the first setting that is missing or wrong.
 */
export function readSettings(
  context: (name: string) => unknown,
  environment: Readonly<Record<string, string | undefined>> = {},
): Settings {
  const given = SETTING_NAMES.map((name) => [name, givenValue(name, context, environment)]);
  const result = SettingsSchema.safeParse(Object.fromEntries(given));
  if (!result.success) {
    const issue = result.error.issues[0];
    const name = String(issue?.path[0]) as SettingName;
    const missing = given.some(([key, value]) => key === name && value === undefined);
    throw new SettingError(name, missing ? "is missing" : (issue?.message ?? "is wrong"));
  }
  assertIssuers(result.data);
  assertCompanions(result.data);
  return result.data;
}

/** An empty variable is how many a CI system says that it has none. */
function givenValue(
  name: SettingName,
  context: (name: string) => unknown,
  environment: Readonly<Record<string, string | undefined>>,
): unknown {
  return context(name) ?? (environment[variableOf(name)] || undefined);
}

/**
 * The one setting that says which deployment is meant, whatever the others are.
 * @throws SettingError when it is wrong
 */
export function stackPrefixOf(
  context: (name: string) => unknown,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const given = givenValue("stackPrefix", context, environment);
  const result = SettingsSchema.shape.stackPrefix.safeParse(given);
  if (result.success) return result.data;
  throw new SettingError("stackPrefix", result.error.issues[0]?.message ?? "is wrong");
}

/**
 * A misspelt setting would be ignored silently.
 * @param given names of the CDK context, the CDK's own among them
 * @param environment where a deployment's variables begin with `PROFILES_`
 * @throws OperatorError that names it
 */
export function assertKnownSettings(
  given: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): void {
  const names: readonly string[] = [...SETTING_NAMES, "imageLayer"];
  const variables = names.map(variableOf);
  // The CDK's own names have a colon, a slash or a hyphen in them.
  const unknown =
    given.find((name) => /^\w+$/.test(name) && !names.includes(name)) ??
    Object.keys(environment).find((name) => /^PROFILES_/.test(name) && !variables.includes(name));
  if (unknown === undefined) return;
  const near = nearestName(unknown, /^PROFILES_/.test(unknown) ? variables : names);
  throw new OperatorError(
    `There is no setting ${unknown}${near ? `: did you mean ${near}?` : ";"} docs/operations.md lists them.`,
  );
}

/** Settings that only make sense together: the second needs the first. */
const COMPANIONS = [
  ["jwtAudience", "jwtIssuer"],
  ["jwtIssuer", "jwtAudience"],
  ["jwtIssuer", "jwtJwksUri"],
  ["jwtIssuer", "jwtAccounts"],
  ["certificateArn", "domainName"],
  ["domainName", "certificateArn"],
  ["domainName", "hostedZoneId"],
  ["photoCertificateArn", "photoDomainName"],
  ["photoDomainName", "photoCertificateArn"],
  ...USER_POOL_COMPANIONS,
] as const;

function noIssuer(isRetired: boolean): string {
  const issuer = `-c jwtIssuer=${EXAMPLES.jwtIssuer} -c jwtAudience=${EXAMPLES.jwtAudience}`;
  return isRetired
    ? `userPool=retire needs another issuer: npm run deploy -- -c userPool=retire ${issuer}.`
    : `No issuer is set: npm run deploy -- ${issuer}, or npm run deploy -- -c userPool=true to have a user pool made.`;
}

/**
 * Without an issuer nobody could sign in, and a pool that is being retired no longer counts. With too
 * long ones the authorizer could not be deployed.
 */
function assertIssuers(settings: Settings): void {
  if (!settings.jwtIssuer && !settings.jwtIssuers && settings.userPool !== true) {
    throw new OperatorError(noIssuer(settings.userPool === "retire"));
  }
  const repeated = repeatedIssuer(settings);
  if (repeated) throw new SettingError("jwtIssuers", `names ${repeated} a second time`);
  const bytes = issuersBytes(trustedIssuers(settings));
  if (bytes > ISSUERS_BYTES) {
    const fault = `takes ${bytes} bytes of the authorizer's environment, where all issuers have ${ISSUERS_BYTES} together`;
    throw new SettingError(settings.jwtIssuers ? "jwtIssuers" : "jwtAudience", fault);
  }
}

function assertCompanions(settings: Settings): void {
  for (const [needed, by] of COMPANIONS) {
    if (settings[by] && !settings[needed]) {
      throw new SettingError(needed, `is missing (${by} needs it)`);
    }
  }
}
