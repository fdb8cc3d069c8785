import { type DynamicModule, Module } from "@nestjs/common";
import type { Identify } from "../common/identify.ts";
import { CallerGuard, IDENTIFY } from "./caller-guard.ts";
import { ProfilesController } from "./profiles-controller.ts";

/** The service's one module. */
@Module({})
class ProfilesModule {}

/** @param identify tells who calls */
export function profilesModule(identify: Identify): DynamicModule {
  return {
    module: ProfilesModule,
    controllers: [ProfilesController],
    providers: [{ provide: IDENTIFY, useValue: identify }, CallerGuard],
  };
}
