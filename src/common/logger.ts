import { ConsoleLogger, type LogLevel } from '@nestjs/common';

/** Nest's own accounts of what it wires together: true each time, and news to nobody. */
const QUIET = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

/** The server's log: a line an event, with the time and the place it comes from. */
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
