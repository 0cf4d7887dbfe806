import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Settings } from './settings.js';

/**
 * Injection token of the validated {@link Settings}. A reload changes the values of the object, so read a value where it is
 * used instead of copying it in a constructor.
 */
export const SETTINGS = Symbol('SETTINGS');

/** Provides the settings, which were read and validated before the application was built. */
@Global()
@Module({})
export class ConfigModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: ConfigModule,
      providers: [{ provide: SETTINGS, useValue: settings }],
      exports: [SETTINGS],
    };
  }
}
