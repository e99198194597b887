import type { PayoutAccountRecord, PayoutStep } from '~/domain/providers/find-payout-accounts.server';
import {
  type PayoutState,
  PROOF_WORDS,
  REASON_WORDS,
  SOURCE_WORDS,
  STOP_WORDS,
} from '~/domain/providers/payout-account';
import { dayInWords } from '~/domain/trusts/legal-day';
import { momentWords } from '~/ui/day-words';

export const STATE_WORDS: Record<PayoutState, string> = {
  asked: 'Waits for a call back',
  called_back: 'Waits for a third person',
  waiting: 'Agreed, not yet in force',
  in_force: 'In force',
  replaced: 'Replaced',
  stopped: 'Stopped',
};

/** An account and all that became of it, as sentences. The moments are those of the world that is shown. */
export function accountWords(account: PayoutAccountRecord, inWorld: (at: Date) => Date) {
  return {
    id: account.id,
    provider: account.provider,
    title: `Version ${account.version}, ..${account.ending}`,
    state: STATE_WORDS[account.state],
    reason: REASON_WORDS[account.reason],
    steps: [
      `Asked${account.askedBy ? ` by ${account.askedBy}` : ' before these books began'}, ${momentWords(inWorld(account.askedAt))}`,
      ...account.steps.map((step) => stepWords(step, inWorld)),
    ],
  };
}

export type AccountWords = ReturnType<typeof accountWords>;

function stepWords(step: PayoutStep, inWorld: (at: Date) => Date): string {
  const when = `${step.by}, ${momentWords(inWorld(step.at))}`;
  if (step.step === 'called_back')
    return `Called back by ${when}, on the number of ${step.numberFrom ? SOURCE_WORDS[step.numberFrom] : ''} that was on file since ${dayInWords(step.onFileSince ?? '')}`;
  if (step.step === 'agreed')
    return `Agreed by ${when}, on ${step.proof ? PROOF_WORDS[step.proof] : ''}; paid on from ${step.inForceFrom ? momentWords(inWorld(step.inForceFrom)) : ''}`;
  return `Stopped by ${when}: ${step.why ? STOP_WORDS[step.why] : ''}`;
}
