import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isPlanName, PLANS, type PlanName } from "../shared/domain/plans.ts";
import { ACCOUNT } from "./local/account.ts";
import { dataDirOf, errorCode } from "./local/data-folder.ts";
import type { ServerFacts } from "./local/server-file.ts";
import { OperatorError } from "./operator-error.ts";

const USAGE = `Usage:
  npm run -s operator -- show <account>
  npm run -s operator -- plan <account> <${Object.keys(PLANS).join("|")}>

It talks to the npm start of the same DATA_DIR. For a deployment set TABLE_NAME and
USAGE_PLAN_PREFIX (outputs TableName and UsagePlanPrefix of the stacks), AWS_REGION, and AWS
credentials.`;

const NOT_RUNNING =
  "No npm start is running with this DATA_DIR; for a deployment set TABLE_NAME, USAGE_PLAN_PREFIX and AWS_REGION.";

interface Command {
  readonly account: string;
  /** Left out: the account is only shown. */
  readonly plan?: PlanName;
}

process.exitCode = await main(process.argv.slice(2));

/** Exit codes: 0 done, 1 it failed, 2 wrong usage. */
async function main(args: readonly string[]): Promise<number> {
  const command = parse(args);
  if (!command) {
    console.error(USAGE);
    return 2;
  }
  const onLaptop = !process.env.TABLE_NAME;
  try {
    if (onLaptop) useLaptop();
    else requirePlanPrefix(command);
    console.log(JSON.stringify(await run(command), null, 2));
    return 0;
  } catch (error) {
    console.error(sentenceFor(error, command, onLaptop));
    return 1;
  }
}

function parse([verb, account, plan, ...more]: readonly string[]): Command | undefined {
  if (!account || more.length > 0) return undefined;
  if (verb === "show" && plan === undefined) return { account };
  if (verb === "plan" && isPlanName(plan)) return { account, plan };
  return undefined;
}

async function run({ account, plan }: Command): Promise<object> {
  // Loaded once the environment is complete: the repositories read it when they are loaded.
  const { findKeyHolder } = await import("../shared/persistence/api-key-repository.ts");
  const { changePlan } = await import("../shared/domain/api-key/change-plan.ts");
  const holder = plan ? await changePlan(account, plan) : await findKeyHolder(account);
  const { requestsPerDay } = PLANS[holder.plan];
  return {
    account,
    plan: holder.plan,
    requestsPerDay: requestsPerDay ?? "unlimited",
    apiKeys: holder.apiKeyIds.length,
  };
}

/** Points the clients at the services of the running `npm start`. */
function useLaptop(): void {
  const file = join(dataDirOf(process.env), "server.json");
  if (!existsSync(file)) throw new OperatorError(NOT_RUNNING);
  const facts: ServerFacts = JSON.parse(readFileSync(file, "utf8"));
  Object.assign(process.env, {
    TABLE_NAME: facts.tableName,
    USAGE_PLAN_PREFIX: facts.usagePlanPrefix,
    AWS_REGION: ACCOUNT.region,
    AWS_ACCESS_KEY_ID: facts.accessKeyId,
    AWS_SECRET_ACCESS_KEY: facts.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: facts.dynamodb,
    AWS_ENDPOINT_URL_API_GATEWAY: facts.apiGateway,
  });
  // These would come before the laptop's own credentials, or beside them.
  delete process.env.AWS_PROFILE;
  delete process.env.AWS_SESSION_TOKEN;
}

/** Asked for before the table is changed, since it is needed after that. */
function requirePlanPrefix({ plan }: Command): void {
  if (plan && !process.env.USAGE_PLAN_PREFIX) {
    throw new OperatorError(
      "USAGE_PLAN_PREFIX is not set; it is the output UsagePlanPrefix of the API stack.",
    );
  }
}

/** One sentence for what the SDK throws; two when a change of plan may be half done. */
function sentenceFor(error: unknown, { plan }: Command, onLaptop: boolean): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof OperatorError) return error.message;
  if (onLaptop && errorCode(error) === "ECONNREFUSED") return NOT_RUNNING;
  if (error.message === "Region is missing") return "AWS_REGION is not set.";
  if (error.name === "CredentialsProviderError") {
    return "There are no AWS credentials in the environment.";
  }
  if (error.name === "ResourceNotFoundException") {
    return `There is no table ${process.env.TABLE_NAME} in this account and region.`;
  }
  const again = plan ? " The change may be half done: put this right and run it again." : "";
  const slow = error.name === "TimeoutError" && "The table or the gateway did not answer in time.";
  return `${slow || error.message}${again}`;
}
