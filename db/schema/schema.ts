import * as access from './access';
import * as accessReviews from './access-reviews';
import * as accountings from './accountings';
import * as aggregates from './aggregates';
import * as audit from './audit';
import * as awards from './awards';
import * as banking from './banking';
import * as beneficiaries from './beneficiaries';
import * as carePlans from './care-plans';
import * as chain from './chain';
import * as currencies from './currencies';
import * as delegations from './delegations';
import * as disbursements from './disbursements';
import * as erasures from './erasures';
import * as evidence from './evidence';
import * as incidents from './incidents';
import * as ledger from './ledger';
import * as payments from './payments';
import * as payoutAccounts from './payout-accounts';
import * as periods from './periods';
import * as policies from './policies';
import * as providers from './providers';
import * as receipts from './receipts';
import * as restrictions from './restrictions';
import * as reveals from './reveals';
import * as rights from './rights';
import * as servicesDelivered from './services-delivered';
import * as trusteeTerms from './trustee-terms';
import * as trusts from './trusts';

/** Every table, for typed queries. A room adds its file here. */
export const schema = {
  ...access,
  ...accessReviews,
  ...accountings,
  ...aggregates,
  ...audit,
  ...awards,
  ...banking,
  ...beneficiaries,
  ...carePlans,
  ...chain,
  ...currencies,
  ...delegations,
  ...disbursements,
  ...erasures,
  ...evidence,
  ...incidents,
  ...ledger,
  ...payments,
  ...payoutAccounts,
  ...periods,
  ...policies,
  ...providers,
  ...receipts,
  ...restrictions,
  ...reveals,
  ...rights,
  ...servicesDelivered,
  ...trusteeTerms,
  ...trusts,
};
