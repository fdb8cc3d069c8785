import { plainName } from "../../../shared/http/plain-name.ts";
import { validate } from "../../../shared/http/validate.ts";
import { invalid, invalidField, Problem } from "../../../shared/model/problem.ts";
import { createProfileForm } from "../../../shared/model/profile/create-profile-input.ts";
import { LIMITS } from "../../../shared/model/profile/limits.ts";
import { READ_ONLY_FIELDS } from "../../../shared/model/profile/read-only-fields.ts";

const PHOTO = "photo";
const LISTS = ["skills"];

/** Most bytes of a JSON body. */
export const MOST_JSON_BYTES = 2 * 1024 * 1024;

/** What a form's parser stops at, where it can be told. */
export const PARSER_LIMITS = {
  parts: 201,
  fields: 200,
  files: 2,
  fieldNameSize: 100,
  fieldSize: 64 * 1024,
  fileSize: LIMITS.photoBytes + 1,
} as const;

/** A form as a framework's parser gives it. */
export interface ProfileForm {
  readonly fields: Readonly<Record<string, string | readonly string[]>>;
  readonly files: readonly { readonly field: string; readonly content: Uint8Array }[];
}

/**
 * The API's rules for the form of a new profile.
 * @throws Problem 413, 422
 */
export function readProfileForm({ fields, files }: ProfileForm) {
  if (fields[PHOTO]) {
    throw invalidField(PHOTO, "not_a_file", `Must be a file part (curl: -F ${PHOTO}=@file.jpg).`);
  }
  const entries = Object.entries(fields).map(([name, value]) => {
    if (LISTS.includes(name)) return [name, listOf(value)] as const;
    if (typeof value !== "string") throw repeated(name);
    return [name, value] as const;
  });
  const input = Object.fromEntries(entries.filter(([name]) => name !== PHOTO));
  return {
    input: validate(createProfileForm(), input, "body", READ_ONLY_FIELDS),
    photo: photoOf(files),
  };
}

function listOf(value: string | readonly string[]): readonly string[] {
  if (value === "") return [];
  return typeof value === "string" ? [value] : value;
}

function repeated(name: string): Problem {
  return invalid([{ path: [plainName(name)], msg: "Send this once.", type: "repeated" }]);
}

function photoOf(files: ProfileForm["files"]): Uint8Array | undefined {
  const [photo, second] = files;
  if (files.some(({ field }) => field !== PHOTO)) {
    throw invalidField("(file)", "unknown_field", "Is not a file this takes.");
  }
  if (second) throw invalidField(PHOTO, "repeated", "Send one file.");
  if (photo && photo.content.length > LIMITS.photoBytes) throw photoTooLarge();
  return photo?.content;
}

/** For a parser that counts the bytes itself. */
export function photoTooLarge(): Problem {
  const detail = `The photo must be at most ${LIMITS.photoBytes} bytes; send a smaller one.`;
  return new Problem("too_large", "photo_too_large", detail);
}

/** 400 for a form that no parser gets through. */
export function brokenForm(): Problem {
  return new Problem("malformed", "malformed_form", "The form is broken or cut short.");
}

/** 400 for a body that is no JSON. */
export function brokenJson(): Problem {
  return new Problem("malformed", "malformed_json", "The body is not valid JSON.");
}
