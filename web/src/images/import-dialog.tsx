import {
  Alert,
  Button,
  type ButtonProps,
  Form,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  Tab,
  Tabs,
  TabTitleText,
} from '@patternfly/react-core';
import { CloudDownloadAltIcon } from '@patternfly/react-icons';
import { imageOfEntry } from '@picostack/api-client';
import { useState } from 'react';
import { useNavigate } from 'react-router';

import { ApiError, errorMessage } from '../api/api-error';
import { suggestImageName } from '../api/names';
import type { CatalogueEntryDto, CreateImageDto } from '../api/types';
import { useImages } from '../live/queries';
import { useNotifications } from '../ui/notifications';
import { CatalogueList } from './catalogue-list';
import { importImage } from './requests';
import { EMPTY_DRAFT, requestOf, UrlForm } from './url-form';

/** A button that opens the dialog of the imports. */
export function ImportButton({ variant = 'secondary' }: Pick<ButtonProps, 'variant'>) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant={variant} icon={<CloudDownloadAltIcon />} onClick={() => setOpen(true)}>
        Import image
      </Button>
      {open && <ImportDialog onClose={() => setOpen(false)} />}
    </>
  );
}

/** Imports an image from the catalogue, or from a URL. The server downloads it; the dialog closes at once. */
function ImportDialog({ onClose }: { onClose: () => void }) {
  const { data: images = [] } = useImages();
  const { notify } = useNotifications();
  const navigate = useNavigate();
  const [tab, setTab] = useState<string | number>('catalogue');
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [busyEntry, setBusyEntry] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const takenNames = new Set(images.map((image) => image.name));
  const request = requestOf(draft);

  const start = async (body: CreateImageDto & { url: string }, entry = ''): Promise<void> => {
    setBusyEntry(entry);
    setFailure(null);
    try {
      await importImage(body);
      notify({ variant: 'info', title: `Importing ${body.name}` });
      onClose();
      void navigate('/images');
    } catch (error) {
      setFailure(error);
      setBusyEntry(null);
    }
  };
  const startEntry = (entry: CatalogueEntryDto): Promise<void> =>
    start(imageOfEntry(entry, suggestImageName(entry.name, takenNames)), entry.name);

  const isShownAtField =
    tab === 'url' && failure instanceof ApiError && failure.fieldErrors.length > 0;
  return (
    <Modal isOpen variant="medium" onClose={onClose} aria-labelledby="import-title">
      <ModalHeader title="Import image" labelId="import-title" />
      <ModalBody>
        {failure !== null && !isShownAtField && (
          <Alert isInline isLiveRegion variant="danger" title={errorMessage(failure)} />
        )}
        <Tabs
          activeKey={tab}
          onSelect={(_event, key) => {
            setTab(key);
            setFailure(null);
          }}
          aria-label="Source"
        >
          <Tab eventKey="catalogue" title={<TabTitleText>Catalogue</TabTitleText>}>
            <div className="ps-tab">
              <CatalogueList busyEntry={busyEntry} onImport={(entry) => void startEntry(entry)} />
            </div>
          </Tab>
          <Tab eventKey="url" title={<TabTitleText>From a URL</TabTitleText>}>
            <Form
              id="import-url-form"
              className="ps-tab"
              onSubmit={(event) => {
                event.preventDefault();
                if (request && busyEntry === null) void start(request);
              }}
            >
              <UrlForm
                draft={draft}
                takenNames={takenNames}
                failure={failure}
                onChange={(next) => {
                  setDraft(next);
                  setFailure(null);
                }}
              />
            </Form>
          </Tab>
        </Tabs>
      </ModalBody>
      <ModalFooter>
        {tab === 'url' && (
          <Button
            type="submit"
            form="import-url-form"
            isLoading={busyEntry !== null}
            isDisabled={request === null || busyEntry !== null}
          >
            Import
          </Button>
        )}
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}
