import "reflect-metadata";
import { configure } from "@codegenie/serverless-express";
import { NestFactory } from "@nestjs/core";
import type { NestExpressApplication } from "@nestjs/platform-express";
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import type { Identify } from "../common/identify.ts";
import { MOST_JSON_BYTES } from "../common/profile-form.ts";
import { JSON_TYPES } from "../common/profile-jobs.ts";
import { logged } from "../express/logged.ts";
import { ContractFilter } from "./contract-filter.ts";
import { profilesModule } from "./profiles-module.ts";

type Handler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/** The service on Nest. It is made at the first event, and kept. */
export function createHandler(identify: Identify): Handler {
  let server: Promise<Handler> | undefined;
  return async (event, context) => {
    server ??= bootstrap(identify);
    return (await server)(event, context);
  };
}

async function bootstrap(identify: Identify): Promise<Handler> {
  const app = await NestFactory.create<NestExpressApplication>(profilesModule(identify), {
    bodyParser: false,
    logger: ["error", "warn"],
  });
  app.disable("x-powered-by");
  app.use(logged);
  const options = { limit: MOST_JSON_BYTES, strict: false, type: [...JSON_TYPES] };
  app.useBodyParser("json", options);
  app.useGlobalFilters(new ContractFilter());
  await app.init();
  return configure({ app: app.getHttpAdapter().getInstance() }) as unknown as Handler;
}
