/** Names that are not just the platform's with a capital letter. */
const NAMES: Readonly<Record<string, string>> = {
  linkedin: "LinkedIn",
  github: "GitHub",
  gitlab: "GitLab",
  youtube: "YouTube",
  tiktok: "TikTok",
  stackoverflow: "Stack Overflow",
  whatsapp: "WhatsApp",
};

/** A platform as people write it. In lower case and without spaces it is the platform again. */
export function platformName(platform: string): string {
  return NAMES[platform] ?? platform.charAt(0).toUpperCase() + platform.slice(1);
}
