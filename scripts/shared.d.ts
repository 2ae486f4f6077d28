/** What bundle.mjs fills in: see late-threads.js. */
declare module 'shared:*';
