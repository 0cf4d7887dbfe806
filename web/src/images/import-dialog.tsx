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
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';

import { ApiError, errorMessage } from '../api/api-error';
import { suggestImageName } from '../api/names';
import type { CatalogueEntryDto, CreateImageDto, ImageDto } from '../api/types';
import { useImages } from '../live/queries';
import { useNotifications } from '../ui/notifications';
import { CatalogueList } from './catalogue-list';
import { EMPTY_HOST_FILE, hostFileRequest } from './host-file';
import { HostFileForm } from './host-file-form';
import { NewVersionNote } from './new-version-note';
import { EMPTY_VOLUME, volumeRequest } from './pool-volume';
import { importImage } from './requests';
import { EMPTY_DRAFT, requestOf, UrlForm } from './url-form';
import { VolumeForm } from './volume-form';

const FORM_ID = 'import-form';

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

/** The ways to import, other than from the catalogue: each is a form. */
type ImportFormName = 'url' | 'host' | 'volume';

function isFormName(tab: string | number): tab is ImportFormName {
  return tab === 'url' || tab === 'host' || tab === 'volume';
}

interface ImportDialogProps {
  /** The image that the import is a new version of, with the same name. */
  replaces?: ImageDto;
  onClose: () => void;
}

/** Imports an image from the catalogue, a URL, the host or libvirt. The server reads it; the dialog closes at once. */
export function ImportDialog({ replaces, onClose }: ImportDialogProps) {
  const { data: images = [] } = useImages();
  const { notify } = useNotifications();
  const navigate = useNavigate();
  const [tab, setTab] = useState<string | number>('catalogue');
  const [urlDraft, setUrlDraft] = useState({ ...EMPTY_DRAFT, name: replaces?.name ?? '' });
  const [hostDraft, setHostDraft] = useState({
    ...EMPTY_HOST_FILE,
    name: replaces?.name ?? '',
    isNameEdited: replaces !== undefined,
  });
  const [volumeDraft, setVolumeDraft] = useState({
    ...EMPTY_VOLUME,
    name: replaces?.name ?? '',
    isNameEdited: replaces !== undefined,
  });
  const [busyEntry, setBusyEntry] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const takenNames = new Set(images.map((image) => image.name));
  const requests: Record<ImportFormName, CreateImageDto | null> = {
    url: requestOf(urlDraft),
    host: hostFileRequest(hostDraft),
    volume: volumeRequest(volumeDraft),
  };
  const request = isFormName(tab) ? requests[tab] : null;

  const start = async (wanted: CreateImageDto, entry = ''): Promise<void> => {
    setBusyEntry(entry);
    setFailure(null);
    const body = replaces ? { ...wanted, name: replaces.name, replaces: true } : wanted;
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

  const submit = (): void => {
    if (request && busyEntry === null) void start(request);
  };
  const changed =
    <Draft,>(set: (draft: Draft) => void) =>
    (draft: Draft): void => {
      set(draft);
      setFailure(null);
    };

  const isShownAtField =
    tab !== 'catalogue' &&
    failure instanceof ApiError &&
    (failure.code === 'nameTaken' || failure.fieldErrors.length > 0);
  return (
    <Modal isOpen variant="medium" onClose={onClose} aria-labelledby="import-title">
      <ModalHeader
        title={replaces ? `Import a new version of ${replaces.name}` : 'Import image'}
        labelId="import-title"
      />
      <ModalBody>
        {replaces && (
          <div className="ps-summary">
            <NewVersionNote image={replaces} />
          </div>
        )}
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
          mountOnEnter
          unmountOnExit
        >
          <Tab eventKey="catalogue" title={<TabTitleText>Catalogue</TabTitleText>}>
            <div className="ps-tab">
              <CatalogueList busyEntry={busyEntry} onImport={(entry) => void startEntry(entry)} />
            </div>
          </Tab>
          <Tab eventKey="url" title={<TabTitleText>URL</TabTitleText>}>
            <ImportForm onSubmit={submit}>
              <UrlForm
                isNameFixed={replaces !== undefined}
                draft={urlDraft}
                takenNames={takenNames}
                failure={failure}
                onChange={changed(setUrlDraft)}
              />
            </ImportForm>
          </Tab>
          <Tab eventKey="host" title={<TabTitleText>File on the host</TabTitleText>}>
            <ImportForm onSubmit={submit}>
              <HostFileForm
                isNameFixed={replaces !== undefined}
                draft={hostDraft}
                takenNames={takenNames}
                failure={failure}
                onChange={changed(setHostDraft)}
              />
            </ImportForm>
          </Tab>
          <Tab eventKey="volume" title={<TabTitleText>Volume of libvirt</TabTitleText>}>
            <ImportForm onSubmit={submit}>
              <VolumeForm
                isNameFixed={replaces !== undefined}
                draft={volumeDraft}
                takenNames={takenNames}
                failure={failure}
                onChange={changed(setVolumeDraft)}
              />
            </ImportForm>
          </Tab>
        </Tabs>
      </ModalBody>
      <ModalFooter>
        {tab !== 'catalogue' && (
          <Button
            type="submit"
            form={FORM_ID}
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

function ImportForm({ children, onSubmit }: { children: ReactNode; onSubmit: () => void }) {
  return (
    <Form
      id={FORM_ID}
      className="ps-tab"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </Form>
  );
}
