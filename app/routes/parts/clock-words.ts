import type { BreachClock } from '~/domain/incidents/breach-clock';

/** "Notice: 18 hours left", "Full report: overdue by 2 hours". */
export function clockWords({ due, hoursLeft }: BreachClock): string {
  if (due === 'none') return 'No notice needed';
  if (due === 'done') return 'All told';
  const what = due === 'notice' ? 'Notice' : 'Full report';
  const hours = (count: number) => `${count} ${count === 1 ? 'hour' : 'hours'}`;
  return hoursLeft < 0 ? `${what}: overdue by ${hours(-hoursLeft)}` : `${what}: ${hours(hoursLeft)} left`;
}
