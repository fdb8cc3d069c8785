import { AnalyticsQuery, AnalyticsSummarySchema } from "../../model/analytics/analytics-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute, type RouteExample } from "../define-route.ts";
import { EXAMPLE_PROFILE_ID } from "../example-ids.ts";

export const getAnalyticsSummaryRoute = defineRoute({
  id: "get-analytics-summary",
  resource: "mcp",
  method: "GET",
  path: `${API_PREFIX}/mcp/analytics-summary`,
  auth: "caller",
  access: {
    table: [{ actions: ["GetItem"], partitions: [PARTITION.user] }],
    analytics: "summary",
  },
  summary: "How often a profile was looked at",
  description:
    "Views of the public page and the vCard, scans and saves of the last UTC days. Robots, and requests for the headers alone, are not counted. A view is in it within seconds as a rule; of many within one second, some are counted only with a later one, or never. 404 `analytics_off` where the operator has turned counting off.",
  query: AnalyticsQuery,
  responses: [
    { status: 200, description: "The period's figures.", schema: AnalyticsSummarySchema },
  ],
  errors: [404, 422],
});

export const getAnalyticsSummaryExample: RouteExample = {
  query: { days: "30", profileId: EXAMPLE_PROFILE_ID },
};
