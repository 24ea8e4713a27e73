// Whether the reader has asked for less motion, in the system's settings.

/** Films then show their end at once. */
export const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
