import '@patternfly/react-core/dist/styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { urlInBasePath } from './api/base-path';
import { App } from './app/app';
import { startTheme } from './app/theme';
import './ui/lists.css';
import './ui/narrow.css';
import './ui/page.css';

// Last, because they override styles of PatternFly.

const url = urlInBasePath(window.location);
if (url !== null) window.location.replace(url);

startTheme();
const root = document.querySelector('#root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
