import { expect, test } from "vitest";
import { validate } from "../../../shared/http/validate.ts";
import { PhotoUploadInput } from "../../../shared/model/photo/photo-upload-schema.ts";
import { faultsOf } from "../support/problem-of.ts";

test.each([
  ["image/jpeg", "image/jpeg"],
  ["image/jpg", "image/jpeg"],
  [" IMAGE/JPEG ", "image/jpeg"],
  ["image/PNG", "image/png"],
])("%j is taken as %s", (contentType, kept) => {
  const input = { contentType, contentLength: 1 };
  expect(validate(PhotoUploadInput, input, "body")).toEqual({ ...input, contentType: kept });
});

test.each(["image/gif", "image/pjpeg", "", null, 5])("%j is refused", (contentType) => {
  const faults = faultsOf(PhotoUploadInput, { contentType, contentLength: 1 });
  expect(faults).toEqual(["not_allowed at contentType"]);
});
