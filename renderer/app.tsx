/** The window: frame, route and screen. */
import { useCallback, useEffect, useState } from 'react';
import { Banner } from './frame/banner.tsx';
import { CommandPalette } from './frame/command-palette.tsx';
import { ErrorBoundary } from './frame/error-boundary.tsx';
import { HelpDialog } from './frame/help-dialog.tsx';
import { Navigation } from './frame/navigation.tsx';
import { useShortcuts } from './frame/shortcuts.ts';
import { StatusBar } from './frame/status-bar.tsx';
import { TitleBar } from './frame/title-bar.tsx';
import { Toasts } from './frame/toasts.tsx';
import { screens } from './screens/index.ts';
import { useDesk } from './state/context.tsx';
import { useRoute } from './state/route.ts';
import { Empty, Loading } from './ui/states.tsx';

export function App() {
  const route = useRoute();
  const loaded = useDesk((s) => s.loaded);
  const [palette, setPalette] = useState<'all' | 'symbols' | null>(null);
  const [help, setHelp] = useState(false);
  useShortcuts({ palette: setPalette, help: () => setHelp(true) });
  useEffect(() => {
    const show = (): void => setHelp(true);
    addEventListener('quantai:help', show);
    return () => removeEventListener('quantai:help', show);
  }, []);
  const screen = screens.find((s) => s.id === route.screen);
  useEffect(() => {
    document.title = screen === undefined ? 'QuantAI' : `${screen.title} · QuantAI`;
  }, [screen]);
  const closePalette = useCallback(() => setPalette(null), []);
  return (
    <div className="flex h-full flex-col">
      <button
        type="button"
        onClick={() => document.getElementById('main')?.focus()}
        className="sr-only focus:not-sr-only"
      >
        Skip to the screen
      </button>
      <TitleBar onPalette={() => setPalette('all')} />
      <Banner />
      <div className="flex min-h-0 flex-1">
        <Navigation onHelp={() => setHelp(true)} />
        <main
          id="main"
          tabIndex={-1}
          data-screen={route.screen}
          className="min-w-0 flex-1 overflow-hidden outline-none"
        >
          <ErrorBoundary resetKey={`${route.screen}/${route.argument}`}>
            {screen === undefined ? (
              <Empty
                title="There is no such screen"
                text={`Nothing stands at “${route.screen}”. Press g then a letter, or Ctrl K.`}
                action={
                  <a href="#/desk" className="text-accent underline">
                    Back to the Desk
                  </a>
                }
              />
            ) : loaded ? (
              <screen.component argument={route.argument} query={route.query} />
            ) : (
              <div className="p-4">
                <Loading lines={7} label="Waiting for the desk" />
              </div>
            )}
          </ErrorBoundary>
        </main>
      </div>
      <StatusBar />
      <CommandPalette mode={palette} onClose={closePalette} />
      <HelpDialog open={help} onClose={() => setHelp(false)} />
      <Toasts />
    </div>
  );
}
