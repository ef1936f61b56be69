/** The largest of what is sent without files, and with them, in bytes. */
export const largestPost = 256 * 1024;
export const largestPostWithFiles = 11 * 1024 * 1024;
/** What one address asks and posts in a minute, and sends in ten, with and without files, over all forms: many people sit behind one. */
export const mostAsked = 600;
export const mostPosted = 60;
export const mostSent = 40;
export const mostFiles = 30;
/** What forms of one's own, which show no stamp, send from one address in ten minutes. */
export const mostSentUnstamped = 10;
/** Letters that ask for consent because of what one address sends in an hour: a tablet at a fair, not somebody who has us write to strangers. */
export const mostLetters = 30;
/** What one form takes in a day, and how many files: they lie on our disk. */
export const sentOfDay = 20_000;
export const filesOfDay = 1000;
/** Seconds that a person takes at least, and for which an open page may send. */
export const quickest = 2;
export const longestOpen = 7 * 86_400;
/** More links than this are what advertising has. */
export const mostLinks = 5;
