import type { AccountingFigures, FigureLine } from '~/reports/court-accounting/figures';
import { disbursementGroup, distributionGroup, receiptGroup } from '~/reports/court-accounting/groups';

type Row = [
  entry: number,
  date: string,
  category: string,
  party: string,
  description: string,
  reference: string,
  principal: string,
  income: string,
];

function line([entry, date, category, party, description, reference, principal, income]: Row) {
  return { entry, date, category, party, description, reference, principal, income };
}

const RECEIPTS: Row[] = [
  [3, '2026-01-20', 'restitution', 'Clerk of Court', 'Restitution, defendant 01', 'C-1101', '3000.00', '0.00'],
  [9, '2026-04-15', 'restitution', 'Clerk of Court', 'Restitution, defendant 01', 'C-1144', '1250.00', '0.00'],
  [16, '2026-07-15', 'restitution', 'Clerk of Court', 'Restitution, defendant 02', 'C-1190', '475.33', '0.00'],
  [22, '2026-10-15', 'restitution', 'Clerk of Court', 'Restitution, defendant 02', 'C-1233', '25.00', '0.00'],
  [15, '2026-06-30', 'investment', 'US Treasury', 'Bill redeemed, excess over cost', 'V-0630', '0.00', '488.00'],
  [19, '2026-08-31', 'interest', 'US Treasury', 'Note, semi-annual coupon', 'V-0831', '0.00', '310.00'],
  [26, '2026-12-31', 'interest', 'Custodian bank', 'Interest, twelve monthly postings', 'V-1231', '0.00', '212.47'],
];

const DISBURSEMENTS: Row[] = [
  [4, '2026-02-01', 'bond_premium', 'Surety', 'Fiduciary bond premium', 'V-0201', '150.00', '0.00'],
  [7, '2026-03-10', 'wire_fee', 'Custodian bank', 'Outgoing wire fee', 'V-0310F', '0.00', '45.00'],
  [12, '2026-05-11', 'return_fee', 'Custodian bank', 'Returned wire charge', 'V-0511F', '0.00', '25.00'],
  [14, '2026-05-20', 'wire_fee', 'Custodian bank', 'Outgoing wire fee', 'V-0520F', '0.00', '45.00'],
  [18, '2026-08-10', 'wire_fee', 'Custodian bank', 'Outgoing wire fee', 'V-0810F', '0.00', '45.00'],
  [23, '2026-12-15', 'trustee_fee', 'Trustee', 'Annual trustee fee, order docket 88', 'V-1215A', '600.00', '600.00'],
  [24, '2026-12-15', 'accounting_fee', 'Accountant', 'Annual account', 'V-1215B', '150.00', '150.00'],
];

const DISTRIBUTIONS: Row[] = [
  [8, '2026-03-12', 'EDU', 'School', 'School fees, PHP 57,800.00 at carrying value', 'V-0312', '1000.00', '0.00'],
  [10, '2026-05-04', 'MH-IND', 'Counselling centre', 'Counselling sessions, April', 'V-0504', '350.00', '0.00'],
  [11, '2026-05-11', 'MH-IND', 'Counselling centre', 'Wire returned, account closed', 'V-0504', '-350.00', '0.00'],
  [13, '2026-05-20', 'MH-IND', 'Counselling centre', 'Counselling, April to August', 'V-0520', '1480.00', '0.00'],
  [17, '2026-08-10', 'SHELTER', 'Shelter', 'Housing', 'V-0810', '2250.00', '0.00'],
  [25, '2026-12-18', 'MED-CARE', 'Clinic', 'Medical care, cheque 1007', 'V-1218', '540.00', '100.00'],
];

/** The second account of T-0042, built by hand from the trustee's books of 2026: the year that must tie out. */
export function t0042Figures(): AccountingFigures {
  return {
    trust: {
      code: 'T-0042',
      publicCode: 'B-7Q4X',
      court: ['United States District Court', 'District of ZZZ'],
      docket: '0:00-cr-00000-ZZZ',
      ordinal: 2,
      trustees: ['R. Alvarez', 'L. Chua'],
    },
    from: '2026-01-01',
    through: '2026-12-31',
    currency: 'USD',
    opening: {
      income: '0.00',
      principal: '42932.55',
      items: [
        cash('18420.55', '0.00', '18420.55'),
        {
          kind: 'security',
          description: 'US Treasury bill, face 25,000',
          units: '25000',
          principal: '24512.00',
          income: '0.00',
          market: '24610.00',
        },
      ],
    },
    receipts: RECEIPTS.map((row) => ({ ...line(row), group: receiptGroup(row[2]) })),
    disbursements: DISBURSEMENTS.map((row) => ({ ...line(row), group: disbursementGroup(row[2]) })),
    distributions: DISTRIBUTIONS.map((row) => ({ ...line(row), group: distributionGroup(row[2]) })),
    capital: [
      {
        entry: 20,
        date: '2026-09-15',
        description: 'Treasury note, half sold',
        party: 'Broker',
        label: 'T-note',
        proceeds: '9980.40',
        carrying: '9925.00',
        part: 'principal',
        reference: 'V-0915',
      },
      {
        entry: 21,
        date: '2026-10-02',
        description: 'PHP 28,900.00 changed back at 58.95',
        party: 'Custodian bank',
        label: 'PHP',
        proceeds: '490.25',
        carrying: '500.00',
        part: 'principal',
        reference: 'V-1002',
      },
    ],
    onHand: [
      cash('31133.53', '0.47', '31134.00'),
      {
        kind: 'security',
        description: 'US Treasury note, face 10,000',
        units: '10000',
        principal: '9925.00',
        income: '0.00',
        market: '9988.00',
      },
      {
        kind: 'currency',
        description: 'PHP 28,900.00 imprest',
        units: '28900.00',
        principal: '500.00',
        income: '0.00',
        market: '492.33',
      },
    ],
    investments: [
      info(5, '2026-02-27', 'Bought Treasury note, face 20,000', '', '19850.00', 'V-0227'),
      info(6, '2026-03-10', 'Bought PHP 115,600.00 at 57.80', 'Custodian bank', '2000.00', 'V-0310'),
      info(15, '2026-06-30', 'Treasury bill redeemed, face 25,000', 'US Treasury', '24512.00', 'V-0630'),
    ],
    cashProof: {
      statementDate: '2026-12-31',
      bankBalance: '31774.00',
      outstanding: [{ reference: 'V-1218', amount: '640.00' }],
      signedBy: 'J. Tan',
      signedAt: '2027-01-05T15:00:00Z',
    },
    prior: { reference: 'A-T-0042-2025', through: '2025-12-31' },
  };
}

/** The same figures in the very words of the golden text. */
export function inGoldenWords(figures: AccountingFigures): AccountingFigures {
  const words: Record<number, Partial<FigureLine>> = {
    3: { party: 'Clerk', description: 'restitution, def 01' },
    9: { party: 'Clerk', description: 'restitution, def 01' },
    16: { party: 'Clerk', description: 'restitution, def 02' },
    22: { party: 'Clerk', description: 'restitution, def 02' },
    15: { description: 'T-bill maturity excess over cost' },
    19: { description: 'T-note coupon' },
    26: { description: 'Bank interest (12 credits)' },
    23: { description: 'annual fee, order dkt 88' },
    4: { description: 'bond premium' },
    7: { party: 'Bank' },
    12: { party: 'Bank', description: 'returned-wire charge' },
    14: { party: 'Bank' },
    18: { party: 'Bank' },
  };
  const reworded = <Line extends FigureLine>(lines: Line[]) =>
    lines.map((each) => ({ ...each, ...words[each.entry] }) as Line);
  return {
    ...figures,
    receipts: reworded(figures.receipts),
    disbursements: reworded(figures.disbursements),
  };
}

function cash(principal: string, income: string, market: string) {
  return { kind: 'cash' as const, description: 'Cash, custodian a/c ..1234', units: null, principal, income, market };
}

function info(entry: number, date: string, description: string, party: string, carrying: string, reference: string) {
  return { entry, date, description, party, carrying, reference };
}

/** A document that is written piece by piece, whole. */
export async function whole(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}
