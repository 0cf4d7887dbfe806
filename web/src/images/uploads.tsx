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
  createImage,
  deleteImage,
  readImportFailure,
  sendImageContent,
  UPLOAD_INTERRUPTED,
} from './requests';
import { advanceRate, startRate, type UploadRate } from './upload-rate';

/** An upload in progress. */
export interface Upload {
  imageId: string;
  name: string;
  totalBytes: number;
  sentBytes: number;
  rate: UploadRate;
}

interface Uploads {
  list: Upload[];
  /** Create the image and start the upload; rejects if the server does not create the image. */
  start: (body: CreateImageDto, file: File) => Promise<ImageDto>;
  cancel: (imageId: string) => void;
}

/** Add the reason if the server refused the content early, and closed the connection before the browser read why. */
async function withReason(error: unknown, imageId: string): Promise<unknown> {
  if (!(error instanceof ApiError) || error.code !== UPLOAD_INTERRUPTED) return error;
  try {
    const reason = await readImportFailure(imageId);
    return reason ? new Error(reason, { cause: error }) : error;
  } catch {
    return error;
  }
}

const UploadsContext = createContext<Uploads | null>(null);

/** Runs the uploads above the pages, so that they continue when the dialog closes or another page opens. */
export function UploadsProvider({ children }: { children: ReactNode }) {
  const cache = useLiveCache();
  const { notify, notifyError } = useNotifications();
  const [list, setList] = useState<Upload[]>([]);
  const controllers = useRef(new Map<string, AbortController>());

  useEffect(() => {
    if (list.length === 0) return;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [list.length]);

  const value = useMemo<Uploads>(() => {
    const upload = async (image: ImageDto, file: File): Promise<void> => {
      const controller = new AbortController();
      controllers.current.set(image.id, controller);
      try {
        await sendImageContent(image.id, file, {
          signal: controller.signal,
          onProgress: (sentBytes) =>
            setList((before) =>
              before.map((each) =>
                each.imageId === image.id
                  ? {
                      ...each,
                      sentBytes,
                      rate: advanceRate(each.rate, sentBytes, performance.now()),
                    }
                  : each,
              ),
            ),
        });
        notify({ variant: 'success', title: `Image ${image.name} is ready` });
      } catch (error) {
        if (controller.signal.aborted) await deleteImage(image.id).catch(() => undefined);
        else notifyError(`Could not upload ${image.name}`, await withReason(error, image.id));
      } finally {
        controllers.current.delete(image.id);
        setList((before) => before.filter(({ imageId }) => imageId !== image.id));
        cache.images.refetch(image.id);
      }
    };
    return {
      list,
      start: async (body, file) => {
        const image = await createImage(body);
        cache.images.upsert(image);
        setList((before) => [
          ...before,
          {
            imageId: image.id,
            name: image.name,
            totalBytes: file.size,
            sentBytes: 0,
            rate: startRate(performance.now()),
          },
        ]);
        void upload(image, file);
        return image;
      },
      cancel: (imageId) => controllers.current.get(imageId)?.abort(),
    };
  }, [list, cache, notify, notifyError]);

  return <UploadsContext value={value}>{children}</UploadsContext>;
}

/** Return the uploads in progress, and functions to start and cancel them. */
export function useUploads(): Uploads {
  const uploads = useContext(UploadsContext);
  if (!uploads) throw new Error('useUploads needs an UploadsProvider above it');
  return uploads;
}
