import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { guardOf } from '~/http/guard-brand';

describe('the pages that ask for a fresh factor', () => {
  const routes = import.meta.glob('../../app/routes/**/*.{ts,tsx}');

  it('are all that hand out a file', async () => {
    const files: string[] = [];
    for (const [file, load] of Object.entries(routes)) {
      if (!readFileSync(path.resolve('test/http', file), 'utf8').includes('Content-Disposition')) continue;
      const { loader } = (await load()) as { loader?: unknown };
      files.push(`${file.replace('../../app/routes/', '')} ${guardOf(loader)?.stepUp}`);
    }
    expect(files.sort()).toEqual([
      'accountings/document.ts true',
      'aggregates/table.ts true',
      'audit/trail-file.ts true',
      'disbursements/advice.ts true',
      'erasures/certificate-file.ts true',
      'incidents/annual-file.ts true',
      'rights/file.ts true',
    ]);
  }, 60_000);

  it('are these', async () => {
    const asking: string[] = [];
    for (const [file, load] of Object.entries(routes)) {
      const { action } = (await load()) as { action?: unknown };
      if (guardOf(action)?.stepUp) asking.push(file.replace('../../app/routes/', ''));
    }
    expect(asking.sort()).toEqual([
      'account/code-app-removal.tsx',
      'account/code-app.tsx',
      'account/new-passkey.tsx',
      'account/passkey-removal.tsx',
      'account/password.tsx',
      'account/recovery-codes.tsx',
      'accountings/filing.tsx',
      'delegations/acceptance.tsx',
      'delegations/agreement.tsx',
      'delegations/end.tsx',
      'delegations/new.tsx',
      'disbursements/approval.tsx',
      'disbursements/payment.tsx',
      'disbursements/return.tsx',
      'disbursements/withdrawal.tsx',
      'erasures/agreement.tsx',
      'erasures/execution.tsx',
      'erasures/lifting.tsx',
      'incidents/assessment.tsx',
      'parties/agreement.tsx',
      'parties/new.tsx',
      'people/assignment-end.tsx',
      'people/new-assignment.tsx',
      'people/new-seat.tsx',
      'people/new-supervision.tsx',
      'people/person.tsx',
      'people/role-end.tsx',
      'people/role-review.tsx',
      'people/seat-end.tsx',
      'people/supervision-end.tsx',
      'providers/agreement.tsx',
      'providers/call.tsx',
      'providers/new-account.tsx',
      'providers/stop.tsx',
      'receipts/allocation.tsx',
      'restrictions/lifting.tsx',
      'restrictions/new.tsx',
      'reveals/agreement.tsx',
      'reveals/opening.tsx',
      'reveals/review.tsx',
      'rights/agreement.tsx',
      'rights/correction.tsx',
      'trustee-terms/acceptance.tsx',
      'trustee-terms/declining.tsx',
      'trustee-terms/delivery.tsx',
      'trustee-terms/end.tsx',
      'trustee-terms/new.tsx',
      'trustee-terms/notice.tsx',
      'trusts/agreement.tsx',
      'trusts/new-period.tsx',
      'trusts/reopening.tsx',
      'trusts/reversal.tsx',
    ]);
  }, 60_000);
});
