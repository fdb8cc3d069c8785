import { ContactListSchema, ListContactsQuery } from "../../model/contact/contact-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute, type RouteExample } from "../define-route.ts";

export const listContactsRoute = defineRoute({
  id: "list-contacts",
  resource: "contacts",
  method: "GET",
  path: `${API_PREFIX}/contacts`,
  auth: "caller",
  access: {
    table: [
      { actions: ["Query", "GetItem"], partitions: [PARTITION.user] },
      { actions: ["BatchGetItem"], partitions: [PARTITION.card] },
    ],
  },
  summary: "List contacts",
  description:
    'Newest first, each as its profile is now. An unpublished profile has the notice "Profile not available", a deleted one "Profile removed". `offset` reaches the first 1,000; `cursor` all.',
  query: ListContactsQuery,
  responses: [{ status: 200, description: "A page of contacts.", schema: ContactListSchema }],
  errors: [422],
});

export const listContactsExample: RouteExample = { query: { limit: "20" } };
