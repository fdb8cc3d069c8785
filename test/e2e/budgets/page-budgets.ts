import { BROWSER } from "../../support/browser.ts";
import { type Budgets, lookedAt, publish, type World } from "./budget.ts";
import { viewBudgets } from "./profile-budgets.ts";

const QR = "GET /profiles/p/{identifier}/qr";

const qr = (path: (world: World) => string) => async (world: World) => {
  await publish(world);
  return () => world.anyone.get(`/api/v1/profiles/p/${path(world)}/qr`);
};

const REFERENCE = "GET /, GET /docs, GET /docs/{file}";

/** Files beside the function: nothing of the table. */
const free = (path: string) => [
  {
    ...{ documented: REFERENCE, when: path, operations: [] },
    prepare: async (world: World) => () => world.anyone.get(path),
  },
];

export const pageBudgets: Budgets = {
  "get-profile-page": [
    ...viewBudgets("GET /p/{slug}", ["GetItem", "GetItem"], ({ slug }) => `/p/${slug}`),
    {
      documented: "GET /p/{slug}, an old one",
      when: "by an old slug",
      operations: ["GetItem", "GetItem"],
      prepare: async (world) => {
        await publish(world);
        await world.api.patch(world.path, { slug: `${world.slug}-renamed` });
        return () => world.anyone.get(`/p/${world.slug}`);
      },
    },
    {
      documented: "GET /p/{slug}, the first",
      when: "by slug, the first that is counted of a day",
      operations: ["GetItem", "GetItem", "Query", "UpdateItem", "TransactWriteItems 2"],
      prepare: async (world) => {
        await publish(world);
        await lookedAt(world, (id) => `/p/${id}`);
        return () => world.anyone.get(`/p/${world.slug}`, BROWSER);
      },
    },
    {
      documented: "GET /p/{slug}, the first",
      when: "by id, the first that is counted of a day",
      operations: ["GetItem", "Query", "UpdateItem", "TransactWriteItems 2"],
      prepare: async (world) => {
        await publish(world);
        await lookedAt(world, (id) => `/p/${id}`);
        return () => world.anyone.get(`/p/${world.id}`, BROWSER);
      },
    },
    {
      documented: "GET /p/{slug}, the first",
      when: "by id",
      operations: ["GetItem", "Query"],
      prepare: async (world) => {
        await publish(world);
        return () => world.anyone.get(`/p/${world.id}`);
      },
    },
  ],
  "get-home": free("/"),
  "get-docs": free("/docs"),
  "get-docs-file": free("/docs/profiles"),
  "get-profile-qr": [
    {
      ...{ documented: QR, when: "by slug", operations: ["GetItem", "GetItem"] },
      prepare: qr(({ slug }) => slug),
    },
    { documented: QR, when: "by id", operations: ["GetItem"], prepare: qr(({ id }) => id) },
  ],
};
