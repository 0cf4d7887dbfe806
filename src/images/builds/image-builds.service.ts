import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { checkTinyHost, TinyBuildError } from '@picostack/tiny-image';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ConflictError,
  ImageBuildError,
  InvalidInputError,
  messageOf,
} from '../../common/errors.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { BuildFolders } from '../../image-builds/build-folders.js';
import { type BuildHost, checkBuildHost, thisHost } from '../../image-builds/host-check.js';
import { jeosMetadata, tinyMetadata } from '../../image-builds/image-metadata.js';
import {
  DEFAULT_HOSTNAME,
  DISK_GIB,
  imageNameOf,
  type JeosRequest,
} from '../../image-builds/jeos-request.js';
import {
  type BuildStep,
  type BuildTask,
  type Recipe,
  RECIPES,
} from '../../image-builds/recipes.js';
import type { OperationDto } from '../../operations/dto.js';
import type { OperationContext } from '../../operations/operations.service.js';
import { ImageImporter } from '../import/image-importer.js';
import { ImageReception, showIn } from '../import/image-reception.js';
import type { ImageEntity } from '../image.entity.js';
import { type ImageContent, ImagesService } from '../images.service.js';
import { withBuiltImage } from './build-process.js';
import type { BuildImageDto, ImageRecipeDto } from './dto.js';

const MINUTE_MS = 60_000;

/** The recipes as the page shows them, and the time after which a build is ended. */
const DESCRIPTIONS = {
  tiny: {
    title: 'Tiny Linux',
    description:
      'A demo guest of 20 MB with a web server and SSH, from packages of this host. Built in seconds.',
    limitMs: 15 * MINUTE_MS,
  },
  jeos: {
    title: 'Debian',
    description:
      'Just enough of Debian 12 or 13 for a server: cloud-init, SSH, guest agent, BIOS and UEFI. Built in about 5 minutes.',
    limitMs: 120 * MINUTE_MS,
  },
} as const satisfies Record<Recipe, object>;

const JEOS_FIELDS = [
  'suite',
  'sizeGiB',
  'hostname',
  'packages',
  'sshKeys',
  'locale',
  'cloudInit',
] as const satisfies readonly (keyof BuildImageDto)[];

/** What to build, without its folder. */
type Order =
  | { readonly recipe: 'tiny'; readonly cacheDir: string }
  | { readonly recipe: 'jeos'; readonly request: JeosRequest };

/** Builds images on this host. A built image is imported like any other content, with the same checks. */
@Injectable()
export class ImageBuilds implements OnApplicationBootstrap {
  private readonly logger = new Logger(ImageBuilds.name);
  private readonly host: BuildHost = thisHost(process.env);
  private readonly folders: BuildFolders;
  /** The names of the images that are being built. */
  private readonly running = new Map<Recipe, string>();
  private cleanedUp: Promise<void> = Promise.resolve();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly images: ImagesService,
    private readonly importer: ImageImporter,
    private readonly reception: ImageReception,
  ) {
    this.folders = new BuildFolders(this.host, settings.dataDir);
  }

  onApplicationBootstrap(): void {
    this.cleanedUp = this.folders
      .removeLeftovers()
      .catch((error: unknown) =>
        this.logger.warn(`Cannot delete the files of an earlier build: ${messageOf(error)}`),
      );
  }

  /** List the recipes, and whether this server can build them. */
  async recipes(): Promise<{ items: ImageRecipeDto[] }> {
    const items = RECIPES.map(async (recipe) => {
      const { title, description } = DESCRIPTIONS[recipe];
      const problem = await this.problemOf(recipe);
      return {
        recipe,
        title,
        description,
        available: problem === undefined,
        problem: problem?.message ?? null,
      };
    });
    return { items: await Promise.all(items) };
  }

  /**
   * Start an operation that builds and registers an image.
   * @throws InvalidInputError, NameTakenError; ImageBuildError if this server cannot build it; ConflictError `imageBuildBusy`
   */
  async start(dto: BuildImageDto, actor: string): Promise<OperationDto> {
    const order = this.orderOf(dto);
    const { recipe } = order;
    const problem = await this.problemOf(recipe);
    if (problem) throw problem;
    this.requireIdle(recipe);
    const name = dto.name ?? (order.recipe === 'tiny' ? 'tiny' : imageNameOf(order.request));
    this.running.set(recipe, name);
    try {
      const metadata = order.recipe === 'tiny' ? tinyMetadata() : jeosMetadata(order.request);
      const { compression } = dto;
      const wanted = { name, ...metadata, ...(compression && { compression }) };
      const { id } = await this.images.create(wanted, actor, `build:${recipe}`);
      const image = await this.images.beginContent(id);
      return await this.reception.startOperation(
        image,
        actor,
        (progress) => this.build(image, order, actor, progress),
        'image.build',
      );
    } catch (error) {
      this.running.delete(recipe);
      throw error;
    }
  }

  private async build(
    image: ImageEntity,
    order: Order,
    actor: string,
    progress: OperationContext,
  ): Promise<void> {
    try {
      await this.reception.receive(image, actor, () => this.buildContent(image, order, progress));
    } finally {
      this.running.delete(order.recipe);
    }
  }

  private async buildContent(
    image: ImageEntity,
    order: Order,
    progress: OperationContext,
  ): Promise<ImageContent> {
    progress.step('preparing');
    await this.cleanedUp;
    const { recipe } = order;
    const folder = await this.folders.create(recipe);
    const task: BuildTask = { ...order, folder };
    const limit = AbortSignal.timeout(DESCRIPTIONS[recipe].limitMs);
    const signal = AbortSignal.any([progress.signal, limit]);
    const onStep = (step: BuildStep): void => this.showStep(image, step, progress);
    const context = { env: this.host.env, signal, onStep };
    try {
      return await withBuiltImage(task, context, (path) => this.import(image, path, progress));
    } catch (error) {
      throw limit.aborted && !progress.signal.aborted ? tooSlow(recipe) : error;
    } finally {
      // The process has deleted it, unless it was killed.
      await this.folders.remove(folder);
    }
  }

  private showStep(image: ImageEntity, each: BuildStep, operation: OperationContext): void {
    const { step, number, total, percent = 0 } = each;
    const name = `${step} (${number} of ${total})`;
    operation.step(name, (number - 1 + percent / 100) / total);
    const progress = this.images.progressOf(image);
    if (progress.name === name) return;
    progress.begin(name, null);
    this.images.announceProgress(image);
  }

  private async import(
    image: ImageEntity,
    path: string,
    progress: OperationContext,
  ): Promise<ImageContent> {
    const { size: totalBytes } = await stat(path);
    const source = createReadStream(path);
    try {
      return await this.importer.import(image, {
        source,
        totalBytes,
        signal: progress.signal,
        onProgress: showIn(progress),
      });
    } finally {
      source.destroy();
    }
  }

  /** @throws InvalidInputError */
  private orderOf(options: BuildImageDto): Order {
    const { recipe } = options;
    if (recipe === 'tiny') {
      const field = JEOS_FIELDS.find((each) => options[each] !== undefined);
      if (field !== undefined) throw invalid(field, 'can only be used with the recipe jeos');
      return { recipe, cacheDir: join(this.settings.dataDir, 'cache', 'tiny') };
    }
    const { sshKeys = [], cloudInit = true } = options;
    if (sshKeys.length === 0 && !cloudInit) {
      throw invalid('sshKeys', 'must have a key, or nobody could log in without cloud-init');
    }
    return {
      recipe,
      request: {
        suite: options.suite ?? 'bookworm',
        mirror: this.settings.debianMirror,
        packages: options.packages ?? [],
        sizeGiB: options.sizeGiB ?? DISK_GIB.default,
        hostname: options.hostname ?? DEFAULT_HOSTNAME,
        sshKeys,
        locale: options.locale,
        cloudInit,
      },
    };
  }

  private async problemOf(recipe: Recipe): Promise<ImageBuildError | undefined> {
    try {
      await (recipe === 'tiny' ? checkTinyHost() : this.checkJeosHost());
      return undefined;
    } catch (error) {
      if (error instanceof ImageBuildError) return error;
      if (error instanceof TinyBuildError) return new ImageBuildError(error.code, error.message);
      throw error;
    }
  }

  private checkJeosHost(): Promise<void> {
    const folder = this.folders.parentOf('jeos');
    // The folder of builds in the data folder is created by the first one.
    return checkBuildHost(this.host, this.host.uid === 0 ? this.settings.dataDir : folder);
  }

  private requireIdle(recipe: Recipe): void {
    const name = this.running.get(recipe);
    if (name === undefined) return;
    throw new ConflictError(
      'imageBuildBusy',
      `The image "${name}" is being built with the same recipe. Wait for the end of its operation, or cancel it.`,
    );
  }
}

function invalid(field: string, message: string): InvalidInputError {
  return new InvalidInputError(`The field ${field} ${message}.`, [{ field, message }]);
}

function tooSlow(recipe: Recipe): ImageBuildError {
  const minutes = DESCRIPTIONS[recipe].limitMs / MINUTE_MS;
  return new ImageBuildError(
    'imageBuildTooSlow',
    `The build did not end within ${minutes} minutes. Check the load of this host and its connection to the mirror, and try again.`,
  );
}
