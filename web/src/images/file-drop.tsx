import { Button } from '@patternfly/react-core';
import { UploadIcon } from '@patternfly/react-icons';
import { useRef, useState } from 'react';

import { formatBytes } from '../ui/sizes';

interface Props {
  file: File | null;
  onFile: (file: File) => void;
}

/** A place to drop a file on, or to choose one. */
export function FileDrop({ file, onFile }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null): void => {
    const first = files?.[0];
    if (first) onFile(first);
  };
  return (
    <div
      className={over ? 'ps-drop ps-drop-over' : 'ps-drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <UploadIcon aria-hidden="true" />
      <span className="ps-break" role="status">
        {file ? `${file.name}, ${formatBytes(file.size)}` : 'Drop a disk image here (qcow2 or raw)'}
      </span>
      <Button variant="secondary" onClick={() => input.current?.click()}>
        {file ? 'Choose another file' : 'Choose a file'}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="Image file"
        onChange={(event) => take(event.currentTarget.files)}
      />
    </div>
  );
}
