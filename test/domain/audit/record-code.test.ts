import { describe, expect, it } from 'vitest';
import { isRecordCode } from '~/domain/audit/record-code';
import { auditFilter, auditQuery } from '../../../app/routes/audit/parts/audit-filter';

const ask = (query: Record<string, string>) => auditFilter(auditQuery.parse(query));

describe('what the trail is asked for', () => {
  it.each(['NIYOG-01', 'T-0042', 'ACC-2027-0001', 'D-2027-0113', '83', '0:00-cr-00001-ZZZ'])(
    'is a code: %s',
    (code) => {
      expect(isRecordCode(code)).toBe(true);
      expect(ask({ record: code })).toMatchObject({ filter: { record: code }, problems: [] });
    },
  );

  it.each(['Balansing', 'Balansing Uwakuwakan', 'a-Balansing-Uwakuwakan', '000-555-0104', 'BALANSING', 'Niyog-01'])(
    'is not %s, which is neither looked for nor shown again',
    (typed) => {
      const { filter, problems, entered } = ask({ record: typed });
      expect([filter.record, entered.record]).toEqual([undefined, '']);
      expect(problems).toMatchObject([{ field: 'record' }]);
    },
  );

  it('and a kind is one of ours', () => {
    expect(ask({ kind: 'trail.read' }).filter.action).toBe('trail.read');
    expect(ask({ kind: 'Balansing Uwakuwakan' })).toMatchObject({ filter: {}, entered: { kind: '' } });
    expect(ask({ kind: 'Balansing Uwakuwakan' }).filter.action).toBeUndefined();
  });
});
