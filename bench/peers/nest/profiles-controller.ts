import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Req,
  UseGuards,
  UseInterceptors,
} from "@nestjs/common";
import { AnyFilesInterceptor } from "@nestjs/platform-express";
import multer from "multer";
import type { Answer } from "../common/answer.ts";
import { PARSER_LIMITS } from "../common/profile-form.ts";
import {
  change,
  create,
  FORM_TYPES,
  JSON_TYPES,
  list,
  PROFILES_PATH,
  read,
  remove,
} from "../common/profile-jobs.ts";
import { formOf } from "../express/form-of.ts";
import { AnswerInterceptor } from "./answer-interceptor.ts";
import { CallerGuard } from "./caller-guard.ts";
import type { IdentifiedRequest } from "./identified-request.ts";
import { SentAs } from "./sent-as.ts";

const UPLOAD = { storage: multer.memoryStorage(), limits: PARSER_LIMITS };

/** The jobs; what they answer is sent by the interceptor. */
@Controller(PROFILES_PATH)
@UseGuards(CallerGuard)
@UseInterceptors(AnswerInterceptor)
export class ProfilesController {
  @Post()
  @SentAs(FORM_TYPES)
  @UseInterceptors(AnyFilesInterceptor(UPLOAD))
  create(@Req() request: IdentifiedRequest): Promise<Answer> {
    return create(request.principal.account, formOf(request));
  }

  @Get("all")
  list(@Req() { principal }: IdentifiedRequest): Promise<Answer> {
    return list(principal.account);
  }

  @Get(":id")
  read(@Req() { principal }: IdentifiedRequest, @Param("id") id: string): Promise<Answer> {
    return read(principal.account, id);
  }

  @Patch(":id")
  @SentAs(JSON_TYPES)
  change(
    @Req() { principal }: IdentifiedRequest,
    @Param("id") id: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    return change(principal.account, id, body);
  }

  @Delete(":id")
  @HttpCode(204)
  remove(@Req() { principal }: IdentifiedRequest, @Param("id") id: string): Promise<Answer> {
    return remove(principal.account, id);
  }
}
