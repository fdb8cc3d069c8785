import { BROWSER } from "../../support/browser.ts";
import { type Budgets, lookedAt, pictured, publish, type World } from "./budget.ts";

const CONTACTS = "/api/v1/contacts";

async function saved(world: World): Promise<string> {
  await publish(world);
  const { json } = await world.api.post(CONTACTS, { profileId: world.id, source: "web" });
  return json.id;
}

const vcard = (id: string) => `${CONTACTS}/${id}/vcf`;

const FIRST_VCARD = "GET /contacts/{id}/vcf, the first";
const KEPT_VCARD = "GET /contacts/{id}/vcf, further ones, or a 304";

const SAVE = { documented: "POST /contacts", operations: ["BatchGetItem", "TransactWriteItems 3"] };

export const contactBudgets: Budgets = {
  "save-contact": [
    {
      ...SAVE,
      operations: [...SAVE.operations, "UpdateItem"],
      prepare: async (world) => {
        await publish(world);
        await world.anyone.get(`/api/v1/profiles/p/${world.id}`, BROWSER);
        return () => world.guest.post(CONTACTS, { profileId: world.id, source: "web" });
      },
    },
    {
      ...SAVE,
      when: "the first that is counted of a day",
      operations: [...SAVE.operations, "UpdateItem", "TransactWriteItems 2"],
      prepare: async (world) => {
        await publish(world);
        return () => world.guest.post(CONTACTS, { profileId: world.id, source: "web" });
      },
    },
    {
      ...SAVE,
      when: "of one saved before",
      prepare: async (world) => {
        await saved(world);
        return () => world.api.post(CONTACTS, { profileId: world.id, source: "mcp" });
      },
    },
  ],
  "list-contacts": [
    {
      documented: "GET /contacts",
      operations: ["Query", "GetItem", "BatchGetItem"],
      prepare: async (world) => {
        await saved(world);
        return () => world.api.get(CONTACTS);
      },
    },
    {
      documented: "GET /contacts",
      when: "without any",
      operations: ["Query", "GetItem"],
      prepare:
        async ({ api }) =>
        () =>
          api.get(CONTACTS),
    },
  ],
  "get-contact-limits": [
    {
      documented: "GET /contacts/limits",
      operations: ["GetItem"],
      prepare:
        async ({ api }) =>
        () =>
          api.get(`${CONTACTS}/limits`),
    },
  ],
  "get-contact": [
    {
      documented: "GET /contacts/{id}",
      operations: ["GetItem", "BatchGetItem"],
      prepare: async (world) => {
        const id = await saved(world);
        return () => world.api.get(`${CONTACTS}/${id}`);
      },
    },
  ],
  "delete-contact": [
    {
      documented: "DELETE /contacts/{id}",
      operations: ["GetItem", "TransactWriteItems 3"],
      prepare: async (world) => {
        const id = await saved(world);
        return () => world.api.delete(`${CONTACTS}/${id}`);
      },
    },
  ],
  "record-scan": [
    {
      documented: "POST /contacts/scans",
      operations: ["GetItem", "UpdateItem", "UpdateItem", "TransactWriteItems 2", "UpdateItem"],
      prepare: async (world) => {
        await publish(world);
        await world.anyone.get(`/api/v1/profiles/p/${world.id}`, BROWSER);
        return () => world.guest.post(`${CONTACTS}/scans`, { profileId: world.id, source: "web" });
      },
    },
    {
      documented: "POST /contacts/scans",
      when: "the first that is counted of a day",
      operations: [
        ...["GetItem", "UpdateItem", "UpdateItem", "TransactWriteItems 2"],
        ...["UpdateItem", "TransactWriteItems 2"],
      ],
      prepare: async (world) => {
        await publish(world);
        return () => world.guest.post(`${CONTACTS}/scans`, { profileId: world.id, source: "web" });
      },
    },
  ],
  "list-scans": [
    {
      documented: "GET /contacts/scans",
      operations: ["Query", "GetItem"],
      prepare:
        async ({ api }) =>
        () =>
          api.get(`${CONTACTS}/scans`),
    },
  ],
  "get-vcard": [
    {
      documented: FIRST_VCARD,
      operations: ["GetItem", "Query"],
      prepare: async (world) => {
        await publish(world);
        return () => world.anyone.get(vcard(world.id));
      },
    },
    {
      documented: FIRST_VCARD,
      when: "the first that is counted of a day",
      operations: ["GetItem", "Query", "UpdateItem", "TransactWriteItems 2"],
      prepare: async (world) => {
        await publish(world);
        await lookedAt(world, vcard);
        return () => world.anyone.get(vcard(world.id), BROWSER);
      },
    },
    {
      documented: FIRST_VCARD,
      when: "counted",
      operations: ["GetItem", "Query", "UpdateItem"],
      prepare: async (world) => {
        await publish(world);
        await lookedAt(world, vcard);
        await world.anyone.get(`/api/v1/profiles/p/${world.id}`, BROWSER);
        return () => world.anyone.get(vcard(world.id), BROWSER);
      },
    },
    {
      documented: FIRST_VCARD,
      when: "with a photo",
      operations: ["GetItem", "Query"],
      objectReads: 1,
      prepare: async (world) => {
        await pictured(world);
        return () => world.anyone.get(vcard(world.id));
      },
    },
    {
      documented: KEPT_VCARD,
      when: "with a photo, again",
      operations: ["GetItem"],
      prepare: async (world) => {
        await pictured(world);
        await world.anyone.get(vcard(world.id));
        return () => world.anyone.get(vcard(world.id));
      },
    },
    {
      documented: KEPT_VCARD,
      when: "again",
      operations: ["GetItem"],
      prepare: async (world) => {
        await publish(world);
        await world.anyone.get(`${CONTACTS}/${world.id}/vcf`);
        return () => world.anyone.get(`${CONTACTS}/${world.id}/vcf`);
      },
    },
  ],
};
