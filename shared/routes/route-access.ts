import { PARTITION } from "../persistence/keys.ts";
import type { Access, TableAccess } from "./define-route.ts";
import type { AnyRoute } from "./route-table.ts";

/**
 * All that a route's function may do: what the route declares, and what its kind implies. Every
 * credential's requests are counted, and every POST may be repeated under an `Idempotency-Key`. Both
 * are writes of their own; a route that counts within a transaction declares that.
 */
export function accessOf(route: AnyRoute): Access {
  const implied: TableAccess[] = [];
  if (route.auth !== "public") {
    if (!declaresCounting(route)) {
      implied.push({ actions: ["UpdateItem"], partitions: [PARTITION.usage], alone: true });
    }
    if (route.method === "POST") {
      const actions = ["PutItem", "UpdateItem", "DeleteItem"] as const;
      implied.push({ actions, partitions: [PARTITION.idempotency], alone: true });
    }
  }
  return implied.length > 0
    ? { ...route.access, table: [...(route.access.table ?? []), ...implied] }
    : route.access;
}

function declaresCounting({ access }: AnyRoute): boolean {
  return (access.table ?? []).some(({ partitions }) => partitions.includes(PARTITION.usage));
}
