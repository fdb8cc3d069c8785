import { OperatorError } from "../operator-error.ts";
import { ISSUERS_BYTES, issuersBytes } from "./environment-budget.ts";
import { repeatedIssuer, trustedIssuers } from "./jwt-issuers.ts";
import { faultOfPlans } from "./plan-settings.ts";
import { SettingError } from "./setting-error.ts";
import { exampleOf, type Settings } from "./settings.ts";
import { USER_POOL_COMPANIONS } from "./user-pool-settings.ts";

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

/**
 * Each setting may be right by itself, and still lack another one.
 * @throws SettingError for the first one that is missing or does not fit
 * @throws OperatorError when nobody could sign in
 */
export function assertFittingTogether(settings: Settings): void {
  assertIssuers(settings);
  const fault = faultOfPlans(settings);
  if (fault) throw new SettingError("plans", fault);
  assertBudget(settings);
  for (const [needed, by] of COMPANIONS) {
    if (settings[by] && !settings[needed]) {
      throw new SettingError(needed, `is missing (${by} needs it)`);
    }
  }
}

/** A budget that nobody hears of is none. */
function assertBudget({ monthlyBudget, alarmEmail, alarmWebhook, alarmTopicArn }: Settings): void {
  if (monthlyBudget === undefined || alarmEmail || alarmWebhook || alarmTopicArn) return;
  const fault = "is missing (monthlyBudget needs it, or alarmWebhook or alarmTopicArn)";
  throw new SettingError("alarmEmail", fault);
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

function noIssuer(isRetired: boolean): string {
  const issuer = `-c ${exampleOf("jwtIssuer")} -c ${exampleOf("jwtAudience")}`;
  return isRetired
    ? `userPool=retire needs another issuer: npm run deploy -- -c userPool=retire ${issuer}.`
    : `No issuer is set: npm run deploy -- ${issuer}, or npm run deploy -- -c userPool=true to have a user pool made.`;
}
