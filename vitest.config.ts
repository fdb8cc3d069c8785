import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts", "packages/*/test/**/*.test.ts"],
    // Tests wait for function processes more than they compute: one worker would leave a core idle.
    maxWorkers: "100%",
    // A slow machine is no failure; these only end what hangs.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    globalSetup: ["test/support/build-once.ts"],
  },
});
