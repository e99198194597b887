/** A number, a code or reference ("NIYOG-01", "D-2027-0113") or a docket. A name is none of these. */
const RECORD_CODE = /^(?:\d{1,12}|[A-Z]{1,12}(?:-\d{1,8}){1,2}|\d{1,2}:\d\d-[a-z]{2}-\d{1,6}(?:-[A-Z]{1,4})?)$/;

export const isRecordCode = (text: string) => RECORD_CODE.test(text);

export const NO_RECORD_CODE =
  'Enter the code of the record, like D-2027-0113 or T-0042. Nothing is looked for by a name or other words.';
