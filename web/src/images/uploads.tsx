import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';

import { ApiError } from '../api/api-error';
import type { CreateImageDto, ImageDto } from '../api/types';
import { useLiveCache } from '../live/queries';
import { useNotifications } from '../ui/notifications';
import {
  cancelUpload,
  createImage,
  createUpload,
  deleteImage,
  readImportFailure,
  sendFile,
  waitForImport,
} from './requests';
import { resumeObstacle } from './resume-obstacle';
import { UploadSlots } from './upload-slots';
import { advanceRate, startRate, type UploadRate } from './upload-rate';

/** An upload in progress. */
export interface Upload {
  imageId: string;
  name: string;
  totalBytes: number;
  sentBytes: number;
  rate: UploadRate;
  /** The connection was lost, and the next attempt comes soon. */
  isWaiting: boolean;
  /** It begins when another upload ends. */
  isQueued: boolean;
}

interface Uploads {
  list: Upload[];
  /** Create the image and start the upload; rejects if the server does not create the image. */
  start: (body: CreateImageDto, file: File) => Promise<ImageDto>;
  /** Continue an interrupted upload with the same file. */
  resume: (image: ImageDto, file: File) => void;
  cancel: (imageId: string) => void;
}

/** Add the reason if the server refused the content, and closed the connection before the browser read why. */
async function withReason(error: unknown, imageId: string): Promise<unknown> {
  // The upload is gone together with its image.
  const isGone = error instanceof ApiError && (error.status === 0 || error.status === 404);
  if (!isGone) return error;
  try {
    const reason = await readImportFailure(imageId);
    return reason ? new Error(reason, { cause: error }) : error;
  } catch {
    return error;
  }
}

const UploadsContext = createContext<Uploads | null>(null);

/** A browser opens at most six connections to a server, and the page itself needs some of them. */
const MAX_UPLOADS_AT_ONCE = 3;

/** Runs the uploads above the pages, so that they continue when the dialog closes or another page opens. */
export function UploadsProvider({ children }: { children: ReactNode }) {
  const cache = useLiveCache();
  const { notify, notifyError } = useNotifications();
  const [list, setList] = useState<Upload[]>([]);
  const controllers = useRef(new Map<string, AbortController>());
  const [slots] = useState(() => new UploadSlots(MAX_UPLOADS_AT_ONCE));

  useEffect(() => {
    if (list.length === 0) return;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [list.length]);

  const value = useMemo<Uploads>(() => {
    const change = (imageId: string, changed: (upload: Upload) => Partial<Upload>): void =>
      setList((before) =>
        before.map((each) => (each.imageId === imageId ? { ...each, ...changed(each) } : each)),
      );

    const announceReady = async ({ id, name }: ImageDto): Promise<void> => {
      // A failed operation has a notification of its own.
      const isReady = await waitForImport(id).catch(() => false);
      if (isReady) notify({ variant: 'success', title: `Image ${name} is ready` });
    };

    const send = async (image: ImageDto, file: File): Promise<void> => {
      const controller = new AbortController();
      controllers.current.set(image.id, controller);
      setList((before) => [
        ...before,
        {
          imageId: image.id,
          name: image.name,
          totalBytes: file.size,
          sentBytes: image.uploadedBytes ?? 0,
          rate: startRate(performance.now(), image.uploadedBytes ?? 0),
          isWaiting: false,
          isQueued: true,
        },
      ]);
      try {
        await slots.acquire(image.id, controller.signal);
        change(image.id, ({ sentBytes }) => ({
          isQueued: false,
          rate: startRate(performance.now(), sentBytes),
        }));
        await sendFile(image.id, file, {
          signal: controller.signal,
          onProgress: (sentBytes) =>
            change(image.id, ({ rate }) => ({
              sentBytes,
              rate: advanceRate(rate, sentBytes, performance.now()),
              isWaiting: false,
            })),
          onInterrupted: () => change(image.id, () => ({ isWaiting: true })),
        });
        void announceReady(image);
      } catch (error) {
        if (controller.signal.aborted) await cancelUpload(image.id).catch(() => undefined);
        else notifyError(`Could not upload ${image.name}`, await withReason(error, image.id));
      } finally {
        slots.release(image.id);
        controllers.current.delete(image.id);
        setList((before) => before.filter(({ imageId }) => imageId !== image.id));
        cache.images.refetch(image.id);
      }
    };
    return {
      list,
      start: async (body, file) => {
        const image = await createImage(body);
        try {
          await createUpload(image.id, file);
        } catch (error) {
          await deleteImage(image.id).catch(() => undefined);
          throw error;
        }
        cache.images.upsert(image);
        void send(image, file);
        return image;
      },
      resume: (image, file) => {
        const obstacle = resumeObstacle(image, file);
        if (obstacle === null) void send(image, file);
        else notifyError(`Cannot continue the upload of ${image.name}`, new Error(obstacle));
      },
      cancel: (imageId) => controllers.current.get(imageId)?.abort(),
    };
  }, [list, cache, notify, notifyError, slots]);

  return <UploadsContext value={value}>{children}</UploadsContext>;
}

/** Return the uploads in progress, and functions to start and cancel them. */
export function useUploads(): Uploads {
  const uploads = useContext(UploadsContext);
  if (!uploads) throw new Error('useUploads needs an UploadsProvider above it');
  return uploads;
}
