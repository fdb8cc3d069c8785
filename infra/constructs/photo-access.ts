import { PHOTO_PREFIX, QUARANTINE_PREFIX } from "../../shared/model/photo/photo-key.ts";
import { PARTITION } from "../../shared/persistence/keys.ts";
import type { Access } from "../../shared/routes/define-route.ts";

/** Takes an upload out of quarantine, stores its sizes, and makes the profile point at them. */
export const photoUploadAccess: Access = {
  table: [
    {
      actions: ["Query", "GetItem", "PutItem", "UpdateItem", "ConditionCheckItem"],
      partitions: [PARTITION.user],
    },
    { actions: ["GetItem", "PutItem"], partitions: [PARTITION.card] },
    { actions: ["PutItem"], partitions: [PARTITION.removal] },
    { actions: ["UpdateItem"], partitions: [PARTITION.usage] },
  ],
  photos: [
    {
      actions: ["GetObject", "PutObject", "DeleteObject", "DeleteObjectVersion"],
      prefix: QUARANTINE_PREFIX,
    },
    { actions: ["PutObject", "ListBucket", "DeleteObject"], prefix: PHOTO_PREFIX },
  ],
};

/** Finds the objects that no card names, and remembers how far it came. */
export const sweepAccess: Access = {
  table: [
    { actions: ["BatchGetItem"], partitions: [PARTITION.card] },
    { actions: ["GetItem", "PutItem", "DeleteItem"], partitions: [PARTITION.sweep] },
  ],
  photos: [
    { actions: ["ListBucket", "DeleteObject"], prefix: PHOTO_PREFIX },
    { actions: ["ListBucket", "DeleteObject"], prefix: QUARANTINE_PREFIX },
  ],
};
