/** Ring 1 on random environments: what the real Node runtime sends equals what is recorded. */
import path from "node:path";

import { compareEach } from "../ring1/compare-each";
import { environment } from "./ring1/environment";

/** One of so many random environments. */
const SHARE = 50;
const COUNT = Math.max(1, Math.floor(Number(process.env["FUZZ"] ?? 2000) / SHARE));
const FIRST = Number(process.env["FUZZ_SEED"] ?? 1);

compareEach("random environments", {
    environment,
    folder: path.relative(path.join(__dirname, "..", "ring1"), path.join(__dirname, "ring1")),
    key: "kit:seed",
    names: Array.from({ length: COUNT }, (_, index) => String(FIRST + index * SHARE)),
});
