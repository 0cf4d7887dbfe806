import {
  Alert,
  Card,
  CardBody,
  CardTitle,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Grid,
  GridItem,
  Stack,
  StackItem,
} from '@patternfly/react-core';
import type { ReactNode } from 'react';

import type { InstanceDto } from '../api/types';
import { Age } from '../ui/age';
import { PortList } from '../ports/port-list';
import { isAdopted } from './instance-disks';
import { describePending } from './instance-sizes';
import { formatBytes, formatFlavour } from '../ui/sizes';
import { useScreenshot } from './use-screenshot';
import { DiskPath } from './disk-path';
import { InstanceScreen } from './instance-screen';
import { InstanceSwitch } from './instance-switch';
import { InstanceWords } from './instance-words';

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <DescriptionListGroup>
      <DescriptionListTerm>{term}</DescriptionListTerm>
      <DescriptionListDescription>{children}</DescriptionListDescription>
    </DescriptionListGroup>
  );
}

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
                  <span className="ps-name" title={image.name}>
                    {image.name}
                  </span>
                ) : (
                  <span className="ps-subtle">
                    {isAdopted(instance) ? 'none: it was adopted' : 'none'}
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
                <div>{diskSizeBytes === 0 ? 'not known' : formatBytes(diskSizeBytes)}</div>
                <DiskPath instance={instance} />
              </Fact>
              <Fact term="Created">
                <Age time={instance.createdAt} />
              </Fact>
              <Fact term="Started">
                {startedAt ? <Age time={startedAt} /> : <span className="ps-subtle">never</span>}
              </Fact>
              <Fact term="Id">
                <span className="ps-mono ps-break">{instance.id}</span>
              </Fact>
              <Fact term="Autostart">
                <InstanceSwitch
                  instance={instance}
                  field="autostart"
                  label="Starts with the host"
                />
              </Fact>
              <Fact term="Protection">
                <InstanceSwitch
                  instance={instance}
                  field="isProtected"
                  label="Protected"
                  hint="It cannot be deleted while this is on."
                />
              </Fact>
            </DescriptionList>
          </CardBody>
        </Card>
      </GridItem>
      <GridItem span={12} xl={6}>
        <Stack hasGutter>
          <StackItem isFilled={!picture}>
            <InstanceWords instance={instance} />
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
