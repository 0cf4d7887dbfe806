import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, mkdtemp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildHost, tempDirOf } from './host-check.js';
import type { Recipe } from './recipes.js';
import { runStep } from './run-step.js';

/** The temporary folders of the builds of one server, which deletes those that an earlier process left. */
export class BuildFolders {
  private readonly prefix: string;

  /** @param dataDir the data folder of the server, which no other server uses */
  constructor(
    private readonly host: BuildHost,
    private readonly dataDir: string,
  ) {
    const id = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
    this.prefix = `picostack-build-${id}-`;
  }

  /**
   * The folder in which the folder of a build is created: in the data folder. An ordinary user builds the Debian image with
   * other user ids, which may not enter the data folder.
   */
  parentOf(recipe: Recipe): string {
    const { uid, env } = this.host;
    return recipe === 'tiny' || uid === 0 ? join(this.dataDir, 'builds') : tempDirOf(env);
  }

  /** Create the folder of a build. */
  async create(recipe: Recipe): Promise<string> {
    const parent = this.parentOf(recipe);
    await mkdir(parent, { recursive: true, mode: 0o700 });
    const folder = await mkdtemp(join(parent, this.prefix));
    // Without root, mmdebstrap works as another user of this folder. Its own subfolder is private.
    await chmod(folder, 0o711);
    return folder;
  }

  /** Delete the folder of a build, with files that belong to other ids of this user. */
  async remove(folder: string): Promise<void> {
    const { env, uid } = this.host;
    const signal = new AbortController().signal;
    const args = ['-rf', '--one-file-system', folder];
    if (uid !== 0) {
      const namespace = ['--map-root-user', '--map-auto', '--', 'rm'];
      await runStep('unshare', [...namespace, ...args], { env, signal }).catch(() => undefined);
    }
    await runStep('rm', args, { env, signal });
  }

  /** Delete what a process that was killed with all its children left. Call it before the first build. */
  async removeLeftovers(): Promise<void> {
    for (const parent of new Set([this.parentOf('tiny'), this.parentOf('jeos')])) {
      const names = await readdir(parent).catch(() => []);
      for (const name of names.filter((each) => each.startsWith(this.prefix))) {
        const folder = join(parent, name);
        const found = await lstat(folder).catch(() => undefined);
        // Anyone may create folders in the folder of temporary folders.
        if (found?.isDirectory() && found.uid === this.host.uid) await this.remove(folder);
      }
    }
  }
}
