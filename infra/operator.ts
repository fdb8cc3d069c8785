import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isPlanName, PLANS } from "../shared/domain/plans.ts";
import { ACCOUNT } from "./local/account.ts";
import { dataDirOf } from "./local/data-folder.ts";
import type { ServerFacts } from "./local/server-file.ts";

const USAGE = `Usage:
  npm run -s operator -- show <account>
  npm run -s operator -- plan <account> <${Object.keys(PLANS).join("|")}>

On the laptop it talks to the running npm start. For a deployment set TABLE_NAME and
USAGE_PLAN_PREFIX (outputs of the API stack), AWS_REGION, and AWS credentials.`;

process.exitCode = await main(process.argv.slice(2));

/** Exit codes: 0 done, 1 it failed, 2 wrong usage. */
async function main([command, account, plan, ...more]: readonly string[]): Promise<number> {
  const known = command === "show" ? plan === undefined : command === "plan" && isPlanName(plan);
  if (!known || !account || more.length > 0) {
    console.error(USAGE);
    return 2;
  }
  try {
    if (!process.env.TABLE_NAME) useLaptop();
    console.log(JSON.stringify(await run(account, plan), null, 2));
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

async function run(account: string, plan: string | undefined): Promise<object> {
  // Loaded once the environment is complete: the repositories read it when they are loaded.
  const { findKeyHolder } = await import("../shared/persistence/api-key-repository.ts");
  const { changePlan } = await import("../shared/domain/api-key/change-plan.ts");
  const holder = isPlanName(plan) ? await changePlan(account, plan) : await findKeyHolder(account);
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
  if (!existsSync(file)) {
    throw new Error(
      "No npm start is running with this DATA_DIR; for a deployment set TABLE_NAME and USAGE_PLAN_PREFIX.",
    );
  }
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
}
