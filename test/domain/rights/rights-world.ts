import { randomUUID } from 'node:crypto';
import { correctItem } from '~/domain/rights/correct-item.server';
import { decideRight } from '~/domain/rights/decide-right.server';
import { noteCorrection } from '~/domain/rights/note-correction.server';
import { type RightRequest, requestRight } from '~/domain/rights/request-right.server';
import type { Ground } from '~/domain/rights/right';
import { takeAccessFile } from '~/domain/rights/take-access-file.server';
import { checkTextsBy } from '~/vault/check-texts.server';
import { actAs } from '../../support/database';
import { CHILD, openRevealWorld, type Person, type RevealWorld } from '../reveals/reveal-world';

export interface RightsWorld extends RevealWorld {
  record(who: Person, input?: Partial<RightRequest>): Promise<string>;
  settle(who: Person, reference: string, ground?: Ground | null): Promise<unknown>;
  take(
    who: Person,
    reference: string,
    asked?: { format?: 'json' | 'html'; year?: string; socket?: string },
  ): ReturnType<typeof takeAccessFile>;
  note(who: Person, reference: string): Promise<unknown>;
  correct(who: Person, reference: string, value: string, item?: 'name' | 'contact'): ReturnType<typeof correctItem>;
}

export async function openRightsWorld(): Promise<RightsWorld> {
  const world = await openRevealWorld();
  const { db, vault } = world;
  return {
    ...world,
    record: async (who, input = {}) => {
      const whole: RightRequest = {
        ...{ key: randomUUID(), code: CHILD, kind: 'access', asker: 'of_age', proof: 'identity_paper' },
        ...{ receivedOn: '2026-11-02', item: null, record: null, statement: '' },
        ...input,
      };
      return (await actAs(db, who.token, (q) => requestRight(q, who, whole))).reference;
    },
    settle: (who, reference, ground = null) =>
      actAs(db, who.token, (q) =>
        decideRight(q, who, {
          ...{ key: randomUUID(), reference, ground, reason: 'I have seen the paper.' },
          decision: ground ? 'refused' : 'agreed',
        }),
      ),
    take: (who, reference, { format = 'json', year, socket = vault.socket } = {}) =>
      actAs(db, who.token, (q) =>
        takeAccessFile(q, who, {
          ...{ reference, format, year },
          checkTexts: checkTextsBy(socket, { token: who.token, requestId: randomUUID() }),
          moment: (recorded) => new Date(recorded).toISOString(),
        }),
      ),
    note: (who, reference) =>
      actAs(db, who.token, (q) =>
        noteCorrection(q, who, { key: randomUUID(), reference, note: 'It was one session, not two.' }),
      ),
    correct: (who, reference, value, item = 'contact') =>
      correctItem(vault.socket, who, { token: who.token, requestId: randomUUID(), reference, item, value }),
  };
}
