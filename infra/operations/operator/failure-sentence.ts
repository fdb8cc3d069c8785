import { errorCode } from "@profiles-api/laptop/running";
import { OperatorError } from "../../operator-error.ts";
import { environmentSentence } from "../aws-failure.ts";
import { NOT_RUNNING } from "./use-laptop.ts";

const HALF_DONE = " The change may be half done: correct this and run it again.";

/** In what situation a command failed. */
export interface Circumstances {
  readonly onLaptop: boolean;
  /** The command changes nothing. */
  readonly isReading: boolean;
  /** Some service has answered: a change may have been made. */
  readonly hasAnswered: boolean;
}

/** One sentence for what the SDK throws; two when a change may be half done. */
export function failureSentence(
  error: unknown,
  { onLaptop, isReading, hasAnswered }: Circumstances,
): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof OperatorError) return error.message;
  if (onLaptop && errorCode(error) === "ECONNREFUSED") return NOT_RUNNING;
  const again = !isReading && hasAnswered ? HALF_DONE : "";
  const lack = environmentSentence(error);
  if (lack !== undefined) return `${lack}${again}`;
  if (error.name === "ResourceNotFoundException") {
    return `There is no table ${process.env.TABLE_NAME} in this account and region.`;
  }
  if (error.name === "TimeoutError") {
    const doubt = isReading ? "" : HALF_DONE;
    return `The table or the gateway did not answer in time.${doubt}`;
  }
  return `${error.message.replace(/\.$/, "")}.${again}`;
}
