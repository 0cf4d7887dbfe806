import { useEffect, useRef, useState } from 'react';

type OnFiles = (files: File[]) => void;

/** The components that accept files; the one that was mounted last gets them, such as an open dialog. */
const acceptors: { current: OnFiles }[] = [];

/** Accept files that are dropped anywhere on the page. @returns whether files are being dragged over the page */
export function useFileDrop(onFiles: OnFiles, isEnabled = true): boolean {
  const [isOver, setOver] = useState(false);
  const acceptor = useRef(onFiles);
  useEffect(() => {
    acceptor.current = onFiles;
  });
  useEffect(() => {
    if (!isEnabled) return;
    const own = acceptor;
    acceptors.push(own);
    const isReceiver = (): boolean => acceptors.at(-1) === own;
    const hasFiles = (event: DragEvent): boolean =>
      isReceiver() && (event.dataTransfer?.types.includes('Files') ?? false);
    const drag = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      // Without this, the browser opens the file.
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      // Between two elements of the page, the event has the next one.
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      setOver(false);
      if (!hasFiles(event)) return;
      event.preventDefault();
      // With several acceptors, the first one that handles the event would change which one is the last.
      event.stopImmediatePropagation();
      own.current([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener('dragover', drag);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      acceptors.splice(acceptors.indexOf(own), 1);
      window.removeEventListener('dragover', drag);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
      setOver(false);
    };
  }, [isEnabled]);
  return isOver;
}
