import type { LoggerService } from '@nestjs/common';
import { type LevelWithSilent, type Logger as Pino, pino } from 'pino';
import pretty from 'pino-pretty';

/** The levels of the log, most important first. */
export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** `auto`: text on a terminal, otherwise JSON. */
export type LogFormat = 'auto' | 'json' | 'text';

/** Nest's messages about its own modules and routes, which are of no use to operators. */
const QUIET = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

/**
 * The server's log on standard output: one JSON object a line, or text for people. Nest's loggers of all classes write to
 * it.
 */
export class Logger implements LoggerService {
  /** For messages with fields of their own, such as those of requests. */
  readonly pino: Pino;

  constructor(
    level: LevelWithSilent,
    readonly isText: boolean = false,
  ) {
    const options = {
      level,
      base: { pid: process.pid },
      messageKey: 'message',
      formatters: { level: (label: string) => ({ level: label }) },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      errorKey: 'error',
    };
    // Node writes to a terminal, a file or a pipe at once, so the last lines before an exit are not lost.
    this.pino = isText ? pino(options, textStream()) : pino(options, process.stdout);
  }

  /** Create the log with these settings. */
  static of({ logLevel, logFormat }: { logLevel: LogLevel; logFormat: LogFormat }): Logger {
    const isText = logFormat === 'text' || (logFormat === 'auto' && process.stdout.isTTY);
    return new Logger(logLevel, isText);
  }

  /** Change the level while the server runs. */
  set level(level: LogLevel) {
    this.pino.level = level;
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  /** Nest passes the source last, and an error or its stack before it. */
  private write(level: LogLevel, message: unknown, rest: readonly unknown[]): void {
    const source = rest.at(-1);
    const context = typeof source === 'string' ? source : undefined;
    if (level === 'info' && context !== undefined && QUIET.has(context)) return;
    const error = [message, ...rest].find((each) => each instanceof Error);
    const stack = rest.slice(0, -1).find((each) => typeof each === 'string');
    this.pino[level](
      { context, ...(error ? { error } : {}), ...(stack ? { stack } : {}) },
      message instanceof Error ? message.message : String(message),
    );
  }
}

function textStream() {
  return pretty({
    colorize: process.stdout.isTTY && !process.env['NO_COLOR'],
    destination: process.stdout,
    errorLikeObjectKeys: ['error'],
    ignore: 'pid,context,method,path,status,durationMs,actor',
    messageFormat: (log, key) => {
      const context = log['context'];
      return `${typeof context === 'string' ? `[${context}] ` : ''}${String(log[key])}`;
    },
    messageKey: 'message',
    singleLine: true,
    translateTime: 'SYS:yyyy-mm-dd HH:MM:ss',
  });
}
