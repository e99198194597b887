import { NotFound, Refusal } from './refusal';

/** The database's own refusals, by SQLSTATE, in words. Rules live in db/invariants; this is the one place that words them. */
const SENTENCES: Record<string, string> = {
  LE001: 'The entry does not balance in each part. Nothing was posted.',
  LE002: 'An entry has at least two postings. Nothing was posted.',
  LE003: 'An amount is zero or finer than four decimals, or its units move the other way. Nothing was posted.',
  LE004: 'The entry names something that is not of this trust. Nothing was posted.',
  LE005:
    'This day lies in a period that is closed or accounted for to the court. Use a day in the open period, and say which day it concerns.',
  LE006: 'This day is too far ahead. Use an earlier day.',
  LE007: 'This day is before the trust began. Use a later day.',
  LE008: 'The money is not there: the sub-account would fall below zero or below what is held. Nothing was posted.',
  LE009:
    'More units than the trust holds on that day or on one since. Nothing was posted. Enter fewer units or a later day.',
  LE010: 'What is written once is not changed. Correct it by a new record.',
  LE011: 'This source posted something else already. A posting is not changed; correct it by a reversal.',
  LE012: 'There is no such hold that stands, or it is not one that is kept by hand.',
  LE013: 'A currency is unknown, or does not balance in the entry. Nothing was posted.',
  LE014:
    'A reversal moves exactly back what its entry moved, on the same day or a later one. A reversal is not reversed.',
  LE015: 'This day is open: the entry bears the day itself.',
  RC001: 'The shares do not add up to the receipt, so nothing was posted.',
  RC002: 'A share and its entry differ, so nothing was posted.',
  RC003:
    'Part of this order is hidden from you, so its shares cannot be worked out or posted. Ask a colleague who sees every trust of the order.',
  DI001: 'You asked for this payment, so you cannot decide it (rule SD-1).',
  DI002: 'You have decided on this version already. A person decides once.',
  DI003: 'This request changed while you were reading. Earlier approvals no longer count. Read it again.',
  DI004: 'Only a trustee in office on this trust can decide. Your term does not cover today.',
  DI005: 'There are not enough approvals that count today.',
  DI006: 'The request is above what is available. Ask for less, or wait for a receipt.',
  DI007: 'This duty does not go together with another you had on this request (rule SD-4). Ask a colleague.',
  DI008: 'This request is not in a state for this. Open it again.',
  DI010: 'An approval is signed with your passkey, and this one is not. Nothing was recorded. Sign it again.',
  DI011:
    'A payment comes back on the day it was made or later, and the bank keeps less of it than it brings. Nothing was recorded.',
  DI012:
    'A supervisor sent one of these services back, so it does not count as given and is not paid for. Ask for its corrected entry.',
  DI015:
    'Services of this request are not shown to you, so you cannot approve or change it. Somebody who sees all of them does.',
  SR001: 'Who supervises the caseworker who logged this today looks at it. Ask them.',
  SR002: 'You logged this yourself. Another person looks at it.',
  SR003: 'Somebody has looked at this entry already. Open it again.',
  SR004: 'This service is paid already, so it is not sent back. Tell a trustee of the trust what is wrong.',
  SR005: 'This entry puts nothing right: the other is of another child, or was not sent back. Open it again.',
  SR006: 'You stand in for a supervisor here, and looking at services was not handed over to you. Ask them.',
  SR007: 'This entry was put right or withdrawn already. Open it again.',
  DG001:
    'Only who holds this office today hands over its powers, and what was handed over is not handed on. Choose a trust in whose term you are.',
  DG002: 'A delegation begins today or later, and lasts no longer than policy DG-1 allows. Choose other days.',
  DG003:
    'A trustee of the same trust cannot stand in for another: two who decide together would become one (UTC 703(e)). Choose somebody else.',
  DG004:
    'In these days one of the two has such a delegation already. A person hands over to one person, and stands in for one. End it first.',
  DG005: 'Who is to stand in accepts; an administrator who is neither of the two agrees.',
  DG006: 'This delegation is over or answered already. Open the page anew.',
  DG007:
    'You stand in for another trustee here, and this was not handed over to you. Ask them or another trustee of this trust.',
  DG008:
    'Who hands over and who stands in count as one person, and one of the two has asked for this or decided on it already.',
  DG010: 'Choose somebody else who works here and holds a role.',
  SI003: 'This is your last second factor, so it stays. Add another one first.',
  SI004: 'The cast’s password stays: everyone who looks at the demo world signs in with it.',
  AC001: 'You prepared this accounting, so another trustee verifies and files it.',
  AC002: 'Only a trustee in office on this trust can file its accounting.',
  AC003: 'Part of this period is accounted for already.',
  AG001: 'This quarter is not over, or still takes late entries. Nothing was published.',
  AG002: 'These counts are not the books’, or one of them is too small to show. Nothing was published.',
  RQ001: 'You recorded this request, so another person decides on it.',
  RQ002: 'Only a trustee in office for this child decides on it.',
  RQ003: 'This request was decided or answered already. Open it again.',
  RQ004: 'A request comes in today or on an earlier day. Enter that day.',
  RQ005:
    'That is no record of this child that you see. Write its reference as its page does; who sees the record can record the request too.',
  RQ006: 'Nobody has agreed to this, or something else was asked for. Nothing was done. Open the request again.',
  RQ007:
    'Part of this child’s record is restricted, and you are not named there, so your file would be half of it. Somebody who is named takes it.',
  RQ010: 'You may read this request. Somebody who answers for the child answers it.',
  ER001: 'You asked for this erasure, so two others agree to it.',
  ER002: 'Only a trustee in office or the guardian ad litem of this child agrees, and only who asked or agreed erases.',
  ER003: 'You have decided on this already. A person decides once.',
  ER004: 'This request is over: it was refused, done, or its days have passed. Nothing was erased.',
  ER005:
    'A legal hold stands on this child, or on their trust or case, so nothing of them is erased. An auditor and another person lift it when its matter has ended.',
  ER006:
    'Money of this child is still here, held, or asked for. Their identity stays until the last of it is paid and every request is closed.',
  ER007:
    'The schedule of retention keeps this identity longer: money moved or a service was given too lately (rules RT-1 to RT-3).',
  ER008: 'Two people have not agreed yet. Nothing was erased.',
  ER010: 'An erasure of this identity is asked for or done already.',
  ER011: 'This hold was lifted already.',
  ER012: 'The auditor says first that its matter has ended. You lift it after that, as the second person.',
  ER014: 'You have said already that its matter has ended. Another person lifts it with you.',
  BR001: 'This moment lies ahead. Write when it was, and in which zone the clock stood.',
  BR002: 'This moment is before the discovery. Look at the day, the time and the zone.',
  BR003: 'There is no such line of this incident to replace. Open the page anew.',
  BR004:
    'One of these codes is not known to you. Write those you know, or leave it empty and say what you know in words.',
  BR005: 'Write the day, the time like 14:05, and choose the zone of the clock.',
  TU002: 'Only an administrator gives and ends roles; an administrator or an auditor reviews them.',
  EX001: 'You took too many copies within a day. Nothing was written. Read it on the screen.',
  RG002: 'This is your own role. Another person decides about it.',
  RG003: 'There is no such role that this person holds. Open the page anew.',
  RG005:
    'There is no child of this code, no such docket, or this person does not hold the role that it takes. Look it up again.',
  RG006: 'This is over already, or there is no such duty. Open the page anew.',
  RG007: 'This child is this person’s already in those days. End that first.',
  RG008: 'The first day is over already, or the last day is before it. Choose other days.',
  CP001:
    'There is no such case in which a trust of yours has an award, or nobody of that name here. Open the page anew.',
  CP002: 'This is you. Another trustee of the trust has to record it.',
  CP003: 'This party is recorded, or agreed to, already.',
  CP004: 'A court is no party to its case. Choose another account.',
  CP005: 'Another trustee of the case or an auditor agrees to this: neither who recorded it nor whom it names.',
  RG009: 'There is no trust of this code, or this person does not hold the role trustee. Look both up again.',
  RV014: 'The vault has this already. It is put right by a request about rights, once another person agrees.',
  RG018:
    'Another court has a trust on a docket of this number here. Write the docket with the court’s own mark, as in 2:27-cr-00031-ABC.',
  PO001: 'There is no such provider or account.',
  PO002:
    'Three people change an account: who asks is of finance, who calls back and who agrees are two others. Ask a colleague.',
  PO003: 'A change of this provider’s account is under way. Finish or stop it first.',
  PO004: 'This account is not open to that any more. Open the page anew.',
  PO005: 'That number was not on file long enough before. Call one that was, or wait.',
  PO006: 'You asked for a payment to this provider that is not over, so a colleague asks for its account (rule SD-4).',
  DI014:
    'You asked for this provider’s account, so a colleague asks for its payments, approves and records them (rule SD-4).',
  DI013: 'This provider’s account was stopped. It is paid again once another account is in force.',
  RG010:
    'This person is trustee of this trust already in those days, or was offered it. Choose other days, or end that first.',
  RG011:
    'Who was appointed answers that, under their own account; who is in office records notice, and with an administrator what was handed over.',
  RG012: 'This term is answered or over already, or ends by then anyway. Open the page anew.',
  RG013:
    'A resignation takes the days of notice that policy TR-2 says, unless the court approves an earlier one (UTC 705). Choose a later day, or name the order.',
  RG015:
    'This term does not end in this way. What nobody accepted is withdrawn at once; who resigns says the last day, and other ends are recorded by an administrator.',
  RG016: 'This is recorded already, or not due of this term. Open the page anew.',
  RG017: 'That day lies ahead, or before the term was accepted. Enter the day on which it was done.',
  RR001:
    'Only a trustee in office, or the supervisor of the child’s care, restricts this record, and only who is named lifts it.',
  RR002: 'The last day is over already, or further ahead than policy RR-1 allows. Choose another day.',
  RR003: 'This restriction is lifted or over already.',
  RV001: 'You cannot agree to, ratify or review what you asked for yourself.',
  RV002:
    'This person cannot agree. Choose a trustee in office or the guardian ad litem of this child, who decided on no payment of yours today and whose own request you did not agree to today.',
  RV003: 'This is decided already.',
  RV004: 'The 24 hours to agree are over. It has to be asked for again.',
  RV005: 'You have asked too often in this hour or day. Nothing was shown. Wait, and ask again.',
  RV006: 'This is not open: nobody agreed, the ten minutes are over, or it was hidden. No details were shown.',
  RV007: 'This child is not assigned to you any more. No details were shown.',
  RV008: 'An earlier request of yours waits for its review, which is overdue. Until then you cannot ask again.',
  RV010: 'This is not the item that was agreed to. No details were shown.',
  RV011: 'Nothing was shown, so there is nothing to review.',
  RV012: 'Your role cannot change what the vault keeps.',
  BC001:
    'Every code is given out, so no child can be taken in. Whoever keeps this system has to add plants to its list.',
};

/**
 * Codes whose message is itself a sentence for people, because it names a day, a check or a role: db/invariants/24-periods.sql
 * and 93-roles.sql write them so. Nothing else that a database error says is ever shown.
 */
const SPOKEN = ['LE016', 'RG001', 'RG004'];

/** Codes of a record that is unknown or out of scope. */
const UNSEEN = ['RG014', 'RQ009', 'SR009', 'DI009', 'DG009', 'AC004', 'RV009', 'ER009', 'BR009'];

/** Unique constraints that a person can run into, in words. */
const CONSTRAINTS: Record<string, string> = {
  erasure_decided_once: SENTENCES.ER003 as string,
  incident_line_replaced_once: 'This line was replaced already. Replace the newer one.',
  rights_decision_pkey: SENTENCES.RQ003 as string,
  rights_answer_once: SENTENCES.RQ003 as string,
  reveal_decision_pkey: SENTENCES.RV003 as string,
  reveal_review_pkey: SENTENCES.RV003 as string,
  service_review_pkey: SENTENCES.SR003 as string,
  service_replaced_once: SENTENCES.SR007 as string,
  person_decides_once: SENTENCES.DI002 as string,
  delegation_step_once: SENTENCES.DG006 as string,
  seated_once: 'This account reads this docket already.',
  supervised_once: 'This supervisor answers for this caseworker already.',
  role_grant_held_once: 'This person holds that role already.',
  role_reviewed_once: 'This role was reviewed already in this quarter.',
  aggregate_published_once: 'This quarter is published already. It is published once.',
  request_paid_once: 'This request is paid already.',
  bank_reference_once: 'This bank reference is on another payment already.',
  payment_returned_once: 'This payment came back already. It comes back once.',
  return_reference_once: 'This bank reference is on another returned payment already.',
  clerk_reference_once: 'This clerk reference was recorded already for the case.',
  service_paid_once: 'One of these services is asked for already in another request.',
  source_posts_once: SENTENCES.LE011 as string,
  reversed_once: 'This entry was reversed already. It reverses once.',
};

/** What a code of the database says to people; for a page that foretells a refusal. */
export function sentenceOf(code: string): string {
  return SENTENCES[code] ?? 'This cannot be done now.';
}

/** The refusal that a database error stands for, or null where it is a fault of ours. */
export function refusalFromDatabase(error: unknown): Refusal | null {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code, constraint } = at as { code?: string; constraint?: string };
    if (constraint && CONSTRAINTS[constraint]) return new Refusal(`database.${constraint}`, CONSTRAINTS[constraint]);
    if (code && UNSEEN.includes(code)) return new NotFound();
    if (code && SPOKEN.includes(code)) return new Refusal(`database.${code}`, at.message);
    if (code && SENTENCES[code]) return new Refusal(`database.${code}`, SENTENCES[code]);
  }
  return null;
}
