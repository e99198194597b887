import { describe, expect, it } from 'vitest';
import { createLog, faultFields, type LogFields } from '~/http/log';

function linesOf(work: (log: ReturnType<typeof createLog>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  work(createLog({ write: (line) => void lines.push(line) }));
  for (const line of lines) expect(line.split('\n')).toHaveLength(2);
  return lines.map((line) => JSON.parse(line));
}

describe('a line of the log', () => {
  it('holds the fields that are allowed, as they are', () => {
    const fields: LogFields = {
      requestId: '0f8b2c1e-1234-4abc-8def-0123456789ab',
      method: 'POST',
      route: '/accountings/:ref/document.pdf',
      status: 200,
      ms: 12,
      code: 'disbursement.self-approval',
      fault: 'DatabaseError',
    };
    const [line] = linesOf((log) => log.info('request', fields));
    expect(line).toMatchObject({ ...fields, msg: 'request' });
    expect(line).not.toHaveProperty('redacted');
  });

  it.each([
    ['code', 'tita.oyang@post.example'],
    ['code', '0917-123-4567'],
    ['code', 'Dalupiñas'],
    ['code', 'two words'],
    ['code', 'a\nforged line'],
    ['fault', 'Error: Dalupinas Bukarena'],
    ['route', '/beneficiaries/NIYOG-01'],
    ['route', '/find?name=dalupinas'],
    ['method', 'GET /'],
    ['requestId', 'x y'],
    ['code', { x: 1 }],
    ['status', 'dalupinas'],
  ])('never holds %s %j', (field, value) => {
    const [line] = linesOf((log) => log.error('fault', { [field]: value } as LogFields));
    expect(JSON.stringify(line)).not.toMatch(/oyang|0917|Dalupi|dalupi|NARRA|words|forged/);
    if (field !== 'status') expect(line).toMatchObject({ [field]: '[redacted]', redacted: 1 });
  });

  it('never holds a field that is not allowed, nor an event that is none', () => {
    const [line] = linesOf((log) => log.info('Dalupiñas came', { note: 'Dalupiñas', req: { body: 'x' } } as LogFields));
    expect(Object.keys(line ?? {}).sort()).toEqual(['level', 'msg', 'redacted', 'time']);
    expect(line).toMatchObject({ msg: '[redacted]' });
  });

  it('says of a fault its class and code, never its message, detail, query or parameters', () => {
    const inner = Object.assign(new Error('Key (name)=(Dalupiñas) exists'), {
      name: 'DatabaseError',
      code: '23505',
      detail: 'Key (name)=(Dalupiñas)',
      where: 'SQL statement "… Dalupiñas"',
      internalQuery: 'Dalupiñas',
      parameters: ['Dalupiñas'],
    });
    const outer = Object.assign(new Error('Failed query: … params: Dalupiñas', { cause: inner }), {
      query: 'Dalupiñas',
    });
    const [line] = linesOf((log) => log.error('fault', faultFields(outer)));
    expect(line).toMatchObject({ fault: 'Error', code: '23505' });
    expect(JSON.stringify(line)).not.toContain('Dalupi');
  });
});
