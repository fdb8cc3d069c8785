import { expect, test } from "vitest";
import { lambdaInstallArguments } from "../../infra/image-layer.ts";

test("the layer for Lambda is exactly this sharp, for Linux on arm64 whatever machine builds it", () => {
  const args = lambdaInstallArguments("/layer/nodejs", "0.35.5");
  expect(args.slice(0, 3)).toEqual(["install", "--prefix", "/layer/nodejs"]);
  expect(args.at(-1)).toBe("sharp@0.35.5");
  expect(args).toEqual(expect.arrayContaining(["--cpu=arm64", "--os=linux", "--libc=glibc"]));
  // Nothing of the layer gets into the repository's own lock file.
  expect(args).toEqual(expect.arrayContaining(["--no-save", "--no-package-lock"]));
});
