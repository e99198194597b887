import type { CDPSession, Page } from 'playwright-core';
import { follow, type World } from './world';

export interface Key {
  cdp: CDPSession;
  authenticatorId: string;
}

/** A passkey's device, as Chromium itself pretends one; without `verifies` it does not check its person. */
export async function plugIn(page: Page, verifies = true): Promise<Key> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: verifies,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, authenticatorId };
}

/** Adds a passkey through its page; it stays in the pretended device. */
export async function addPasskey(world: World, page: Page, name = 'Desk'): Promise<void> {
  await page.goto(`${world.origin}/account/passkeys/new`);
  await page.getByLabel('Its name').fill(name);
  await follow(page, () => page.getByRole('button', { name: 'Add this passkey' }).click());
}

/** What the browser would send, heard on its way and held back. */
export async function overhear(page: Page, act: () => Promise<void>): Promise<{ url: string; body: string }> {
  const heard = new Promise<{ url: string; body: string }>((resolve) => {
    void page.route('**', (route, request) => {
      if (request.method() !== 'POST') return route.continue();
      resolve({ url: request.url(), body: request.postData() ?? '' });
      return route.abort();
    });
  });
  await act();
  const form = await heard;
  await page.unroute('**');
  return form;
}

/** The same form once more, as somebody who overheard it would send it. */
export const sendAgain = (world: World, page: Page, { url, body }: { url: string; body: string }) =>
  page.request.post(url, {
    data: body,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: world.origin },
    maxRedirects: 0,
  });
