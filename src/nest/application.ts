import { type INestApplication, type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import { httpAdapter } from '../common/http/http-adapter.js';
import type { Settings } from '../config/settings.js';

/**
 * Build the application without starting it: no server, no connection to libvirt, and no recovery of operations. Its
 * database is open.
 */
export function buildApplication(settings: Settings): Promise<INestApplication> {
  return NestFactory.create(AppModule.with(settings), httpAdapter(settings), {
    bodyParser: false,
    abortOnError: false,
    logger: ERRORS_ONLY,
  });
}

const silent = (): void => undefined;

const ERRORS_ONLY: LoggerService = {
  log: silent,
  warn: silent,
  error: (message: unknown) => void process.stderr.write(`${String(message)}\n`),
};
