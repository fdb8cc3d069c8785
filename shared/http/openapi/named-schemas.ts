import type * as z from "zod/mini";
import {
  AccountExportSchema,
  NewAccountExportSchema,
} from "../../model/account/account-export-schema.ts";
import { ErasureSchema } from "../../model/account/erasure-schema.ts";
import {
  AnalyticsSummarySchema,
  ViewsBySourceSchema,
} from "../../model/analytics/analytics-schema.ts";
import { ApiKeySchema, NewApiKeySchema } from "../../model/api-key/api-key-schema.ts";
import {
  ContactLimitsSchema,
  ContactListSchema,
  ContactSchema,
} from "../../model/contact/contact-schema.ts";
import { ScanListSchema, ScanSchema } from "../../model/contact/scan-schema.ts";
import {
  DirectoryPageSchema,
  DirectoryResultSchema,
} from "../../model/directory/directory-schema.ts";
import {
  DocumentPhotoSchema,
  DocumentSourceSchema,
  EducationContentSchema,
  JsonResumeBasicsSchema,
  JsonResumeEducationSchema,
  JsonResumeLocationSchema,
  JsonResumeMetaSchema,
  JsonResumeProfileSchema,
  JsonResumeSchema,
  JsonResumeSkillSchema,
  JsonResumeWorkSchema,
  ProfileContentSchema,
  ProfileDocumentSchema,
  ProfileJsonLdSchema,
  SocialLinkContentSchema,
  WorkExperienceContentSchema,
} from "../../model/exchange/document-schema.ts";
import {
  ImportChangeSchema,
  ImportLeftSchema,
  ImportSchema,
} from "../../model/exchange/import-schema.ts";
import {
  ConsentSchema,
  LeadListSchema,
  LeadSchema,
  SavedLeadSchema,
} from "../../model/lead/lead-schema.ts";
import {
  McpContactListSchema,
  McpContactSchema,
  McpLinkSchema,
  McpProfileSchema,
} from "../../model/mcp/mcp-schema.ts";
import { PhotoSchema, PhotoSizesSchema } from "../../model/photo/photo-schema.ts";
import { NewPhotoUploadSchema, PhotoUploadSchema } from "../../model/photo/photo-upload-schema.ts";
import { entryAnswerSchema } from "../../model/profile/entry-answer-schema.ts";
import {
  ProfileSchema,
  TakedownSchema,
  VisibleProfileSchema,
} from "../../model/profile/profile-schema.ts";
import {
  PublicProfileSchema,
  PublicSkillSchema,
  PublicSocialLinkSchema,
} from "../../model/profile/public-profile-schema.ts";
import { SECTION_NAMES, SECTIONS } from "../../model/profile/sections/section-models.ts";
import { UpdateProfileInput } from "../../model/profile/update-profile-input.ts";
import type { AnyRoute } from "../../routes/route-table.ts";
import { HealthSchema } from "../../routes/system/get-health.ts";
import { OpenapiDocumentSchema } from "../../routes/system/get-openapi.ts";
import { ErrorSchema, FieldIssueSchema, ProblemDetailsSchema } from "../error-schema.ts";

type Schemas = Readonly<Record<string, z.ZodMiniType>>;

/** Schemas of answers that have a name of their own in the document. */
export const ANSWER_SCHEMAS: Schemas = {
  Profile: ProfileSchema,
  VisibleProfile: VisibleProfileSchema,
  PublicProfile: PublicProfileSchema,
  PublicSocialLink: PublicSocialLinkSchema,
  PublicSkill: PublicSkillSchema,
  ...Object.fromEntries(
    SECTION_NAMES.map((section) => [SECTIONS[section].schemaName, entryAnswerSchema(section)]),
  ),
  Photo: PhotoSchema,
  PhotoSizes: PhotoSizesSchema,
  Takedown: TakedownSchema,
  ProfileDocument: ProfileDocumentSchema,
  ProfileContent: ProfileContentSchema,
  WorkExperienceContent: WorkExperienceContentSchema,
  EducationContent: EducationContentSchema,
  SocialLinkContent: SocialLinkContentSchema,
  DocumentSource: DocumentSourceSchema,
  DocumentPhoto: DocumentPhotoSchema,
  JsonResume: JsonResumeSchema,
  JsonResumeBasics: JsonResumeBasicsSchema,
  JsonResumeLocation: JsonResumeLocationSchema,
  JsonResumeProfile: JsonResumeProfileSchema,
  JsonResumeWork: JsonResumeWorkSchema,
  JsonResumeEducation: JsonResumeEducationSchema,
  JsonResumeSkill: JsonResumeSkillSchema,
  JsonResumeMeta: JsonResumeMetaSchema,
  ProfileJsonLd: ProfileJsonLdSchema,
  NewPhotoUpload: NewPhotoUploadSchema,
  PhotoUpload: PhotoUploadSchema,
  Import: ImportSchema,
  ImportChange: ImportChangeSchema,
  ImportLeft: ImportLeftSchema,
  Contact: ContactSchema,
  ContactList: ContactListSchema,
  ContactLimits: ContactLimitsSchema,
  Scan: ScanSchema,
  ScanList: ScanListSchema,
  DirectoryPage: DirectoryPageSchema,
  DirectoryResult: DirectoryResultSchema,
  Lead: LeadSchema,
  LeadConsent: ConsentSchema,
  LeadList: LeadListSchema,
  SavedLead: SavedLeadSchema,
  McpProfile: McpProfileSchema,
  McpContact: McpContactSchema,
  McpContactList: McpContactListSchema,
  McpLink: McpLinkSchema,
  AnalyticsSummary: AnalyticsSummarySchema,
  ViewsBySource: ViewsBySourceSchema,
  NewAccountExport: NewAccountExportSchema,
  AccountExport: AccountExportSchema,
  ApiKey: ApiKeySchema,
  NewApiKey: NewApiKeySchema,
  Erasure: ErasureSchema,
  Health: HealthSchema,
  OpenapiDocument: OpenapiDocumentSchema,
  Error: ErrorSchema,
  ProblemDetails: ProblemDetailsSchema,
  FieldIssue: FieldIssueSchema,
};

/** `get-profile` as generators of clients like it: `getProfile`. */
export function operationId(id: string): string {
  return id.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The name of what a route takes, as JSON or as a form: `CreateProfileBody`. */
export function bodyName({ id }: Pick<AnyRoute, "id">, kind: "Body" | "Form"): string {
  return `${operationId(id).replace(/^./, (letter) => letter.toUpperCase())}${kind}`;
}

/** A list that is made late, is tidied first, and may be null. */
type ListField = z.ZodMiniLazy<
  z.ZodMiniPipe<z.ZodMiniTransform, z.ZodMiniNullable<z.ZodMiniArray<z.ZodMiniType>>>
>;

/** Schemas of what callers send, by name: every body, and what is listed in one. */
export function inputSchemas(routes: readonly AnyRoute[]): Schemas {
  const bodies = routes.flatMap((route) => {
    if (!route.body) return [];
    const { json, form } = route.body;
    const named: [string, z.ZodMiniType][] = [[bodyName(route, "Body"), json.schema]];
    if (form) named.push([bodyName(route, "Form"), form.schema]);
    return named;
  });
  const listed = SECTION_NAMES.map((section) => {
    const list = UpdateProfileInput.shape[section].def.innerType as unknown as ListField;
    const { out } = list.def.getter().def;
    return [`${SECTIONS[section].schemaName}Input`, out.def.innerType.def.element];
  });
  return Object.fromEntries([...bodies, ...listed]);
}
