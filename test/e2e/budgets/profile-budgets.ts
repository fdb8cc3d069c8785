import { BROWSER } from "../../support/browser.ts";
import { type Budget, type Budgets, lookedAt, pictured, publish, type World } from "./budget.ts";
import { photoCreate, photoPatches } from "./photo-budgets.ts";

const PROFILES = "/api/v1/profiles";

const draft = (name: string) => ({ name, title: "T" });

function create(when: string, transactions: number, prepare: Budget["prepare"]): Budget {
  const operations = Array(transactions).fill("TransactWriteItems 4");
  return { documented: "POST /profiles", when, operations, prepare };
}

/** A change of the profile. */
function patch(when: string, operations: readonly string[], body: object): Budget {
  const prepare = async ({ api, path }: World) => {
    const education = [{ institution: "A" }, { institution: "B" }];
    await api.patch(path, { education });
    return () => api.patch(path, body);
  };
  return { documented: "PATCH /profiles/{id}", when, operations, prepare };
}

const change = (size: number) => ["Query", `TransactWriteItems ${size}`];

const patches: readonly Budget[] = [
  patch("of what others do not see", change(2), { bio: "new" }),
  patch("of what contacts show", change(2), { name: "New" }),
  patch("of the slug", change(4), { slug: "budget-new-slug" }),
  patch("that changes nothing", ["Query"], { title: "T" }),
  patch("of a list, two gone and three new", change(7), {
    education: ["C", "D", "E"].map((institution) => ({ institution })),
  }),
  {
    documented: "PATCH /profiles/{id}",
    when: "of one entry in a list",
    operations: change(3),
    prepare: async ({ api, path }) => {
      const drafts = ["A", "B", "C"].map((institution) => ({ institution }));
      const { json } = await api.patch(path, { education: drafts });
      const [first, second, third] = json.education;
      return () => api.patch(path, { education: [first, { ...second, degree: "BSc" }, third] });
    },
  },
  {
    documented: "PATCH /profiles/{id}",
    when: "that makes it the primary one",
    operations: ["Query", "GetItem", "TransactWriteItems 5"],
    prepare: async ({ api }) => {
      const { json } = await api.post(PROFILES, { name: "Second", title: "T" });
      return () => api.patch(`${PROFILES}/${json.id}`, { isPrimary: true });
    },
  },
];

const VIEW = "GET /profiles/p/{id}";

/** Reads by anybody, once it is published: `finding` is what it takes to know what is current. */
export function viewBudgets(
  name: string,
  finding: readonly string[],
  path: (w: World) => string,
): Budget[] {
  const [first, further] = [`${name}, the first`, `${name}, further ones, or a 304`];
  const view = async (world: World) => {
    await publish(world);
    return (headers = {}) => world.anyone.get(path(world), headers);
  };
  return [
    {
      ...{ documented: first, when: first, operations: [...finding, "Query"] },
      prepare: async (world) => view(world),
    },
    {
      ...{ documented: further, when: `${name}, further ones`, operations: finding },
      prepare: async (world) => {
        const again = await view(world);
        await again();
        return () => again();
      },
    },
    {
      ...{ documented: further, when: `${name}, a 304`, operations: finding },
      prepare: async (world) => {
        const again = await view(world);
        const etag = (await again()).headers.get("etag") ?? "";
        return () => again({ "if-none-match": etag });
      },
    },
  ];
}

/** By a slug that the profile had before. */
const redirect: Budget = {
  documented: "GET /profiles/p/{slug}, an old one",
  when: "by an old slug",
  operations: ["GetItem", "GetItem"],
  prepare: async (world) => {
    await publish(world);
    await world.api.patch(world.path, { slug: `${world.slug}-renamed` });
    return () => world.anyone.get(`${PROFILES}/p/${world.slug}`);
  },
};

const BY_SLUG = "GET /profiles/p/{slug}";
/** The day's counters are not there yet. */
const FIRST_COUNTED = ["UpdateItem", "TransactWriteItems 2"];

const byId = (id: string) => `${PROFILES}/p/${id}`;

/** A view by a person, which counts: the first of all, or one that others came before. */
function countedView(
  which: "first" | "further",
  operations: readonly string[],
  by: "id" | "slug" = "id",
): Budget {
  const row = by === "id" ? VIEW : BY_SLUG;
  return {
    documented: which === "first" ? `${row}, the first` : `${row}, further ones, or a 304`,
    when: `by ${by}, a counted one, ${which}`,
    operations,
    prepare: async (world) => {
      await publish(world);
      await lookedAt(world, byId);
      const { anyone, id } = world;
      if (which === "further") {
        await anyone.get(`/api/v1/contacts/${id}/vcf`, BROWSER);
        await anyone.get(byId(id));
      }
      return () => anyone.get(byId(world[by]), BROWSER);
    },
  };
}

export const profileBudgets: Budgets = {
  "create-profile": [
    photoCreate,
    create(
      "of another",
      1,
      async ({ api }) =>
        () =>
          api.post(PROFILES, draft("Other")),
    ),
    create(
      "of the first",
      2,
      async ({ guest }) =>
        () =>
          guest.post(PROFILES, draft("First")),
    ),
    create("with a taken slug", 2, async ({ api }) => {
      await api.post(PROFILES, draft("Taken"));
      return () => api.post(PROFILES, draft("Taken"));
    }),
  ],
  "list-profiles": [
    {
      documented: "GET /profiles/all",
      operations: ["Query"],
      prepare:
        async ({ api }) =>
        () =>
          api.get(`${PROFILES}/all`),
    },
    {
      documented: "GET /profiles/all",
      when: "of a further page",
      operations: ["Query"],
      prepare: async ({ api }) => {
        await api.post(PROFILES, draft("Second"));
        const first = await api.get(`${PROFILES}/all?limit=1`);
        const [, search] = /\?(.+)>/.exec(first.headers.get("link") ?? "") ?? [];
        return () => api.get(`${PROFILES}/all?${search}`);
      },
    },
  ],
  "get-primary-profile": [
    {
      documented: "GET /profiles/me",
      operations: ["GetItem", "Query"],
      prepare:
        async ({ api }) =>
        () =>
          api.get(`${PROFILES}/me`),
    },
  ],
  "get-profile": [
    {
      documented: "GET /profiles/{id}, own",
      when: "own",
      operations: ["Query"],
      prepare:
        async ({ api, path }) =>
        () =>
          api.get(path),
    },
    {
      documented: "GET /profiles/{id}, another's",
      when: "another's",
      operations: ["Query", "GetItem", "Query"],
      prepare: async (world) => {
        await publish(world);
        return () => world.guest.get(world.path);
      },
    },
  ],
  "update-profile": [...patches, ...photoPatches],
  "publish-profile": [
    {
      documented: "POST /profiles/{id}/publish",
      operations: change(3),
      prepare: async (world) => () => world.api.call("POST", `${world.path}/publish`),
    },
    {
      documented: "POST /profiles/{id}/publish",
      when: "of one that is public",
      operations: ["Query"],
      prepare: async (world) => {
        await publish(world);
        return () => world.api.call("POST", `${world.path}/publish`);
      },
    },
  ],
  "unpublish-profile": [
    {
      documented: "POST /profiles/{id}/unpublish",
      operations: change(2),
      prepare: async (world) => {
        await publish(world);
        return () => world.api.call("POST", `${world.path}/unpublish`);
      },
    },
    {
      documented: "POST /profiles/{id}/unpublish",
      when: "of a draft",
      operations: ["Query"],
      prepare: async (world) => () => world.api.call("POST", `${world.path}/unpublish`),
    },
  ],
  "get-public-profile": [
    ...viewBudgets(VIEW, ["GetItem"], (world) => `${PROFILES}/p/${world.id}`),
    countedView("first", ["GetItem", "Query", ...FIRST_COUNTED]),
    countedView("further", ["GetItem", "UpdateItem"]),
    countedView("first", ["GetItem", "GetItem", "Query", ...FIRST_COUNTED], "slug"),
    ...viewBudgets("GET /profiles/p/{slug}", ["GetItem", "GetItem"], (world) => {
      return `${PROFILES}/p/${world.slug}`;
    }),
    {
      documented: `${VIEW}, the first`,
      when: "as a card with a photo, the first",
      operations: ["GetItem", "Query"],
      objectReads: 1,
      prepare: async (world) => {
        await pictured(world);
        await world.anyone.get(byId(world.id));
        return () => world.anyone.get(`${byId(world.id)}?format=vcard`);
      },
    },
    {
      documented: `${VIEW}, further ones, or a 304`,
      when: "as a card with a photo, again",
      operations: ["GetItem"],
      prepare: async (world) => {
        await pictured(world);
        const look = () => world.anyone.get(`${byId(world.id)}?format=vcard`);
        await look();
        return look;
      },
    },
    redirect,
  ],
  "delete-profile": [
    {
      documented: "DELETE /profiles/{id}",
      when: "of the last",
      operations: ["GetItem", "GetItem", "TransactWriteItems 5"],
      prepare:
        async ({ api, path }) =>
        () =>
          api.delete(path),
    },
    {
      documented: "DELETE /profiles/{id}",
      when: "of the primary one among others",
      operations: ["GetItem", "GetItem", "TransactWriteItems 7"],
      prepare: async ({ api, path }) => {
        await api.post(PROFILES, { name: "Second", title: "T" });
        return () => api.delete(path);
      },
    },
  ],
  "get-health": [
    {
      documented: undefined,
      operations: [],
      prepare:
        async ({ anyone }) =>
        () =>
          anyone.get("/health"),
    },
  ],
  "get-openapi": [
    {
      documented: undefined,
      operations: [],
      prepare:
        async ({ anyone }) =>
        () =>
          anyone.get("/openapi.json"),
    },
  ],
};
