/**
 * Plants of the Philippines, none of them a given name, a surname or a place. A beneficiary is one of these and two
 * digits; codes are drawn at random and never derived from anything about the child.
 */
const PLANT_WORDS = [
  'ABIU',
  'ACACIA',
  'ALIBANGBANG',
  'ALUGBATI',
  'AMPALAYA',
  'ANAHAW',
  'ANTIPOLO',
  'APITONG',
  'ATIS',
  'BAKAWAN',
  'BALETE',
  'BALIMBING',
  'BANABA',
  'BANGKAL',
  'BAYABAS',
  'BIGNAY',
  'BULAK',
  'BUNGA',
  'CABALLERO',
  'CALUMPIT',
  'CHICO',
  'DAPDAP',
  'DAYAP',
  'DUHAT',
  'DURIAN',
  'GABI',
  'GUMAMELA',
  'GUYABANO',
  'IPIL',
  'KAIMITO',
  'KALABASA',
  'KALACHUCHI',
  'KALAMANSI',
  'KAMAGONG',
  'KAMIAS',
  'KAMOTE',
  'KANGKONG',
  'KAPOK',
  'KATURAY',
  'KAWAYAN',
  'LAGUNDI',
  'LANGKA',
  'LANZONES',
  'LAUAN',
  'LUMBANG',
  'MABOLO',
  'MALUNGGAY',
  'MANGGA',
  'MOLAVE',
  'NARRA',
  'NIPA',
  'NIYOG',
  'OREGANO',
  'PANDAN',
  'PAPAYA',
  'PILI',
  'RATTAN',
  'SAMBONG',
  'SAMPALOK',
  'SANTOL',
  'SAYOTE',
  'SINGKAMAS',
  'SITAW',
  'TALISAY',
  'TANGLAD',
  'TINDALO',
  'TUGI',
  'UPO',
  'WALING',
  'YAKAL',
] as const;

/** Letters and digits that cannot be mistaken for each other, for a recipient's code. */
const PLAIN = '23456789CFGHJKMPQRTVWX';

/** "NARRA-04" from two random draws in [0, 1). */
export function beneficiaryCodeFrom(word: number, digits: number): string {
  return `${PLANT_WORDS[Math.floor(word * PLANT_WORDS.length)]}-${String(Math.floor(digits * 100)).padStart(2, '0')}`;
}

/** "B-7Q4X" from four random draws in [0, 1): another code for each recipient, so that files cannot be linked. */
export function recipientCodeFrom(draws: readonly number[]): string {
  return `B-${draws.map((draw) => PLAIN[Math.floor(draw * PLAIN.length)]).join('')}`;
}
