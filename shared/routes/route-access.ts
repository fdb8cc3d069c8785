import { PARTITION } from "../persistence/keys.ts";
import type { Access, TableAccess } from "./define-route.ts";
import type { AnyRoute } from "./route-table.ts";

/** What counting takes: to add to a public profile's counters, and to tell its viewers apart. */
const EVENTS: readonly TableAccess[] = [
  { actions: ["UpdateItem"], partitions: [PARTITION.views] },
  { actions: ["ConditionCheckItem"], partitions: [PARTITION.card] },
];
const ANALYTICS: Readonly<Record<NonNullable<Access["analytics"]>, readonly TableAccess[]>> = {
  events: EVENTS,
  views: [
    ...EVENTS,
    { actions: ["GetItem", "PutItem"], partitions: [PARTITION.viewKey], alone: true },
  ],
  summary: [{ actions: ["Query"], partitions: [PARTITION.views] }],
};

/**
 * What holding a request against its account takes: the standing is read before a counter is begun,
 * and accounts that are used much are noted.
 */
const HELD: readonly TableAccess[] = [
  { actions: ["GetItem"], partitions: [PARTITION.user], alone: true },
  { actions: ["PutItem"], partitions: [PARTITION.top], alone: true },
];

/**
 * All that a route's function may do: what the route declares, and what its kind implies. Every
 * credential's requests are counted, and every POST may be repeated under an `Idempotency-Key`. Both
 * are writes of their own; a route that counts within a transaction declares that.
 * @param isAnalytics the setting `analytics`
 */
export function accessOf(route: AnyRoute, isAnalytics = true): Access {
  const implied: TableAccess[] = [];
  const { analytics } = route.access;
  if (isAnalytics && analytics) implied.push(...ANALYTICS[analytics]);
  if (route.auth !== "public") {
    implied.push(...HELD);
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
