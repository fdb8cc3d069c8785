import { routeTable } from "../../shared/routes/route-table.ts";

/** Names of a deployment's stacks, those first that others stand on. */
export interface StackNames {
  readonly stateful: string;
  readonly background: string;
  /** Of the functions of each resource's routes, by the resource. */
  readonly routes: ReadonlyMap<string, string>;
  readonly api: string;
  readonly plans: string;
}

/** @param prefix the setting `stackPrefix` */
export function stackNames(prefix: string, routes = routeTable): StackNames {
  const resources = [...new Set(routes.map(({ resource }) => resource))];
  return {
    stateful: `${prefix}Stateful`,
    background: `${prefix}Background`,
    routes: new Map(resources.map((resource) => [resource, `${prefix}${constructName(resource)}`])),
    api: `${prefix}Api`,
    plans: `${prefix}Plans`,
  };
}

/** All names, in an order that they can be deployed in. */
export function inOrder(names: StackNames): readonly string[] {
  const { stateful, background, routes, api, plans } = names;
  return [stateful, background, ...routes.values(), api, plans];
}

/** `create-profile` → `CreateProfile`, as logical ids cannot have hyphens. */
export function constructName(id: string): string {
  return id
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
