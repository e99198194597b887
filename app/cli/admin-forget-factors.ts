import { Command } from 'commander';
import { operatorTx } from 'db/operator';
import { sql } from 'drizzle-orm';
import { recordAuditEvent } from '~/domain/audit/record-audit-event.server';
import { command, print, withConnections } from './command';
import { Failure } from './failure';

export const forgetFactorsCommand = new Command('forget-factors')
  .description(
    'Lets a person who has lost their device and their recovery codes enrol anew. Make sure first, in person or by a call you began, who is asking. Their password stays; all their sessions end.',
  )
  .requiredOption('--email <email>', 'what the person signs in with')
  .action(
    command(async ({ email }: { email: string }) => {
      await withConnections((connections) =>
        operatorTx(connections, async (tx) => {
          const { rows } = await tx.execute<{ person: string | null }>(
            sql`select sec.forget_factors(${email}) as person`,
          );
          const person = rows[0]?.person;
          if (!person) throw new Failure(`There is no person with the email ${email}.`);
          await recordAuditEvent(tx, {
            action: 'factors.forgotten',
            recordType: 'person',
            recordRef: `person ${person}`,
          });
        }),
      );
      print(`${email} signs in with the password and enrols a second factor anew.`);
    }),
  );
