import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { DeployedResources } from "../../template/deployed-resources.ts";
import type { LambdaService } from "../lambda/lambda-service.ts";
import { accessLogEntry } from "./access-log.ts";
import { authorize, type Invoker } from "./authorizer-call.ts";
import { type Call, type GatewayAnswer, startCall } from "./call.ts";
import { compressAnswer } from "./compress-answer.ts";
import { GatewayFailure } from "./gateway-failure.ts";
import { renderFailure } from "./gateway-responses.ts";
import { InvokePermissions } from "./invoke-permissions.ts";
import { callFunction } from "./lambda-integration.ts";
import { answerMock } from "./mock-integration.ts";
import { QuotaCounters } from "./quota-counters.ts";
import { ClientGone, readBody } from "./request-body.ts";
import { checkHead } from "./request-head.ts";
import { type RestApiModel, readRestApi } from "./rest-api-model.ts";
import { findRoute } from "./route.ts";
import { sendAnswer } from "./send-answer.ts";
import { StageThrottle } from "./throttle.ts";
import { readUsagePlans } from "./usage-plan-model.ts";
import { type GatewayKeys, UsagePlans } from "./usage-plans.ts";

/** The template, the functions behind it, and what keys may do. */
export interface GatewayOptions {
  readonly resources: DeployedResources;
  readonly lambda: LambdaService;
  /** Takes access log lines, and `{ level: "error", requestId, message }` of the execution log. */
  readonly log: (entry: object) => void;
  /** The keys of the usage plans; without them no method that needs one can be called. */
  readonly keys?: GatewayKeys;
  /** Counts against the plans' quotas; in memory when left out. */
  readonly quotas?: QuotaCounters;
  /** Replaces AWS addresses in the stage's variables by local ones; they stay when left out. */
  readonly mapAddress?: (value: string) => string;
  /** Lets the platform answer a request itself; true when it did. */
  readonly before?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/**
 * Serves the REST API of the deployed resources as API Gateway does, without a stage in the path:
 * as a domain name mapped to the stage would.
 * @throws Error in one sentence for a feature of the template that would be missing here.
 */
export function createGateway(options: GatewayOptions): RequestListener {
  const gateway = new Gateway(options);
  return (request, response) => {
    if (!options.before?.(request, response)) {
      gateway.handle(request, response).catch((error: unknown) => {
        options.log({ level: "error", message: `The gateway failed: ${String(error)}` });
        response.destroy();
      });
    }
  };
}

class Gateway {
  readonly #api: RestApiModel;
  readonly #invoker: Invoker;
  readonly #usagePlans: UsagePlans;
  readonly #throttle = new StageThrottle();
  readonly #log: GatewayOptions["log"];

  constructor({ resources, lambda, log, keys, quotas, mapAddress }: GatewayOptions) {
    this.#api = withLocalAddresses(readRestApi(resources), mapAddress ?? ((value) => value));
    this.#usagePlans = new UsagePlans(
      readUsagePlans(resources),
      keys ?? { find: () => undefined },
      quotas ?? new QuotaCounters(),
    );
    this.#invoker = {
      lambda,
      permissions: new InvokePermissions(resources, "apigateway.amazonaws.com"),
    };
    this.#log = log;
  }

  async handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = startCall(this.#api, message);
    let failure: GatewayFailure | undefined;
    let answer: GatewayAnswer;
    try {
      answer = await this.#answer(call, message);
    } catch (error) {
      if (error instanceof ClientGone) {
        return;
      }
      failure = error instanceof GatewayFailure ? error : internalFailure(error);
      answer = renderFailure(call, failure);
    }
    this.#writeLogs(call, answer, failure);
    await sendAnswer(call, answer, message, response);
  }

  /** The steps in API Gateway's order. The length of the body is known before any of them. */
  async #answer(call: Call, message: IncomingMessage): Promise<GatewayAnswer> {
    checkHead(message);
    const body = await readBody(message);
    const route = findRoute(call);
    call.route = route;
    const { authorizer, integration } = route.method;
    if (authorizer !== undefined) {
      call.authorization = await authorize(call, route, authorizer, this.#invoker);
    }
    this.#usagePlans.check(call, route);
    this.#throttle.check(route.method);
    const answer =
      integration.kind === "mock"
        ? answerMock(call, integration, body)
        : await callFunction(call, route, integration, body, this.#invoker);
    return compressAnswer(call, answer);
  }

  #writeLogs(call: Call, answer: GatewayAnswer, failure: GatewayFailure | undefined): void {
    if (failure?.reason !== undefined) {
      this.#log({ level: "error", requestId: call.requestId, message: failure.reason });
    }
    const entry = accessLogEntry(call, answer, failure);
    if (entry !== undefined) {
      this.#log(entry);
    }
  }
}

function withLocalAddresses(
  api: RestApiModel,
  mapAddress: (value: string) => string,
): RestApiModel {
  const variables = [...api.stage.variables].map(
    ([name, value]) => [name, mapAddress(value)] as const,
  );
  return { ...api, stage: { ...api.stage, variables: new Map(variables) } };
}

/** A fault of the local gateway itself. */
function internalFailure(error: unknown): GatewayFailure {
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new GatewayFailure("DEFAULT_5XX", "Internal server error", { cause });
}
