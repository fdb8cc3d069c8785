import * as z from "zod/mini";
import { ListProfilesQuery } from "../../model/profile/profile-list-query.ts";
import { ProfileSchema } from "../../model/profile/profile-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute, type RouteExample } from "../define-route.ts";

export const listProfilesRoute = defineRoute({
  id: "list-profiles",
  resource: "profiles",
  method: "GET",
  path: `${API_PREFIX}/profiles/all`,
  auth: "caller",
  access: { table: [{ actions: ["Query"], partitions: [PARTITION.user] }] },
  summary: "List your profiles",
  description:
    "All profiles of the account: the primary one first, then in order of creation. With `limit` a page of them; follow the `Link` header to the others. Pages hold each profile once, though another may become the primary one meanwhile.",
  query: ListProfilesQuery,
  responses: [
    {
      status: 200,
      description: "The profiles.",
      schema: z.array(ProfileSchema),
      headers: { Link: 'Address of the next page, as `<…>; rel="next"`; absent on the last one.' },
    },
  ],
  errors: [422],
});

export const listProfilesExample: RouteExample = { query: { limit: "10" } };
