import * as z from "zod/mini";
import { ApiKeySchema, NewApiKeySchema } from "../model/api-key/api-key-schema.ts";
import {
  ContactLimitsSchema,
  ContactListSchema,
  ContactSchema,
} from "../model/contact/contact-schema.ts";
import { ScanSchema } from "../model/contact/scan-schema.ts";
import { LeadListSchema } from "../model/lead/lead-schema.ts";
import {
  McpContactListSchema,
  McpContactSchema,
  McpProfileSchema,
} from "../model/mcp/mcp-schema.ts";
import { PhotoSchema } from "../model/photo/photo-schema.ts";
import { NewPhotoUploadSchema, PhotoUploadSchema } from "../model/photo/photo-upload-schema.ts";
import { entryAnswerSchema } from "../model/profile/entry-answer-schema.ts";
import { ProfileSchema, VisitedProfileSchema } from "../model/profile/profile-schema.ts";
import { PublicProfileSchema } from "../model/profile/public-profile-schema.ts";
import { SECTION_NAMES, SECTIONS } from "../model/profile/sections/section-models.ts";
import { ErrorSchema, ProblemDetailsSchema } from "./error-schema.ts";

/** A part of the document. */
export type Json = Record<string, unknown>;

/** Schemas that get a name of their own in the document. */
const COMPONENTS = {
  Profile: ProfileSchema,
  VisitedProfile: VisitedProfileSchema,
  PublicProfile: PublicProfileSchema,
  ...Object.fromEntries(
    SECTION_NAMES.map((section) => [SECTIONS[section].schemaName, entryAnswerSchema(section)]),
  ),
  Photo: PhotoSchema,
  NewPhotoUpload: NewPhotoUploadSchema,
  PhotoUpload: PhotoUploadSchema,
  Contact: ContactSchema,
  ContactList: ContactListSchema,
  ContactLimits: ContactLimitsSchema,
  Scan: ScanSchema,
  LeadList: LeadListSchema,
  McpProfile: McpProfileSchema,
  McpContact: McpContactSchema,
  McpContactList: McpContactListSchema,
  ApiKey: ApiKeySchema,
  NewApiKey: NewApiKeySchema,
  Error: ErrorSchema,
  ProblemDetails: ProblemDetailsSchema,
} as const;

/** The named schemas, by name. */
export function componentSchemas(): Json {
  const { schemas } = z.toJSONSchema(registry(), {
    io: "output",
    override: openToMore,
    uri: refTo,
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, withoutIdentity(schema as Json)]),
  );
}

/** A schema with the named ones by reference. */
export function referenced(schema: z.ZodMiniType): Json {
  const name = nameOf(schema);
  if (name) return { $ref: refTo(name) };
  const { def } = schema._zod;
  if (def.type === "array") {
    return {
      type: "array",
      items: referenced((def as z.core.$ZodArrayDef).element as z.ZodMiniType),
    };
  }
  if (def.type === "union") {
    const options = (def as z.core.$ZodUnionDef).options as readonly z.ZodMiniType[];
    return { anyOf: options.map(referenced) };
  }
  return jsonSchema(schema, "output");
}

function registry() {
  const named = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(COMPONENTS)) named.add(schema, { id });
  return named;
}

function nameOf(schema: z.ZodMiniType): string | undefined {
  return Object.entries(COMPONENTS).find(([, component]) => component === schema)?.[0];
}

function refTo(name: string): string {
  return `#/components/schemas/${name}`;
}

/**
 * A schema in full.
 * @param io whether callers send it or answers carry it
 */
export function jsonSchema(schema: z.ZodMiniType, io: "input" | "output"): Json {
  const override = io === "output" ? openToMore : () => {};
  return withoutIdentity(z.toJSONSchema(schema, { io, override }) as Json);
}

/** Answers may gain fields; a client that refuses unknown ones would break on the first. */
function openToMore({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
}

function withoutIdentity({ $schema, $id, ...rest }: Json): Json {
  return rest;
}
