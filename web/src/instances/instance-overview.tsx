import {
  Alert,
  Card,
  CardBody,
  CardTitle,
  DescriptionList,
  Grid,
  GridItem,
  Stack,
  StackItem,
  Switch,
} from '@patternfly/react-core';
import { formatBytes } from '@picostack/api-client/formats';
import { Link } from 'react-router';

import type { InstanceDto } from '../api/types';
import { PortList } from '../ports/port-list';
import { useCanEdit } from '../session/session';
import { Age } from '../ui/age';
import { Fact } from '../ui/fact';
import { imageLink } from '../ui/links';
import { useNotifications } from '../ui/notifications';
import { formatFlavour } from '../ui/sizes';
import { DiskPath } from './disk-path';
import { InstanceAbout } from './instance-about';
import { isAdopted } from './instance-disks';
import { useUpdateInstance } from './instance-mutations';
import { InstanceScreen, useScreenshot } from './instance-screen';
import { describePending } from './instance-sizes';

/** The tab with the details of an instance. */
export function InstanceOverview({ instance }: { instance: InstanceDto }) {
  const { flavour, image, diskSizeBytes, startedAt, lastError } = instance;
  const picture = useScreenshot(instance);
  return (
    <Grid hasGutter>
      {lastError && (
        <GridItem span={12}>
          <Alert isInline variant="danger" title="The last action failed">
            {lastError}
          </Alert>
        </GridItem>
      )}
      <GridItem span={12} xl={6}>
        <Card isFullHeight>
          <CardTitle component="h2">Details</CardTitle>
          <CardBody>
            <DescriptionList columnModifier={{ default: '1Col', md: '2Col' }}>
              <Fact term="Image">
                {image ? (
                  <Link to={imageLink(image.id)} className="ps-name" title={image.name}>
                    {image.name}
                  </Link>
                ) : (
                  <span className="ps-subtle">
                    {isAdopted(instance) ? 'None (adopted)' : 'None'}
                  </span>
                )}
              </Fact>
              <Fact term="Flavour">
                {flavour ? `${flavour.name}: ` : ''}
                {describePending(instance) ?? formatFlavour(instance)}
              </Fact>
              <Fact term="Ports">
                <PortList instance={instance} />
              </Fact>
              <Fact term="Network">
                {instance.networkMode}
                {instance.mac && (
                  <>
                    , <span className="ps-mono">{instance.mac}</span>
                  </>
                )}
              </Fact>
              <Fact term="Disk">
                <div>{diskSizeBytes === 0 ? 'Unknown' : formatBytes(diskSizeBytes)}</div>
                <DiskPath instance={instance} />
              </Fact>
              <Fact term="Created">
                <Age time={instance.createdAt} />
              </Fact>
              <Fact term="Started">
                {startedAt ? <Age time={startedAt} /> : <span className="ps-subtle">Never</span>}
              </Fact>
              <Fact term="ID">
                <span className="ps-mono ps-break">{instance.id}</span>
              </Fact>
              <Fact term="Autostart">
                <InstanceSwitch instance={instance} field="autostart" label="Start on host boot" />
              </Fact>
              <Fact term="Protection">
                <InstanceSwitch
                  instance={instance}
                  field="isProtected"
                  label="Protect from deletion"
                />
              </Fact>
            </DescriptionList>
          </CardBody>
        </Card>
      </GridItem>
      <GridItem span={12} xl={6}>
        <Stack hasGutter>
          <StackItem isFilled={!picture}>
            <InstanceAbout instance={instance} />
          </StackItem>
          {picture && (
            <StackItem isFilled>
              <InstanceScreen name={instance.name} picture={picture} />
            </StackItem>
          )}
        </Stack>
      </GridItem>
    </Grid>
  );
}

interface Props {
  instance: InstanceDto;
  field: 'isProtected' | 'autostart';
  label: string;
}

/** A switch for a boolean field of an instance. */
function InstanceSwitch({ instance, field, label }: Props) {
  const update = useUpdateInstance(instance);
  const { notifyError } = useNotifications();
  const canEdit = useCanEdit();
  // Optimistic: moves back if the request fails.
  const isOn = update.isPending ? update.variables[field] : instance[field];
  return (
    <>
      <Switch
        id={`switch-${field}`}
        label={label}
        isChecked={isOn}
        isDisabled={!canEdit || update.isPending}
        onChange={(_event, on) =>
          update.mutate(
            { [field]: on },
            { onError: (error) => notifyError(`Could not change ${instance.name}`, error) },
          )
        }
      />
    </>
  );
}
