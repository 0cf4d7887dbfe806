import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuthGuard } from './auth.guard.js';
import { AUTH_OPTIONS, DEFAULT_AUTH_OPTIONS } from './auth.options.js';
import { AuthService } from './auth.service.js';
import { Authenticator } from './authenticator.js';
import { PasswordHasher } from './password-hasher.js';
import { Revocations } from './revocations.js';
import { SessionExchange } from './session-exchange.js';
import { SessionController } from './session.controller.js';
import { SessionEntity } from './session.entity.js';
import { SessionsService } from './sessions.service.js';
import { SignInService } from './sign-in.service.js';
import { TokenEntity } from './token.entity.js';
import { TokensController } from './tokens.controller.js';
import { TokensService } from './tokens.service.js';
import { UserEntity } from './user.entity.js';
import { UserAdministration } from './user-administration.js';
import { UsersController } from './users.controller.js';
import { UsersService } from './users.service.js';

/** People, sessions, tokens and roles; closes every route that is not declared open. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([UserEntity, SessionEntity, TokenEntity])],
  controllers: [SessionController, TokensController, UsersController],
  providers: [
    { provide: AUTH_OPTIONS, useValue: DEFAULT_AUTH_OPTIONS },
    { provide: APP_GUARD, useClass: AuthGuard },
    AuthService,
    Authenticator,
    PasswordHasher,
    Revocations,
    SessionExchange,
    SessionsService,
    SignInService,
    TokensService,
    UserAdministration,
    UsersService,
  ],
  exports: [AuthService],
})
export class AuthModule {}
