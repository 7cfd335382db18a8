/** Permissions, navigation, new windows, links, webviews and downloads: denied whatever is tried. */
import { describe, expect, it } from 'vitest';
import { guardApp, guardSession, mayOpen, openableHosts } from '../../../electron/guards.ts';
import { isAppUrl } from '../../../electron/ipc/channels.ts';
import { FakeContents, fakeElectron } from '../../support/fake-electron.ts';

const hostile = [
  'https://evil.example/',
  'http://quantai/',
  'https://quantai/',
  'app://quantai.evil.example/',
  'app://quantai@evil.example/',
  'app://user@quantai/',
  'app://quantai:80/',
  'app://evil/quantai/',
  'app:///quantai/',
  'app:quantai',
  'apps://quantai/',
  'app://qu\u0430ntai/',
  'app://quantai%2eevil.example/',
  'file:///etc/passwd',
  'file://quantai/index.html',
  'blob:app://quantai/1',
  'data:text/html,<script>1</script>',
  'javascript:alert(1)',
  'about:blank',
  'chrome://settings',
  'devtools://devtools/',
  'view-source:app://quantai/',
  'ws://127.0.0.1/',
  'ftp://evil.example/',
  'mailto:a@b.example',
  'ms-settings:',
  'smb://evil.example/share',
  '\\\\evil.example\\share',
  '//evil.example',
  '',
];

describe('navigation', () => {
  const fake = fakeElectron();
  guardApp(fake.parts.app, fake.parts.shell, () => undefined);
  const contents = new FakeContents();
  fake.app.emit('web-contents-created', {}, contents);
  const fire = (name: string, url: string): boolean => {
    let prevented = false;
    contents.emit(name, {
      url,
      preventDefault: () => {
        prevented = true;
      },
    });
    return prevented;
  };

  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('%s leaves the desk nowhere', (name) => {
    for (const url of hostile) expect(fire(name, url), url).toBe(true);
    expect(fire(name, 'app://quantai/')).toBe(false);
    expect(fire(name, 'app://quantai/index.html#/approvals')).toBe(false);
  });

  it('opens no window, and hands only listed addresses to the browser', () => {
    for (const url of [...hostile, ...openableHosts.map((host) => `https://${host}/x`)])
      expect(contents.openHandler?.({ url }), url).toEqual({ action: 'deny' });
    expect(fake.opened).toEqual(openableHosts.map((host) => `https://${host}/x`));
  });

  it('attaches no webview', () => {
    for (const params of [
      {},
      { src: 'app://quantai/' },
      { preload: '/x' },
      { nodeintegration: 'on' },
      { webpreferences: 'sandbox=no' },
    ]) {
      let prevented = false;
      contents.emit(
        'will-attach-webview',
        {
          preventDefault: () => {
            prevented = true;
          },
        },
        {},
        params,
      );
      expect(prevented).toBe(true);
    }
  });
});

describe('links', () => {
  it('go to exact https hosts only', () => {
    const host = openableHosts[0] as string;
    for (const url of [
      ...hostile,
      `http://${host}/`,
      `https://${host}.evil.example/`,
      `https://evil.example/${host}`,
      `https://${host}@evil.example/`,
      `https://user:pw@${host}/`,
      `https://${host}:8443/`,
      ` https://${host}/`,
      `https://${host}/${'a'.repeat(3000)}`,
      `https://evil.example#${host}`,
    ])
      expect(mayOpen(url), url).toBe(false);
    expect(mayOpen(`https://${host}/filing?id=1`)).toBe(true);
  });
});

describe('permissions', () => {
  const names = [
    'media',
    'geolocation',
    'notifications',
    'midi',
    'midiSysex',
    'pointerLock',
    'fullscreen',
    'openExternal',
    'clipboard-read',
    'clipboard-sanitized-write',
    'display-capture',
    'hid',
    'serial',
    'usb',
    'storage-access',
    'window-management',
    'idle-detection',
    'speaker-selection',
    'keyboardLock',
    'fileSystem',
    'unknown',
    'tomorrow-s-permission',
  ];
  it('are refused, known or not, asked or checked, from any origin', () => {
    const fake = fakeElectron();
    guardSession(fake.parts.session.defaultSession);
    const { request, check, device, display } = fake.session as Record<string, (...args: unknown[]) => unknown>;
    for (const name of names) {
      let answer: unknown;
      request?.({}, name, (given: unknown) => {
        answer = given;
      });
      expect(answer, name).toBe(false);
      for (const origin of ['app://quantai', 'https://evil.example', ''])
        expect(check?.(null, name, origin), name).toBe(false);
    }
    expect(device?.({ deviceType: 'usb' })).toBe(false);
    let streams: unknown;
    display?.({}, (given: unknown) => {
      streams = given;
    });
    expect(streams).toEqual({});
  });

  it('downloads nothing', () => {
    const fake = fakeElectron();
    guardSession(fake.parts.session.defaultSession);
    let prevented = false;
    (fake.session['will-download'] as (event: unknown) => void)({
      preventDefault: () => {
        prevented = true;
      },
    });
    expect(prevented).toBe(true);
  });
});

describe('the own page', () => {
  it('is told by its parsed address', () => {
    for (const url of hostile) expect(isAppUrl(url), url).toBe(false);
    for (const url of ['app://quantai/', 'app://quantai/index.html', 'app://quantai/?a=1#/desk'])
      expect(isAppUrl(url)).toBe(true);
  });
});
