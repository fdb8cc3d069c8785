import { APIGatewayClient, GetApiKeysCommand } from "@aws-sdk/client-api-gateway";
import { CALL_LIMITS, clientOptions } from "../time-limits.ts";

/** Most that one call gives. */
const PAGE = 500;

/** Keys there are in the account and region, of every API. 1 call of the control plane for 500. */
export async function countGatewayKeys(
  client = new APIGatewayClient(clientOptions(CALL_LIMITS.controlPlane)),
): Promise<number> {
  let count = 0;
  let position: string | undefined;
  do {
    const page = await client.send(new GetApiKeysCommand({ limit: PAGE, position }));
    count += page.items?.length ?? 0;
    position = page.position;
  } while (position !== undefined);
  return count;
}
