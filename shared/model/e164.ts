/** A phone number by E.164: a plus, the country code, and at most 15 digits in all. */
export const E164 = /^\+[1-9]\d{6,14}$/;
