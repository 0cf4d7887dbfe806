import '@patternfly/react-core/dist/styles/base.css';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { App } from './app/app';
import { startTheme } from './app/use-theme';
// Last, because it changes what PatternFly's parts bring.
import './ui/page.css';
import './ui/lists.css';
import './ui/narrow.css';

startTheme();
const root = document.querySelector('#root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
