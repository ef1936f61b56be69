/** The largest of what a visitor says, in bytes: 5,000 letters of whatever script, with what stands around them. */
export const largestMessage = 64 * 1024;
/** Largest file that a visitor sends, and that is sent to one, in bytes. */
export const largestUpload = 5 * 1024 * 1024;
/** Files that one chat takes in a day, of all its visitors: they lie on our disk. */
export const filesOfDay = 1000;
/** Lines that are sent at once. */
export const mostLines = 100;
/** Streams that one process holds for one visitor: their tabs and devices. */
export const streamsOfSession = 10;
/** Streams that one process holds for one address: many people sit behind one. */
export const streamsOfAddress = 500;
/** Streams that one process holds for all visitors: some 20 kB of memory each. */
export const streamsOfProcess = 20_000;
/** From so many on an address has fewer, so that some who take all they can leave room for everybody else. */
export const streamsUntilScarce = 15_000;
export const streamsWhenScarce = 20;
/** Milliseconds for which a question waits for something new where there can be no stream. */
export const longestWait = 25_000;
