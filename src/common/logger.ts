import { ConsoleLogger, type LogLevel } from '@nestjs/common';

/** Nest's messages about its own modules and routes, which are of no use to operators. */
const QUIET = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

/** The server's log: one line per event, with the time and the source. */
export class Logger extends ConsoleLogger {
  constructor(logLevels: LogLevel[]) {
    super({
      logLevels,
      prefix: 'picostack',
      colors: process.stdout.isTTY ? !process.env['NO_COLOR'] : false,
    });
  }

  override log(message: unknown, ...rest: unknown[]): void {
    if (QUIET.has(String(rest.at(-1)))) return;
    super.log(message, ...rest);
  }
}
