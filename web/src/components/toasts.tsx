import { Alert, AlertActionCloseButton, AlertGroup } from '@patternfly/react-core';

import { useNotifications } from '../hooks/use-notifications';

const GOOD_NEWS_MS = 6000;

/** Good news goes by itself; bad news stays until it is read. */
export function Toasts() {
  const { list, dismiss } = useNotifications();
  return (
    <AlertGroup isToast isLiveRegion aria-label="Notifications">
      {list.map(({ id, variant, title, detail }) => (
        <Alert
          key={id}
          variant={variant}
          title={title}
          timeout={variant === 'success' || variant === 'info' ? GOOD_NEWS_MS : false}
          onTimeout={() => dismiss(id)}
          actionClose={<AlertActionCloseButton title={title} onClose={() => dismiss(id)} />}
        >
          {detail}
        </Alert>
      ))}
    </AlertGroup>
  );
}
