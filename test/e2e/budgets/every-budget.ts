import { accountBudgets } from "./account-budgets.ts";
import { analyticsBudgets } from "./analytics-budgets.ts";
import { apiKeyBudgets } from "./api-key-budgets.ts";
import type { Budgets } from "./budget.ts";
import { contactBudgets } from "./contact-budgets.ts";
import { directoryBudgets } from "./directory-budgets.ts";
import { exchangeBudgets } from "./exchange-budgets.ts";
import { importBudgets } from "./import-budgets.ts";
import { leadBudgets } from "./lead-budgets.ts";
import { mcpBudgets } from "./mcp-budgets.ts";
import { pageBudgets } from "./page-budgets.ts";
import { photoBudgets } from "./photo-budgets.ts";
import { profileBudgets } from "./profile-budgets.ts";
import { sectionBudgets } from "./section-budgets.ts";

/** What the requests of every route may cost at the table. */
export const BUDGETS: Budgets = {
  ...profileBudgets,
  ...sectionBudgets,
  ...photoBudgets,
  ...importBudgets,
  ...exchangeBudgets,
  ...contactBudgets,
  ...analyticsBudgets,
  ...leadBudgets,
  ...mcpBudgets,
  ...directoryBudgets,
  ...pageBudgets,
  ...apiKeyBudgets,
  ...accountBudgets,
};
