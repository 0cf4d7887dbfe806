import { Controller, Delete, Get, Module, Post, Put, Req, Res } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Test } from '@nestjs/testing';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CurrentActor, Public, TakesBytes } from '../../src/auth/access/access.decorators.js';
import type { Actor } from '../../src/auth/access/actor.js';
import { AuthModule } from '../../src/auth/auth.module.js';
import {
  AUTH_OPTIONS,
  type AuthOptions,
  DEFAULT_AUTH_OPTIONS,
} from '../../src/auth/auth.options.js';
import { Authenticator } from '../../src/auth/authenticator.js';
import { UsersService } from '../../src/auth/users/users.service.js';
import { httpAdapter, type HttpRules } from '../../src/common/http/http-adapter.js';
import { ProblemFilter } from '../../src/common/http/problem.filter.js';
import { validationPipe } from '../../src/common/http/validation.js';
import { ConfigModule } from '../../src/config/config.module.js';
import { loadSettings } from '../../src/config/settings.js';
import { DatabaseModule } from '../../src/database/database.module.js';
import { EventsModule } from '../../src/events/events.module.js';
import { buildApiDocument } from '../../src/openapi-document.js';

/** Sign-in as in production, except for the cost of a hash, because a test signs in many times. */
export const CHEAP: AuthOptions = {
  ...DEFAULT_AUTH_OPTIONS,
  scrypt: { ln: 4, r: 8, p: 1 },
  hashQueue: 2000,
};

/** Routes of every kind that the features have. */
@Controller('things')
class ThingsController {
  @Get()
  list(@CurrentActor() actor: Actor) {
    return { actor };
  }

  @Get('open')
  @Public()
  open() {
    return { open: true };
  }

  @Get('stream')
  stream(@Res() response: Response) {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write('event: ready\ndata: {}\n\n');
  }

  @Post()
  create(@CurrentActor() actor: Actor) {
    return { actor };
  }

  @Put(':id/content')
  @TakesBytes()
  async upload(@Req() request: Request) {
    let sizeBytes = 0;
    const chunks: AsyncIterable<Buffer> = request;
    for await (const chunk of chunks) sizeBytes += chunk.length;
    return { sizeBytes };
  }

  @Delete(':id')
  remove() {
    return {};
  }
}

/** Like the server, serve the page for every path outside /api. */
function serveWebApp(request: Request, response: Response, next: NextFunction): void {
  if (request.path.startsWith('/api/')) next();
  else response.send('<!doctype html>');
}

@Module({ controllers: [ThingsController] })
class ThingsModule {}

export interface ApiResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** A server with sign-in, the real migrations and a few routes, in a temporary folder. */
export class AuthApp {
  private constructor(
    private readonly app: NestExpressApplication,
    readonly dataDir: string,
    readonly url: string,
    readonly password: string,
  ) {}

  static async start(options: AuthOptions = CHEAP, rules?: HttpRules): Promise<AuthApp> {
    const dataDir = await mkdtemp(join(tmpdir(), 'picostack-auth-'));
    const settings = loadSettings({ PICOSTACK_DATA_DIR: dataDir });
    const module = await Test.createTestingModule({
      imports: [
        ConfigModule.with(settings),
        DatabaseModule,
        EventsModule,
        AuthModule,
        ThingsModule,
      ],
    })
      .overrideProvider(AUTH_OPTIONS)
      .useValue(options)
      .compile();
    const app = module.createNestApplication<NestExpressApplication>(httpAdapter(rules), {
      bodyParser: false,
    });
    app.use(serveWebApp);
    app.setGlobalPrefix('api/v1');
    app.useGlobalPipes(validationPipe());
    app.useGlobalFilters(new ProblemFilter());
    await app.listen(0, '127.0.0.1');
    const first = await app.get(UsersService).ensureFirstUser();
    return new AuthApp(app, dataDir, await app.getUrl(), first?.password ?? '');
  }

  get authenticator(): Authenticator {
    return this.app.get(Authenticator);
  }

  get<T>(type: new (...args: never[]) => T): T {
    return this.app.get<T>(type);
  }

  /** The OpenAPI document of these routes. */
  document(): OpenAPIObject {
    return buildApiDocument(this.app);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await rm(this.dataDir, { recursive: true });
  }

  /** Send a request below /api/v1; an object becomes a JSON body. */
  async send(
    method: string,
    path: string,
    body?: object | string,
    headers: Record<string, string> = {},
  ): Promise<ApiResponse> {
    const json = typeof body === 'object';
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { ...(json && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: json ? JSON.stringify(body) : body }),
    });
    const text = await response.text();
    const parsed: Record<string, unknown> = text.startsWith('{') ? JSON.parse(text) : {};
    return { status: response.status, headers: response.headers, body: parsed };
  }

  /** Send a path unchanged, which fetch would normalize. */
  raw(
    method: string,
    path: string,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; text: string }> {
    const { port } = new URL(this.url);
    return new Promise((resolve, reject) => {
      const request = httpRequest(
        { host: '127.0.0.1', port, method, path, headers },
        (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => (text += chunk.toString()));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
        },
      );
      request.on('error', reject).end();
    });
  }

  signIn(
    name = 'admin',
    password = this.password,
    headers: Record<string, string> = {},
  ): Promise<ApiResponse> {
    return this.send('POST', '/session', { name, password }, headers);
  }

  /** Sign in. @returns the header that a browser sends from then on */
  async cookie(name?: string, password?: string): Promise<{ cookie: string }> {
    return { cookie: cookieOf(await this.signIn(name, password)) };
  }

  /** Create a user. @returns the password */
  async addUser(name: string, role: string): Promise<string> {
    const admin = { authorization: `Bearer ${this.authenticator.issueLocalToken()}` };
    const { body } = await this.send('POST', '/users', { name, role }, admin);
    return String(body['password']);
  }

  async token(role: string, name = role): Promise<{ authorization: string }> {
    const admin = { authorization: `Bearer ${this.authenticator.issueLocalToken()}` };
    const { body } = await this.send('POST', '/tokens', { name, role }, admin);
    return { authorization: `Bearer ${String(body['token'])}` };
  }
}

/** The cookie that a response sets, as a browser sends it back. */
export function cookieOf({ headers }: ApiResponse): string {
  return headers.getSetCookie()[0]?.split(';')[0] ?? '';
}
