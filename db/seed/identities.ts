import type { Identity } from '~/vault/keep-identity.server';
import { BENEFICIARIES, type Code } from './world';

type Values = Omit<Identity['values'], 'birth_date'>;

/**
 * Whom the codes of the demo world stand for: nobody. The words are made up, no place has such a name, no telephone such
 * a number. They are spelled as real ones are (ñ, accents, particles), so that a test can look for them everywhere.
 */
const PEOPLE: Record<Code, Values> = {
  'KALACHUCHI-17': {
    name: 'Talutong Ñamarindo de la Siñgalan',
    address: 'Purok Liñawon 3, Barangay Walangganito',
    contact: 'Tiya Oyang, 000 555 0117',
    guardian: 'Maryolina Siñgalan y Ñamarindo',
  },
  'NIYOG-01': {
    name: 'Dalupiñas Oyamel dela Bukaréña',
    address: 'Sitio Hindi Totoo 12, Barangay Kathangisip',
    contact: '000 555 0104',
    guardian: 'Oyamelia de los Bukaréña',
  },
  'KAMAGONG-22': {
    name: 'Iñaki-Lumot Sampinitos del Wakwakan',
    address: 'Daan Bulaklak 7, Barangay Likhangisip',
    contact: 'Ate Lumotsina, 000 555 0122',
    guardian: 'Sampinita Wakwakan Ñ.',
  },
  'MAKOPA-38': {
    name: 'Amorsekoña Taglinao ng Pitúhin',
    address: 'Lote Siyam, Barangay Kathambuhay',
    contact: '000 555 0135',
    guardian: 'Taglinaoña Pitúhin',
  },
  'TANGLAD-68': {
    name: 'Balansiñg Uwakuwakan San Ñoyabo',
    address: 'Kubo Dalawampu, Barangay Himagsilang',
    contact: '000 555 0168',
    guardian: 'Uwakina Sta. Ñoyabo',
  },
};

const EIGHTEEN = 18;

/** Every child was born eighteen years before the day of majority that the demo world shows. */
const children: Identity[] = BENEFICIARIES.map(({ code, majorityOn }) => ({
  kind: 'beneficiary',
  code,
  values: { ...PEOPLE[code], birth_date: `${Number(majorityOn.slice(0, 4)) - EIGHTEEN}${majorityOn.slice(4)}` },
}));

const providers: Identity[] = [
  {
    kind: 'provider',
    code: 'Provider 04',
    values: { shelter_address: 'Kublihan Ñoyabong 1, Barangay Dimatagpuan' },
  },
];

/** Where the providers of the demo world are paid, by their codes. */
export const PAYEES: Readonly<Record<string, { payee_name: string; account_number: string }>> = {
  'Provider 03': { payee_name: 'Klinika Ñamarindong Wala', account_number: 'TEST-0000-5550-7781' },
  'Provider 04': { payee_name: 'Tahanang Kathambuhayan', account_number: 'TEST-0000-5550-0420' },
};

export const IDENTITIES: readonly Identity[] = [...children, ...providers];
