import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';

import { ApiError, formError } from '../api/api-error';
import type { ImageDto, OperationDto, UpdateImageDto } from '../api/types';
import { useLiveCache } from '../live/queries';
import { cancelUpload, deleteImage, readImageEtag, updateImage } from './requests';

/** The properties of each dialog of an image. */
export interface ImageDialogProps {
  image: ImageDto;
  onClose: () => void;
  onDeleted?: () => void;
}

/** A mutation of the editable fields of an image. It fails if someone else changed them since the component was mounted. */
export function useUpdateImage(image: ImageDto) {
  const cache = useLiveCache();
  const etag = useRef<Promise<string | undefined>>(undefined);
  useEffect(() => {
    etag.current = readImageEtag(image.id);
    // Saving reports the error; the user may cancel before.
    etag.current.catch(() => undefined);
  }, [image.id]);
  return useMutation({
    mutationFn: async (body: UpdateImageDto) => updateImage(image.id, body, await etag.current),
    onSuccess: (changed) => cache.images.upsert(changed),
    onError: () => cache.images.refetch(image.id),
  });
}

/** A mutation that protects an image from deletion, or removes the protection. */
export function useProtectImage(image: ImageDto) {
  const cache = useLiveCache();
  return useMutation({
    mutationFn: (isProtected: boolean) => updateImage(image.id, { isProtected }),
    onSuccess: (changed) => cache.images.upsert(changed),
    onError: () => cache.images.refetch(image.id),
  });
}

/** A mutation that deletes an image; an upload that is not complete is cancelled. */
export function useDeleteImage() {
  const cache = useLiveCache();
  return useMutation({
    mutationFn: (image: ImageDto) =>
      image.upload ? cancelUpload(image.id) : deleteImage(image.id),
    onSuccess: (_result, image) => cache.images.remove(image.id),
    onError: (_error, image) => cache.images.refetch(image.id),
  });
}

/** A mutation that starts an operation on an image. The caller shows its error. */
export function useImageOperation(image: ImageDto, send: (id: string) => Promise<OperationDto>) {
  const cache = useLiveCache();
  return useMutation({
    mutationFn: () => send(image.id),
    onSuccess: (operation) => cache.updateOperation(operation),
    // If the server refuses, the shown state may be out of date.
    onError: () => cache.images.refetch(image.id),
  });
}

/** The error of a change that no field of the form shows. */
export function changeError(error: Error | null, fields: RegExp): string | null {
  if (error instanceof ApiError && error.code === 'preconditionFailed') {
    return 'Someone else changed this image. Cancel, check the current values, and edit it again.';
  }
  return formError(error, fields);
}
