import { brokenForm, type ProfileForm } from "./profile-form.ts";

/**
 * A form by the platform's own parser. A file left empty counts as absent.
 * @throws Problem 400 when the parser does not get through
 */
export async function readFormData(body: Pick<Response, "formData">): Promise<ProfileForm> {
  const form = await body.formData().catch(() => Promise.reject(brokenForm()));
  const fields = new Map<string, string | string[]>();
  const files: { readonly field: string; readonly content: Uint8Array }[] = [];
  for (const [name, value] of form) {
    if (typeof value !== "string") {
      const content = new Uint8Array(await value.arrayBuffer());
      if (content.length > 0 || value.name) files.push({ field: name, content });
      continue;
    }
    const before = fields.get(name);
    fields.set(name, before === undefined ? value : [before, value].flat());
  }
  return { fields: Object.fromEntries(fields), files };
}
