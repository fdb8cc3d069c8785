import { startEngine } from "../../services/dynamodb/engine.ts";
import { functionArn, functionWithRole, lambdaOf } from "./function-fixture.ts";

// Starts an engine and one function, prints their process ids, and stays.
const [code = "", dataDir = ""] = process.argv.slice(2);
const engine = await startEngine({ dataDir, onExit: () => {} });
const { lambda } = lambdaOf(functionWithRole("f", code));
const { payload } = await lambda.invoke(functionArn("f"), {});
process.stdout.write(JSON.stringify([engine.pid, payload]));
