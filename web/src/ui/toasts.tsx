import { Alert, AlertActionCloseButton, AlertGroup } from '@patternfly/react-core';
import { Link } from 'react-router';

import { useNotifications, type Notification } from './use-notifications';

const GOOD_NEWS_MS = 6000;
/** What is to be pressed is to be reached first. */
const WITH_LINK_MS = 12_000;

/** Good news goes by itself; bad news stays until it is read. */
export function Toasts() {
  const { list, dismiss } = useNotifications();
  return (
    <AlertGroup isToast isLiveRegion aria-label="Notifications">
      {list.map(({ id, variant, title, detail, link }) => (
        <Alert
          key={id}
          variant={variant}
          title={title}
          timeout={isGood(variant) && (link ? WITH_LINK_MS : GOOD_NEWS_MS)}
          onTimeout={() => dismiss(id)}
          actionLinks={
            link && (
              <Link to={link.to} onClick={() => dismiss(id)}>
                {link.text}
              </Link>
            )
          }
          actionClose={<AlertActionCloseButton title={title} onClose={() => dismiss(id)} />}
        >
          {detail}
        </Alert>
      ))}
    </AlertGroup>
  );
}

function isGood(variant: Notification['variant']): boolean {
  return variant === 'success' || variant === 'info';
}
