/** The service taxonomy: code, the word people use, and the heading of the accounting's schedule C. */
export const SERVICES = {
  'MED-EXAM': { word: 'Medical exam', heading: 'Medical (MED)' },
  'MED-CARE': { word: 'Medical care', heading: 'Medical (MED)' },
  DENTAL: { word: 'Dental care', heading: 'Medical (MED)' },
  'MH-IND': { word: 'Counselling', heading: 'Counselling (MH)' },
  'MH-GRP': { word: 'Group counselling', heading: 'Counselling (MH)' },
  'MH-PSY': { word: 'Psychiatry', heading: 'Counselling (MH)' },
  'THER-OT': { word: 'Rehabilitation', heading: 'Therapy (THER)' },
  SHELTER: { word: 'Housing', heading: 'Housing (SHELTER)' },
  LIVING: { word: 'Living costs', heading: 'Living (LIVING)' },
  TRANSP: { word: 'Transport', heading: 'Transport (TRANSP)' },
  EDU: { word: 'School fees', heading: 'Education (EDU)' },
  LIVELI: { word: 'Vocational training', heading: 'Livelihood (LIVELI)' },
  LEGAL: { word: 'Legal help', heading: 'Legal (LEGAL)' },
  SAFETY: { word: 'Safety plan', heading: 'Safety (SAFETY)' },
  CASEMGT: { word: 'Case management', heading: 'Case management (CASEMGT)' },
  INTERP: { word: 'Interpretation', heading: 'Interpretation (INTERP)' },
  DEVICE: { word: 'Assistive items', heading: 'Devices (DEVICE)' },
} as const;

export type ServiceCode = keyof typeof SERVICES;

export function serviceWord(code: string): string {
  return code in SERVICES ? SERVICES[code as ServiceCode].word : code;
}

export function serviceHeading(code: string): string {
  return code in SERVICES ? SERVICES[code as ServiceCode].heading : code;
}

/** "8 sessions", "1 term". */
export function quantityWords(quantity: number, unit: string): string {
  return `${quantity} ${unit}${quantity === 1 ? '' : 's'}`;
}

/** "Jan 8, 2027": in a sentence the month is always a word. */
export function dayInWords(day: string): string {
  return new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', dateStyle: 'medium' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}
