import { paths } from '~/http/paths';
import { BarHead } from '~/ui/bar-head';
import { PlainList } from '~/ui/plain-list';
import type { DeskData } from './desk.server';

/** That somebody is to answer whether they will be trustee. */
export function Appointments({ appointments }: Pick<DeskData, 'appointments'>) {
  if (appointments.length === 0) return null;
  return (
    <section aria-labelledby="appointments">
      <BarHead id="appointments" title="An appointment waits for you" />
      <PlainList
        items={appointments.map(({ id, words, trust }) => ({
          key: String(id),
          content: (
            <>
              {words}{' '}
              <a href={paths.termAcceptance(id)}>
                Accept or decline<span className="vh"> to be trustee of {trust}</span>
              </a>
            </>
          ),
        }))}
      />
    </section>
  );
}
