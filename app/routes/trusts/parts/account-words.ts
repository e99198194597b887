import { serviceWord } from '~/domain/services-delivered/service-words';

const RECEIPTS: Record<string, string> = {
  clerk_restitution: 'Restitution, from the clerk of court',
  interest: 'Interest',
  coupon: 'Coupon of a holding',
  maturity_excess: 'Earned when a holding matured',
};

const COSTS: Record<string, string> = {
  trustee_fee: 'Trustee’s fee',
  accounting_fee: 'Accountant’s fee',
  bond_premium: 'Premium of the surety bond',
  wire_fee: 'Bank’s charge for a wire',
  return_fee: 'Bank’s charge for a returned payment',
  bank_fee: 'Bank’s charge',
};

/** What an account is, for a reader who never kept books. A code outside the lists stands as it is. */
export function accountWords(code: string): string {
  const [kind = '', detail = ''] = code.split(':');
  switch (kind) {
    case 'asset':
      if (detail === 'cash') return 'Cash at the custodian';
      return detail.length === 3 ? `Cash in ${detail}` : `Holding ${detail}`;
    case 'opening':
      return 'On hand when these books began';
    case 'receipt':
      return RECEIPTS[detail] ?? spaced(detail);
    case 'gain':
      return `Gain on ${detail}`;
    case 'loss':
      return `Loss on ${detail}`;
    case 'disbursement':
      return COSTS[detail] ?? spaced(detail);
    case 'distribution':
      return `${serviceWord(detail)}, for the beneficiary`;
    default:
      return code;
  }
}

const KINDS: Record<string, string> = {
  opening_cash: 'Opening, cash',
  opening_holding: 'Opening, holding',
  clerk_restitution: 'Restitution',
  bank_interest: 'Interest',
  coupon: 'Coupon',
  fee: 'Cost',
  distribution: 'Payment for care',
  distribution_return: 'Returned payment',
  holding_purchase: 'Purchase',
  holding_sale: 'Sale',
  holding_maturity: 'Redemption',
  currency_purchase: 'Currency bought',
  currency_sale: 'Currency sold',
  reversal: 'Reversal',
};

/** The kinds that this system posts itself, to choose among. */
export const ENTRY_KINDS = Object.keys(KINDS);

/** What kind of event an entry is, in a word or two. */
export function kindWords(kind: string): string {
  return KINDS[kind] ?? spaced(kind);
}

function spaced(code: string): string {
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
