import {
  DirectoryPageSchema,
  SearchDirectoryQuery,
} from "../../model/directory/directory-schema.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute, type RouteExample } from "../define-route.ts";
import { DIRECTORY_DESCRIPTION, directoryAccess } from "./directory-access.ts";

export const searchDirectoryRoute = defineRoute({
  id: "search-directory",
  resource: "directory",
  method: "GET",
  path: `${API_PREFIX}/public/directory/search`,
  auth: "caller",
  allowance: "searches",
  access: directoryAccess,
  summary: "Search the directory",
  description: DIRECTORY_DESCRIPTION,
  query: SearchDirectoryQuery,
  responses: [{ status: 200, description: "A page of profiles.", schema: DirectoryPageSchema }],
  errors: [422],
});

export const searchDirectoryExample: RouteExample = {
  query: { query: "jane doe", location: "berlin", limit: "10" },
};
