import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { readDocument } from "../../../shared/exchange/read-document.ts";
import { fitImport } from "../../../shared/model/exchange/fit-import.ts";
import type { Fitted } from "../../../shared/model/exchange/imported.ts";
import { UpdateProfileInput } from "../../../shared/model/profile/update-profile-input.ts";
import { FIXTURES, readFixtures } from "./fixture-files.ts";

test.each(readFixtures())("$name comes in as beside it", async ({ name, mediaType, bytes }) => {
  const fitted = await fitImport(await readDocument(bytes, mediaType));
  expect((await UpdateProfileInput.safeParseAsync(fitted.fields)).error).toBeUndefined();
  const golden = new URL(`${name}.fitted`, FIXTURES).pathname;
  await expect(`${JSON.stringify(shown(fitted), null, 2)}\n`).toMatchFileSnapshot(golden);
});

/** A photo by its length and digest. */
function shown({ photo, ...rest }: Fitted) {
  if (!photo) return rest;
  const sha256 = createHash("sha256").update(photo).digest("hex");
  return { ...rest, photo: { bytes: photo.byteLength, sha256 } };
}
