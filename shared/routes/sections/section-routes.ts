import * as z from "zod/mini";
import { entryAnswerSchema } from "../../model/profile/entry-answer-schema.ts";
import { entryPatch, newEntry } from "../../model/profile/entry-schemas.ts";
import type { SectionName } from "../../model/profile/sections/section-models.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { ETAG_HEADER } from "../answer-headers.ts";
import { API_PREFIX } from "../api-prefix.ts";
import {
  defineRoute,
  type HttpMethod,
  type RouteExample,
  type RouteResponse,
  type TableAccess,
} from "../define-route.ts";
import { idsInPath } from "../ids-in-path.ts";
import { ProfileParams } from "../profiles/profile-params.ts";

/** What tells the routes of one section from those of another; its fields are in the model. */
interface SectionDefinition {
  /** The list of a profile that its entries are in. */
  readonly section: SectionName;
  /** Last part of the path; also the name of the file that defines the section. */
  readonly path: string;
  /** Ids of the routes are made with these. */
  readonly one: string;
  readonly many: string;
  /** For people, in the singular and with an article. */
  readonly entry: string;
}

/** What is sent to the routes of a section that take a body. */
export interface SectionExamples {
  readonly add: RouteExample;
  readonly update: RouteExample;
}

const EntryParams = idsInPath("profile_id", "entry_id");
const READ_ONLY_FIELDS = ["id"];
const CARD_ACCESS: TableAccess = { actions: ["PutItem"], partitions: [PARTITION.card] };
const IF_MATCH = "With `If-Match` it applies to that version of the profile only.";

/** The four routes of a section, which differ in nothing but words and fields. */
export function sectionRoutes(words: SectionDefinition) {
  return {
    section: words.section,
    path: words.path,
    list: listRoute(words),
    add: addRoute(words),
    update: updateRoute(words),
    remove: removeRoute(words),
  };
}

/** A section with its routes. */
export type SectionRoutes = ReturnType<typeof sectionRoutes>;

function common(
  method: HttpMethod,
  words: SectionDefinition,
  actions: readonly ("PutItem" | "DeleteItem")[],
) {
  // With each change the card says the profile's new version.
  const card = actions.length > 0 ? [CARD_ACCESS] : [];
  return {
    resource: "sections",
    method,
    path: `${API_PREFIX}/profiles/{profile_id}/${words.path}`,
    auth: "caller",
    access: { table: [{ actions: ["Query", ...actions], partitions: [PARTITION.user] }, ...card] },
  } as const;
}

function listRoute(words: SectionDefinition) {
  return defineRoute({
    ...common("GET", words, []),
    id: `list-${words.many}`,
    summary: `List ${words.many.replace("-", " ")}`,
    description: "By `displayOrder`, then the newest start first. Your own profiles only.",
    params: ProfileParams,
    responses: [
      answer(200, "The entries.", z.array(entryAnswerSchema(words.section))),
      {
        status: 304,
        description: "Not modified since the version named in `If-None-Match`.",
        headers: ETAG_HEADER,
      },
    ],
    errors: [404, 422],
  });
}

function addRoute(words: SectionDefinition) {
  return defineRoute({
    ...common("POST", words, ["PutItem"]),
    id: `add-${words.one}`,
    summary: `Add ${words.entry}`,
    description: `At the end, unless \`displayOrder\` gives it another place. A section has at most 50 entries. ${IF_MATCH}`,
    params: ProfileParams,
    body: {
      description: "The new entry.",
      json: { contentTypes: ["application/json"], schema: newEntry(words.section) },
      readOnlyFields: READ_ONLY_FIELDS,
    },
    responses: [answer(201, "The new entry.", entryAnswerSchema(words.section))],
    errors: [400, 404, 409, 412, 413, 415, 422],
  });
}

function updateRoute(words: SectionDefinition) {
  const { path, ...rest } = common("PATCH", words, ["PutItem"]);
  return defineRoute({
    ...rest,
    path: `${path}/{entry_id}`,
    id: `update-${words.one}`,
    summary: `Change ${words.entry}`,
    description: `A JSON merge patch (RFC 7396): absent fields stay, null clears. ${IF_MATCH}`,
    params: EntryParams,
    body: {
      description: "The fields to change.",
      json: {
        contentTypes: ["application/json", "application/merge-patch+json"],
        schema: entryPatch(words.section),
      },
      readOnlyFields: READ_ONLY_FIELDS,
    },
    responses: [answer(200, "The changed entry.", entryAnswerSchema(words.section))],
    errors: [400, 404, 409, 412, 413, 415, 422],
  });
}

function removeRoute(words: SectionDefinition) {
  const { path, ...rest } = common("DELETE", words, ["PutItem", "DeleteItem"]);
  return defineRoute({
    ...rest,
    path: `${path}/{entry_id}`,
    id: `delete-${words.one}`,
    summary: `Delete ${words.entry}`,
    description: IF_MATCH,
    params: EntryParams,
    responses: [{ status: 204, description: "Deleted.", headers: ETAG_HEADER }],
    errors: [404, 409, 412, 422],
  });
}

function answer(status: number, description: string, schema: z.ZodMiniType): RouteResponse {
  return { status, description, schema, headers: ETAG_HEADER };
}
