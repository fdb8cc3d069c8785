import type { Consumption } from "../cost/request-cost.ts";
import type { Point } from "./points.ts";

/** What was measured at one point. */
export interface GrowthSamples {
  readonly point: Point;
  readonly consumption: Consumption;
  /** The median of each round. */
  readonly microseconds: number[];
}
