import type { ApiClient } from "../../support/api-client.ts";
import { portrait } from "./portrait.ts";

/** Someone who publishes a profile: the fields of the form, and what is added to it. */
export interface Person {
  readonly form: Readonly<Record<string, string | readonly string[]>>;
  readonly more: object;
  readonly photo?: () => Promise<Buffer>;
}

const link = (platform: string, url: string) => ({ platform, url });

/** What the page's size and the sheet of paper are promised for. */
export const TYPICAL: Person = {
  form: {
    name: "Maren Lindqvist",
    title: "Structural engineer",
    company: "Holm & Strand",
    location: "Gothenburg, Sweden",
    bio: "I design timber buildings that are meant to stand for two hundred years, and I enjoy the part where the drawings meet the site.\n\nBefore Holm & Strand I spent six years on bridges, which taught me to think about maintenance first. I speak and write about building with wood, and I am glad to review your early sketches.",
    skills: [
      ..."Timber construction|Structural analysis|Eurocode 5|Fire design|Life-cycle assessment".split(
        "|",
      ),
      ..."Bridge inspection|Tekla|Python|Site supervision|Swedish, English, German".split("|"),
    ],
    contactEmail: "maren@holmstrand.example",
    contactPhone: "+46315550142",
    showEmail: "true",
    showPhone: "true",
  },
  more: {
    socialLinks: [
      link("linkedin", "https://www.linkedin.com/in/maren-lindqvist"),
      link("github", "https://github.com/marenlq"),
      link("mastodon", "https://mastodon.example/@maren"),
      link("website", "https://marenlindqvist.example/"),
    ],
    workExperiences: [
      {
        ...{
          jobTitle: "Lead structural engineer",
          company: "Holm & Strand",
          location: "Gothenburg",
        },
        ...{ startDate: "2021-03", endDate: null },
        description:
          "Responsible for the structure of three timber towers of eight to fourteen storeys, from competition to handover. Leads a team of seven.",
      },
      {
        ...{ jobTitle: "Bridge engineer", company: "Västra Broar", location: "Gothenburg" },
        ...{ startDate: "2015-01", endDate: "2021-02" },
        description:
          "Inspection and strengthening of forty road and railway bridges. Introduced condition models that halved the time spent on reports.",
      },
      {
        ...{ jobTitle: "Graduate engineer", company: "Norden Konsult", location: "Malmö" },
        ...{ startDate: "2012-08", endDate: "2014-12" },
        description: "Calculations and drawings for schools and sports halls.",
      },
    ],
    education: [
      {
        ...{ institution: "Chalmers University of Technology", degree: "MSc" },
        ...{ fieldOfStudy: "Structural engineering", startDate: "2010", endDate: "2012" },
      },
      {
        ...{ institution: "Lund University", degree: "BSc", fieldOfStudy: "Civil engineering" },
        ...{ startDate: "2007", endDate: "2010" },
      },
    ],
  },
  photo: () => portrait([38, 122, 118], [32, 41, 56]),
};

/** No more than a profile must have. */
export const EMPTY: Person = { form: { name: "Tomás Ríos", title: "Carpenter" }, more: {} };

/** Written from right to left, with names in other scripts among it. */
export const RIGHT_TO_LEFT: Person = {
  form: {
    name: "نورة الحارثي",
    title: "مهندسة معمارية",
    company: "استوديو الواحة",
    location: "الرياض، السعودية",
    bio: "أصمم بيوتًا هادئة تناسب المناخ الحار، وأعمل مع حرفيين محليين على الطين والحجر. 🏡\n\nعملت سابقًا في Foster Partners في لندن، وأكتب عن العمارة التقليدية.",
    skills: ["تصميم معماري", "ترميم", "Revit", "إدارة المشاريع", "ออกแบบ"],
    contactEmail: "noura@studio.example",
    showEmail: "true",
    contactPhone: "+966115550199",
    showPhone: "true",
  },
  more: {
    socialLinks: [
      link("instagram", "https://www.instagram.com/noura.studio"),
      link("website", "https://example.com/عمارة"),
    ],
    workExperiences: [
      {
        ...{ jobTitle: "مهندسة رئيسية", company: "استوديو الواحة", location: "الرياض" },
        ...{ startDate: "2019-09", endDate: null },
        description: "مسؤولة عن تصميم المساكن والفنادق الصغيرة.",
      },
      {
        ...{ jobTitle: "Architect", company: "Foster Partners", location: "London" },
        ...{ startDate: "2014-02", endDate: "2019-08" },
        description: "Competition and concept design in a team of twelve.",
      },
    ],
    education: [
      {
        ...{ institution: "جامعة الملك سعود", degree: "بكالوريوس", fieldOfStudy: "العمارة" },
        ...{ startDate: "2008", endDate: "2013" },
      },
    ],
  },
  photo: () => portrait([196, 112, 62], [240, 236, 228]),
};

/** Long words, a wide picture of no colour, and scripts without spaces. */
export const AWKWARD: Person = {
  form: {
    name: "สมชาย 👩‍💻 Wolfeschlegelsteinhausenbergerdorff-王伟",
    title: "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    location: "กรุงเทพมหานคร 🇹🇭",
    bio: "ผมเป็นวิศวกรซอฟต์แวร์ที่ชอบทำงานกับข้อมูลขนาดใหญ่และระบบที่เชื่อถือได้ https://example.com/a-very-long-address/without/any/place/to/break/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    skills: ["王伟", "x".repeat(60), "🏡"],
  },
  more: {
    socialLinks: [link("website", `https://example.com/${"deep/".repeat(60)}`)],
    workExperiences: [
      { jobTitle: "W".repeat(120), company: "ก".repeat(120), startDate: "1999", endDate: "1999" },
    ],
  },
  photo: () => portrait([128, 129, 130], [90, 90, 92], 1_100, 500),
};

/** Publishes a person's profile. @returns its slug and id */
export async function publish(api: ApiClient, { form, more, photo }: Person) {
  const file = photo ? { photo: await photo() } : {};
  const made = await api.form("POST", "/api/v1/profiles", { ...form, ...file });
  if (made.status !== 201) throw new Error(`Not created: ${made.status} ${made.text}`);
  const { id } = made.json;
  const shown = await api.patch(`/api/v1/profiles/${id}`, { ...more, isPublic: true });
  if (shown.status !== 200) throw new Error(`Not published: ${shown.status} ${shown.text}`);
  return { id: id as string, slug: shown.json.slug as string };
}
