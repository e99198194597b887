import type { CastId } from './cast';

/** The demo world's trusts, beneficiaries, orders and plans. Everything is invented; codes are plants and trees. */
export const DOCKET_Z = '0:00-cr-00001-ZZZ';
export const DOCKET_Y = '0:00-cr-00002-YYY';

type Child = { code: string; courtCodes: Record<string, string>; majorityOn: string; worker: CastId };

/** Two of the children stand in both cases: each court knows them by a code of its own. */
export const BENEFICIARIES = [
  { code: 'KALACHUCHI-17', courtCodes: { [DOCKET_Z]: 'B-7Q4X' }, majorityOn: '2031-02-14', worker: 'dizon' },
  {
    code: 'NIYOG-01',
    courtCodes: { [DOCKET_Z]: 'B-9M3K', [DOCKET_Y]: 'B-6WHT' },
    majorityOn: '2033-08-01',
    worker: 'dizon',
  },
  {
    code: 'KAMAGONG-22',
    courtCodes: { [DOCKET_Z]: 'B-47RC', [DOCKET_Y]: 'B-X3JF' },
    majorityOn: '2030-05-20',
    worker: 'flores',
  },
  { code: 'MAKOPA-38', courtCodes: { [DOCKET_Y]: 'B-6Q9H' }, majorityOn: '2027-06-30', worker: 'flores' },
  { code: 'TANGLAD-68', courtCodes: { [DOCKET_Y]: 'B-3J7C' }, majorityOn: '2035-11-09', worker: 'flores' },
] as const satisfies readonly Child[];

export type Code = (typeof BENEFICIARIES)[number]['code'];

export interface TrustSpec {
  code: string;
  docket: string;
  courtName: string;
  openedOn: string;
  priorAccounts: number;
  beneficiaries: Code[];
  accountEnding: string;
}

export const TRUSTS: TrustSpec[] = [
  {
    code: 'T-0042',
    docket: DOCKET_Z,
    courtName: 'United States District Court, District of ZZZ',
    openedOn: '2026-01-01',
    priorAccounts: 1,
    beneficiaries: ['KALACHUCHI-17'],
    accountEnding: '1234',
  },
  {
    code: 'T-0043',
    docket: DOCKET_Y,
    courtName: 'United States District Court, District of YYY',
    openedOn: '2025-11-01',
    priorAccounts: 0,
    beneficiaries: ['NIYOG-01'],
    accountEnding: '5678',
  },
  {
    code: 'T-0044',
    docket: DOCKET_Y,
    courtName: 'United States District Court, District of YYY',
    openedOn: '2025-11-01',
    priorAccounts: 0,
    beneficiaries: ['KAMAGONG-22', 'MAKOPA-38', 'TANGLAD-68'],
    accountEnding: '9012',
  },
];

export const PROVIDERS = [
  { code: 'Provider 01', kind: 'school', payableUntil: '2028-05-31' },
  { code: 'Provider 02', kind: 'clinic', payableUntil: '2027-12-31' },
  { code: 'Provider 03', kind: 'counselling', payableUntil: '2027-09-30' },
  { code: 'Provider 04', kind: 'shelter', payableUntil: '2027-01-05' },
] as const;

export interface PlanSpec {
  service: string;
  provider: (typeof PROVIDERS)[number]['code'];
  unit: 'session' | 'visit' | 'term' | 'month';
  quantity: number;
  until: string;
  price: string;
}

const counselling = (quantity: number, price: string): PlanSpec => ({
  service: 'MH-IND',
  provider: 'Provider 03',
  unit: 'session',
  quantity,
  until: '2027-03-31',
  price,
});
const school: PlanSpec = {
  service: 'EDU',
  provider: 'Provider 01',
  unit: 'term',
  quantity: 2,
  until: '2027-06-15',
  price: '420.00',
};
const dental: PlanSpec = {
  service: 'DENTAL',
  provider: 'Provider 02',
  unit: 'visit',
  quantity: 3,
  until: '2027-02-28',
  price: '60.00',
};
const medical: PlanSpec = {
  service: 'MED-CARE',
  provider: 'Provider 02',
  unit: 'visit',
  quantity: 4,
  until: '2027-06-30',
  price: '75.00',
};
const housing: PlanSpec = {
  service: 'SHELTER',
  provider: 'Provider 04',
  unit: 'month',
  quantity: 12,
  until: '2027-10-31',
  price: '250.00',
};

export const PLANS: Record<Code, { version: number; approvedOn: string; reviewOn: string; items: PlanSpec[] }> = {
  'KALACHUCHI-17': {
    version: 5,
    approvedOn: '2026-11-02',
    reviewOn: '2027-05-02',
    items: [counselling(10, '97.00'), school, dental],
  },
  'NIYOG-01': {
    version: 2,
    approvedOn: '2026-10-05',
    reviewOn: '2027-04-05',
    items: [school, counselling(12, '95.00')],
  },
  'KAMAGONG-22': {
    version: 1,
    approvedOn: '2026-10-12',
    reviewOn: '2027-04-12',
    items: [medical, counselling(8, '95.00')],
  },
  'MAKOPA-38': {
    version: 3,
    approvedOn: '2026-09-14',
    reviewOn: '2027-03-14',
    items: [school, counselling(10, '95.00')],
  },
  'TANGLAD-68': { version: 2, approvedOn: '2026-11-09', reviewOn: '2027-05-09', items: [housing, medical] },
};

/** Case Z: two defendants, joint and several; their remittances of 2026 came into T-0042's books by import. */
export const CASES = [
  {
    docket: DOCKET_Z,
    courtName: 'District of ZZZ',
    shortName: 'Case ZZZ-0001',
    defendants: 2,
    orders: [
      { version: 1, enteredOn: '2024-03-04' },
      { version: 2, enteredOn: '2024-09-16' },
      { version: 3, enteredOn: '2025-02-10' },
    ],
    awards: [
      {
        reference: 'A-17',
        code: 'KALACHUCHI-17',
        trust: 'T-0042',
        loss: '72000.00',
        appliedBefore: '59500.00',
        caps: ['72000.00', '35000.00'],
        liability: 'joint_several',
      },
      {
        reference: 'A-18',
        code: 'NIYOG-01',
        trust: 'T-0043',
        loss: '48000.00',
        appliedBefore: '0.00',
        caps: ['48000.00', '35000.00'],
        liability: 'joint_several',
      },
      {
        reference: 'A-19',
        code: 'KAMAGONG-22',
        trust: 'T-0044',
        loss: '3000.00',
        appliedBefore: '0.00',
        caps: ['3000.00', '3000.00'],
        liability: 'joint_several',
      },
    ],
  },
  {
    docket: DOCKET_Y,
    courtName: 'District of YYY',
    shortName: 'Case YYY-0002',
    defendants: 1,
    orders: [{ version: 1, enteredOn: '2025-08-18' }],
    awards: [
      {
        reference: 'A-21',
        code: 'NIYOG-01',
        trust: 'T-0043',
        loss: '30000.00',
        appliedBefore: '0.00',
        caps: ['30000.00'],
        liability: 'several',
      },
      {
        reference: 'A-22',
        code: 'MAKOPA-38',
        trust: 'T-0044',
        loss: '24000.00',
        appliedBefore: '0.00',
        caps: ['24000.00'],
        liability: 'several',
      },
      {
        reference: 'A-23',
        code: 'TANGLAD-68',
        trust: 'T-0044',
        loss: '18000.00',
        appliedBefore: '0.00',
        caps: ['18000.00'],
        liability: 'several',
      },
      {
        reference: 'A-24',
        code: 'KAMAGONG-22',
        trust: 'T-0044',
        loss: '12000.00',
        appliedBefore: '0.00',
        caps: ['12000.00'],
        liability: 'several',
      },
    ],
  },
] as const;

/** Fourteen months of remittances in case Y. */
export const REMITTANCES = [
  ['2025-11-20', 'Y-0101', '1900.00'],
  ['2025-12-18', 'Y-0102', '1450.00'],
  ['2026-01-22', 'Y-0103', '1450.00'],
  ['2026-02-19', 'Y-0104', '1450.00'],
  ['2026-03-19', 'Y-0105', '1212.50'],
  ['2026-04-23', 'Y-0106', '1450.00'],
  ['2026-05-21', 'Y-0107', '980.25'],
  ['2026-06-18', 'Y-0108', '1450.00'],
  ['2026-07-23', 'Y-0109', '1450.00'],
  ['2026-08-20', 'Y-0110', '1105.40'],
  ['2026-09-24', 'Y-0111', '1450.00'],
  ['2026-10-22', 'Y-0112', '1450.00'],
  ['2026-11-19', 'Y-0113', '760.00'],
  ['2026-12-17', 'Y-0114', '1450.00'],
] as const;

/** Services the caseworkers logged: code, item of the plan (from 0), days. */
export const SERVICES_GIVEN: ReadonlyArray<{ code: Code; item: number; days: readonly string[] }> = [
  {
    code: 'KALACHUCHI-17',
    item: 0,
    days: [
      '2026-12-10',
      '2026-12-11',
      '2026-12-14',
      '2026-12-15',
      '2026-12-16',
      '2026-12-18',
      '2026-12-21',
      '2026-12-22',
    ],
  },
  { code: 'NIYOG-01', item: 0, days: ['2026-12-14'] },
  { code: 'NIYOG-01', item: 1, days: ['2026-12-10', '2026-12-17', '2027-01-05'] },
  { code: 'KAMAGONG-22', item: 0, days: ['2026-12-15'] },
  { code: 'MAKOPA-38', item: 1, days: ['2026-12-16', '2027-01-06'] },
  { code: 'TANGLAD-68', item: 0, days: ['2026-12-31'] },
];
