/** The service taxonomy: code, and the word people use. Headings of a court's schedule are the report's. */
const SERVICES = {
  'MED-EXAM': 'Medical exam',
  'MED-CARE': 'Medical care',
  DENTAL: 'Dental care',
  'MH-IND': 'Counselling',
  'MH-GRP': 'Group counselling',
  'MH-PSY': 'Psychiatry',
  'THER-OT': 'Rehabilitation',
  SHELTER: 'Housing',
  LIVING: 'Living costs',
  TRANSP: 'Transport',
  EDU: 'School fees',
  LIVELI: 'Vocational training',
  LEGAL: 'Legal help',
  SAFETY: 'Safety plan',
  CASEMGT: 'Case management',
  INTERP: 'Interpretation',
  DEVICE: 'Assistive items',
} as const;

type ServiceCode = keyof typeof SERVICES;

export function serviceWord(code: string): string {
  return code in SERVICES ? SERVICES[code as ServiceCode] : code;
}

/** "8 sessions", "1 term". */
export function quantityWords(quantity: number, unit: string): string {
  return `${quantity} ${unit}${quantity === 1 ? '' : 's'}`;
}

/** "60 minutes" for a session, "1 visit" for the rest. */
export function amountWords(entry: { minutes: number | null; quantity: number; unit: string }): string {
  return entry.minutes === null ? quantityWords(entry.quantity, entry.unit) : quantityWords(entry.minutes, 'minute');
}
