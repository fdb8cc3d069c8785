import * as z from "zod/mini";
import { ViewQuery } from "../analytics/analytics-schema.ts";
import { VCARD_VERSIONS } from "../profile/vcard-version.ts";
import { EXPORT_FORMATS } from "./export-format.ts";

const version = z.optional(z.enum(VCARD_VERSIONS).check(z.meta({ default: VCARD_VERSIONS[0] })));

interface Wish {
  readonly format?: string | undefined;
  readonly version?: string | undefined;
}

/** A version that nothing has would be ignored, and its caller misled. */
const versionOfVcard = z.refine<Wish>(
  ({ format, version: asked }) => !asked || format === "vcard",
  {
    path: ["version"],
    error: "Is for format=vcard only.",
    params: { type: "not_allowed" },
  },
);

/** In what form a profile is to leave. */
export const ExportQuery = z
  .object({
    format: z.optional(z.enum(EXPORT_FORMATS).check(z.meta({ default: "json" }))),
    version,
  })
  .check(versionOfVcard);

/** In what form a public profile is wanted, and where the link was. */
export const PublicProfileQuery = z
  .object({ ...ViewQuery.shape, format: z.optional(z.enum(EXPORT_FORMATS)), version })
  .check(versionOfVcard);
