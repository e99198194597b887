import { openPool } from 'db/client';
import { AuditCopy } from '~/cli/audit-copy';
import { copyTrail } from '~/cli/keep-trail';
import { linkTrail } from '~/reports/verification/stream-trail.server';

/** A sequencer that never rests, to be killed at any moment: binds what waits and copies it, again and again. */
const [ownerUrl = '', webUrl = '', folder = ''] = process.argv.slice(2);
const pool = openPool(webUrl, { applicationName: 'sequencer', max: 1 });
const copy = new AuditCopy(folder);
process.stdout.write('keeping\n');
for (;;) {
  await linkTrail(pool, false);
  await copyTrail({ ownerUrl, webUrl }, copy);
}
