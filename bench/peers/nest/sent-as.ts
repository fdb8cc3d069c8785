import { Reflector } from "@nestjs/core";

/** Media types that a job takes its body in. */
export const SentAs = Reflector.createDecorator<readonly string[]>();
