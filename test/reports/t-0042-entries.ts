import type { JournalBook, JournalEntry, JournalPosting } from '~/reports/hledger-journal/journal-book';

type Side = [account: string, principal: string, income?: string, units?: string];

function entry(
  number: number,
  date: string,
  party: string,
  category: string,
  reference: string,
  description: string,
  ...sides: Side[]
): JournalEntry {
  const postings = sides.flatMap(([account, principal, income = '0', units = null]): JournalPosting[] => [
    ...(Number(principal) === 0 ? [] : [{ account, part: 'principal' as const, amount: principal, units }]),
    ...(Number(income) === 0 ? [] : [{ account, part: 'income' as const, amount: income, units }]),
  ]);
  return { entry: number, date, party, category, reference, description, postings };
}

function paid(account: string, principal: string, income: string): Side[] {
  const minus = (text: string) => (text.startsWith('-') ? text.slice(1) : `-${text}`);
  return [
    [account, principal, income],
    ['asset:cash', minus(principal), minus(income)],
  ];
}

function wireFee(number: number, date: string, reference: string): JournalEntry {
  const sides = paid('disbursement:wire_fee', '0', '45.00');
  return entry(number, date, 'Custodian bank', 'wire_fee', reference, 'Outgoing wire fee', ...sides);
}

function restitution(number: number, date: string, reference: string, amount: string): JournalEntry {
  const sides = paid('receipt:clerk_restitution', `-${amount}`, '0');
  return entry(number, date, 'Clerk of Court', 'restitution', reference, 'Restitution remittance', ...sides);
}

const BILL = 'asset:TBILL-2026-06-30';
const NOTE = 'asset:TNOTE-2029-02-28';
const COUNSELLING = 'Counselling centre';

/** Every entry of T-0042 in 2026, built by hand from the trustee's books: the opening and 24 events. */
export function t0042Book(): JournalBook {
  return {
    trust: 'T-0042',
    currency: 'USD',
    entries: [
      entry(1, '2026-01-01', '', 'opening', 'O-1', 'Cash at custodian', ...paid('opening:cash', '-18420.55', '0')),
      entry(
        2,
        '2026-01-01',
        '',
        'opening',
        'O-2',
        'US Treasury bill at cost',
        [BILL, '24512.00', '0', '25000'],
        ['opening:TBILL-2026-06-30', '-24512.00'],
      ),
      restitution(3, '2026-01-20', 'C-1101', '3000.00'),
      entry(
        4,
        '2026-02-01',
        'Surety',
        'bond_premium',
        'V-0201',
        'Premium',
        ...paid('disbursement:bond_premium', '150.00', '0'),
      ),
      entry(
        5,
        '2026-02-27',
        '',
        'investment',
        'V-0227',
        'Note bought',
        [NOTE, '19850.00', '0', '20000'],
        ['asset:cash', '-19850.00'],
      ),
      entry(
        6,
        '2026-03-10',
        'Custodian bank',
        'fx',
        'V-0310',
        'At 57.80',
        ['asset:PHP', '2000.00', '0', '115600.00'],
        ['asset:cash', '-2000.00'],
      ),
      wireFee(7, '2026-03-10', 'V-0310F'),
      entry(
        8,
        '2026-03-12',
        'School',
        'EDU',
        'V-0312',
        'Fees',
        ['distribution:EDU', '1000.00'],
        ['asset:PHP', '-1000.00', '0', '-57800.00'],
      ),
      restitution(9, '2026-04-15', 'C-1144', '1250.00'),
      entry(10, '2026-05-04', COUNSELLING, 'MH-IND', 'V-0504', 'April', ...paid('distribution:MH-IND', '350.00', '0')),
      entry(
        11,
        '2026-05-11',
        COUNSELLING,
        'MH-IND',
        'V-0504',
        'Returned; account closed',
        ...paid('distribution:MH-IND', '-350.00', '0'),
      ),
      entry(
        12,
        '2026-05-11',
        'Custodian bank',
        'return_fee',
        'V-0511F',
        'Charge',
        ...paid('disbursement:return_fee', '0', '25.00'),
      ),
      entry(
        13,
        '2026-05-20',
        COUNSELLING,
        'MH-IND',
        'V-0520',
        'April to August',
        ...paid('distribution:MH-IND', '1480.00', '0'),
      ),
      wireFee(14, '2026-05-20', 'V-0520F'),
      entry(
        15,
        '2026-06-30',
        'US Treasury',
        'investment',
        'V-0630',
        'Bill redeemed at face',
        ['asset:cash', '24512.00', '488.00'],
        [BILL, '-24512.00', '0', '-25000'],
        ['receipt:maturity_excess', '0', '-488.00'],
      ),
      restitution(16, '2026-07-15', 'C-1190', '475.33'),
      entry(
        17,
        '2026-08-10',
        'Shelter',
        'SHELTER',
        'V-0810',
        'Housing',
        ...paid('distribution:SHELTER', '2250.00', '0'),
      ),
      wireFee(18, '2026-08-10', 'V-0810F'),
      entry(19, '2026-08-31', 'US Treasury', 'interest', 'V-0831', 'Coupon', ...paid('receipt:coupon', '0', '-310.00')),
      entry(
        20,
        '2026-09-15',
        'Broker',
        'investment',
        'V-0915',
        'Half the note sold',
        ['asset:cash', '9980.40'],
        [NOTE, '-9925.00', '0', '-10000'],
        ['gain:TNOTE-2029-02-28', '-55.40'],
      ),
      entry(
        21,
        '2026-10-02',
        'Custodian bank',
        'fx',
        'V-1002',
        'Reconverted at 58.95',
        ['asset:cash', '490.25'],
        ['loss:PHP', '9.75'],
        ['asset:PHP', '-500.00', '0', '-28900.00'],
      ),
      restitution(22, '2026-10-15', 'C-1233', '25.00'),
      entry(
        23,
        '2026-12-15',
        'Trustee',
        'trustee_fee',
        'V-1215A',
        'Annual fee',
        ...paid('disbursement:trustee_fee', '600.00', '600.00'),
      ),
      entry(
        24,
        '2026-12-15',
        'Accountant',
        'accounting_fee',
        'V-1215B',
        'Account',
        ...paid('disbursement:accounting_fee', '150.00', '150.00'),
      ),
      entry(
        25,
        '2026-12-18',
        'Clinic',
        'MED-CARE',
        'V-1218',
        'Cheque 1007',
        ...paid('distribution:MED-CARE', '540.00', '100.00'),
      ),
      entry(
        26,
        '2026-12-31',
        'Custodian bank',
        'interest',
        'V-1231',
        'Interest',
        ...paid('receipt:bank_interest', '0', '-212.47'),
      ),
    ],
  };
}
