import {
  DirectoryPageSchema,
  SearchDirectoryInput,
} from "../../model/directory/directory-schema.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute, type RouteExample } from "../define-route.ts";
import { DIRECTORY_DESCRIPTION, directoryAccess } from "./directory-access.ts";

export const postDirectorySearchRoute = defineRoute({
  id: "post-directory-search",
  resource: "directory",
  method: "POST",
  path: `${API_PREFIX}/public/directory/search`,
  auth: "caller",
  allowance: "searches",
  access: directoryAccess,
  summary: "Search the directory, asked in a body",
  description: `${DIRECTORY_DESCRIPTION} Under an \`Idempotency-Key\` no answer is kept: a repeated search is carried out again.`,
  body: {
    description: "What to look for.",
    json: { contentTypes: ["application/json"], schema: SearchDirectoryInput },
  },
  responses: [{ status: 200, description: "A page of profiles.", schema: DirectoryPageSchema }],
  errors: [400, 413, 415, 422],
});

export const postDirectorySearchExample: RouteExample = {
  body: { role: "insurance-broker", location: "berlin", limit: 10 },
};
