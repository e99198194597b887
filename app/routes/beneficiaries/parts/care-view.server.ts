import type { CareService, readCare, ServiceKey } from '~/domain/services-delivered/read-care.server';
import { amountWords, serviceWord } from '~/domain/services-delivered/service-words';
import { isDay } from '~/domain/trusts/legal-day';
import { dayWords } from '~/ui/day-words';

export type CareView = ReturnType<typeof careView>;

/** A child's plan and services in words, for who speaks for the child. */
export function careView({ plan, services, older }: Awaited<ReturnType<typeof readCare>>, today: string) {
  const [first] = plan;
  const last = services.at(-1);
  return {
    version: first ? `Care plan version ${first.planVersion}, review due ${dayWords(first.reviewOn)}` : null,
    plan: plan.map(({ id, service, unit, providerCode, planned, given, until }) => ({
      id,
      what: `${serviceWord(service)}, ${unit}s`,
      providerCode,
      planned,
      given,
      left: Math.max(0, planned - given),
      until: until < today ? `${dayWords(until)}, ended` : dayWords(until),
    })),
    services: services.map(serviceView),
    days: spanOf(services),
    older: older && last ? `${last.occurredOn}.${last.id}` : null,
  };
}

function serviceView(service: CareService) {
  return {
    reference: service.reference,
    what: serviceWord(service.service),
    amount: amountWords(service),
    day: dayWords(service.occurredOn),
    providerCode: service.providerCode,
    attended: service.attendance === 'attended',
    look: lookOf(service),
    reason: service.decision === 'sent_back' ? (service.reason ?? '') : '',
    note: service.note ?? '',
  };
}

function lookOf({ decision, correctedBy, withdrawnAt }: CareService): string {
  if (decision === 'confirmed') return 'Confirmed';
  if (decision !== 'sent_back') return 'Not looked at';
  if (withdrawnAt) return 'Sent back, withdrawn';
  return correctedBy ? `Sent back, put right by ${correctedBy}` : 'Sent back, does not count';
}

/** "Nov 3, 2026 to Jan 5, 2027": what is on the page. */
function spanOf(services: readonly CareService[]): string {
  const newest = services[0]?.occurredOn;
  const oldest = services.at(-1)?.occurredOn;
  if (!newest || !oldest) return '';
  return newest === oldest ? dayWords(newest) : `${dayWords(oldest)} to ${dayWords(newest)}`;
}

/** Undefined for a text that is no place in the list: the list then begins at the newest. */
export function serviceKeyOf(text: string | undefined): ServiceKey | undefined {
  const [, day = '', id = ''] = /^(\d{4}-\d{2}-\d{2})\.(\d{1,15})$/.exec(text ?? '') ?? [];
  return isDay(day) ? { day, id: Number(id) } : undefined;
}
