import { Card, CardBody, CardTitle } from '@patternfly/react-core';
import { useEffect, useRef } from 'react';

interface Props {
  name: string;
  picture: Blob;
}

/** What the guest shows; each picture's address is given back when the next one takes its place. */
export function InstanceScreen({ name, picture }: Props) {
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    const url = URL.createObjectURL(picture);
    if (image.current) image.current.src = url;
    return () => URL.revokeObjectURL(url);
  }, [picture]);
  return (
    <Card isFullHeight>
      <CardTitle component="h2">Screen</CardTitle>
      <CardBody>
        <img ref={image} className="ps-screen" alt={`The screen of ${name}`} />
      </CardBody>
    </Card>
  );
}
