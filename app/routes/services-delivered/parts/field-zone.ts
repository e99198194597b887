/** A service is dated by the calendar where it is given; the books' own zone is New York's. */
export const FIELD_ZONE = 'Asia/Manila';
