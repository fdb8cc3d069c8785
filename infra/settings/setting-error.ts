import { OperatorError } from "../operator-error.ts";
import { exampleOf, type SettingName } from "./settings.ts";

/** A setting is missing or wrong. The message is one sentence for the operator. */
export class SettingError extends OperatorError {
  override readonly name = "SettingError";
  readonly setting: SettingName;

  constructor(setting: SettingName, fault: string) {
    super(`Setting ${setting} ${fault}: give it as -c ${exampleOf(setting)}.`);
    this.setting = setting;
  }
}
