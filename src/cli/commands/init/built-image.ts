import type { Schemas } from '@picostack/api-client';
import type { Cli } from '../../cli.js';
import { CliError, EXIT } from '../../cli-error.js';
import { at, type Image } from '../../client/api.js';
import { ProblemError } from '../../client/problem-error.js';
import { cancelUpload, uploadImage } from '../../client/upload.js';

/**
 * Find the image that a build would register.
 * @throws CliError if another command is uploading it
 */
export async function findBuiltImage(cli: Cli, name: string): Promise<Image | undefined> {
  const present = await findImage(cli, name);
  if (present?.upload?.isReceiving === false) {
    // Each build is another file, so the rest of an interrupted upload is of no use.
    await cancelUpload(cli.api, present.id);
    return undefined;
  }
  if (present?.status === 'importing' && present.uploadedBytes !== null) {
    throw new CliError(
      'imageBusy',
      `The image "${name}" is being uploaded. See "picostk image list".`,
      EXIT.conflict,
    );
  }
  return present;
}

/** Register a built image and upload its file. An incomplete earlier attempt is completed or replaced. */
export async function addBuiltImage(
  cli: Cli,
  present: Image | undefined,
  body: Schemas['CreateImageDto'],
  path: string,
): Promise<Image> {
  if (present?.status === 'failed') await removeImage(cli, body.name);
  const waiting = present?.status === 'importing' ? present : await registerImage(cli, body);
  return uploadImage(cli.api, cli.terminal, waiting, path);
}

async function findImage(cli: Cli, name: string): Promise<Image | undefined> {
  try {
    return await cli.api.image(name);
  } catch (error) {
    if (error instanceof ProblemError && error.exitCode === EXIT.notFound) return undefined;
    throw error;
  }
}

function removeImage(cli: Cli, name: string): Promise<void> {
  return cli.api.done(cli.api.client.DELETE('/api/v1/images/{id}', at(name)));
}

async function registerImage(cli: Cli, body: Schemas['CreateImageDto']): Promise<Image> {
  const created = await cli.api.result(cli.api.client.POST('/api/v1/images', { body }));
  if ('resource' in created) throw ProblemError.from(202, undefined);
  return created;
}
