import { Flex, FlexItem, PageSection, Title } from '@patternfly/react-core';
import { useEffect, type ReactNode } from 'react';

interface Props {
  title: string;
  /** What the page is about, where the title does not say it. */
  intro?: string;
  children?: ReactNode;
}

/** A page's title, also in the browser's tab, with what stands beside it. */
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
