import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse, View } from "vega";
import { compile } from "vega-lite";
import type { Chart } from "../suite.ts";
import { RESULTS_DIR } from "./stored-result.ts";

const CONFIG = {
  background: "white",
  padding: 12,
  config: { font: "sans-serif", view: { stroke: "transparent" } },
} as const;

/** Draws a chart as `docs/benchmarks/<file>.svg`. */
export async function drawChart({ file, spec }: Chart): Promise<void> {
  const { spec: vega } = compile({ ...CONFIG, ...spec });
  const view = new View(parse(vega), { renderer: "none" });
  await writeFile(join(RESULTS_DIR, `${file}.svg`), `${await view.toSVG()}\n`);
  view.finalize();
}
