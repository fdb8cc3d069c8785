import type { VcardProfile } from "../../../../shared/model/profile/vcard.ts";

const ID = "0199aaaa-0000-7000-8000-000000000000";
const PHOTO = { id: "x", width: 9, height: 9, color: "#000000" };

/** A card of which only what is hard needs to be said. */
export const PLAIN: VcardProfile = {
  ...{ id: ID, name: "Jane Doe", title: "Engineer", company: "", bio: "", location: "" },
  ...{ photo: null, contactEmail: null, contactPhone: null, showEmail: false, showPhone: false },
  ...{ socialLinks: [], updatedAt: "2026-01-02T03:04:05.678Z" },
};

interface HardProfile extends Partial<VcardProfile> {
  /** What the card holds in place of a location that is no place. */
  readonly place?: string;
  /** Bytes of its photo. */
  readonly photoBytes?: number;
  /** The photo does not fit. */
  readonly photoLeftOut?: true;
}

const link = (platform: string, url: string, displayOrder = 0) => ({
  ...{ id: `${ID}-${displayOrder}`, platform, url, username: "", displayOrder },
});

/** Each breaks some reader or writer of vCards. */
export const HARD_PROFILES: Readonly<Record<string, HardProfile>> = {
  "nothing but what is required": {},
  "titles before and after": { name: "Prof. Dr. Jane Doe, PhD, MBA" },
  particles: { name: "Johannes van der Berg" },
  "a family name first": { name: "Smith, John" },
  "Chinese, one word": { name: "王小明", title: "工程师", company: "北京大学；计算机系" },
  "Japanese, halves": { name: "ﾔﾏﾀﾞ ﾀﾛｳ", location: "東京都千代田区" },
  Korean: { name: "김 민준", bio: "안녕하세요" },
  "Arabic, right to left": { name: "محمد بن سلمان", bio: "مرحبا، كيف الحال؛ شكراً" },
  "Hebrew with marks of direction": { name: "יעל כהן", bio: "\u2067עברית\u2069 (ABC)" },
  "Hindi with joiners": { name: "श्रीमान् क्‍ष शर्मा" },
  "Thai without spaces": { name: "สมชายใจดี", location: "กรุงเทพมหานคร" },
  "emoji of several code points": { name: "Zoë 👩🏽‍💻🏳️‍🌈", bio: "🇩🇪👨‍👩‍👧‍👦".repeat(40) },
  "marks on marks": { name: "Z̷̢̛o̴̧͝e̵̡", bio: "a\u0301\u0323".repeat(60) },
  "separators everywhere": { name: "A, B; C: D", title: ",;:", company: "a;b,c\\", bio: ";;,," },
  "a backslash at the end": { title: "C:\\", company: "\\", bio: "x\\\\" },
  "quotes and equals signs": { title: '"CEO"', company: "=3D=0A", bio: "a=b^n'\"" },
  "lines, empty ones too": { bio: "one\n\n two\n\tthree\n" },
  "every kind of line end": { bio: "a\r\nb\rc\vd\fe\x85f\u2028g\u2029h" },
  "spaces around": { bio: "  both  ", company: " Acme " },
  "a card within": { bio: "BEGIN:VCARD\nVERSION:3.0\nFN:Eve\nEND:VCARD", company: "END:VCARD" },
  "properties within": { title: "x\nTEL:+1900", bio: "\r\nEMAIL;TYPE=INTERNET:eve@example.com" },
  "spaces where lines are folded": { bio: `${"a".repeat(70)}${" ".repeat(80)}b` },
  "four bytes where lines are folded": { bio: `x${"😀".repeat(200)}` },
  "the longest texts": {
    ...{ name: "N".repeat(120), title: "T".repeat(120), company: "漢".repeat(120) },
    bio: "é".repeat(5_000),
  },
  "e-mail and phone shown": {
    ...{ contactEmail: "o'neil+a&b@xn--mnchen-3ya.example", showEmail: true },
    ...{ contactPhone: "+4915112345678", showPhone: true },
  },
  "e-mail and phone hidden": { contactEmail: "jane@example.com", contactPhone: "+4915112345678" },
  "no place, and a place with its country": { location: "Remote (EU)", place: "" },
  "a place with commas": { location: "São Paulo, SP; Brasil".replace(";", ",") },
  "links with what separates": {
    socialLinks: [
      link("website", "https://example.com/a,b;c:d?e=%2C&f=\\", 1),
      link("other; thing", "https://bücher.example/漢#x"),
    ],
  },
  "fifty links": {
    socialLinks: Array.from({ length: 50 }, (_, at) =>
      link("website", `https://e.example/${at}`, at),
    ),
  },
  "a photo by its address": { photo: PHOTO },
  "a photo in the card": { photo: PHOTO, photoBytes: 20_000, bio: "é".repeat(4_000) },
  "a photo of odd length": { photo: PHOTO, photoBytes: 1 },
  "a photo that the texts leave no room for": {
    ...{ photo: PHOTO, photoBytes: 20_000, photoLeftOut: true, bio: "漢".repeat(5_000) },
  },
  "an old photo, larger than new ones": { photo: PHOTO, photoBytes: 60_000, photoLeftOut: true },
};
