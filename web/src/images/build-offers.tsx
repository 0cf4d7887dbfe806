import { Alert, Button, Card, CardBody, CardFooter, CardTitle } from '@patternfly/react-core';
import { type ReactNode, useState } from 'react';

import { errorMessage } from '../api/api-error';
import type { ImageRecipeDto } from '../api/types';
import { useNotifications } from '../ui/notifications';
import { BuildDebianDialog } from './build-debian-dialog';
import { useBuildImage } from './build-image';

interface OfferProps {
  title: string;
  text: ReactNode;
  children: ReactNode;
}

/** A way to get an image: what it is, and its button. */
export function Offer({ title, text, children }: OfferProps) {
  return (
    <Card isFullHeight>
      <CardTitle component="h3">{title}</CardTitle>
      <CardBody>{text}</CardBody>
      <CardFooter>{children}</CardFooter>
    </Card>
  );
}

interface RecipeProps {
  recipe: ImageRecipeDto;
  onStarted?: () => void;
}

/** The offer to build an image. If the server cannot build it, the button is disabled, with the reason. */
export function BuildOffer(props: RecipeProps) {
  const { title, description, available, problem } = props.recipe;
  return (
    <Offer
      title={title}
      text={
        <div className="ps-stacked">
          <p>{description}</p>
          {!available && (
            <Alert isInline isPlain variant="warning" title="This server cannot build it">
              <p className="ps-break">{problem}</p>
            </Alert>
          )}
        </div>
      }
    >
      {props.recipe.recipe === 'tiny' ? <BuildTiny {...props} /> : <BuildDebian {...props} />}
    </Offer>
  );
}

function BuildTiny({ recipe, onStarted }: RecipeProps) {
  const build = useBuildImage();
  const { notify } = useNotifications();
  const start = (): void =>
    build.mutate(
      { recipe: 'tiny' },
      {
        onSuccess: ({ resource }) => {
          notify({ variant: 'info', title: `Building ${resource.name}` });
          onStarted?.();
        },
      },
    );
  return (
    <div className="ps-stacked">
      {build.error && (
        <Alert isInline isLiveRegion variant="danger" title={errorMessage(build.error)} />
      )}
      <div>
        <Button
          variant="secondary"
          aria-label={`Build ${recipe.title}`}
          isLoading={build.isPending}
          isDisabled={!recipe.available || build.isPending}
          onClick={start}
        >
          Build
        </Button>
      </div>
    </div>
  );
}

function BuildDebian({ recipe, onStarted }: RecipeProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="secondary"
        aria-label={`Build ${recipe.title}`}
        isDisabled={!recipe.available}
        onClick={() => setOpen(true)}
      >
        Build…
      </Button>
      {open && <BuildDebianDialog onStarted={onStarted} onClose={() => setOpen(false)} />}
    </>
  );
}
