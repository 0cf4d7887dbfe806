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

/** What the program of a build sends to its server. */
export type BuildMessage =
  | { readonly step: string; readonly percent?: number | undefined }
  | { readonly builtPath: string }
  | { readonly failed: { readonly code: string; readonly message: string } };
