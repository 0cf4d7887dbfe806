import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Revocations } from './access/revocations.js';
import { AuthGuard } from './auth.guard.js';
import { AUTH_OPTIONS, DEFAULT_AUTH_OPTIONS } from './auth.options.js';
import { Authenticator } from './authenticator.js';
import { PasswordHasher } from './passwords/password-hasher.js';
import { SessionEntity } from './records/session.entity.js';
import { TokenEntity } from './records/token.entity.js';
import { UserEntity } from './records/user.entity.js';
import { SessionController } from './sessions/session.controller.js';
import { SessionsService } from './sessions/sessions.service.js';
import { TokensController } from './tokens/tokens.controller.js';
import { TokensService } from './tokens/tokens.service.js';
import { UsersController } from './users/users.controller.js';
import { UsersService } from './users/users.service.js';

/** Users, sessions, tokens and roles. The guard closes every route that is not marked `@Public()`. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([UserEntity, SessionEntity, TokenEntity])],
  controllers: [SessionController, TokensController, UsersController],
  providers: [
    { provide: AUTH_OPTIONS, useValue: DEFAULT_AUTH_OPTIONS },
    { provide: APP_GUARD, useClass: AuthGuard },
    Authenticator,
    PasswordHasher,
    Revocations,
    SessionsService,
    TokensService,
    UsersService,
  ],
  exports: [Authenticator, Revocations, UsersService],
})
export class AuthModule {}
