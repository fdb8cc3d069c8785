import { EXPORT_PREFIX } from "../../model/account/account-export.ts";
import { EraseAccountQuery, ErasureSchema } from "../../model/account/erasure-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute, type RouteExample } from "../define-route.ts";

export const eraseAccountRoute = defineRoute({
  id: "erase-account",
  resource: "account",
  method: "DELETE",
  path: `${API_PREFIX}/account`,
  auth: "session",
  access: {
    table: [
      {
        actions: ["GetItem", "BatchGetItem", "Query", "UpdateItem", "DeleteItem"],
        partitions: [PARTITION.user],
      },
      { actions: ["PutItem"], partitions: [PARTITION.card] },
      {
        actions: ["BatchGetItem", "PutItem", "UpdateItem", "DeleteItem"],
        partitions: [PARTITION.slug],
      },
      { actions: ["DeleteItem"], partitions: [PARTITION.apiKey] },
      { actions: ["PutItem", "UpdateItem"], partitions: [PARTITION.erasure] },
      // The counters of requests say that they are refused.
      { actions: ["UpdateItem"], partitions: [PARTITION.usage] },
    ],
    photos: [{ actions: ["ListBucketVersions", "DeleteObjectVersion"], prefix: EXPORT_PREFIX }],
  },
  erasesAccounts: true,
  summary: "Erase the account",
  description:
    "For good, with everything of it: profiles with their entries and photos, contacts, leads, scans, API keys, archives and counters. By the time of the answer nobody can read any of it. The rest is removed within a minute or so; until then every request of the account is 409 `account_being_erased`, and afterwards whoever has it may begin anew. Quote the `id` to the operator, who can tell what went and when: the receipt is kept for 400 days, and says of no one whose it was. Addresses that people knew stay kept for 30 days, for nobody. Once a UTC day: 429 `daily_erasure_limit_exceeded`. What the account's person has left at profiles of others is theirs, and stays.",
  query: EraseAccountQuery,
  responses: [
    {
      status: 202,
      description: "On record, and gone for every reader.",
      schema: ErasureSchema,
    },
  ],
  errors: [409, 422],
});

export const eraseAccountExample: RouteExample = { query: { confirm: "erase" } };
