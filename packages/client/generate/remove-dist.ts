import { rmSync } from "node:fs";

// A file that has another name now would be published with the others.
rmSync(new URL("../dist", import.meta.url), { recursive: true, force: true });
