import {
  processEnvironment,
  readFunctionConfiguration,
  type ServiceEndpoints,
} from "@profiles-api/laptop/testing";
import type { BenchPlatform } from "./bench-platform.ts";

/** Where a function finds the services, and who it is to them. */
export interface FunctionWorld {
  readonly endpoints: ServiceEndpoints & { readonly issuer: string };
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The variables of a function as deployed, with the services at other addresses. */
export function functionEnvironment(
  platform: BenchPlatform,
  functionId: string,
  { endpoints, accessKeyId, secretAccessKey }: FunctionWorld,
): Record<string, string> {
  const fn = readFunctionConfiguration(platform.functionOf(functionId), platform.resources);
  const role = { roleArn: "", functionName: fn.name, sessionToken: "" };
  return processEnvironment(
    fn,
    { ...role, accessKeyId, secretAccessKey },
    {
      endpoints,
      mapAddress: (value) => value.replaceAll("https://jwks.dev-issuer.invalid", endpoints.issuer),
    },
  );
}
