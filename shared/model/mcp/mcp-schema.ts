import * as z from "zod/mini";
import { wholeNumber } from "../page-query.ts";
import { PublicSkillSchema, PublicSocialLinkSchema } from "../profile/public-profile-schema.ts";

/** The primary profile, in the shape that PingRep's MCP server reads. */
export const McpProfileSchema = z.object({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  title: z.string(),
  company: z.string(),
  bio: z.string(),
  location: z.string(),
  contactEmail: z.nullable(z.string()),
  contactPhone: z.nullable(z.string()),
  isPublic: z.boolean(),
  mcpDiscoverable: z.boolean(),
  socialLinks: z.array(PublicSocialLinkSchema),
  skills: z.array(PublicSkillSchema),
});

/** A link of a contact. */
export const McpLinkSchema = z.object({
  platform: z.string(),
  url: z.url(),
  username: z.string(),
  full_url: z.url(),
});

/** A contact in that shape. `userId` is always null: whose a profile is, is not told. */
export const McpContactSchema = z.object({
  id: z.uuid(),
  profileId: z.uuid(),
  userId: z.null(),
  name: z.string(),
  title: z.string(),
  company: z.string(),
  email: z.nullable(z.string()),
  phone: z.nullable(z.string()),
  socialLinks: z.array(McpLinkSchema),
  profileAvailable: z.boolean(),
});

/** A page of contacts. Further ones go by offset: that program knows no cursor. */
export const McpContactListSchema = z.object({
  contacts: z.array(McpContactSchema),
  total: z.int(),
  hasMore: z.boolean(),
});

/** Contacts on a page unless told otherwise. */
export const MCP_PAGE_SIZE = 20;

/**
 * As far as an offset goes where there are so many contacts: all before it are read, up to 1.2 MB.
 * `GET /contacts` has a cursor.
 */
export const MOST_OFFSET = 5_000;

/** A page of contacts, by offset. */
export const ListMcpContactsQuery = z.object({
  limit: wholeNumber({ min: 1, max: 50 }, { fallback: MCP_PAGE_SIZE }),
  offset: wholeNumber({ min: 0, max: 999_999_999 }, { fallback: 0 }),
});

export type ListMcpContactsQuery = z.infer<typeof ListMcpContactsQuery>;
