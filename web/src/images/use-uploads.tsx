import {
  createContext,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';

import { ApiError } from '../api/api-error';
import { sendImageContent, UPLOAD_BROKEN } from './image-content';
import { createImage, deleteImage, readRefusal } from './images';
import type { CreateImageDto, ImageDto } from '../api/types';
import { advanceRate, startRate, type UploadRate } from './upload-rate';
import { useLiveCache } from '../live/use-live-cache';
import { useNotifications } from '../ui/use-notifications';

export interface Upload {
  imageId: string;
  name: string;
  totalBytes: number;
  sentBytes: number;
  rate: UploadRate;
}

interface Uploads {
  list: Upload[];
  /** Records the image and starts sending; throws when the server does not take the image's record. */
  start: (body: CreateImageDto, file: File) => Promise<ImageDto>;
  cancel: (imageId: string) => void;
}

/** A server that refuses content early may end the connection before the browser reads the reason. */
async function explain(error: unknown, imageId: string): Promise<unknown> {
  if (!(error instanceof ApiError) || error.code !== UPLOAD_BROKEN) return error;
  try {
    const reason = await readRefusal(imageId);
    return reason ? new Error(reason, { cause: error }) : error;
  } catch {
    return error;
  }
}

const UploadsContext = createContext<Uploads | null>(null);

/** Stands above the pages, so an upload goes on while its dialog is closed and other pages are shown. */
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
    const follow = async (image: ImageDto, file: File): Promise<void> => {
      const controller = new AbortController();
      controllers.current.set(image.id, controller);
      try {
        await sendImageContent(image.id, file, {
          signal: controller.signal,
          onProgress: (sentBytes) =>
            setList((before) =>
              before.map((upload) =>
                upload.imageId === image.id
                  ? {
                      ...upload,
                      sentBytes,
                      rate: advanceRate(upload.rate, sentBytes, performance.now()),
                    }
                  : upload,
              ),
            ),
        });
        notify({ variant: 'success', title: `Image ${image.name} is ready` });
      } catch (error) {
        if (controller.signal.aborted) await deleteImage(image.id).catch(() => undefined);
        else notifyError(`Could not upload ${image.name}`, await explain(error, image.id));
      } finally {
        controllers.current.delete(image.id);
        setList((before) => before.filter((upload) => upload.imageId !== image.id));
        cache.images.reread(image.id);
      }
    };
    return {
      list,
      start: async (body, file) => {
        const image = await createImage(body);
        cache.images.accept(image);
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
        void follow(image, file);
        return image;
      },
      cancel: (imageId) => controllers.current.get(imageId)?.abort(),
    };
  }, [list, cache, notify, notifyError]);

  return <UploadsContext value={value}>{children}</UploadsContext>;
}

export function useUploads(): Uploads {
  const uploads = useContext(UploadsContext);
  if (!uploads) throw new Error('useUploads needs an UploadsProvider above it');
  return uploads;
}
