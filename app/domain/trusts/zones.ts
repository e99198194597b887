import { legalDay } from './legal-day';

/** The calendar of the books, of the courts that read them, and of every deadline that the law counts. */
export const BOOKS_ZONE = 'America/New_York';

/** A service is dated by the calendar where it is given. */
export const FIELD_ZONE = 'Asia/Manila';

/** The day of the books at a moment, ISO. */
export const booksDay = (moment: Date) => legalDay(moment, BOOKS_ZONE);
