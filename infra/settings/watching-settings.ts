import * as z from "zod";
import { arn, httpsUrl, wholeNumber } from "./setting-values.ts";

const onOrOff = z.enum(["on", "off"], { error: "must be on or off" });

/** How a release comes to callers: as CodeDeploy names it, in small letters. */
export const SHIFTS = [
  "canary10percent5minutes",
  "canary10percent10minutes",
  "canary10percent15minutes",
  "canary10percent30minutes",
  "linear10percentevery1minute",
  "linear10percentevery2minutes",
  "linear10percentevery3minutes",
  "linear10percentevery10minutes",
] as const;

/** One of them. */
export type Shift = (typeof SHIFTS)[number];

/** Minutes between two runs of the check: an account may make 100 slugs visible a day. */
const CHECK_MINUTES = wholeNumber(15, 720);

/** What an operator sees of a deployment, who is told, and how a release comes to callers. */
export const watchingSettings = {
  /** An address that the alarms are posted to, beside the e-mails. */
  alarmWebhook: httpsUrl.optional(),
  /** A topic of the operator's own that hears of the alarms. */
  alarmTopicArn: arn("sns").optional(),
  /** US dollars a month of the whole AWS account: alarms at 80 % of them, and when they will be spent. */
  monthlyBudget: wholeNumber(1, 10_000_000).optional(),
  /**
   * `info`: a line for each request. `warn`: faults alone. `full`: with Lambda's own lines of each
   * invocation. What alarms count is in each of them.
   */
  logLevel: z
    .enum(["full", "info", "warn"], { error: "must be full, info or warn" })
    .default("info"),
  /** X-Ray traces of gateway and functions. They hold callers' addresses and whole URLs. */
  tracing: onOrOff.default("off"),
  /** CloudWatch's figures for each method of the gateway. */
  methodMetrics: onOrOff.default("off"),
  /**
   * `off`: the gateway calls functions as they are. Else it calls an alias, which moves to the next
   * version `at_once`, or in one of the shifts and back when an alarm goes off.
   */
  gradual: z
    .enum(["off", "at_once", ...SHIFTS], {
      error: `must be off, at_once, or one of ${SHIFTS.join(", ")}`,
    })
    .default("off"),
  /** Minutes between two runs of the check that uses the API as a caller does. */
  check: z
    .union([z.literal("off"), CHECK_MINUTES], {
      error: "must be off, or a whole number of minutes from 15 to 720",
    })
    .default("off"),
};

/** What to write after `-c <name>=` when showing how one without a default is given. */
export const WATCHING_EXAMPLES = {
  alarmWebhook: "https://events.example.com/alarms",
  alarmTopicArn: "arn:aws:sns:eu-west-1:123456789012:alarms",
  monthlyBudget: "200",
} as const;
