import { Label, LabelGroup } from '@patternfly/react-core';
import { Link } from 'react-router';

interface Props {
  tags: string[];
  /** The name of the instance, for the accessible name. */
  of: string;
  shown?: number;
}

/** Tags that link to a search for instances with the tag. */
export function TagList({ tags, of, shown = 16 }: Props) {
  if (tags.length === 0) return null;
  return (
    <LabelGroup aria-label={`Tags of ${of}`} numLabels={shown} isCompact>
      {tags.map((tag) => (
        <Label
          key={tag}
          isCompact
          variant="outline"
          render={({ className, content, componentRef }) => (
            <Link
              className={className}
              ref={componentRef}
              to={`/instances?q=${encodeURIComponent(tag)}`}
            >
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
