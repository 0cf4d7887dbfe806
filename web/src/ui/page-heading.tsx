import { Flex, FlexItem, PageSection, Title } from '@patternfly/react-core';
import { type ReactNode, useEffect } from 'react';

interface Props {
  title: string;
  /** What the page shows, if the title does not say it. */
  intro?: string;
  children?: ReactNode;
}

/** The title of a page, also in the browser tab. */
export function PageHeading({ title, intro, children }: Props) {
  useEffect(() => {
    document.title = `${title} · picostack`;
  }, [title]);
  return (
    <PageSection>
      <Flex
        justifyContent={{ default: 'justifyContentSpaceBetween' }}
        alignItems={{ default: 'alignItemsCenter' }}
      >
        <FlexItem className="ps-heading">
          <Title headingLevel="h1">{title}</Title>
          {intro && <p className="ps-subtle">{intro}</p>}
        </FlexItem>
        {children && <FlexItem>{children}</FlexItem>}
      </Flex>
    </PageSection>
  );
}
