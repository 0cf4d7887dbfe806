import '@patternfly/react-core/dist/styles/base.css';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { App } from './app';
import { startTheme } from './hooks/use-theme';
// Last, because it changes what PatternFly's parts bring.
import './page.css';
import './lists.css';
import './narrow.css';

startTheme();
const root = document.querySelector('#root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
