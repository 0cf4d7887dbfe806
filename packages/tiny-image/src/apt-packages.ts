import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ProgramFailedError, runProgram } from './run-program.js';
import { TinyBuildError } from './tiny-build-error.js';

const WITHOUT_APT =
  'It needs packages of Debian or Ubuntu. On another system, build it in a container or on another ' +
  'machine ("picostk init tiny --output tiny.raw"), and register the file here: ' +
  '"picostk image add tiny.raw --name tiny --format raw".';

const RECURSE = [
  '--recurse',
  '--no-recommends',
  '--no-suggests',
  '--no-conflicts',
  '--no-breaks',
  '--no-replaces',
  '--no-enhances',
];

/** Check what the build needs. @throws TinyBuildError if apt is missing, or if the host is not an x86-64 machine */
export async function checkTinyHost(): Promise<void> {
  if (process.arch !== 'x64') {
    throw new TinyBuildError(
      'tinyUnsupportedArch',
      `The tiny image is for x86-64 machines, and this one is ${process.arch}. Register an image for this architecture with "picostk image add".`,
    );
  }
  for (const program of ['apt-get', 'apt-cache', 'dpkg-deb']) {
    try {
      await runProgram(program, ['--version']);
    } catch (error) {
      throw new TinyBuildError(
        'tinyNeedsApt',
        `The tiny image cannot be built here: ${program} is missing. ${WITHOUT_APT}`,
        { cause: error },
      );
    }
  }
}

/**
 * Packages of the host's distribution, which apt downloads into a folder: this needs no root, installs nothing, and apt
 * verifies the signatures of the archive.
 */
export class AptPackages {
  private aptOptions: string[] = ['-o', 'APT::Sandbox::User=root', '-o', 'Debug::NoLocking=1'];
  private privateLists = false;
  private readonly privateDir: string;

  constructor(
    private readonly cacheDir: string,
    private readonly tempDir: string,
    private readonly log: (line: string) => void,
  ) {
    this.privateDir = join(tempDir, `apt-${process.pid}`);
  }

  /** List a package and its dependencies; empty if apt does not know the package. */
  async closure(name: string): Promise<string[]> {
    const found = await this.tryClosure(name);
    if (found.length > 0 || this.privateLists) return found;
    // A new machine or container has no package lists, and only root may download the system's lists.
    await this.fetchPrivateLists();
    return this.tryClosure(name);
  }

  /** Download all packages or none, and return the paths of their files. `recipe` identifies the set for `cached`. */
  async download(names: readonly string[], recipe: string): Promise<string[]> {
    const target = join(this.cacheDir, 'packages');
    const partial = await mkdtemp(join(this.tempDir, 'download-'));
    try {
      await this.fetchInto(partial, names);
      await writeFile(join(partial, 'recipe'), recipe);
      await rm(target, { recursive: true, force: true });
      await rename(partial, target);
    } finally {
      await rm(partial, { recursive: true, force: true });
      // The private lists are larger than the packages, and outdated at the next build.
      await rm(this.privateDir, { recursive: true, force: true });
    }
    return this.cached(recipe);
  }

  /** List the paths of the packages that were downloaded for this recipe; empty if there are none. */
  async cached(recipe: string): Promise<string[]> {
    const folder = join(this.cacheDir, 'packages');
    try {
      if ((await readFile(join(folder, 'recipe'), 'utf8')) !== recipe) return [];
      const files = await readdir(folder);
      return files
        .filter((file) => file.endsWith('.deb'))
        .toSorted()
        .map((file) => join(folder, file));
    } catch {
      return [];
    }
  }

  private async fetchInto(folder: string, names: readonly string[]): Promise<void> {
    this.log(`Downloading ${names.length} packages with apt ...`);
    const download = (): Promise<Buffer> =>
      runProgram('apt-get', [...this.aptOptions, '-q', 'download', ...names], { cwd: folder });
    try {
      await download();
    } catch (error) {
      if (this.privateLists) throw asBuildError(error);
      // Lists that are older than the archive contain files that no longer exist.
      await this.fetchPrivateLists();
      await download().catch((second: unknown) => {
        throw asBuildError(second);
      });
    }
  }

  private async tryClosure(name: string): Promise<string[]> {
    try {
      const output = await runProgram('apt-cache', [
        ...this.aptOptions,
        'depends',
        ...RECURSE,
        name,
      ]);
      return output
        .toString()
        .split('\n')
        .filter((line) => /^[a-z0-9]/.test(line));
    } catch (error) {
      if (error instanceof ProgramFailedError) return [];
      throw error;
    }
  }

  private async fetchPrivateLists(): Promise<void> {
    this.privateLists = true;
    this.log('Downloading package lists with apt ...');
    const lists = join(this.privateDir, 'lists');
    const cache = join(this.privateDir, 'cache');
    await mkdir(join(lists, 'partial'), { recursive: true });
    await mkdir(join(cache, 'archives', 'partial'), { recursive: true });
    this.aptOptions = [
      ...this.aptOptions,
      '-o',
      `Dir::State::lists=${lists}`,
      '-o',
      `Dir::Cache=${cache}`,
    ];
    await runProgram('apt-get', [...this.aptOptions, '-q', 'update']).catch((error: unknown) => {
      throw asBuildError(error);
    });
  }
}

function asBuildError(error: unknown): TinyBuildError {
  return new TinyBuildError(
    'tinyDownloadFailed',
    `Cannot download the packages of the tiny image. Check that this machine reaches its package archive, then try again.\n${error instanceof Error ? error.message : String(error)}`,
    { cause: error },
  );
}
