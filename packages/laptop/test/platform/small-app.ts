import { App, RemovalPolicy, Stack } from "aws-cdk-lib";
import { LambdaIntegration, RestApi } from "aws-cdk-lib/aws-apigateway";
import { AttributeType, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { folderWith } from "../lambda/function-fixture.ts";

/** Tells what it was asked, and where its table is. */
const HELLO = `exports.handler = async (event) => ({
  statusCode: 200,
  body: JSON.stringify({ hello: event.pathParameters.name, table: process.env.TABLE }),
});`;

/**
 * Synthesises an app that has nothing to do with any product: one route, one function, one table.
 * @returns folder of the cloud assembly
 */
export function synthesiseSmallApp(outdir: string): string {
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, "Small");
  const table = new TableV2(stack, "Greetings", {
    partitionKey: { name: "id", type: AttributeType.STRING },
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const hello = new LambdaFunction(stack, "Hello", {
    runtime: Runtime.NODEJS_24_X,
    handler: "index.handler",
    code: Code.fromAsset(folderWith({ "index.js": HELLO })),
    environment: { TABLE: table.tableName },
  });
  table.grantReadData(hello);
  const api = new RestApi(stack, "Api", { cloudWatchRole: false });
  api.root
    .addResource("hello")
    .addResource("{name}")
    .addMethod("GET", new LambdaIntegration(hello));
  return app.synth().directory;
}
