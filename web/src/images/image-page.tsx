import {
  Breadcrumb,
  BreadcrumbItem,
  EmptyState,
  EmptyStateBody,
  EmptyStateFooter,
  Flex,
  FlexItem,
  Label,
  PageSection,
  Title,
} from '@patternfly/react-core';
import { LockIcon, SearchIcon } from '@patternfly/react-icons';
import { useEffect } from 'react';
import { Link, useNavigate, useParams } from 'react-router';

import type { ImageDto } from '../api/types';
import { useImages, useOpenOperation } from '../live/queries';
import { OperationProgress } from '../operations/operation-progress';
import { QueryBoundary } from '../ui/query-boundary';
import { ImageActions } from './image-actions';
import { ImageNotices } from './image-notices';
import { ImageOverview } from './image-overview';
import { ImageStatusLabel } from './image-status';
import { ImageTransfer } from './image-transfer';
import { OsIcon } from './os-icon';

/** The page of one image. */
export function ImagePage() {
  const { id = '' } = useParams();
  const images = useImages();
  const image = images.data?.find((each) => each.id === id || each.name === id);
  const title = image?.name ?? 'Image';
  useEffect(() => {
    document.title = `${title} · picostack`;
  }, [title]);
  if (image) return <ImageDetails image={image} />;
  return (
    <PageSection isFilled>
      <QueryBoundary query={images} what="the image">
        {() => (
          <EmptyState titleText="Image not found" icon={SearchIcon} headingLevel="h1">
            <EmptyStateBody>It may have been deleted.</EmptyStateBody>
            <EmptyStateFooter>
              <Link to="/images">Images</Link>
            </EmptyStateFooter>
          </EmptyState>
        )}
      </QueryBoundary>
    </PageSection>
  );
}

function ImageDetails({ image }: { image: ImageDto }) {
  const navigate = useNavigate();
  const operation = useOpenOperation(image.id);
  return (
    <>
      <PageSection type="breadcrumb">
        <Breadcrumb>
          <BreadcrumbItem
            render={({ className }) => (
              <Link className={className} to="/images">
                Images
              </Link>
            )}
          />
          <BreadcrumbItem isActive>
            <span className="ps-name">{image.name}</span>
          </BreadcrumbItem>
        </Breadcrumb>
      </PageSection>
      <PageSection>
        <Flex justifyContent={{ default: 'justifyContentSpaceBetween' }}>
          <FlexItem className="ps-heading">
            <Flex
              alignItems={{ default: 'alignItemsCenter' }}
              columnGap={{ default: 'columnGapSm' }}
            >
              <FlexItem className="ps-title">
                <OsIcon image={image} />
                <Title headingLevel="h1" className="ps-long-title">
                  {image.name}
                </Title>
              </FlexItem>
              <FlexItem>
                <ImageStatusLabel image={image} />
              </FlexItem>
              {image.isProtected && (
                <FlexItem>
                  <Label variant="outline" icon={<LockIcon />}>
                    Protected
                  </Label>
                </FlexItem>
              )}
            </Flex>
          </FlexItem>
          <FlexItem>
            <ImageActions
              image={image}
              onDeleted={() => void navigate('/images', { replace: true })}
            />
          </FlexItem>
        </Flex>
        <div className="ps-page-notice">
          <ImageNotices image={image} />
        </div>
        <div className="ps-page-operation">
          <ImageTransfer image={image} />
          {operation && image.status !== 'importing' && <OperationProgress operation={operation} />}
        </div>
      </PageSection>
      <PageSection isFilled>
        <ImageOverview image={image} />
      </PageSection>
    </>
  );
}
