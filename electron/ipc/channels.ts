/** The two channels between the window and the desk: frames as JSON text, one each way. */
export const toDesk = 'quantai:to-desk';
export const fromDesk = 'quantai:from-desk';

/** The one origin whose pages may speak on them. */
export const appScheme = 'app';
export const appHost = 'quantai';
export const appUrl = `${appScheme}://${appHost}/`;

/** True for a page of the desk's own window; parsed, never compared by prefix. */
export function isAppUrl(address: string): boolean {
  try {
    const url = new URL(address);
    return (
      url.protocol === `${appScheme}:` &&
      url.host === appHost &&
      url.username === '' &&
      url.password === '' &&
      url.port === ''
    );
  } catch {
    return false;
  }
}
