import { useStreamStatus } from './use-live-stream';
import { useHost } from './queries';

/** Whether the states on the page are the present ones. */
export function useCertainty(): boolean {
  const stream = useStreamStatus();
  const { data: host } = useHost();
  return stream !== 'lost' && host?.libvirtConnected !== false;
}
