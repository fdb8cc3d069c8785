import * as z from "zod";
import type { DeployedResource } from "../../template/deployed-resources.ts";

/** A header that CloudFront adds to an answer. */
export interface PolicyHeader {
  /** Lower-case. */
  readonly name: string;
  readonly value: string;
  /** Whether it replaces one that the origin sent. */
  readonly override: boolean;
  /** Whether only requests that name an origin get it, as those of CORS do. */
  readonly isForOrigins?: true;
}

const Override = z.boolean().default(false);
const SecuritySchema = z.strictObject({
  ContentTypeOptions: z.object({ Override }).optional(),
  FrameOptions: z.object({ Override, FrameOption: z.string() }).optional(),
  ReferrerPolicy: z.object({ Override, ReferrerPolicy: z.string() }).optional(),
  ContentSecurityPolicy: z.object({ Override, ContentSecurityPolicy: z.string() }).optional(),
  StrictTransportSecurity: z
    .object({
      Override,
      AccessControlMaxAgeSec: z.coerce.number(),
      IncludeSubdomains: z.boolean().default(false),
      Preload: z.boolean().default(false),
    })
    .optional(),
});
/** Photos for everybody: what says less, or more, is not known here. */
const CorsSchema = z.strictObject({
  AccessControlAllowCredentials: z.literal(false),
  AccessControlAllowHeaders: z.object({ Items: z.array(z.string()) }),
  AccessControlAllowMethods: z.object({ Items: z.array(z.string()) }),
  AccessControlAllowOrigins: z.object({ Items: z.tuple([z.literal("*")]) }),
  OriginOverride: z.boolean(),
});
const CustomHeader = z.object({ Header: z.string(), Value: z.string(), Override });

// Strict: a part this reader does not know must not be left out in silence.
const ConfigSchema = z.strictObject({
  Name: z.string(),
  Comment: z.string().optional(),
  CorsConfig: CorsSchema.optional(),
  SecurityHeadersConfig: SecuritySchema.default({}),
  CustomHeadersConfig: z.object({ Items: z.array(CustomHeader) }).default({ Items: [] }),
});

/** Reads the headers of a policy. Throws an Error for a part that the local platform lacks. */
export function readPolicyHeaders(policy: DeployedResource): readonly PolicyHeader[] {
  const parsed = ConfigSchema.safeParse(policy.properties.ResponseHeadersPolicyConfig);
  if (!parsed.success) {
    throw new Error(
      `The response headers policy ${policy.logicalId} has parts the local platform lacks: ${z.prettifyError(parsed.error)}`,
    );
  }
  const { CorsConfig, SecurityHeadersConfig, CustomHeadersConfig } = parsed.data;
  return [
    ...(CorsConfig ? [corsHeader(CorsConfig)] : []),
    ...securityHeaders(SecurityHeadersConfig),
    ...CustomHeadersConfig.Items.map((item) => header(item.Header, item.Value, item.Override)),
  ];
}

/** Methods and request headers are told in a preflight only, and photos need none. */
function corsHeader({ OriginOverride }: z.infer<typeof CorsSchema>): PolicyHeader {
  return { ...header("access-control-allow-origin", "*", OriginOverride), isForOrigins: true };
}

function securityHeaders(config: z.infer<typeof SecuritySchema>): PolicyHeader[] {
  const { ContentTypeOptions, FrameOptions, ReferrerPolicy } = config;
  const { ContentSecurityPolicy, StrictTransportSecurity: hsts } = config;
  const headers: PolicyHeader[] = [];
  if (ContentTypeOptions) {
    headers.push(header("x-content-type-options", "nosniff", ContentTypeOptions.Override));
  }
  if (FrameOptions) {
    headers.push(header("x-frame-options", FrameOptions.FrameOption, FrameOptions.Override));
  }
  if (ReferrerPolicy) {
    headers.push(header("referrer-policy", ReferrerPolicy.ReferrerPolicy, ReferrerPolicy.Override));
  }
  if (ContentSecurityPolicy) {
    const { ContentSecurityPolicy: value, Override: override } = ContentSecurityPolicy;
    headers.push(header("content-security-policy", value, override));
  }
  if (hsts) {
    const value = [
      `max-age=${hsts.AccessControlMaxAgeSec}`,
      ...(hsts.IncludeSubdomains ? ["includeSubDomains"] : []),
      ...(hsts.Preload ? ["preload"] : []),
    ].join("; ");
    headers.push(header("strict-transport-security", value, hsts.Override));
  }
  return headers;
}

function header(name: string, value: string, override: boolean): PolicyHeader {
  return { name: name.toLowerCase(), value, override };
}
