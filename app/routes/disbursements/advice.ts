import { z } from 'zod';
import { adviceAsText } from '~/domain/payments/payment-advice';
import { takePaymentAdvice } from '~/domain/payments/take-payment-advice.server';
import { guardLoader } from '~/http/guard.server';
import { copyWords } from '~/reports/copy-mark';
import { momentWords } from '~/ui/day-words';

/** What is sent to a provider of a payment, as a text: a copy with a number, for who has just shown that it is them. */
export const loader = guardLoader(
  { permission: 'payment.export', stepUp: true, params: z.object({ ref: z.string().max(20) }) },
  async ({ actor, params: { ref }, tx, now }) => {
    const { advice, number } = await tx((q) => takePaymentAdvice(q, actor, ref));
    return new Response(adviceAsText(advice, copyWords({ number, by: actor.name, on: momentWords(now) })), {
      headers: {
        'Content-Type': 'text/plain; charset=utf-8',
        'Content-Disposition': `attachment; filename="advice-${advice.reference}-${number}.txt"`,
      },
    });
  },
);
