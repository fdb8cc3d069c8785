import { vi } from "vitest";

/** Requests are not counted; import this before what handles them. */
vi.mock("../../../shared/persistence/request-count-repository.ts", () => ({
  countDayRequest: async () => 1,
}));
vi.mock("../../../shared/persistence/top-repository.ts", () => ({ noteTop: async () => {} }));
