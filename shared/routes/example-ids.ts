/** A name, not a property of the table below: bundles leave out only what cannot have an effect. */
export const EXAMPLE_PROFILE_ID = "019771a2-5c3e-7b60-8f4d-2a9e6c1b7d01";

/** Ids of things in examples, by the part of a path before them. */
export const EXAMPLE_IDS = {
  profiles: EXAMPLE_PROFILE_ID,
  p: "jane-doe",
  "social-links": "019771a2-5c3e-7b60-8f4d-2a9e6c1b7d02",
  "work-experiences": "019771a2-5c3e-7b60-8f4d-2a9e6c1b7d03",
  education: "019771a2-5c3e-7b60-8f4d-2a9e6c1b7d04",
  "photo-uploads": "019771a2-5c3e-7b60-8f4d-2a9e6c1b7d05",
  contacts: "019771a2-5c3e-7b60-8f4d-2a9e6c1b7d06",
  leads: "019771a2-5c3e-7b60-8f4d-2a9e6c1b7d07",
  export: "019771a2-5c3e-7b60-8f4d-2a9e6c1b7d08",
  docs: "profiles",
  "api-keys": "8f3kq2m9x7c4v1b6",
} as const;
