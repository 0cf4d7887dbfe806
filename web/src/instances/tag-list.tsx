import { Label, LabelGroup } from '@patternfly/react-core';
import { Link } from 'react-router';

interface Props {
  tags: string[];
  /** Whose they are, for those who do not see the place. */
  of: string;
  shown?: number;
}

/** Tags, each a link to the instances that a search for it finds. */
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
