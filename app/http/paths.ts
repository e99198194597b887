/** Every address of the system, by its name. Links and redirects are built here, so that a renamed page breaks a type. */
const at = (text: TemplateStringsArray, ...parts: (string | number)[]): string =>
  String.raw({ raw: text.raw }, ...parts.map((part) => encodeURIComponent(part)));

export const paths = {
  home: () => '/',
  signIn: (back?: string) => (back && back !== '/' ? at`/sign-in?back=${back}` : '/sign-in'),
  signOut: () => '/sign-out',
  lock: (back?: string) => (back && back !== '/' ? at`/lock?back=${back}` : '/lock'),
  approvals: () => '/approvals',
  disbursements: () => '/disbursements',
  newDisbursement: () => '/disbursements/new',
  disbursement: (ref: string) => at`/disbursements/${ref}`,
  approval: (ref: string) => at`/disbursements/${ref}/approval`,
  revision: (ref: string) => at`/disbursements/${ref}/revision`,
  withdrawal: (ref: string) => at`/disbursements/${ref}/withdrawal`,
  payment: (ref: string) => at`/disbursements/${ref}/payment`,
  trusts: () => '/trusts',
  trust: (code: string) => at`/trusts/${code}`,
  ledger: (code: string) => at`/trusts/${code}/ledger`,
  importBooks: (code: string) => at`/trusts/${code}/import`,
  entry: (id: number | string) => at`/entries/${id}`,
  beneficiary: (code: string) => at`/beneficiaries/${code}`,
  newReveal: (code: string) => at`/beneficiaries/${code}/reveal`,
  reveals: () => '/reveals',
  reveal: (ref: string) => at`/reveals/${ref}`,
  revealAgreement: (ref: string) => at`/reveals/${ref}/agreement`,
  revealOpening: (ref: string) => at`/reveals/${ref}/opening`,
  revealClosing: (ref: string) => at`/reveals/${ref}/closing`,
  revealReview: (ref: string) => at`/reveals/${ref}/review`,
  receipts: () => '/receipts',
  newReceipt: () => '/receipts/new',
  receipt: (ref: string) => at`/receipts/${ref}`,
  allocation: (ref: string) => at`/receipts/${ref}/allocation`,
  servicesDelivered: () => '/services-delivered',
  newServiceDelivered: (code?: string) => (code ? at`/services-delivered/new?for=${code}` : '/services-delivered/new'),
  serviceDelivered: (ref: string) => at`/services-delivered/${ref}`,
  accountings: () => '/accountings',
  newAccounting: () => '/accountings/new',
  accounting: (ref: string) => at`/accountings/${ref}`,
  filing: (ref: string) => at`/accountings/${ref}/filing`,
  document: (ref: string, format: 'pdf' | 'json' | 'csv' | 'txt') => at`/accountings/${ref}/document.${format}`,
  audit: () => '/audit',
  people: () => '/people',
  beneficiaries: () => '/beneficiaries',
} as const;

const PATTERNS = [
  '/',
  '/sign-in',
  '/sign-out',
  '/lock',
  '/approvals',
  '/disbursements',
  '/disbursements/new',
  '/disbursements/:ref',
  '/disbursements/:ref/approval',
  '/disbursements/:ref/revision',
  '/disbursements/:ref/withdrawal',
  '/disbursements/:ref/payment',
  '/trusts',
  '/trusts/:code',
  '/trusts/:code/ledger',
  '/trusts/:code/import',
  '/entries/:id',
  '/beneficiaries/:code',
  '/beneficiaries/:code/reveal',
  '/reveals',
  '/reveals/:ref',
  '/reveals/:ref/agreement',
  '/reveals/:ref/opening',
  '/reveals/:ref/closing',
  '/reveals/:ref/review',
  '/receipts',
  '/receipts/new',
  '/receipts/:ref',
  '/receipts/:ref/allocation',
  '/services-delivered',
  '/services-delivered/new',
  '/services-delivered/:ref',
  '/accountings',
  '/accountings/new',
  '/accountings/:ref',
  '/accountings/:ref/filing',
  '/accountings/:ref/document.pdf',
  '/accountings/:ref/document.json',
  '/accountings/:ref/document.csv',
  '/accountings/:ref/document.txt',
  '/audit',
  '/people',
  '/beneficiaries',
  '/healthz',
  '/readyz',
  '/assets/:file',
] as const;

const MATCHERS = PATTERNS.map((pattern) => ({
  pattern,
  matcher: new RegExp(`^${pattern.replace('.', '\\.').replace(/:\w+/g, '[^/]+')}$`),
}));

/** The pattern of an address, for the log: an address itself may hold anything a stranger typed. */
export function patternOf(pathname: string): string {
  const plain = pathname.replace(/\.data$/, '');
  return MATCHERS.find(({ matcher }) => matcher.test(plain))?.pattern ?? '(unknown)';
}

/** Where to go after signing in: an address of ours, or home. A full address or `//host` would lead elsewhere. */
export function safeReturn(back: string | null | undefined): string {
  return back && /^\/(?![/\\])[\x21-\x7e]*$/.test(back) && !back.includes('\\') ? back : '/';
}
