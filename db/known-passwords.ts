/**
 * Words of which the passwords that are tried first are made, beside the 49,000 leaked ones of a public list: names and
 * phrases, and words of this system. Lower case, letters and digits alone; digits at either end, signs, spaces and capitals
 * are passed over before they are looked for. A password of fifteen characters or more is leaked mostly as one or two of
 * these with digits.
 */
const WORDS = `
password passwort passw0rd p4ssw0rd pa55word contrasena letmein welcome welcomeback iloveyou iloveyouforever iloveyousomuch
iloveyoubaby iloveyoumore iloveme loveyou lovely lover forever forgetmenot foreverandever princess sunshine football baseball
basketball volleyball superman batman spiderman monkey dragon master shadow michael michelle jennifer jessica jordan ashley
nicole daniel anthony andrea andrew charlie chelsea liverpool manchester manchesterunited arsenal barcelona realmadrid
computer internet samsung google facebook whatsapp instagram youtube pokemon naruto starwars starwarsfan minecraft fortnite
harrypotter hellokitty mickeymouse chocolate butterfly butterflies flower angel angels babygirl babyboy sweetheart beautiful
teamo tequiero tequieromucho teamomucho teamoparasiempre mahalkita mahalko mahalnamahalkita mahalkoanakko pilipinas philippines
jesus jesuschrist jesusislord jesuslovesme jesusismylord jesusismysavior godisgood godislove godisgreat thankyoulord
abc abcd abcdef abc123 qwerty qwertyuiop qwertz azerty asdfgh asdfghjkl zxcvbnm qazwsx qazwsxedc qweasd qweasdzxc 1q2w3e4r 1q2w3e4r5t
q1w2e3r4 zaq12wsx 1qaz2wsx admin administrator root user guest default changeme changeit changemenow temporary temp secret
topsecret supersecret mysecretpassword mypassword thisismypassword thepassword newpassword test testing tester demo sample example
login access letmeinnow letmeinplease opensesame whatever nothing trustno1 fuckyou killer hunter ranger soccer hockey
correcthorse correcthorsebatterystaple batterystaple tobeornottobe maytheforcebewithyou ihaveadream onceuponatime
lovelove mommy daddy mother father family friends bestfriend bestfriends brother sister blessed happy smile freedom
spring summer autumn winter january february march april may june july august september october november december
monday tuesday wednesday thursday friday saturday sunday manila cebu davao london newyork america american
tutela trustee trust restitution beneficiary caseworker finance court chambers auditor
`
  .trim()
  .split(/\s+/);

const RUNS = [
  '0123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik',
];

const SHORTEST_WORD = 3;

let known: Promise<ReadonlySet<string>> | undefined;

/** The list of the package is long, and only who chooses a password needs it. */
function knownWords(): Promise<ReadonlySet<string>> {
  known ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => {
    const leaked = dictionary['passwords-common'].map((word) => folded(String(word)));
    return new Set([...WORDS, ...leaked].filter((word) => word.length >= SHORTEST_WORD));
  });
  return known;
}

const folded = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Whether a password, already normalised, is one of those that are tried first. */
export async function isKnownPassword(password: string): Promise<boolean> {
  const plain = folded(password);
  if ([password.toLowerCase(), plain].some(isRepeated) || isRun(plain)) return true;
  const words = await knownWords();
  return words.has(plain) || isOneOrTwo(plain, words);
}

/** "123password45princess6": one word or two, with digits anywhere around them. */
function isOneOrTwo(text: string, words: ReadonlySet<string>): boolean {
  const core = withoutDigits(text);
  if (words.has(core)) return true;
  for (let cut = SHORTEST_WORD; cut <= core.length - SHORTEST_WORD; cut += 1) {
    const [first, second] = [core.slice(0, cut), core.slice(cut)];
    if (
      [first, withoutDigits(first)].some((word) => words.has(word)) &&
      [second, withoutDigits(second)].some((word) => words.has(word))
    )
      return true;
  }
  return false;
}

const withoutDigits = (text: string) => text.replace(/^\d+|\d+$/g, '');

/** "abcabcabcabcabc", "111111111111111": a few characters over and over, the last round perhaps cut short. */
function isRepeated(text: string): boolean {
  return [1, 2, 3, 4, 5].some(
    (length) => text.length > 2 * length && text.slice(length) === text.slice(0, text.length - length),
  );
}

/** A stretch of the alphabet, of the digits or of a keyboard, forwards or backwards, beginning anew where it ends. */
function isRun(text: string): boolean {
  const backwards = [...text].reverse().join('');
  return RUNS.some((run) => {
    const rounds = run.repeat(Math.ceil(128 / run.length) + 1);
    return rounds.includes(text) || rounds.includes(backwards);
  });
}
