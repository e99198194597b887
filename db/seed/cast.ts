import type { Role } from '~/access/roles';

/** The demo world's people. All invented; a court is its chambers, not a person. */
export interface CastMember {
  id: string;
  name: string;
  email: string;
  roles: Role[];
}

const member = (id: string, name: string, ...roles: Role[]): CastMember => ({
  id,
  name,
  email: `${id}@cast.example`,
  roles,
});

export const CAST = {
  alvarez: member('alvarez', 'R. Alvarez', 'trustee'),
  chua: member('chua', 'L. Chua', 'trustee'),
  santos: member('santos', 'P. Santos', 'trustee'),
  /** In office on no trust: who can stand in for one of the three. */
  ramos: member('ramos', 'V. Ramos', 'trustee'),
  reyes: member('reyes', 'M. Reyes', 'finance'),
  tan: member('tan', 'J. Tan', 'finance'),
  dizon: member('dizon', 'A. Dizon', 'caseworker'),
  flores: member('flores', 'N. Flores', 'caseworker'),
  aquino: member('aquino', 'C. Aquino', 'supervisor'),
  chambersZ: member('chambers-zzz', 'Chambers, district of ZZZ', 'court'),
  chambersY: member('chambers-yyy', 'Chambers, district of YYY', 'court'),
  lim: member('lim', 'S. Lim', 'auditor'),
  ocampo: member('ocampo', 'D. Ocampo', 'administrator'),
} as const satisfies Record<string, CastMember>;

export type CastId = keyof typeof CAST;

/** The demo world begins on this day; where the calendar is past it, the world keeps the real day. */
export const DEMO_DAY = '2027-01-08';
