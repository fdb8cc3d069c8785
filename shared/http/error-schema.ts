import * as z from "zod/mini";

/** What is wrong with one field. */
export const FieldIssueSchema = z.object({
  loc: z.array(z.union([z.string(), z.int()])),
  msg: z.string(),
  type: z.string(),
});

/** Every error, from a function or from the gateway. */
export const ErrorSchema = z.object({
  detail: z.union([z.string(), z.array(FieldIssueSchema)]),
  code: z.string(),
  request_id: z.string(),
});

/** The same facts as RFC 9457 has them. */
export const ProblemDetailsSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  request_id: z.string(),
  errors: z.optional(z.array(FieldIssueSchema)),
});
