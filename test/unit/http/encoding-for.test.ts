import { expect, test } from "vitest";
import { encodingFor } from "../../../shared/http/encoding-for.ts";

test.each([
  [undefined, "identity"],
  ["", "identity"],
  ["gzip, deflate, br, zstd", "br"],
  ["gzip;q=1.0, br;q=0", "gzip"],
  ["GZIP", "gzip"],
  ["*", "br"],
  ["*;q=0", "identity"],
  ["br;q=nonsense", "identity"],
  ["identity", "identity"],
])("%s is answered with %s", (accepted, encoding) => {
  expect(encodingFor(accepted)).toBe(encoding);
});
