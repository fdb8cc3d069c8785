import { inject } from "vitest";
import { untilReady } from "./beside-tests.ts";

await untilReady(inject("built"));
