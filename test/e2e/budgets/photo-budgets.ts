import { jpeg } from "../../support/images.ts";
import type { Budget, Budgets, World } from "./budget.ts";

const PHOTO = { contentType: "image/jpeg", contentLength: 1_000 };
const withPhoto = async ({ api, path }: World) =>
  api.form("PATCH", path, { photo: await jpeg(8, 8) });

const PATCH = {
  documented: "PATCH /profiles/{id}",
  operations: ["Query", "TransactWriteItems 2", "UpdateItem"],
};

/** A create whose form has a photo. */
export const photoCreate: Budget = {
  documented: "POST /profiles",
  when: "with a photo",
  operations: ["TransactWriteItems 4", "UpdateItem"],
  prepare: async ({ api }) => {
    const form = { name: "With photo", title: "T", photo: await jpeg(8, 8) };
    return () => api.form("POST", "/api/v1/profiles", form);
  },
};

/** Changes of a profile that bring a photo. */
export const photoPatches: readonly Budget[] = [
  {
    ...PATCH,
    when: "with a first photo",
    prepare: async (world) => () => withPhoto(world),
  },
  {
    ...PATCH,
    when: "with a photo for another",
    operations: ["Query", "TransactWriteItems 3", "UpdateItem"],
    prepare: async (world) => {
      await withPhoto(world);
      return () => withPhoto(world);
    },
  },
];

export const photoBudgets: Budgets = {
  "create-photo-upload": [
    {
      documented: "POST /profiles/{id}/photo-uploads",
      operations: ["GetItem", "TransactWriteItems 4"],
      prepare:
        async ({ api, path }) =>
        () =>
          api.post(`${path}/photo-uploads`, PHOTO),
    },
  ],
  "get-photo-upload": [
    {
      documented: "GET /profiles/{id}/photo-uploads/{id}",
      operations: ["GetItem", "GetItem"],
      prepare: async ({ api, path }) => {
        const { json } = await api.post(`${path}/photo-uploads`, PHOTO);
        return () => api.get(`${path}/photo-uploads/${json.id}`);
      },
    },
  ],
  "delete-photo": [
    {
      documented: "DELETE /profiles/{id}/photo",
      operations: ["Query", "TransactWriteItems 3"],
      prepare: async (world) => {
        await withPhoto(world);
        return () => world.api.delete(`${world.path}/photo`);
      },
    },
    {
      documented: "DELETE /profiles/{id}/photo",
      when: "without one",
      operations: ["Query", "TransactWriteItems 2"],
      prepare:
        async ({ api, path }) =>
        () =>
          api.delete(`${path}/photo`),
    },
  ],
};
