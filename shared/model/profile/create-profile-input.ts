import * as z from "zod/mini";
import { once } from "../once.ts";
import { optionalNow } from "../unset.ts";
import { formBoolean } from "./form-fields.ts";
import { clearableFields, textField } from "./profile-fields.ts";

/** A new profile as JSON; null and `""` stand for unset. */
export const CreateProfileInput = z.strictObject({
  name: textField("name"),
  title: textField("title"),
  ...clearableFields(() => z.boolean(), optionalNow),
});

/** A new profile as the text parts of a form. */
export const createProfileForm = once(() =>
  z.strictObject({
    name: textField("name"),
    title: textField("title"),
    ...clearableFields(formBoolean, optionalNow),
  }),
);

export type CreateProfileInput = z.output<typeof CreateProfileInput>;
