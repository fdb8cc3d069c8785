import { summariseViews } from "../../shared/domain/analytics/summarise-views.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { getAnalyticsSummaryRoute } from "../../shared/routes/mcp/get-analytics-summary.ts";
import { settings } from "../../shared/settings.ts";

export const handler = createHandler(getAnalyticsSummaryRoute, async ({ account, query }) => ({
  status: 200,
  body: await summariseViews(settings.analytics, account, query),
}));
