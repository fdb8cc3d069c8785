import { setTimeout as delay } from "node:timers/promises";
import type { DynamoDbCall } from "@profiles-api/laptop/testing";

/** Calls that wait until the test lets them go on. */
export interface HeldCalls {
  /** Resolves when the first of them has reached the table. */
  readonly reached: Promise<void>;
  readonly release: () => void;
}

/** Stands between the functions and the table, and decides who comes first. */
export class TableGate {
  #pause: (call: DynamoDbCall) => Promise<void> | void = () => {};

  /** To be given to the platform as `interceptTable`. */
  readonly intercept = async (call: DynamoDbCall): Promise<"pass"> => {
    await this.#pause(call);
    return "pass";
  };

  /**
   * Holds the transactions, or other calls, that a function sends from now on until {@link open};
   * those that are held then wait on. A function gives up after 4 seconds.
   */
  hold(
    functionName: RegExp,
    isMeant = ({ operation }: DynamoDbCall) => operation === "TransactWriteItems",
  ): HeldCalls {
    const reached = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    this.#pause = (call) => {
      if (!isMeant(call) || !functionName.test(call.functionName)) return;
      reached.resolve();
      return released.promise;
    };
    return { reached: reached.promise, release: released.resolve };
  }

  /** Delays every call by up to 15 ms, as the seed has it. */
  shuffle(seed: number): void {
    let state = seed;
    this.#pause = async () => {
      // Park and Miller's generator.
      state = (state * 48_271) % 2_147_483_647;
      await delay(state % 16);
    };
  }

  /** Lets all further calls pass at once. */
  open(): void {
    this.#pause = () => {};
  }
}
