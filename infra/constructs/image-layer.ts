import { Architecture, Code, LayerVersion, Runtime } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";

/** sharp with its native binaries, for the functions that work on photos. */
export function imageLayer(scope: Construct, directory: string): LayerVersion {
  return new LayerVersion(scope, "ImageLayer", {
    description: "sharp",
    code: Code.fromAsset(directory),
    compatibleArchitectures: [Architecture.ARM_64],
    compatibleRuntimes: [Runtime.NODEJS_24_X],
  });
}
