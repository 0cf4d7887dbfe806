import type { JeosRequest } from './jeos-request.js';

/** The images that picostack builds itself. */
export const RECIPES = ['tiny', 'jeos'] as const;
export type Recipe = (typeof RECIPES)[number];

/** What the program of a build gets from its server. */
export type BuildTask = {
  /** The folder of this build alone; the program deletes it. */
  readonly folder: string;
} & (
  | { readonly recipe: 'tiny'; readonly cacheDir: string }
  | { readonly recipe: 'jeos'; readonly request: JeosRequest }
);

/** A step of a build that begins or continues. */
export interface BuildStep {
  readonly step: string;
  /** The position of the step, from 1. A build may skip steps. */
  readonly number: number;
  /** The number of steps in all. */
  readonly total: number;
  /** How much of the step is done, if that is known. */
  readonly percent?: number | undefined;
}

/** What the program of a build sends to its server. */
export type BuildMessage =
  | BuildStep
  | { readonly builtPath: string }
  | { readonly failed: { readonly code: string; readonly message: string } };
