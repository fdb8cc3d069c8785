import type { Request } from "express";
import type { ProfileForm } from "../common/profile-form.ts";

/** A form as multer leaves it on the request. A file left empty counts as absent. */
export function formOf({ body, files }: Pick<Request, "body" | "files">): ProfileForm {
  const sent = Array.isArray(files) ? files : [];
  return {
    fields: { ...body },
    files: sent
      .filter(({ size, originalname }) => size > 0 || originalname)
      .map(({ fieldname, buffer }) => ({ field: fieldname, content: buffer })),
  };
}
