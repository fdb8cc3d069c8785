import { join } from "node:path";
import { buildOrReuse } from "../../../infra/bundling/kept-build.ts";
import { localSettings } from "../../../infra/laptop/local-settings.ts";

/** Builds and synthesises for the tests of a run, with the settings of the laptop. */
const [outdir = ""] = process.argv.slice(2);
process.once("disconnect", () => process.exit());
// The CDK takes a second to load, which the build spends in another process.
const loading = import("../../../infra/synthesise.ts");
await buildOrReuse({ outdir });
const { synthesise } = await loading;
await synthesise({
  context: localSettings,
  outdir: join(outdir, "assembly"),
  imageLayer: "host",
  bundlesDir: outdir,
});
process.send?.("built", () => process.disconnect());
