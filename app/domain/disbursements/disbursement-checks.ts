import { Decimal as D, type Decimal, sum, toText, ZERO } from '~/money/amount';
import { formatAmount } from '~/money/format';
import { dayInWords } from '../trusts/legal-day';

export interface CheckFacts {
  amount: Decimal;
  available: Decimal;
  /** What the services cost at the plan's agreed prices; null where one has no price. */
  agreedPrice: Decimal | null;
  planItems: Array<{ service: string; planned: number; given: number; until: string }>;
  /** Sent back: by the supervisor of who logged it, so that it does not count as given. */
  services: Array<{ reference: string; attended: boolean; sentBack: boolean; occurredOn: string }>;
  /** Services of the request that the reader does not see: nothing can be said of them. */
  servicesUnseen: number;
  providerCode: string;
  providerPayableUntil: string;
  today: string;
  invoice: string;
  invoiceSeenBefore: boolean;
  /** Trustees who logged one of the services. */
  trusteesWhoServed: number;
}

export interface Check {
  rule: string;
  outcome: 'passed' | 'judge' | 'stop';
  sentence: string;
  /** For what needs judgement: the figures it rests on. */
  figures?: Array<[label: string, amount: string]>;
}

/** What the system can tell of a request by itself; what only a person can judge is said so. In the order a careful person asks. */
export function disbursementChecks(facts: CheckFacts): Check[] {
  return [
    availability(facts),
    ...price(facts),
    plan(facts),
    attended(facts),
    invoice(facts),
    provider(facts),
    duties(facts),
  ];
}

const passed = (rule: string, sentence: string): Check => ({ rule, outcome: 'passed', sentence });

function availability({ amount, available }: CheckFacts): Check {
  const left = available.minus(amount);
  if (left.isNegative())
    return {
      rule: 'CA-1',
      outcome: 'stop',
      sentence: `This would leave ${formatAmount(toText(left))}. Ask for changes or wait for a receipt.`,
    };
  return passed('CA-1', 'Within the available cash');
}

function price({ amount, agreedPrice, servicesUnseen }: CheckFacts): Check[] {
  if (servicesUnseen > 0) {
    return [
      {
        rule: 'PR-4',
        outcome: 'judge',
        sentence: 'Not all services are shown to you, so their agreed price is not known here.',
        figures: [['Asked', toText(amount)]],
      },
    ];
  }
  if (agreedPrice === null || agreedPrice.lte(ZERO)) {
    return [
      {
        rule: 'PR-4',
        outcome: 'judge',
        sentence: 'The plan has no agreed price for these services.',
        figures: [['Asked', toText(amount)]],
      },
    ];
  }
  if (amount.lte(agreedPrice)) return [passed('PR-4', 'At or below the price agreed in the plan')];
  const over = amount.minus(agreedPrice);
  const percent = over.div(agreedPrice).times(100).toDecimalPlaces(0, D.ROUND_HALF_UP);
  return [
    {
      rule: 'PR-4',
      outcome: 'judge',
      sentence: percent.isZero()
        ? 'The price is slightly over the price agreed in the plan.'
        : `The price is ${percent.toString()}% over the price agreed in the plan.`,
      figures: [
        ['Asked', toText(amount)],
        ['Agreed in the plan', toText(agreedPrice)],
        ['Difference', toText(over)],
      ],
    },
  ];
}

function plan({ planItems, services, servicesUnseen }: CheckFacts): Check {
  if (servicesUnseen > 0)
    return {
      rule: 'PL-2',
      outcome: 'judge',
      sentence: 'Not all services are shown to you, so nobody can say here whether they are within the plan.',
    };
  const over = planItems.find((item) => item.given > item.planned);
  if (over)
    return {
      rule: 'PL-2',
      outcome: 'judge',
      sentence: `More was given than planned: ${over.given} of ${over.planned}.`,
    };
  const late = planItems.find((item) => services.some((service) => service.occurredOn > item.until));
  if (late)
    return {
      rule: 'PL-2',
      outcome: 'judge',
      sentence: `A service was given after the plan item ended on ${dayInWords(late.until)}.`,
    };
  const counts = planItems.map((item) => `${item.planned} planned, ${item.given} given`).join('; ');
  return passed('PL-2', `Within the approved plan: ${counts}`);
}

function attended({ services, servicesUnseen }: CheckFacts): Check {
  if (servicesUnseen > 0)
    return {
      rule: 'SV-1',
      outcome: 'stop',
      sentence: `${servicesUnseen} of ${services.length + servicesUnseen} services of this request are not shown to you. Who sees all of them decides on it or changes it.`,
    };
  const back = services.filter((service) => service.sentBack).map((service) => service.reference);
  if (back.length > 0)
    return {
      rule: 'SV-2',
      outcome: 'stop',
      sentence: `A supervisor sent back ${back.join(', ')}, so it does not count as given.`,
    };
  const missed = services.filter((service) => !service.attended).length;
  if (missed > 0)
    return { rule: 'SV-1', outcome: 'stop', sentence: `${missed} of ${services.length} services were not attended.` };
  return passed(
    'SV-1',
    services.length === 1
      ? 'The service is logged and was attended'
      : `All ${services.length} services are logged and were attended`,
  );
}

function invoice({ invoice, invoiceSeenBefore }: CheckFacts): Check {
  if (invoiceSeenBefore)
    return { rule: 'DU-1', outcome: 'judge', sentence: `Another request names invoice ${invoice} of this provider.` };
  return passed('DU-1', `Invoice ${invoice} has not been asked for before, nor any of its services`);
}

function provider({ providerCode, providerPayableUntil, today }: CheckFacts): Check {
  if (today > providerPayableUntil)
    return {
      rule: 'PV-1',
      outcome: 'stop',
      sentence: `${providerCode} cannot be paid: its vetting ended ${dayInWords(providerPayableUntil)}.`,
    };
  return passed('PV-1', `${providerCode} may be paid until ${dayInWords(providerPayableUntil)}`);
}

function duties({ trusteesWhoServed, servicesUnseen }: CheckFacts): Check {
  if (servicesUnseen > 0)
    return {
      rule: 'SD-2',
      outcome: 'judge',
      sentence: 'Not all services are shown to you, so nobody can say here whether a trustee logged one of them.',
    };
  if (trusteesWhoServed > 0)
    return {
      rule: 'SD-2',
      outcome: 'judge',
      sentence: 'A trustee in office logged one of these services and cannot decide.',
    };
  return passed('SD-2', 'No trustee logged any of these services');
}

/** The price of services at the plan's rates; null where one has none, or in another currency. */
export function agreedPriceOf(
  services: Array<{ quantity: number; unitPrice: Decimal | null; currency: string | null }>,
  currency: string,
): Decimal | null {
  if (services.some((service) => service.unitPrice === null || service.currency !== currency)) return null;
  return sum(services.map((service) => (service.unitPrice ?? ZERO).times(service.quantity)));
}
