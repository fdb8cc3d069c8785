import { afterAll, vi } from "vitest";

const variables = { ...process.env };

// The files of a worker share its start and the packages, but none of the project's modules.
vi.resetModules();

/** What one of them replaces, the next must not find; vitest itself forgets the mocked modules. */
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  for (const name of Object.keys(process.env)) {
    if (!(name in variables)) delete process.env[name];
  }
  Object.assign(process.env, variables);
});
