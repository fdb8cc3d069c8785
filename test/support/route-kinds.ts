import { gatewayMethods } from "../../infra/constructs/route-methods.ts";
import type { AnyRoute } from "../../shared/routes/route-table.ts";

/**
 * The first route of each kind: no setting tells those of one kind apart. What a route has besides its
 * names, its words, its rights and what it takes and answers makes a kind, so that a new field makes
 * new ones.
 */
export function oneOfEachKind(routes: readonly AnyRoute[]): readonly AnyRoute[] {
  const kinds = new Map<string, AnyRoute>();
  for (const route of routes) {
    const kind = JSON.stringify(kindOf(route));
    if (!kinds.has(kind)) kinds.set(kind, route);
  }
  return [...kinds.values()];
}

function kindOf(route: AnyRoute): object {
  const { id: _id, path: _path, summary: _summary, description: _description, ...rest } = route;
  const { params: _params, query: _query, body: _body, document: _document, ...more } = rest;
  const { method: _method, responses: _responses, errors: _errors, access, ...kind } = more;
  const { table: _table, photos: _photos, ...rights } = access;
  return { ...kind, rights, methods: gatewayMethods(route).length };
}
