import type { Budgets, World } from "./budget.ts";

const LISTS = "GET …/social-links, …/work-experiences, …/education";
const CHANGE = {
  documented: "POST, PATCH, DELETE of one entry",
  operations: ["Query", "TransactWriteItems 3"],
};

/** The four routes of a section. */
function budgetsOf(one: string, many: string, segment: string, body: object): Budgets {
  const list = ({ path }: World) => `${path}/${segment}`;
  const added = async (world: World) => {
    const { json } = await world.api.post(list(world), body);
    return `${list(world)}/${json.id}`;
  };
  return {
    [`list-${many}`]: [
      {
        documented: LISTS,
        operations: ["Query"],
        prepare: async (world) => {
          await added(world);
          return () => world.api.get(list(world));
        },
      },
    ],
    [`add-${one}`]: [
      { ...CHANGE, prepare: async (world) => () => world.api.post(list(world), body) },
    ],
    [`update-${one}`]: [
      {
        ...CHANGE,
        prepare: async (world) => {
          const entry = await added(world);
          return () => world.api.patch(entry, { displayOrder: 7 });
        },
      },
      {
        ...CHANGE,
        when: "that changes nothing",
        operations: ["Query"],
        prepare: async (world) => {
          const entry = await added(world);
          return () => world.api.patch(entry, { displayOrder: 0 });
        },
      },
    ],
    [`delete-${one}`]: [
      {
        ...CHANGE,
        prepare: async (world) => {
          const entry = await added(world);
          return () => world.api.delete(entry);
        },
      },
    ],
  };
}

export const sectionBudgets: Budgets = {
  ...budgetsOf("social-link", "social-links", "social-links", {
    platform: "github",
    url: "https://github.com/jane",
  }),
  ...budgetsOf("work-experience", "work-experiences", "work-experiences", {
    jobTitle: "Realtor",
    company: "Acme",
    startDate: "2020",
  }),
  ...budgetsOf("education", "education", "education", { institution: "MIT" }),
};
