import { Duration } from "aws-cdk-lib";
import { Dashboard, GraphWidget, type IMetric, TextWidget } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { type MonitoredParts, PERIOD, type ServiceMetrics } from "./service-metrics.ts";

/** The widgets of a row share the page's 24 columns. */
const WIDTH = 8;

/** Asks what the runbook asks, in its order; the saved queries have the rest. */
const GUIDE = `Each figure is of docs/operations.md, which says what to do. Who, which route and why are told by the
saved queries of Logs Insights: **What fails**, **Since when it fails**, **Why nobody gets in**, **Who is held back**,
**Who calls most**, **What costs**, **Faults in …**.`;

/** One dashboard: each row answers the questions of a group of incidents. */
export function addDashboard(
  scope: Construct,
  parts: MonitoredParts,
  metrics: ServiceMetrics,
): Dashboard {
  const dashboard = new Dashboard(scope, "Dashboard", { defaultInterval: Duration.hours(24) });
  dashboard.addWidgets(new TextWidget({ markdown: GUIDE, width: 3 * WIDTH, height: 2 }));
  for (const row of [
    requests(parts, metrics),
    access(metrics),
    limits(parts, metrics),
    background(parts, metrics),
    cost(parts, metrics),
  ]) {
    dashboard.addWidgets(...row);
  }
  return dashboard;
}

/** A bad release, a slow one; what the API is used for. */
function requests({ api }: MonitoredParts, metrics: ServiceMetrics): GraphWidget[] {
  const latency = (statistic: string) => api.metricLatency({ period: PERIOD, statistic });
  return [
    graph("Requests, and refused ones", [
      api.metricCount({ period: PERIOD }),
      api.metricClientError({ period: PERIOD }),
    ]),
    graph("Share of server errors", [metrics.serverErrorRate]),
    graph("Latency", [latency("p50"), metrics.slowest]),
  ];
}

/** An issuer away, the authorizer failing, callers held back. */
function access(metrics: ServiceMetrics): GraphWidget[] {
  return [
    graph("Can an issuer be reached?", [metrics.staleKeys, metrics.dependencyFailures]),
    graph("Does the authorizer fail?", [metrics.authorizerFailures]),
    graph("Is somebody held back?", [metrics.throttledRequests]),
  ];
}

/** Table throttled, concurrency spent, quotas. */
function limits({ table }: MonitoredParts, metrics: ServiceMetrics): GraphWidget[] {
  return [
    graph("Does the table hold back?", [metrics.tableThrottles]),
    graph(
      "Do functions?",
      [metrics.functionThrottles],
      [metrics.concurrencyUse, metrics.gatewayKeyUse],
    ),
    graph("Table units", [
      table.metricConsumedReadCapacityUnits({ period: PERIOD }),
      table.metricConsumedWriteCapacityUnits({ period: PERIOD }),
    ]),
  ];
}

/** Dead letters, late work, stray photos. */
function background(
  { removal, directory, photos }: MonitoredParts,
  metrics: ServiceMetrics,
): GraphWidget[] {
  return [
    graph(
      "Removals: done, given up, oldest",
      [removal.consumer.metricInvocations({ period: PERIOD }), metrics.failedRemovals],
      [metrics.pendingSeconds],
    ),
    graph("Directory: done, given up", [
      directory.consumer.metricInvocations({ period: PERIOD }),
      metrics.failedIndexing,
    ]),
    graph(
      "Uploads: done, given up, oldest",
      [photos.uploads.metricInvocations({ period: PERIOD }), metrics.failedUploads],
      [metrics.uploadAge],
    ),
  ];
}

/** Where the money goes, and whether the service does what it is for. */
function cost({ api, photos }: MonitoredParts, metrics: ServiceMetrics): GraphWidget[] {
  const perDay = { period: Duration.days(1) };
  return [
    graph(
      "Requests a day, and lines of logs in bytes",
      [api.metricCount(perDay)],
      [metrics.logBytes],
    ),
    graph("Time of an upload", [photos.uploads.metricDuration({ period: PERIOD })]),
    ...(metrics.failedChecks ? [graph("Failed checks", [metrics.failedChecks])] : []),
  ];
}

function graph(title: string, left: IMetric[], right: IMetric[] = []): GraphWidget {
  return new GraphWidget({ title, left, right, width: WIDTH });
}
