import { cpSync } from "node:fs";
import { mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { repositoryRoot } from "../../infra/repository-root.ts";

/** What no command reads, or what commands make; and what begins with a dot. */
const LEFT_OUT = /^(\..*|node_modules|dist|cdk\.out|test|bench)$/;

/**
 * A checkout of its own for a test that builds, or that changes files of the project. It shares the
 * installed packages. Removed with the test.
 */
export async function copiedCheckout(): Promise<string> {
  const checkout = await mkdtemp(join(tmpdir(), "profiles-checkout-"));
  onTestFinished(() => rm(checkout, { recursive: true, force: true }));
  const parts = (await readdir(repositoryRoot)).filter((name) => !LEFT_OUT.test(name));
  for (const part of parts) {
    // In half the time that `cp` takes, or less.
    cpSync(join(repositoryRoot, part), join(checkout, part), { recursive: true });
  }
  await symlink(join(repositoryRoot, "node_modules"), join(checkout, "node_modules"));
  return checkout;
}
