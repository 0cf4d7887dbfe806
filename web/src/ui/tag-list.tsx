import { Label, LabelGroup } from '@patternfly/react-core';
import { Link } from 'react-router';

interface Props {
  tags: string[];
  /** The name of the instance or image, for the accessible name. */
  of: string;
  /** The URL of the list of what has a tag. */
  linkOf: (tag: string) => string;
  shown?: number;
}

/** Tags that link to a list of what has the tag. */
export function TagList({ tags, of, linkOf, shown = 16 }: Props) {
  if (tags.length === 0) return null;
  return (
    <LabelGroup aria-label={`Tags of ${of}`} numLabels={shown} isCompact>
      {tags.map((tag) => (
        <Label
          key={tag}
          isCompact
          variant="outline"
          render={({ className, content, componentRef }) => (
            <Link className={className} ref={componentRef} to={linkOf(tag)}>
              {content}
            </Link>
          )}
        >
          {tag}
        </Label>
      ))}
    </LabelGroup>
  );
}
