import {
  Button,
  Card,
  CardBody,
  CardTitle,
  DescriptionList,
  ExpandableSection,
  Grid,
  GridItem,
} from '@patternfly/react-core';
import { formatBytes } from '@picostack/api-client/formats';
import { type ReactNode, useState } from 'react';

import type { ImageDto } from '../api/types';
import { useFlavours, useHost } from '../live/queries';
import { useCanEdit } from '../session/session';
import { Age } from '../ui/age';
import { CopyButton } from '../ui/copy-button';
import { Fact } from '../ui/fact';
import { imagesWithTag } from '../ui/links';
import { formatMiB } from '../ui/sizes';
import { TagList } from '../ui/tag-list';
import { EditImageDialog } from './edit-image-dialog';
import { ImageClones } from './image-clones';
import { DEVICE_PROFILE_NAMES, FIRMWARE_NAMES } from './image-hardware';
import { formatPorts } from './image-draft';

/** What the page of an image shows below its heading. Facts that the image does not have are left out. */
export function ImageOverview({ image }: { image: ImageDto }) {
  return (
    <Grid hasGutter>
      <GridItem span={12} lg={6}>
        <AboutCard image={image} />
      </GridItem>
      <GridItem span={12} lg={6}>
        <NewInstancesCard image={image} />
      </GridItem>
      <GridItem span={12}>
        <ImageClones image={image} />
      </GridItem>
      <GridItem span={12}>
        <TechnicalDetails image={image} />
      </GridItem>
    </Grid>
  );
}

function FactCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card isFullHeight>
      <CardTitle component="h2">{title}</CardTitle>
      <CardBody>
        <DescriptionList columnModifier={{ default: '1Col', md: '2Col' }}>
          {children}
        </DescriptionList>
      </CardBody>
    </Card>
  );
}

function AboutCard({ image }: { image: ImageDto }) {
  const { description, osInfo, tags, name, virtualSizeBytes, fileSizeBytes, version } = image;
  return (
    <Card isFullHeight>
      <CardTitle component="h2">About</CardTitle>
      <CardBody>
        <DescriptionList columnModifier={{ default: '1Col', md: '2Col' }}>
          {osInfo && <Fact term="Operating system">{osInfo}</Fact>}
          {virtualSizeBytes !== null && (
            <Fact term="Disk">
              {formatBytes(virtualSizeBytes)}
              {fileSizeBytes !== null && (
                <span className="ps-subtle">
                  , {formatBytes(fileSizeBytes)} on the host
                  {image.compression !== 'none' && ', compressed'}
                </span>
              )}
            </Fact>
          )}
          <Fact term="Created">
            <Age time={image.createdAt} />
          </Fact>
          {version > 1 && <Fact term="Version">{version}</Fact>}
          {tags.length > 0 && (
            <Fact term="Tags">
              <TagList tags={tags} of={name} linkOf={imagesWithTag} />
            </Fact>
          )}
        </DescriptionList>
        {description ? (
          <p className="ps-break ps-notes ps-description">{description}</p>
        ) : (
          <AddDescription image={image} />
        )}
      </CardBody>
    </Card>
  );
}

function AddDescription({ image }: { image: ImageDto }) {
  const [open, setOpen] = useState(false);
  const canEdit = useCanEdit();
  if (!canEdit) return null;
  return (
    <div className="ps-description">
      <Button variant="link" isInline onClick={() => setOpen(true)}>
        Add description
      </Button>
      {open && <EditImageDialog image={image} onClose={() => setOpen(false)} />}
    </div>
  );
}

function NewInstancesCard({ image }: { image: ImageDto }) {
  const { defaultUser, defaultPorts, minMemoryMiB, minDiskGiB, recommendedFlavour } = image;
  const { data: flavours } = useFlavours();
  const isFlavourKnown = flavours?.some(({ name }) => name === recommendedFlavour) ?? true;
  const minimum = [
    minMemoryMiB !== null && `${formatMiB(minMemoryMiB)} of memory`,
    minDiskGiB !== null && `${minDiskGiB} GiB of disk`,
  ].filter(Boolean);
  return (
    <FactCard title="New instances">
      {minimum.length > 0 && <Fact term="Need at least">{minimum.join(', ')}</Fact>}
      {recommendedFlavour && (
        <Fact term="Recommended flavour">
          {recommendedFlavour}
          {!isFlavourKnown && <span className="ps-subtle"> (does not exist)</span>}
        </Fact>
      )}
      {defaultPorts.length > 0 && (
        <Fact term="Default ports">{formatPorts(defaultPorts).replaceAll(' ', ', ')}</Fact>
      )}
      {defaultUser && <Fact term="Default user">{defaultUser}</Fact>}
      <Fact term="Firmware">{FIRMWARE_NAMES[image.firmware]}</Fact>
      <Fact term="Device profile">{DEVICE_PROFILE_NAMES[image.deviceProfile]}</Fact>
    </FactCard>
  );
}

/** A value for other programs, with a copy button. */
function CopiedFact({ term, value }: { term: string; value: string }) {
  return (
    <Fact term={term}>
      <span className="ps-copied">
        <span className="ps-mono ps-break">{value}</span>
        <CopyButton text={value} label={`Copy ${term}`} tooltip="Copy" />
      </span>
    </Fact>
  );
}

function TechnicalDetails({ image }: { image: ImageDto }) {
  const { id, sha256, fileSha256, verifiedAt, format, compression, source } = image;
  const { data: host } = useHost();
  const [open, setOpen] = useState(false);
  const pool = host?.pools.find(({ name }) => name.endsWith('-images'));
  return (
    <ExpandableSection
      toggleText="Technical details"
      isExpanded={open}
      onToggle={(_event, next) => setOpen(next)}
    >
      <DescriptionList columnModifier={{ default: '1Col', lg: '2Col' }}>
        <CopiedFact term="ID" value={id} />
        {pool && <CopiedFact term="File" value={`${pool.path}/${id}.qcow2`} />}
        {sha256 && <CopiedFact term="SHA-256 of the imported file" value={sha256} />}
        {fileSha256 && <CopiedFact term="SHA-256 of the stored file" value={fileSha256} />}
        <Fact term="Imported from">
          <span className="ps-break">{source}</span>
        </Fact>
        <Fact term="Imported format">{format}</Fact>
        <Fact term="Compression">{compression}</Fact>
        {verifiedAt && (
          <Fact term="Verified">
            <Age time={verifiedAt} />
          </Fact>
        )}
      </DescriptionList>
    </ExpandableSection>
  );
}
