import { type Pool, sqlState, type Tx, tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { Refusal } from '~/access/refusal';
import { askPayoutAccount } from './ask-payout-account.server';
import { correctItem } from './correct-item.server';
import { BrokenSeal } from './envelope.server';
import { eraseSubject } from './erase-subject.server';
import type { ErasureRegister } from './erasure-register.server';
import { findByName } from './find-by-name.server';
import { keepMore } from './keep-identity.server';
import type { KeySource, SealedSource } from './key-sources.server';
import { nameParty } from './name-party.server';
import { type OpenVault, openVault } from './open-vault.server';
import { type Answer, type Answers, type Ask, type Question, question, type VaultStatus } from './protocol';
import { logReading, type Reading } from './read-log.server';
import { revealItem } from './reveal-item.server';
import { rotateDataKeys, rotateRoot } from './rotate-keys.server';
import { scanTexts } from './scan-texts.server';
import { takeIn } from './take-in.server';

export interface VaultParts {
  pool: Pool;
  source: KeySource | SealedSource;
  register: () => ErasureRegister;
  /** What may be said of a fault: never what was asked. */
  onFault: (error: unknown) => void;
}

type Asking<A extends Ask> = Extract<Question, { ask: A }>;
type OfPerson = Exclude<Ask, 'status' | 'unseal'>;

/** The vault's process without its socket: what it knows between two questions, and how it answers one. */
export class VaultKeeper {
  #vault: OpenVault | undefined;
  #problem: string | undefined;

  constructor(private readonly parts: VaultParts) {}

  /** Opens the vault if its keys can be had. A wrong key shuts it: it then refuses everything and says why. */
  async open(): Promise<VaultStatus> {
    try {
      this.#vault = await openVault(this.parts.pool, this.parts.source, this.parts.register());
      this.#problem = undefined;
    } catch (error) {
      this.#vault = undefined;
      this.#problem = sqlState(error) ? 'Its database cannot be reached.' : (error as Error).message;
      this.parts.onFault(error);
    }
    return this.status();
  }

  status(): VaultStatus {
    if (this.#vault) return { state: 'open' };
    return this.#problem ? { state: 'shut', problem: this.#problem } : { state: 'sealed' };
  }

  /** One line in, one line out; never throws. */
  async answer(line: string): Promise<string> {
    return JSON.stringify(await this.#answer(line));
  }

  async #answer(line: string): Promise<Answer> {
    const parsed = question.safeParse(parseJson(line));
    if (!parsed.success) return { ok: false, code: 'vault.question', sentence: 'The vault did not understand this.' };
    const asked = parsed.data;
    try {
      if (asked.ask === 'status') return { ok: true, result: this.status() };
      if (asked.ask === 'unseal') return { ok: true, result: await this.#unseal(asked.share) };
      return { ok: true, result: await this.#asPerson(asked) };
    } catch (error) {
      if (asked.ask !== 'status' && asked.ask !== 'unseal') await this.#noteRefusal(asked, error);
      return refusalAnswer(error, this.parts.onFault);
    }
  }

  async #unseal(share: string): Promise<Answers['unseal']> {
    const { source } = this.parts;
    if (!('give' in source) || this.#vault) throw new Refusal('vault.not-sealed', 'The vault is not sealed.');
    const sharesNeeded = await source.give(share).catch((error: Error) => {
      throw new Refusal('vault.share', error.message);
    });
    if (sharesNeeded === 0) await this.open();
    return { sharesNeeded };
  }

  async #asPerson(asked: Asking<OfPerson>): Promise<Answers[OfPerson]> {
    const vault = this.#vault ?? this.#refuseShut();
    const { pool, source } = this.parts;
    const inTx = <T>(work: (q: Tx) => Promise<T>) => tx(pool, asked, work);
    switch (asked.ask) {
      case 'reveal':
        return inTx((q) => revealItem(q, vault, asked));
      case 'find':
        return inTx((q) => findByName(q, vault, asked.name));
      case 'keep':
        await inTx((q) => keepMore(q, vault, asked));
        return {};
      case 'correct':
        return inTx((q) => correctItem(q, vault, asked));
      case 'scan':
        return inTx((q) => scanTexts(q, vault, asked.texts));
      case 'take-in':
        return inTx((q) => takeIn(q, vault, asked));
      case 'party':
        return inTx((q) => nameParty(q, vault, asked));
      case 'payout-account':
        return inTx((q) => askPayoutAccount(q, vault, asked));
      case 'erase':
        return inTx((q) => eraseSubject(q, vault, asked));
      case 'rotate':
        return asked.what === 'data' ? rotateDataKeys(inTx, vault) : rotateRoot(inTx, vault.keyring, source);
    }
  }

  #refuseShut(): never {
    if (this.#problem)
      throw new Refusal(
        'vault.shut',
        'The vault is shut: its keys or its register are not the right ones. Its keepers have to look. No details were shown.',
      );
    throw new Refusal(
      'vault.sealed',
      'The vault is sealed. Two of its keepers open it, each with a share. No details were shown.',
    );
  }

  /** What was refused stays in the vault's own log, in a transaction of its own: the other one was taken back. */
  async #noteRefusal(asked: Asking<OfPerson>, error: unknown): Promise<void> {
    const outcome = sqlState(error) ?? (error instanceof Refusal ? error.code : 'fault');
    const purpose = 'reference' in asked ? asked.reference : asked.ask;
    const fields = 'item' in asked ? [asked.item] : [];
    const act = LOGGED_AS[asked.ask];
    await tx(this.parts.pool, asked, async (q) => {
      await logReading(q, { act, purpose, fields, outcome });
      await q.execute(sql`select note_vault_refused(${act}, ${purpose}, ${outcome})`);
    }).catch(() => {});
  }
}

/** Taking a child in looks for its name first: a form that is refused after that was a look as well, and is counted. */
const LOGGED_AS: Record<OfPerson, Reading['act']> = {
  ...{ 'take-in': 'find', correct: 'keep', party: 'keep', 'payout-account': 'keep' },
  ...{ keep: 'keep', reveal: 'reveal', find: 'find', rotate: 'rotate', erase: 'erase', scan: 'scan' },
};

function refusalAnswer(error: unknown, onFault: (error: unknown) => void): Answer {
  if (error instanceof Refusal) return { ok: false, code: error.code, sentence: error.message, field: error.field };
  const state = sqlState(error);
  if (state && /^(RV|RQ|BC|CP|PO|ER|SI|TU|28)/.test(state)) return { ok: false, code: state, sentence: '' };
  onFault(error);
  return {
    ok: false,
    code: error instanceof BrokenSeal ? 'vault.broken' : 'vault.fault',
    sentence: 'Could not be opened. No details were shown. The attempt is logged.',
  };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
