import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeCursor, decodeCursors, encodeCursor } from "../../../shared/persistence/cursor.ts";
import { SEED } from "../support/arbitrary-profile.ts";

const id = fc.uuid({ version: 7 });
const account = fc.constantFrom("jane", "auth0|jane", 'a","b', "");
const list = fc.constantFrom("contacts", "directory");

test("a cursor gives back its id, to its own list and account only", () => {
  fc.assert(
    fc.property(list, account, id, list, account, (name, owner, place, otherName, other) => {
      const cursor = encodeCursor(name, owner, place);
      expect(cursor).toMatch(/^[\w-]{43}$/);
      const same = name === otherName && owner === other;
      expect(decodeCursor(otherName, other, cursor)).toBe(same ? place : undefined);
    }),
    SEED,
  );
});

test("one that was made of bytes that are no id is none, its digest right or not", () => {
  const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((id) => Buffer.from(id));
  fc.assert(
    fc.property(bytes, (id) => {
      const digest = createHash("sha256").update('["contacts","jane"]').update(id).digest();
      const forged = Buffer.concat([id, digest.subarray(0, 16)]).toString("base64url");
      const place = decodeCursor("contacts", "jane", forged);
      expect(place ?? "none").toMatch(/^none$|^[0-9a-f-]{36}$/);
    }),
    SEED,
  );
});

test("one that was changed, cut or lengthened is none", () => {
  fc.assert(
    fc.property(id, fc.nat({ max: 42 }), fc.base64String(), (place, at, text) => {
      const cursor = encodeCursor("contacts", "jane", place);
      const other = cursor[at] === "A" ? "B" : "A";
      const changed = `${cursor.slice(0, at)}${other}${cursor.slice(at + 1)}`;
      for (const wrong of [
        changed,
        cursor.slice(0, at),
        `${cursor}A`,
        ` ${cursor}`,
        `${cursor}=`,
      ]) {
        expect(decodeCursor("contacts", "jane", wrong)).toBeUndefined();
      }
      expect(decodeCursor("contacts", "jane", text)).toBeUndefined();
    }),
    SEED,
  );
});

test("a cursor of two ids gives back both, and is none of one", () => {
  fc.assert(
    fc.property(account, id, id, (owner, one, two) => {
      const cursor = encodeCursor("profiles", owner, one, two);
      expect(decodeCursors("profiles", owner, cursor, 2)).toEqual([one, two]);
      expect(decodeCursor("profiles", owner, cursor)).toBeUndefined();
      const single = encodeCursor("profiles", owner, one);
      expect(decodeCursors("profiles", owner, single, 2)).toBeUndefined();
    }),
    SEED,
  );
});
