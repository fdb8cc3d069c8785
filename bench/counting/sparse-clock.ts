/** Loaded before a function: a second more passes each time it looks at the clock, so that no view follows closely on another. */
const now = Date.now;
let ahead = 0;
Date.now = () => {
  ahead += 1_000;
  return now() + ahead;
};
