import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { lettersOf, type Posting } from "../model/directory/posting.ts";
import { indexedKey, type Key, postingPartition } from "./keys.ts";
import { SCHEMA_VERSION } from "./schema-version.ts";
import { deleteItem, updateItem } from "./table.ts";
import { type Step, transact } from "./transaction.ts";

/** What an index holds of a profile. */
export interface Indexed {
  /** Where its postings lie. */
  readonly sorts: readonly string[];
  /** The words that all of them carry. */
  readonly words: string;
  /** Words that have come or gone, of which the vocabulary may not know yet. */
  readonly unsettled: readonly string[];
}

/** The item of one profile, held by the run that claimed it last. */
export interface Claim {
  readonly generation: string;
  readonly profileId: string;
  /** Random: no other run has it. */
  readonly id: string;
}

/** A change of what is indexed, to be made at once. */
export interface IndexChange {
  readonly after: Indexed;
  readonly puts: readonly Posting[];
  /** Postings that go. */
  readonly deletes: readonly string[];
}

/**
 * Takes the item of a profile over, from whoever worked on it: what that one still wants to write
 * fails, for it may have read the card before it changed. 1 write.
 */
export async function claimIndexed(claim: Claim): Promise<Indexed> {
  const { postings, words, unsettled } = await updateItem({
    Key: keyOf(claim),
    UpdateExpression: "SET claim = :claim, schemaVersion = :schema",
    ExpressionAttributeValues: { ":claim": claim.id, ":schema": SCHEMA_VERSION },
    ReturnValues: "ALL_NEW",
  });
  return {
    sorts: (postings as string[] | undefined) ?? [],
    words: (words as string | undefined) ?? "",
    unsettled: (unsettled as string[] | undefined) ?? [],
  };
}

/** 1 transaction of at most 81 items. @returns false when another run has taken over */
export async function changeIndexed(claim: Claim, change: IndexChange): Promise<boolean> {
  const { sorts, words, unsettled } = change.after;
  const steps: Step<string>[] = [
    {
      label: "indexed",
      write: {
        Put: {
          Item: { ...keyOf(claim), postings: sorts, words, unsettled, claim: claim.id },
          ...isHeld(claim),
        },
      },
    },
    ...change.deletes.map((sort) => ({
      label: sort,
      write: { Delete: { Key: postingKey(claim, sort) } },
    })),
    ...change.puts.map(({ sort, words: packed }) => ({
      label: sort,
      write: { Put: { Item: { ...postingKey(claim, sort), words: packed } } },
    })),
  ];
  return (await transact(steps)).size === 0;
}

/** The vocabulary knows of all its words. 1 write. @returns false when another run has taken over */
export function settleIndexed(claim: Claim): Promise<boolean> {
  return unlessTaken(
    updateItem({ Key: keyOf(claim), UpdateExpression: "REMOVE unsettled", ...isHeld(claim) }),
  );
}

/** Nothing of the profile is indexed. 1 write. @returns false when another run has taken over */
export function forgetIndexed(claim: Claim): Promise<boolean> {
  return unlessTaken(deleteItem({ Key: keyOf(claim), ...isHeld(claim) }));
}

async function unlessTaken(writing: Promise<unknown>): Promise<boolean> {
  try {
    await writing;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

function keyOf({ generation, profileId }: Claim): Key {
  return indexedKey(generation, profileId);
}

function postingKey({ generation }: Claim, sort: string): Key {
  return { pk: postingPartition(generation, lettersOf(sort)), sk: sort };
}

function isHeld({ id }: Claim) {
  return {
    ConditionExpression: "claim = :claim",
    ExpressionAttributeValues: { ":claim": id },
  };
}
