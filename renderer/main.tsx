/** Starts the window: finds the bridge, follows the desk, draws. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { openBridge } from './bridge/client.ts';
import { DeskProvider } from './state/context.tsx';
import { followAppearance } from './state/preferences.ts';
import { createDeskStore } from './state/store.ts';
import './styles/base.css';

followAppearance(document.documentElement);
const bridge = openBridge(window);
// A hidden window gets no animation frames; its copy must not fall behind.
const schedule = (flush: () => void): void => {
  if (document.hidden) setTimeout(flush, 100);
  else requestAnimationFrame(flush);
};
const { store } = createDeskStore(bridge, schedule);
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <DeskProvider bridge={bridge} store={store}>
      <App />
    </DeskProvider>
  </StrictMode>,
);
