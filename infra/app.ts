import { OperatorError } from "./operator-error.ts";
import { synthesise } from "./synthesise.ts";

/** Entry of the CDK command line. */
try {
  await synthesise({ environment: process.env, imageLayer: "lambda" });
} catch (error) {
  if (!(error instanceof OperatorError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
