import type { App } from "aws-cdk-lib";
import { type AnyRoute, routeTable } from "../../shared/routes/route-table.ts";
import type { Settings } from "../settings/settings.ts";
import { ApiStack } from "./api-stack.ts";
import { BackgroundStack } from "./background-stack.ts";
import type { FunctionCode } from "./function-settings.ts";
import { PlansStack } from "./plans-stack.ts";
import { RouteFunctionsStack } from "./route-functions-stack.ts";
import { stackNames } from "./stack-names.ts";
import { StatefulStack } from "./stateful-stack.ts";

/**
 * The stacks of the service, as they stand for these settings, from the bottom up: what is kept, the
 * functions, the gateway, the keys of its plans. None refers to one above it.
 * @param routes those of the service when left out
 */
export function addStacks(
  app: App,
  settings: Settings,
  code: FunctionCode,
  routes: readonly AnyRoute[] = routeTable,
): void {
  const names = stackNames(settings.stackPrefix, routes);
  const stateful = new StatefulStack(app, names.stateful, {
    description: "Profiles: table, photos and their delivery",
    settings,
  });
  const common = { settings, stateful, code };
  const background = new BackgroundStack(app, names.background, {
    ...common,
    description: "Profiles: what runs without a request",
  });
  const functionStacks = [...names.routes].map(
    ([resource, name]) =>
      new RouteFunctionsStack(app, name, {
        ...common,
        description: `Profiles: functions of ${resource}`,
        routes: routes.filter((route) => route.resource === resource),
        apiName: names.api,
      }),
  );
  const api = new ApiStack(app, names.api, {
    ...common,
    description: "Profiles: gateway and alarms",
    routes,
    functionStacks,
    background,
  });
  new PlansStack(app, names.plans, { description: "Profiles: shared keys of the gateway", api });
}
